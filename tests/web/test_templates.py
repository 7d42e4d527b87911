# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every page, whatever it shows."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

import pytest
from lxml import html
from office_samples import PAGES
from page_samples import CARDS, SECTIONS, SERVICE, Render

from leistungswerk.forms.language import mark
from leistungswerk.web.context import Instance
from leistungswerk.web.templatetags import faces

EVIL = "<script>alert(1)</script>\"'><b>"
every_page = pytest.mark.parametrize("name", sorted(PAGES))


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


@every_page
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_names_its_language_and_has_one_heading_of_first_rank(
    render: Render, name: str, language: str
) -> None:
    page = tree(render(name, language=language))
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert page.findtext(".//title", "").strip()


@every_page
def test_page_keeps_the_content_security_policy(render: Render, name: str) -> None:
    page = tree(render(name))
    assert not page.xpath(
        "//@style | //style | //script[not(@src) and not(@type='application/ld+json')] | //a[starts-with(@href, 'javascript:')]"
    )
    assert not [key for node in page.iter() for key in node.attrib if key.startswith("on")]
    assert all(
        src.startswith("/static/")
        for src in page.xpath(
            "//script/@src | //img/@src | //link[@rel!='alternate' and @rel!='canonical']/@href"
        )
    )


@every_page
def test_ids_are_unique_and_references_lead_somewhere(render: Render, name: str) -> None:
    page = tree(render(name))
    ids = Counter(page.xpath("//@id"))
    assert not [key for key, count in ids.items() if count > 1]
    targets = page.xpath("//label/@for") + [
        key
        for value in page.xpath(
            "//@aria-labelledby | //@aria-describedby | //@data-lw-copy | //@data-lw-said"
        )
        for key in value.split()
    ]
    anchors = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) | set(anchors) <= set(ids)


@every_page
def test_forms_that_change_something_carry_the_token(render: Render, name: str) -> None:
    forms = tree(render(name)).xpath("//form[not(@method='get')]")
    assert all(form.get("method") == "post" for form in forms)
    assert all(form.xpath(".//input[@name='csrfmiddlewaretoken']") for form in forms)


@every_page
def test_skip_links_and_landmarks_stand_on_every_page(render: Render, name: str) -> None:
    page = tree(render(name))
    links = page.xpath("//body/a/@href")
    assert links == ["#inhalt", "#fussbereich"]
    assert [node.tag for node in page.xpath("//*[@id='inhalt' or @id='fussbereich']")] == ["main", "footer"]


@every_page
def test_texts_from_outside_are_escaped(render: Render, name: str) -> None:
    page = render(
        name,
        title=EVIL,
        reference=EVIL,
        code=EVIL,
        service=Thing(**{**vars(SERVICE), "title": EVIL}),
        problems=[],
    )
    assert "<script>alert" not in page


def test_demonstration_says_so(render: Render) -> None:
    demo = Instance("Leistungswerk", "Demonstrationsinstanz Rheinland-Pfalz", demo=True, draft_days=30)
    live = Instance("Leistungswerk", "Rheinland-Pfalz", demo=False, draft_days=30)
    assert "Demodaten" in render("home", instance=demo)
    assert "Demodaten" not in render("home", instance=live)


def test_enter_key_goes_on_and_never_back(render: Render) -> None:
    form = tree(render("step-errors")).xpath("//form[@data-lw-form]")[0]
    assert form.xpath(".//button/@value") == ["next", "back", "save"]


def test_error_summary_links_to_the_field_and_says_which_words_are_german(render: Render) -> None:
    errors = [Thing(id="f-2", label="", message=f"Enter “{mark('Geburtsdatum')}”.")]
    page = tree(render("step-errors", language="en", errors=errors))
    [link] = page.xpath("//*[@data-lw-errors]//li//a")
    assert link.get("href") == "#f-2"
    assert link.text_content() == "Enter “Geburtsdatum”."
    assert link.xpath(".//*[@lang='de']/text()") == ["Geburtsdatum"]


def test_message_of_the_standards_is_german_for_every_reader(render: Render) -> None:
    errors = [Thing(id="schema", label="", message="Zeile 1 ist leer.", language="de")]
    page = tree(render("documents", language="en", errors=errors))
    assert page.xpath("//*[@data-lw-errors]//li[@lang='de']")


GERMAN = re.compile("[äöüßÄÖÜ„]|\\b(?:der|die|das|und|oder|nicht|Sie|eine?|bei|mit|zum|wenn)\\b")


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "home-empty",
        "service",
        "privacy",
        "glossary",
        "resume",
        "progress",
        "progress-empty",
        "progress-figure",
        "progress-service",
        "places-unknown",
        "place",
        "place-gone",
    ],
)
def test_english_page_is_german_only_where_it_says_so(render: Render, name: str) -> None:
    page = tree(render(name, language="en", title="Title", here=""))
    said = [
        text
        for text in page.xpath("//body//text()[normalize-space()]")
        if text.getparent().xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == "en"
    ]
    assert said
    assert [text for text in said if GERMAN.search(text)] == []


def test_card_names_the_competent_body_before_the_service(render: Render) -> None:
    first = tree(render("home")).xpath("//article")[0]
    assert [line.text_content() for line in first.xpath(".//*[@class='kern-card__header']/*")] == [
        CARDS[0].authority,
        f"{CARDS[0].title} – {CARDS[0].authority}",
    ]
    links = [link.text_content() for link in tree(render("home")).xpath("//article//a")]
    assert len(set(links)) == len(CARDS)


