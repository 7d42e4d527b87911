# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start texts: complete, brought once, never over an edit; and the glossary beside them."""

import msgspec
import pytest
from site_editors import EDITOR, PLACE, WORDS

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.enablement.site import editing, markup, queries
from leistungswerk.enablement.site.glossary import glossary, read
from leistungswerk.enablement.site.models import Page, Revision
from leistungswerk.enablement.site.services import pages, start_texts
from leistungswerk.enablement.site.states import Live, Section, Tongue
from leistungswerk.register import land_table
from leistungswerk.register.kinds import RESSORTS, OrganisationKind
from leistungswerk.register.models import Organisation

SHIPPED = tuple(start_texts.shipped())


def test_every_part_of_the_seed_has_its_page() -> None:
    sections = {text.settings.section for text in SHIPPED}
    assert sections == set(Section) - {Section.PRESS}
    assert {text.settings.live for text in SHIPPED} >= set(Live) - {Live.CHART}
    paths = [text.settings.path for text in SHIPPED]
    assert len(paths) == len(set(paths))
    assert {"impressum", "datenschutz", "barrierefreiheit", "kontakt", "leichte-sprache"} <= set(paths)


@pytest.mark.parametrize("text", SHIPPED, ids=lambda text: text.settings.path)
def test_start_text_is_complete_in_both_languages_and_sound(text: start_texts.StartText) -> None:
    wanted = {Tongue.GERMAN} if text.settings.easy else set(Tongue)
    assert set(text.texts) == wanted
    for each in text.texts.values():
        assert each.title
        assert 0 < len(each.summary) <= 600
        markup.require_sound(each.body, "Text")
    headings = [markup.render(each.body).html.count("<h") for each in text.texts.values()]
    assert len(set(headings)) == 1


@pytest.mark.django_db
@pytest.mark.postgres
def test_they_are_brought_once_and_follow_only_themselves() -> None:
    assert start_texts.bring(OPERATOR) > 40
    assert start_texts.bring(OPERATOR) == 0
    old = Revision.objects.get(page__path="umsetzung", language="de")
    Revision.objects.filter(pk=old.pk).update(body="Ein älterer Starttext.")
    assert start_texts.bring(OPERATOR) == 1
    found = queries.shown("umsetzung", Tongue.GERMAN, times.now())
    assert found is not None
    assert (found.number, found.body) == (2, old.body)


@pytest.mark.django_db
def test_an_edited_or_ended_page_is_left_alone() -> None:
    start_texts.bring(OPERATOR)
    page = Page.objects.get(path="umsetzung/efa")
    text = msgspec.structs.replace(WORDS, title="Unser eigener Text")
    pages.save(EDITOR, page=page.uuid, language=Tongue.GERMAN, text=text, base=1)
    Revision.objects.filter(page=page, number=1).update(body="alt")
    pages.end(EDITOR, page=Page.objects.get(path="willkommen").uuid)
    assert start_texts.bring(OPERATOR) == 1  # the English text of the same page is still ours
    assert editing.page(EDITOR, page.uuid, Tongue.GERMAN).revisions[0].title == "Unser eigener Text"
    assert queries.shown("willkommen", Tongue.GERMAN, times.now()) is None


@pytest.mark.django_db
def test_a_moved_page_is_not_brought_again_and_an_own_page_is_not_joined(page) -> None:
    start_texts.bring(OPERATOR)
    moved = Page.objects.get(path="umsetzung/efa")
    place = msgspec.structs.replace(PLACE, path="umsetzung/nachnutzung")
    pages.arrange(EDITOR, page=moved.uuid, settings=place)
    assert start_texts.bring(OPERATOR) == 0
    assert not Page.objects.filter(path="umsetzung/efa").exists()
    own = pages.create(EDITOR, settings=msgspec.structs.replace(PLACE, path="umsetzung/efa"), text=WORDS)
    Page.objects.filter(pk=moved.pk).update(start="")
    assert start_texts.bring(OPERATOR) == 0
    assert len(editing.page(EDITOR, own, Tongue.GERMAN).revisions) == 1


@pytest.mark.django_db
def test_a_ressort_gets_its_page_when_it_stands_in_the_register_and_its_own_text_stays() -> None:
    start_texts.bring(OPERATOR)
    assert not Page.objects.filter(section=Section.RESSORT.value).exists()
    house = Organisation.objects.create(
        name="Ministerium der Finanzen", short_name="FM", kind=OrganisationKind.MINISTRY
    )
    other = Organisation.objects.create(
        name="Ministerium der Justiz", short_name="JM", kind=OrganisationKind.MINISTRY
    )
    place = msgspec.structs.replace(PLACE, path="ressorts/jm-alt")
    pages.create(EDITOR, settings=place, text=WORDS, organisation=other.uuid)
    assert start_texts.bring(OPERATOR) == 2
    assert start_texts.bring(OPERATOR) == 0
    found = queries.ressort_page(house.uuid, Tongue.GERMAN, times.now())
    assert found is not None
    assert "Steuern & Zoll" in found.body
    assert Page.objects.filter(organisation=other.uuid).count() == 1
    page = Page.objects.get(organisation=house.uuid)
    pages.save(EDITOR, page=page.uuid, language=Tongue.GERMAN, text=WORDS, base=1)
    assert start_texts.bring(OPERATOR) == 0


def test_there_is_a_text_for_each_ressort_of_the_land_and_none_for_another() -> None:
    table = land_table.read("rheinland-pfalz")
    houses = {body.short_name: body.name for body in table.bodies if body.kind in RESSORTS}
    told = {text.ressort: text.texts[Tongue.GERMAN].title for text in SHIPPED if text.ressort}
    assert told == houses
    assert len(told) == 10


def test_glossary_has_one_source_and_explains_in_both_languages() -> None:
    held = glossary().terms
    public = [term for term in held if term.linked]
    assert {"OZG", "SDG", "FIM", "EfA", "Leistung"} <= {term.word for term in public}
    assert all(term.sentence and term.english and term.english_sentence for term in public)
    assert len({term.anchor for term in held}) == len(held)
    assert glossary().links(Tongue.ENGLISH, "/g/")["reuse"] == "/g/#nachnutzung"
    service = next(term for term in public if term.word == "Leistung")
    assert service.code == ("Service",)


def test_rows_of_both_tables_become_terms() -> None:
    text = (
        "| Wort | In einem Satz | English | In a sentence |\n|---|---|---|---|\n| Ei | Rund. | egg | Round. |\n\n"
        "| Code | Official | In a sentence |\n|---|---|---|\n| `Egg`, `Yolk` | Ei | Rund. |\n| `Ham` | Ähre | Schinken. |\n"
    )
    assert [(term.word, term.linked, term.code) for term in read(text)] == [
        ("Ähre", False, ("Ham",)),
        ("Ei", True, ("Egg", "Yolk")),
    ]
