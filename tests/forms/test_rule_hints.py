# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page says of rules: demands of released ones at their place, sentences of the others where they belong."""

import pytest
from forms_schemas import field, form, group, plan, rule
from lxml import html

from leistungswerk.forms import all_hints
from leistungswerk.forms.rules.parsing import parse_effects

PARTS = (
    group(
        "G10000001",
        field("F10000001", "date", label="Beginn"),
        field("F10000002", "date", label="Ende"),
        field("F10000003", anzahl="0:1", label="Telefon"),
        field("F10000004", anzahl="0:1", label="E-Mail"),
        label="Zeit",
    ),
    group("G10000002", field("F10000005", "num", label="Betrag"), anzahl="0:5", label="Posten"),
    group("G10000003", field("F10000006", "num", anzahl="0:1", label="Summe"), label="Ergebnis"),
)


def _hint(made, page: str, name: str) -> str:
    """What stands as a hint at an input or a group."""
    tree = html.fromstring(f"<div>{made.render_page(page, {})}</div>")
    [shown] = tree.xpath(f"//*[@id='f-{name.replace('.', '-')}--hint']")
    return " ".join(shown.text_content().split())


@pytest.mark.parametrize(
    ("text", "page", "name", "told"),
    [
        ("muss gelten: G10000001.F10000002 >= G10000001.F10000001.", "zeit", "G10000001.F10000002", "Es muss gelten: „Ende“ ≥ „Beginn“."),
        (
            "darf höchstens eines von G10000001.F10000003, G10000001.F10000004 befüllt sein.",
            "zeit", "G10000001.F10000003", "höchstens eine",
        ),
        (
            "wenn G10000001.F10000001 befüllt dann muss genau eines von G10000001.F10000003, G10000001.F10000004 befüllt sein.",
            "zeit", "G10000001.F10000003", "genau eine dieser Angaben aus: „Telefon“ oder „E-Mail“. Das ist erforderlich, wenn",
        ),
        ("ergibt sich G10000003.F10000006 aus Summe(G10000002.F10000005).", "ergebnis", "G10000003.F10000006", "Wird berechnet: Summe von „Betrag“."),
        (
            "wenn G10000001.F10000003 leer dann ergibt sich G10000003.F10000006 aus Summe(G10000002.F10000005).",
            "ergebnis", "G10000003.F10000006", "Wird berechnet, wenn „Telefon“ leer ist: Summe von „Betrag“.",
        ),
    ],
)  # fmt: skip
def test_a_released_demand_is_told_at_its_place_before_anybody_goes_wrong(text, page, name, told):
    made = plan(*PARTS, rules=(rule(*parse_effects(text)),))
    assert told in _hint(made, page, name)


def test_a_demand_on_rows_is_told_in_every_row():
    made = plan(
        *PARTS, rules=(rule(*parse_effects("muss jeder Eintrag in G10000002.F10000005 verschieden sein.")),)
    )
    page = made.render_page("posten", {"G10000002.#": "2"})
    assert page.count("jeden Eintrag nur einmal an") == 2


def test_a_count_over_several_pages_is_told_at_its_first_target():
    text = "muss mindestens eines von G10000001.F10000003, G10000003.F10000006 befüllt sein."
    made = plan(*PARTS, rules=(rule(*parse_effects(text)),))
    assert "mindestens eine dieser Angaben" in _hint(made, "zeit", "G10000001.F10000003")


@pytest.mark.parametrize(
    ("sentence", "pages"),
    [
        ('Das Feld G10000003.F10000006 "Summe" ist glaubhaft zu machen.', ["ergebnis"]),
        ('Das Feld F10000006 "Summe" ist glaubhaft zu machen.', ["ergebnis"]),
        ('F10000001 "Beginn" liegt vor dem Tag der Summe F10000006.', ["zeit", "ergebnis"]),
        ("Alle Angaben sind glaubhaft zu machen.", ["zeit"]),
    ],
)
def test_an_unreleased_rule_of_the_schema_is_never_lost(sentence, pages):
    made = form(*PARTS, regeln={"R10000001": sentence})
    assert [page.slug for page in made.pages if page.hints] == pages
    assert [hint.rule_id for hint in all_hints(made)] == ["R10000001"]
    shown = plan(*PARTS, regeln={"R10000001": sentence}).render_page(pages[0], {})
    assert "glaubhaft" in shown or "liegt vor" in shown