def test_error_of_the_whole_page_has_no_link(render: Render) -> None:
    page = tree(render("step-errors", errors=[Thing(id="", label="", message="Die Datei ist zu groß.")]))
    assert not page.xpath("//*[@data-lw-errors]//li//a")
    assert "Die Datei ist zu groß." in page.text_content()


def test_code_stands_open_on_the_first_step_and_folded_later(render: Render) -> None:
    assert tree(render("step-first")).xpath("//section//*[@id='lw-code'] | //div[@class='lw-code']")
    assert tree(render("step-errors")).xpath("//details//*[@id='lw-code']")


def test_unfinished_application_cannot_be_sent(render: Render) -> None:
    page = tree(render("review-problems"))
    assert not page.xpath("//form[@action='/antrag/absenden/']")
    assert page.xpath("//a[contains(@class, 'kern-btn--primary')]/@href") == ["/antrag/hund/"]


def test_review_shows_nested_answers_and_sends_what_was_reviewed(render: Render) -> None:
    page = tree(render("review"))
    text = page.text_content()
    assert all(value in text for value in ("Müßig-Łukasiewicz", "Rheinallee 12 a", "Keine Angaben"))
    assert page.xpath("//form[@action='/antrag/absenden/']//input[@name='_revision']/@value") == ["7"]
    assert len(page.xpath("//section[contains(@class, 'kern-summary')]")) == len(SECTIONS)


def test_every_card_opens_to_its_definition_and_leads_to_its_rows(render: Render) -> None:
    cards = tree(render("progress")).xpath("//ul[@class='lw-figures']/li")
    assert len(cards) == 4
    for card in cards:
        [details] = card.xpath(".//details")
        assert "Definition" in details.text_content()
        assert card.xpath(".//a/@href")[-1].startswith("/fortschritt/zahlen/m")


def test_office_pages_show_no_navigation_before_login(render: Render) -> None:
    assert not tree(render("login")).xpath("//header//nav")
    assert tree(render("dashboard")).xpath("//nav//a[@aria-current='page']")


def test_pager_leads_to_the_next_page(render: Render) -> None:
    assert tree(render("applications")).xpath("//nav/a[@rel='next']/@href") == ["?seite=2"]
    assert not tree(render("applications-empty")).xpath("//a[@rel]")


def test_only_dead_deliveries_offer_a_new_attempt(render: Render) -> None:
    rows = tree(render("deliveries")).xpath("//tbody/tr")
    assert [len(row.xpath(".//form")) for row in rows] == [1, 0]


def test_moment_is_local_for_people_and_exact_for_machines() -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert faces.moment(at) == '<time datetime="2026-07-01T22:30:00+00:00">2. Juli 2026, 00:30 Uhr</time>'
    assert faces.moment(None, "noch nicht") == "noch nicht"
    assert faces.day(date(2026, 3, 1)) == '<time datetime="2026-03-01">1. März 2026</time>'
    assert faces.day(None) == "–"


def test_state_without_a_word_is_shown_as_it_is() -> None:
    assert faces.state_badge("dead")["text"] == "Angehalten"
    assert faces.state_badge("seltsam") == {"text": "seltsam", "level": "info"}


def test_bars_grow_with_their_counts_and_stay_in_the_drawing() -> None:
    chart = faces.bar_chart([(date(2026, 3, day), day) for day in range(1, 11)], "Anträge")
    bars = chart["bars"]
    assert isinstance(bars, list)
    heights = [bar.height for bar in bars]
    assert heights == sorted(heights)
    assert all(bar.x + bar.width <= 720 and 0 <= bar.y <= 200 for bar in bars)
    assert faces.bar_chart([], "Anträge")["last"] is None


def test_a_single_day_is_a_slim_bar_with_its_number() -> None:
    chart = faces.bar_chart([(date(2026, 3, 1), 12)], "Anträge")
    [bar] = chart["bars"]
    assert bar.width < 60
    assert (chart["width"], chart["labelled"], bar.foot < bar.y) == (56, True, True)
    month = faces.bar_chart([(date(2026, 3, day), day) for day in range(1, 31)], "Anträge")
    assert (month["width"], month["labelled"]) == (720, False)


def test_numbers_of_a_drawing_have_a_point_in_every_language(render: Render) -> None:
    for language in ("de", "en"):
        assert not re.search(r'(?:x|y|width|height)="\d+,', render("progress", language=language))


def test_every_checklist_item_and_every_list_before_a_gate_links_to_its_how_to(render: Render) -> None:
    page = tree(render("project-checklist"))
    items = page.xpath("//li[contains(@class, 'lw-item ')]")
    assert items
    for item in [*items, *page.xpath("//section[@class='lw-checklist']/div[@class='lw-title']")]:
        assert item.xpath(".//a[starts-with(@href, '/verwaltung/handbuch/')]")


def test_field_help_is_named_after_its_field_and_stands_outside_the_label(render: Render) -> None:
    page = tree(render("project-begin"))
    [help_line] = page.xpath("//details[@class='lw-aid'][summary/span[normalize-space()='Bedarfsträger']]")
    assert not help_line.xpath("ancestor::label")
    assert help_line.xpath("preceding-sibling::label")


def test_a_span_of_time_says_its_day_once():
    begin = datetime(2026, 12, 5, 8, tzinfo=UTC)
    within = faces.moments(begin, datetime(2026, 12, 5, 10, 30, tzinfo=UTC))
    assert "5. Dezember 2026, 09:00 bis 11:30 Uhr" in within
    over = faces.moments(begin, datetime(2026, 12, 6, 10, tzinfo=UTC))
    assert over.count("<time ") == 2
