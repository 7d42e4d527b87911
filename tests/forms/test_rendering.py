# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re
from html.parser import HTMLParser

import pytest
from forms_schemas import field, form, group, plan, rule
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms import FieldError, UploadInfo, compile_plan
from leistungswerk.forms.posted import tidy_input
from leistungswerk.forms.rules import AtLeastOne
from leistungswerk.forms.sample import posted_of
from leistungswerk.standards.fim.model import Bezug, Wert

VOID = {"input", "br", "meta", "link"}


class Page(HTMLParser):
    """Reads a page like a browser: ids, references, what would be posted; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.posted: dict[str, list[str]] = {}
        self.text = ""
        self._select: str | None = None
        self._area: str | None = None
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        name = found.get("name") or ""
        if tag not in VOID:
            self.open.append((tag, found))
        if tag == "select":
            self._select = name
        if tag == "textarea":
            self._area = name
            self.posted[name] = [""]
        if tag == "option" and "selected" in found:
            assert self._select is not None
            self.posted.setdefault(self._select, []).append(found["value"] or "")
        if tag == "input" and found.get("type") in {"text", "hidden"}:
            self.posted.setdefault(name, []).append(found["value"] or "")
        if tag == "input" and "checked" in found:
            self.posted.setdefault(name, []).append(found["value"] or "")

    def handle_endtag(self, tag):
        opened, _ = self.open.pop()
        assert opened == tag
        self._area = None if tag == "textarea" else self._area

    def handle_data(self, data):
        self.text += data
        if self._area is not None:
            self.posted[self._area][-1] += data.removeprefix("\n")

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def all_kinds():
    return group(
        "G1",
        field("F1", limits={"max_length": "40"}),
        field("F2", label="Beschreibung"),
        field("F3", "bool", anzahl="0:1"),
        field("F4", werte={str(n): f"Wert {n}" for n in range(9)}),
        field("F5", werte={"a": "A", "b": "B", "c": "C"}, anzahl="0:3"),
        field("F6", "file", anzahl="0:2", media_type=("application/pdf",), max_size=5_000_000),
        field("F7", anzahl="1:4", limits={"max_length": "40"}),
        field("F8", art="label", inhalt="Ein Hinweis\nin zwei Zeilen"),
        group(
            "G2",
            field("F1", limits={"max_length": "40"}),
            field("F3", "bool"),
            group("G3", field("F2", anzahl="0:2"), anzahl="0:3"),
            anzahl="1:3",
        ),
        label="Seite",
    )


PLAN = plan(all_kinds())
ROWS = {"G1.G2.#": "2", "G1.G2.0.G3.#": "1", "G1.G2.1.G3.#": "2", "G1.F7.#": "2"}


def errors_for(raw: dict[str, str]) -> list[FieldError]:
    """A made-up error at every input of the page."""
    names = {
        name
        for name in Page(PLAN.render_page("seite", raw)).all("name")
        if not name.endswith((".#", "_action"))
    }
    return [FieldError(name, f"f-{name}", "Feld", f"Fehler bei {name} <b>") for name in sorted(names)]


@pytest.mark.parametrize("wrong", [False, True])
def test_markup_nests_and_every_reference_has_exactly_one_target(wrong):
    html = PLAN.render_page("seite", ROWS, errors_for(ROWS) if wrong else ())
    page = Page(html)
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        assert {part for value in page.all(attribute) for part in value.split()} <= set(ids)
    labelled = set(page.all("for"))
    for tag, attrs in page.tags:
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden":
            assert attrs["id"] in labelled


def test_every_error_stands_at_its_input_and_is_linked_with_it():
    errors = errors_for(ROWS)
    html = PLAN.render_page("seite", ROWS, errors)
    page = Page(html)
    for error in errors:
        assert f"Fehler bei {error.name} <b>" in page.text
        assert error.id.replace(".", "-") in page.all("id")
    assert page.all("aria-invalid").count("true") == sum(
        tag in {"select", "textarea"} or attrs.get("type") in {"text", "file"} for tag, attrs in page.tags
    )


def test_an_error_of_a_group_stands_in_its_frame():
    html = PLAN.render_page("seite", {}, [FieldError("G1.G2", "f-G1-G2", "Gruppe", "Zu wenig & mehr")])
    assert re.search(r'<fieldset[^>]*id="f-G1-G2".*?Zu wenig &amp; mehr', html)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(tidy_input)
LINE = TEXTS.map(lambda text: " ".join(text.split()))


@given(
    LINE, TEXTS, st.sampled_from(["", "true", "false"]), st.sets(st.sampled_from("abc")), LINE, st.booleans()
)
def test_what_was_typed_comes_back_as_it_was(line, text, choice, several, row, wrong):
    typed = ROWS | {
        "G1.F1": line,
        "G1.F2": text,
        "G1.F3": choice,
        "G1.F4": "7",
        "G1.F5": "\n".join(sorted(several)),
        "G1.F7.1": row,
        "G1.G2.1.F1": row,
        "G1.G2.1.F3": choice,
        "G1.G2.1.G3.1.F2.#": "2",
        "G1.G2.1.G3.1.F2.1": text,
    }
    raw = PLAN.read_post("seite", posted_of(PLAN.form.pages[0], typed), {})
    assert {name: raw[name] for name in typed} == typed
    html = PLAN.render_page("seite", raw, errors_for(raw) if wrong else ())
    assert PLAN.read_post("seite", Page(html).posted, {}) == raw


HOSTILE = "\"><script>alert('x')</script>&{{7*7}}\ue000\ue001\ue100"


def test_hostile_texts_of_schema_answers_and_files_are_escaped():
    place = group(
        "G1",
        field("F1", label=HOSTILE, hilfetext_eingabe=HOSTILE, limits={"max_length": "99"}, inhalt=HOSTILE),
        field("F2", werte={HOSTILE: HOSTILE, "2": HOSTILE}, label=HOSTILE),
        field("F3", art="label", inhalt=HOSTILE, label=HOSTILE),
        field("F4", "file", label=HOSTILE, media_type=(HOSTILE,)),
        group("G2", field("F1", label=HOSTILE), anzahl="1:2", label=HOSTILE),
        label=HOSTILE,
        regeln={"R1": HOSTILE},
        bezug=(Bezug(HOSTILE, link="https://example.org/" + HOSTILE),),
        hilfetext_eingabe=HOSTILE,
    )
    made = plan(place, rules=(rule(AtLeastOne(("G1.F1", "G1.G2"))),))
    slug = made.form.pages[0].slug
    raw = {"G1.F1": HOSTILE, "G1.F2": HOSTILE, "G1.F4": HOSTILE, "G1.G2.0.F1": HOSTILE}
    uploads = {HOSTILE: UploadInfo(HOSTILE, 1, HOSTILE)}
    errors = [
        FieldError(name, "x", HOSTILE, HOSTILE) for name in ("G1", "G1.F1", "G1.F2", "G1.F4", "G1.G2.0.F1")
    ]
    for wrong in ((), errors):
        html = made.render_page(slug, raw, wrong, uploads=uploads)
        page = Page(html)
        assert "script" not in {tag for tag, _ in page.tags}
        assert not [attrs for _, attrs in page.tags if any(key.startswith("on") for key in attrs)]
        assert "<script" not in html
        assert page.posted["G1.F1"] == [HOSTILE]


def test_nothing_inline_that_a_strict_policy_would_refuse():
    page = Page(PLAN.render_page("seite", ROWS, errors_for(ROWS)))
    assert not page.all("style")
    assert not {"script", "style"} & {tag for tag, _ in page.tags}


def test_defaults_stand_there_until_the_page_was_posted():
    made = plan(group("G1", field("F1", inhalt="vorbelegt", limits={"max_length": "20"}), label="Seite"))
    assert 'value="vorbelegt"' in made.render_page("seite", {})
    assert 'value="vorbelegt"' not in made.render_page("seite", made.read_post("seite", {}, {}))


def test_optional_is_said_and_required_is_not():
    made = plan(group("G1", field("F1"), field("F2", anzahl="0:1"), label="Seite"))
    assert Page(made.render_page("seite", {})).text.count("(freiwillig)") == 1


def test_an_optional_page_says_that_it_may_stay_empty():
    made = plan(group("G1", field("F1"), anzahl="0:1", label="Seite"))
    assert "Diese Angaben sind freiwillig" in made.render_page("seite", {})


def test_a_choice_that_may_stay_open_can_be_taken_back():
    made = plan(group("G1", field("F1", "bool"), field("F2", "bool", anzahl="0:1"), label="Seite"))
    assert made.render_page("seite", {}).count("Keine Angabe") == 1


def test_rows_have_their_buttons_within_the_bounds():
    def actions(raw):
        tags = Page(PLAN.render_page("seite", raw)).tags
        return [attrs["value"] for tag, attrs in tags if tag == "button" and attrs.get("name") == "_action"]

    assert "add:G1.G2" in actions({})
    assert "remove:G1.G2.0" not in actions({})
    full = actions({"G1.G2.#": "3"})
    assert {"remove:G1.G2.0", "remove:G1.G2.1", "remove:G1.G2.2"} <= set(full)
    assert "add:G1.G2" not in full
    assert "remove:G1.G2.1.G3.0" in actions({"G1.G2.#": "2", "G1.G2.1.G3.#": "1"})


def test_the_enter_key_never_removes_a_row():
    first = next(attrs for tag, attrs in Page(PLAN.render_page("seite", ROWS)).tags if tag == "button")
    assert "name" not in first
    assert first["tabindex"] == "-1"


def test_uploaded_files_are_listed_with_a_button_each():
    uploads = {"1": UploadInfo("Nachweis.pdf", 1_500_000, "application/pdf")}
    html = PLAN.render_page("seite", {"G1.F6": "1"}, uploads=uploads)
    assert "Nachweis.pdf (1,5 MB)" in html
    assert 'value="remove:G1.F6.0"' in html
    assert 'accept="application/pdf" multiple' in html
    assert "Höchstens 5 MB je Datei." in html


def test_browsers_may_fill_in_what_they_know_but_not_in_rows():
    made = plan(
        group(
            "G1",
            field("F60000227", label="x", limits={"max_length": "9"}),
            field("F60000000246", label="y", limits={"max_length": "5"}),
            group("G2", field("F60000227", limits={"max_length": "9"}), anzahl="1:2"),
            label="Seite",
        )
    )
    page = Page(made.render_page("seite", {}))
    assert page.all("autocomplete") == ["family-name", "postal-code"]
    assert page.all("inputmode") == ["numeric"]


def test_every_option_and_value_of_a_list_comes_from_one_preparation():
    """Counts, does not time: a page of twice the fields has twice the pieces; values are joined, not built."""
    sizes = [len(plan(*(field(f"F{n}") for n in range(count)))._pages) for count in (1, 50)]
    assert sizes == [1, 1]
    pieces = [
        len(next(iter(plan(*(field(f"F{n}") for n in range(count)))._pieces.values())).pieces)
        for count in (20, 40)
    ]
    assert pieces[1] == 2 * pieces[0]


def test_labels_of_ui_come_from_the_translation():
    made = compile_plan(
        form(all_kinds()), translate=lambda text: text.replace("Bitte auswählen", "Please choose")
    )
    assert "Please choose" in made.render_page("seite", {})


def test_code_values_with_quotes_are_chosen():
    made = plan(group("G1", field("F1", werte={'a"b': "X", "c": "Y"}), label="Seite"))
    assert 'value="a&quot;b" checked' in made.render_page("seite", {"G1.F1": 'a"b'})


def test_the_help_of_an_option_stands_at_the_option():
    options = (Wert("1", "A", "Hilfe zu <A>"), Wert("2", "B"))
    made = plan(group("G1", field("F1", art="select", werte_mit_hilfe=options), label="Seite"))
    assert 'A<br><span class="kern-hint">Hilfe zu &lt;A&gt;</span></label>' in made.render_page("seite", {})
