# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of what every element has: id, name, labels, status, relations, legal bases.

Source: standards.md 2.3 to 2.5 and 2.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from leistungswerk.standards.fim import codes
from leistungswerk.standards.fim.check.index import Found, Subject, blank, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import (
    Bezug,
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Element,
    Regel,
    Stammdatenschema,
)

LETTERS: Final[dict[type[Element] | type[Regel], str]] = {
    Stammdatenschema: "S",
    Datenfeldgruppe: "G",
    Datenfeld: "F",
    Regel: "R",
    Dokumentsteckbrief: "D",
}
_RELATED: Final = {Stammdatenschema: "S", Datenfeldgruppe: "GF", Datenfeld: "GF", Dokumentsteckbrief: "D"}
"""Letters of what a relation may point to."""
_ID: Final = re.compile(r"[SGFRD][0-9]{11}")
_FIM_EDITORS: Final = ("FIM-Baustein Datenfelder", "FIM Baustein Datenfelder")
_DATED: Final = ("3", "4", "5", "6", "7")
"""Values of ``freigabestatus`` that need the day they were set."""


def well_formed(element_id: str, letters: str) -> bool:
    return _ID.fullmatch(element_id) is not None and element_id[0] in letters


def _name(subject: Subject[Element | Regel]) -> Iterator[Found]:
    if blank(subject.element.name):
        yield Found(1002, "name")


def _id(subject: Subject[Element | Regel]) -> Iterator[Found]:
    element_id = subject.element.identifikation.id
    if blank(element_id):
        yield Found(1038, "identifikation")
    elif not well_formed(element_id, LETTERS[type(subject.element)]):
        yield Found(1039, "identifikation", element_id)


def _status(subject: Subject[Element]) -> Iterator[Found]:
    element = subject.element
    value = value_of(element.freigabestatus)
    if value not in codes.FREIGABESTATUS:
        yield Found(1032, "freigabestatus", value)
    elif value in _DATED and blank(element.status_gesetzt_am):
        number = {Stammdatenschema: 1143, Dokumentsteckbrief: 1144}.get(type(element), 1142)
        yield Found(number, "freigabestatus", value)


def _editor(subject: Subject[Element]) -> Iterator[Found]:
    element = subject.element
    editor = (element.status_gesetzt_durch or "").strip()
    if not editor:
        yield Found(1117, "statusGesetztDurch")
    elif editor in _FIM_EDITORS and element.id[1:3] != "60" and not isinstance(element, Dokumentsteckbrief):
        number = 1141 if isinstance(element, Stammdatenschema) else 1140
        yield Found(number, "statusGesetztDurch", editor)


def _rule_editor(subject: Subject[Regel]) -> Iterator[Found]:
    editor = (subject.element.fachlicher_ersteller or "").strip()
    if not editor:
        yield Found(1117, "fachlicherErsteller")
    elif editor in _FIM_EDITORS and subject.element.identifikation.id[1:3] != "60":
        yield Found(1140, "fachlicherErsteller", editor)


def _relations(subject: Subject[Element]) -> Iterator[Found]:
    is_profile = isinstance(subject.element, Dokumentsteckbrief)
    for relation in subject.element.relation:
        predicate, target = value_of(relation.praedikat), relation.objekt.id
        if predicate not in codes.PRAEDIKAT:
            yield Found(1029, "relation", predicate)
        elif predicate == "VKN" and not is_profile:
            yield Found(1088, "relation", predicate)
        if blank(target):
            yield Found(1091, "relation")
        elif not well_formed(target, "SGFD"):
            yield Found(1039, "relation", target)
        elif target[0] not in _RELATED[type(subject.element)]:
            yield Found(1087, "relation", target)


def has_bezug(bezug: tuple[Bezug, ...]) -> bool:
    """Tell whether a legal basis is named."""
    return any(not blank(one.text) for one in bezug)


def _building_block(subject: Subject[Datenfeld | Datenfeldgruppe]) -> Iterator[Found]:
    element = subject.element
    kind = value_of(element.schemaelementart)
    if kind not in codes.SCHEMAELEMENTART:
        yield Found(1031, "schemaelementart", kind)
    if kind in ("RNG", "HAR") and not has_bezug(element.bezug):
        yield Found(1006 if kind == "RNG" else 1101, "bezug")
    if blank(element.bezeichnung_eingabe):
        yield Found(1009, "bezeichnungEingabe")
    if blank(element.bezeichnung_ausgabe):
        yield Found(1010, "bezeichnungAusgabe")


def _help_of_block(subject: Subject[Datenfeld | Datenfeldgruppe]) -> Iterator[Found]:
    element = subject.element
    yield from _repeated(
        "hilfetextEingabe", element.hilfetext_eingabe, element.bezeichnung_eingabe, element.name
    )
    yield from _repeated(
        "hilfetextAusgabe", element.hilfetext_ausgabe, element.bezeichnung_ausgabe, element.name
    )


def _help_of_document(subject: Subject[Stammdatenschema | Dokumentsteckbrief]) -> Iterator[Found]:
    element = subject.element
    if blank(element.bezeichnung):
        yield Found(1050, "bezeichnung")
    yield from _repeated("hilfetext", element.hilfetext, element.bezeichnung, element.name)


def _repeated(tag: str, help_text: str | None, label: str | None, name: str) -> Iterator[Found]:
    if help_text is None or blank(help_text):
        return
    if label is not None and help_text.strip() == label.strip():
        yield Found(1098, tag, label.strip())
    elif help_text.strip() == name.strip():
        yield Found(1099, tag, name.strip())


ELEMENT_CHECKS: Final[tuple[Check[Element], ...]] = (
    Check((1002,), _name),
    Check((1038, 1039), _id),
    Check((1032, 1142, 1143, 1144), _status),
    Check((1117, 1140, 1141), _editor),
    Check((1029, 1039, 1087, 1088, 1091), _relations),
)
BLOCK_CHECKS: Final[tuple[Check[Datenfeld | Datenfeldgruppe], ...]] = (
    Check((1006, 1009, 1010, 1031, 1101), _building_block),
    Check((1098, 1099), _help_of_block),
)
DOCUMENT_CHECKS: Final[tuple[Check[Stammdatenschema | Dokumentsteckbrief], ...]] = (
    Check((1050, 1098, 1099), _help_of_document),
)
RULE_CHECKS: Final[tuple[Check[Regel], ...]] = (
    Check((1002,), _name),
    Check((1038, 1039), _id),
    Check((1117, 1140), _rule_editor),
)
