# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of fields: do kind, data type and the rest fit together? Source: standards.md 2.3, 2.4, 2.10."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from leistungswerk.standards.fim import codes
from leistungswerk.standards.fim.check.index import Found, Subject, blank, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import Datenfeld, Praezisierung

TEXTS: Final = ("text", "text_latin")
RANGED: Final = ("num", "num_int", "num_currency", "date", "time", "datetime")
_RANGE_ADVISED: Final = ("num", "num_int", "num_currency", "date")
_UNWRITTEN: Final = ("file", "obj")
"""Nobody types these: no content, no pattern."""
_NO_LIMITS: Final = Praezisierung()


def _known_codes(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    kind, datatype, prefill = (value_of(code) for code in (feld.feldart, feld.datentyp, feld.vorbefuellung))
    if kind not in codes.FELDART_3:
        yield Found(1027, "feldart", kind)
    if datatype not in codes.DATENTYP_3:
        yield Found(1028, "datentyp", datatype)
    if prefill not in codes.VORBEFUELLUNG:
        yield Found(1030, "vorbefuellung", prefill)
    if value_of(feld.schemaelementart) == "ABS":
        yield Found(1014, "schemaelementart")


def _kind(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    kind, datatype = value_of(feld.feldart), value_of(feld.datentyp)
    if kind == "select" and datatype != "text":
        yield Found(1011, "datentyp", datatype)
    if kind == "label":
        if datatype not in (*TEXTS, "obj"):
            yield Found(1090, "datentyp", datatype)
        if blank(feld.inhalt) and datatype != "obj":
            yield Found(1109, "inhalt")


def _choice(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    kind, lists = value_of(feld.feldart), (bool(feld.werte), feld.codeliste_referenz is not None)
    if kind != "select":
        if any(lists):
            yield Found(1017, "feldart", kind)
    elif all(lists):
        yield Found(1018, "codelisteReferenz", "sowohl eine Werteliste als auch eine Codeliste")
    elif not any(lists):
        yield Found(1018, "feldart", "weder eine Werteliste noch eine Codeliste")
    if feld.codeliste_referenz is None:
        keys = (("codeKey", feld.code_key), ("nameKey", feld.name_key), ("helpKey", feld.help_key))
        yield from (Found(1058, tag, key) for tag, key in keys if key is not None and not blank(key))


def _lengths(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    kind, datatype, limits = value_of(feld.feldart), value_of(feld.datentyp), feld.praezisierung or _NO_LIMITS
    missing = [blank(limits.min_length), blank(limits.max_length)]
    if not all(missing):
        if datatype not in TEXTS:
            yield Found(1015, "praezisierung", datatype)
        elif kind in ("select", "label"):
            yield Found(1012, "praezisierung")
    if any(missing) and kind == "input" and datatype in TEXTS:
        yield Found(1102, "praezisierung")


def _ranges(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    datatype, limits = value_of(feld.datentyp), feld.praezisierung or _NO_LIMITS
    if blank(limits.min_value) and blank(limits.max_value):
        if datatype in _RANGE_ADVISED:
            yield Found(1103, "praezisierung")
    elif datatype not in RANGED:
        yield Found(1016, "praezisierung", datatype)


def _old_format(subject: Subject[Datenfeld]) -> Iterator[Found]:
    """The JSON text of version 2.0 left as the note of version 3.0."""
    limits = subject.element.praezisierung
    if limits is None or limits.text is None or not limits.text.lstrip().startswith("{"):
        return
    try:
        old = isinstance(json.loads(limits.text), dict)
    except (ValueError, RecursionError):
        return
    if old:
        yield Found(1035, "praezisierung")


def _files(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    datatype = value_of(feld.datentyp)
    if datatype != "file":
        if feld.max_size is not None:
            yield Found(1056, "maxSize", datatype)
        if feld.media_type:
            yield Found(1057, "mediaType", datatype)
    if datatype in _UNWRITTEN:
        if not blank(feld.inhalt):
            yield Found(1100, "inhalt")
        if feld.praezisierung is not None and not blank(feld.praezisierung.pattern):
            yield Found(1120, "praezisierung")


FIELD_CHECKS: Final[tuple[Check[Datenfeld], ...]] = (
    Check((1014, 1027, 1028, 1030), _known_codes),
    Check((1011, 1090, 1109), _kind),
    Check((1017, 1018, 1058), _choice),
    Check((1012, 1015, 1102), _lengths),
    Check((1016, 1103), _ranges),
    Check((1035,), _old_format),
    Check((1056, 1057, 1100, 1120), _files),
)
