# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of schemas and document profiles alone. Source: standards.md 2.3 to 2.5 and 2.10."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from leistungswerk.standards.fim import codes
from leistungswerk.standards.fim.check.elements import has_bezug, well_formed
from leistungswerk.standards.fim.check.index import Found, Subject, blank, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import Dokumentsteckbrief, Stammdatenschema

DEFAULT_PROFILE: Final = "D99000000001"
_RELEASED: Final = ("4", "5", "6")


def _profile_of_schema(subject: Subject[Stammdatenschema]) -> Iterator[Found]:
    schema = subject.element
    profile = schema.dokumentsteckbrief
    if profile is None or blank(profile.id):
        yield Found(1007, "dokumentsteckbrief")
    elif profile.id == DEFAULT_PROFILE:
        released = value_of(schema.freigabestatus) in _RELEASED
        yield Found(1097 if released else 1096, "dokumentsteckbrief")
    elif not well_formed(profile.id, "D"):
        yield Found(1039, "dokumentsteckbrief", profile.id)


def _schema(subject: Subject[Stammdatenschema]) -> Iterator[Found]:
    schema = subject.element
    structure = value_of(schema.ableitungsmodifikationen_struktur)
    if structure not in codes.MODIFIKATION_STRUKTUR:
        yield Found(1033, "ableitungsmodifikationenStruktur", structure)
    representation = value_of(schema.ableitungsmodifikationen_repraesentation)
    if representation not in codes.MODIFIKATION_REPRAESENTATION:
        yield Found(1034, "ableitungsmodifikationenRepraesentation", representation)
    if not has_bezug(schema.bezug):
        yield Found(1051, "bezug")


def _profile(subject: Subject[Dokumentsteckbrief]) -> Iterator[Found]:
    profile = subject.element
    if blank(profile.definition):
        yield Found(1049, "definition")
    if blank(profile.hilfetext):
        yield Found(1107, "hilfetext")
    kind = value_of(profile.dokumentart)
    if kind not in codes.DOKUMENTART:
        yield Found(1055, "dokumentart", kind)
    if profile.ist_abstrakt is None:
        yield Found(1092, "istAbstrakt")
    if not has_bezug(profile.bezug) and profile.ist_abstrakt is not True:
        yield Found(1008, "bezug")
        if profile.ist_abstrakt is False:
            yield Found(1052, "bezug")


def _assigned(subject: Subject[Dokumentsteckbrief]) -> Iterator[Found]:
    profile = subject.element
    assigned = [relation.objekt.id for relation in profile.relation if value_of(relation.praedikat) == "VKN"]
    if profile.ist_abstrakt is False and assigned:
        yield Found(1053, "relation", assigned[0])
    if profile.ist_abstrakt is True and len(assigned) < 2:
        yield Found(1054, "istAbstrakt")


SCHEMA_CHECKS: Final[tuple[Check[Stammdatenschema], ...]] = (
    Check((1007, 1039, 1096, 1097), _profile_of_schema),
    Check((1033, 1034, 1051), _schema),
)
PROFILE_CHECKS: Final[tuple[Check[Dokumentsteckbrief], ...]] = (
    Check((1008, 1049, 1052, 1055, 1092, 1107), _profile),
    Check((1053, 1054), _assigned),
)
