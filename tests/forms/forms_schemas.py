# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schemas made by hand, for the tests of the form machine."""

from leistungswerk.forms import Form, Plan, compile_form, compile_plan
from leistungswerk.forms.rules import Rule
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Identifikation,
    Praezisierung,
    Regel,
    Stammdatenschema,
    Struktur,
    Wert,
)

NO_LISTS = CodelistCollection()


def cardinality(text: str) -> Anzahl:
    least, most = text.split(":")
    return Anzahl(int(least), None if most == "*" else int(most))


def field(
    element_id: str,
    datentyp: str = "text",
    *,
    anzahl: str = "1:1",
    art: str = "input",
    label: str | None = None,
    limits: dict[str, str] | None = None,
    werte: dict[str, str] | None = None,
    regeln: dict[str, str] | None = None,
    **more,
) -> Struktur:
    """A field at its place; ``werte`` makes it a choice."""
    options = more.pop("werte_mit_hilfe", tuple(Wert(code, name) for code, name in (werte or {}).items()))
    element = Datenfeld(
        identifikation=Identifikation(element_id, "1.0"),
        name=more.pop("name", f"Name von {element_id}"),
        bezeichnung_eingabe=f"Feld {element_id}" if label is None else label,
        schemaelementart=Code("RNG"),
        feldart=Code("select" if werte else art),
        datentyp=Code(datentyp),
        praezisierung=Praezisierung(**limits) if limits else None,
        werte=options,
        regel=_rules(regeln),
        **more,
    )
    return Struktur(cardinality(anzahl), element)


def group(
    element_id: str,
    *children: Struktur,
    anzahl: str = "1:1",
    label: str | None = None,
    choice: bool = False,
    regeln: dict[str, str] | None = None,
    bezug: tuple[Bezug, ...] = (),
    **more,
) -> Struktur:
    element = Datenfeldgruppe(
        identifikation=Identifikation(element_id, "1.0"),
        name=f"Name von {element_id}",
        bezeichnung_eingabe=f"Gruppe {element_id}" if label is None else label,
        schemaelementart=Code("RNG"),
        art=Code("X") if choice else None,
        struktur=children,
        regel=_rules(regeln),
        **more,
    )
    return Struktur(cardinality(anzahl), element, bezug)


def _rules(sentences: dict[str, str] | None) -> tuple[Regel, ...]:
    return tuple(
        Regel(identifikation=Identifikation(rule_id, "1.0"), name=rule_id, definition=sentence)
        for rule_id, sentence in (sentences or {}).items()
    )


def schema(*places: Struktur, regeln: dict[str, str] | None = None, **more) -> Stammdatenschema:
    values = {
        "identifikation": Identifikation("S99000001", "1.0"),
        "name": "Muster",
        "bezeichnung_eingabe": "Musterantrag",
        "ableitungsmodifikationen_struktur": Code("0"),
        "ableitungsmodifikationen_repraesentation": Code("1"),
        "struktur": places,
        "regel": _rules(regeln),
    }
    return Stammdatenschema(**(values | more))


def form(*places: Struktur, rules: tuple[Rule, ...] = (), **more) -> Form:
    return compile_form(schema(*places, **more), NO_LISTS, rules=rules)


def plan(*places: Struktur, rules: tuple[Rule, ...] = (), **more) -> Plan:
    return compile_plan(form(*places, rules=rules, **more))


def rule(*effects, rule_id: str = "R99000001") -> Rule:
    return Rule(rule_id, "1.0", "Ein Satz.", effects)


def messages(made: Plan, raw: dict[str, str], **more) -> dict[str, str]:
    """Name → message of every error of the whole form."""
    return {each.name: each.message for page in made.check(raw, **more) for each in page.errors}
