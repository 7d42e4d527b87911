# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which checks look at what: the one table of all families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from leistungswerk.standards.fim.check import (
    documents,
    elements,
    fields,
    lengths,
    limits,
    lists,
    rules,
    structure,
)
from leistungswerk.standards.fim.check.index import Found, Subject
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import (
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Element,
    Regel,
    Stammdatenschema,
)

_T = TypeVar("_T")

_ELEMENT: Final[tuple[Check[Element], ...]] = (
    *elements.ELEMENT_CHECKS,
    *structure.ELEMENT_CHECKS,
    *lengths.TEXT_CHECKS,
)
_FIELD: Final[tuple[Check[Datenfeld], ...]] = (
    *elements.BLOCK_CHECKS,
    *fields.FIELD_CHECKS,
    *limits.LIMIT_CHECKS,
    *lists.LIST_CHECKS,
    *lengths.FIELD_TEXT_CHECKS,
)
_CONTAINER: Final[tuple[Check[Datenfeldgruppe | Stammdatenschema], ...]] = (
    *structure.CONTAINER_CHECKS,
    *lengths.PLACE_TEXT_CHECKS,
)
_GROUP: Final[tuple[Check[Datenfeldgruppe], ...]] = (
    *elements.BLOCK_CHECKS,
    *structure.GROUP_CHECKS,
    *_CONTAINER,
)
_SCHEMA: Final[tuple[Check[Stammdatenschema], ...]] = (
    *elements.DOCUMENT_CHECKS,
    *documents.SCHEMA_CHECKS,
    *_CONTAINER,
)
_PROFILE: Final[tuple[Check[Dokumentsteckbrief], ...]] = (
    *elements.DOCUMENT_CHECKS,
    *documents.PROFILE_CHECKS,
)
_RULE: Final[tuple[Check[Regel], ...]] = (*elements.RULE_CHECKS, *rules.SENTENCE_CHECKS, *lengths.TEXT_CHECKS)

_ALL: Final[tuple[Check[Any], ...]] = (*_ELEMENT, *_FIELD, *_GROUP, *_SCHEMA, *_PROFILE, *_RULE)
IMPLEMENTED: Final = frozenset(code for check in _ALL for code in check.codes)
"""Every number a check may tell."""


def found_at(subject: Subject[Element]) -> Iterator[Found]:
    """Everything the checks say about an element."""
    yield from _run(_ELEMENT, subject)
    match subject.element:
        case Datenfeld() as feld:
            yield from _run(_FIELD, subject.of(feld))
        case Datenfeldgruppe() as group:
            yield from _run(_GROUP, subject.of(group))
        case Stammdatenschema() as schema:
            yield from _run(_SCHEMA, subject.of(schema))
        case Dokumentsteckbrief() as profile:
            yield from _run(_PROFILE, subject.of(profile))


def found_in_rule(subject: Subject[Regel]) -> Iterator[Found]:
    """Everything the checks say about a rule."""
    yield from _run(_RULE, subject)


def _run(checks: tuple[Check[_T], ...], subject: Subject[_T]) -> Iterator[Found]:
    for check in checks:
        yield from check.finds(subject)
