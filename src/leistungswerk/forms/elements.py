# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One field of a schema, read as a field of a form."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from leistungswerk.forms.hints import legal_bases
from leistungswerk.forms.model import (
    Access,
    Control,
    Field,
    FieldKind,
    FormError,
    Option,
)
from leistungswerk.forms.values import read_boolean, read_date, read_integer, read_number, read_value, typed
from leistungswerk.standards.fim import CodelistCollection, werte_of
from leistungswerk.standards.fim.model import Datenfeld, Praezisierung, Struktur

MOST_RADIOS = 6
"""More options become a drop-down list (standards.md 12)."""
MOST_CHECKBOXES = 30
"""A longer list that allows several choices is asked row by row."""
LONG_TEXT_FROM = 256
"""Longest text of a single line is one character less."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
# Texts without a limit are long unless their label tells of something short.
_SHORT = re.compile(r"\b(?:\w*name|\w*nummer|postfach|datum|ort|typ|titel)\b", re.IGNORECASE)
# Private-use characters serve as marks inside prepared markup.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
_KINDS = {
    "text": FieldKind.TEXT,
    "text_latin": FieldKind.TEXT,
    "date": FieldKind.DATE,
    "time": FieldKind.TIME,
    "datetime": FieldKind.DATETIME,
    "bool": FieldKind.BOOLEAN,
    "num": FieldKind.NUMBER,
    "num_int": FieldKind.INTEGER,
    "num_currency": FieldKind.CURRENCY,
    "file": FieldKind.FILE,
    "obj": FieldKind.FILE,
}
_CONTROLS = {
    FieldKind.STATIC: Control.NONE,
    FieldKind.FILE: Control.FILES,
    FieldKind.BOOLEAN: Control.RADIOS,
    FieldKind.LONG_TEXT: Control.TEXTAREA,
}
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
_NUMERIC = frozenset({FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.CURRENCY})


def tidy(text: str | None) -> str:
    """A text of the schema with one kind of line end and without control and private-use characters."""
    return _UNWANTED.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def check_id(element_id: str) -> None:
    """Ids become names of inputs and parts of HTML ids."""
    if not _ID.fullmatch(element_id):
        raise FormError(
            f"Die Kennung „{element_id[:60]}“ ist nicht verwendbar. Sie beginnt mit einem Buchstaben und hat höchstens 60 Buchstaben und Ziffern."
        )


def field_of(element: Datenfeld, place: Struktur, path: str, codelists: CodelistCollection) -> Field:
    """Read a field; raise ``FormError`` naming it when it cannot be asked."""
    kind = _kind(element)
    options = _options(element, codelists) if kind is FieldKind.SELECT else ()
    control = _control(kind, len(options), place.anzahl.max)
    limits = (element.praezisierung if element.feldart.code != "select" else None) or Praezisierung()
    several = control in {Control.CHECKBOXES, Control.FILES, Control.NONE}
    return Field(
        path=path,
        id=element.id,
        version=element.version,
        kind=kind,
        control=control,
        label=tidy(element.bezeichnung_eingabe) or tidy(element.name) or element.id,
        help=tidy(element.hilfetext_eingabe),
        legal_basis=legal_bases((*element.bezug, *place.bezug)),
        min=place.anzahl.min,
        max=place.anzahl.max,
        repeats=place.anzahl.max != 1 and not several,
        min_length=_length(limits.min_length) if kind in _TEXTS else None,
        max_length=_length(limits.max_length) if kind in _TEXTS else None,
        min_value=_limit(limits.min_value, kind),
        max_value=_limit(limits.max_value, kind),
        pattern=limits.pattern if kind in _TEXTS else None,
        options=options,
        default=_default(element, kind, options),
        media_types=tuple(element.media_type),
        max_size=element.max_size,
        access=_access(element),
    )


def _kind(element: Datenfeld) -> FieldKind:
    if element.feldart.code == "label":
        return FieldKind.STATIC
    if element.feldart.code == "select":
        return FieldKind.SELECT if _has_list(element) else FieldKind.TEXT
    kind = _KINDS.get(element.datentyp.code)
    if kind is None:
        raise FormError(
            f"Das Feld {element.id} „{tidy(element.name)}“ hat den unbekannten Datentyp „{element.datentyp.code}“."
        )
    return FieldKind.LONG_TEXT if kind is FieldKind.TEXT and _is_long(element) else kind


def _has_list(element: Datenfeld) -> bool:
    """A choice of nothing in particular is a free text, as in the JSON Schema (standards.md 2.9)."""
    return bool(element.werte) or element.codeliste_referenz is not None


def _is_long(element: Datenfeld) -> bool:
    limits = element.praezisierung or Praezisierung()
    longest = _length(limits.max_length)
    if limits.pattern or (longest is not None and longest < LONG_TEXT_FROM):
        return False
    return not _SHORT.search(tidy(element.bezeichnung_eingabe))


def _control(kind: FieldKind, options: int, most: int | None) -> Control:
    if kind is FieldKind.SELECT:
        if most != 1 and options <= MOST_CHECKBOXES:
            return Control.CHECKBOXES
        return Control.RADIOS if options <= MOST_RADIOS else Control.SELECT
    return _CONTROLS.get(kind, Control.INPUT)


def _access(element: Datenfeld) -> Access:
    code = element.feldart.code
    return Access(code) if code in {Access.LOCKED, Access.HIDDEN} else Access.OPEN


def _options(element: Datenfeld, codelists: CodelistCollection) -> tuple[Option, ...]:
    """The options in the order of the list; a code given twice keeps its first row."""
    found: dict[str, Option] = {}
    for wert in werte_of(element, codelists):
        code = tidy(wert.code)
        if code and "\n" not in code:
            found.setdefault(code, Option(code, tidy(wert.name) or code, tidy(wert.hilfe)))
    if not found:
        raise FormError(
            f"Das Auswahlfeld {element.id} „{tidy(element.name)}“ hat keine Werte. "
            "Geben Sie eine Codeliste mit mindestens einem Wert an."
        )
    return tuple(found.values())


def _length(text: str | None) -> int | None:
    """A length; what is no number limits nothing, as in the JSON Schema, whose conversion reports it."""
    length = read_integer((text or "").strip())
    return length if length is not None and length >= 0 else None


def _limit(text: str | None, kind: FieldKind) -> Decimal | date | None:
    """A bound, written for machines: the point is a decimal mark, a comma is forgiven."""
    text = (text or "").strip()
    if kind is FieldKind.DATE:
        return read_date(text)
    if kind not in _NUMERIC:
        return None
    return Decimal(text) if re.fullmatch(r"[+-]?\d{1,30}(\.\d{1,30})?", text, re.ASCII) else read_number(text)


def _default(element: Datenfeld, kind: FieldKind, options: tuple[Option, ...]) -> str:
    """The content as it would be typed. What does not fit the datatype is no default."""
    text = tidy(element.inhalt)
    if kind is FieldKind.SELECT:
        return next((each.code for each in options if text in {each.code, each.label}), "") if text else ""
    if kind is FieldKind.BOOLEAN:
        return typed(read_boolean(text))
    if kind is FieldKind.FILE:
        return ""
    return text if read_value(kind, text) is not None else ""
