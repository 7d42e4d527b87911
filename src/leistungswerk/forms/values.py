# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From typed text to a value, from a value to an answer, and back to what people read.

Readers return ``None`` for what they cannot read. Numbers are read the German way: a comma is the decimal
mark and points group thousands (``1.234,56``). Without a comma a point groups when it could
(``1.234`` is 1234, also in numbers with decimals) and is a decimal mark otherwise (``1234.5``, ``0.125``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

from leistungswerk.forms.model import Field, FieldKind
from leistungswerk.forms.texts import NO, YES, Translate

Value: TypeAlias = str | bool | int | Decimal | date | time | datetime

LEGAL_TIME = ZoneInfo("Europe/Berlin")
"""An answer with date and time carries the offset of legal time in Germany."""

_gaps = re.compile("[ \u00a0\u202f\u2009']").sub
_SWAP = str.maketrans(",.", ".,")
_GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+"
_GERMAN = re.compile(rf"([+-]?)({_GROUPED}|\d{{1,30}})(?:,(\d{{1,20}}))?", re.ASCII)
_POINT = re.compile(r"[+-]?\d{1,30}\.\d{1,20}", re.ASCII)
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?Uhr)?", re.ASCII)
_EURO = re.compile(r"\s?(?:€|EUR|Euro)$")
_TRUE = frozenset({"true", "ja", "wahr", "1"})
_FALSE = frozenset({"false", "nein", "falsch", "0"})


def read_integer(text: str) -> int | None:
    found = _GERMAN.fullmatch(_dense(text))
    return int(found[1] + found[2].replace(".", "")) if found and found[3] is None else None


def read_number(text: str) -> Decimal | None:
    text = _dense(text)
    if found := _GERMAN.fullmatch(text):
        sign, whole, decimals = found.groups()
        return Decimal(f"{sign}{whole.replace('.', '')}.{decimals or ''}")
    return Decimal(text) if _POINT.fullmatch(text) else None


def _dense(text: str) -> str:
    """Without the gaps people leave between thousands."""
    return text if text.isascii() and " " not in text and "'" not in text else _gaps("", text)


def read_money(text: str) -> Decimal | None:
    """An amount in EUR with at most two decimals."""
    number = read_number(_EURO.sub("", text))
    if number is None:
        return None
    cents = number.quantize(Decimal("0.01")) if abs(number) < Decimal(10) ** 20 else None
    return cents if cents == number else None


def read_date(text: str) -> date | None:
    if found := _GERMAN_DATE.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def read_datetime(text: str) -> datetime | None:
    day_text, _, time_text = text.replace("T", " ").replace(",", " ").partition(" ")
    day, clock = read_date(day_text), read_time(time_text.strip())
    return datetime.combine(day, clock, LEGAL_TIME) if day and clock else None


def read_boolean(text: str) -> bool | None:
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else None


READERS: dict[FieldKind, Callable[[str], Value | None]] = {
    FieldKind.DATE: read_date,
    FieldKind.TIME: read_time,
    FieldKind.DATETIME: read_datetime,
    FieldKind.BOOLEAN: read_boolean,
    FieldKind.NUMBER: read_number,
    FieldKind.INTEGER: read_integer,
    FieldKind.CURRENCY: read_money,
}
"""The other kinds are text and mean themselves."""


def read_value(kind: FieldKind, text: str) -> Value | None:
    """The value of a typed text; ``None`` when it cannot be read."""
    reader = READERS.get(kind)
    return reader(text) if reader else text


def answer_value(kind: FieldKind, text: str) -> str | bool | int | Decimal | None:
    """The value as it stands in the answers: ISO dates, numbers exact (standards.md 2.9)."""
    value = read_value(kind, text)
    return value.isoformat() if isinstance(value, date | time) else value


def typed(value: Value | None) -> str:
    """A value as a German would type it; reading it gives the value back."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return f"{typed(value.date())} {typed(value.time())}"
        case date():
            return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
        case time():
            return value.isoformat("seconds" if value.second else "minutes")
        case int() | Decimal():
            return format(value, "d" if isinstance(value, int) else "f").replace(".", ",")
        case str() | None:
            return value or ""


def display(field: Field, text: str, translate: Translate) -> str:
    """One answer for people: option labels, Ja/Nein, German dates and numbers; unreadable input as typed."""
    if field.kind is FieldKind.SELECT:
        return next((option.label for option in field.options if option.code == text), text)
    value = read_value(field.kind, text)
    if value is None:
        return text
    if isinstance(value, bool):
        return translate(YES if value else NO)
    if field.kind is FieldKind.CURRENCY:
        return f"{value:,.2f} €".translate(_SWAP)
    return typed(value)
