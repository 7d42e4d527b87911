# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of limits and of the content a field begins with. Source: standards.md 2.3 and 2.10.

Values are read as XML Schema writes them: numbers with a point, dates as 2026-01-31.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

import msgspec

from leistungswerk.standards.fim.check.fields import TEXTS
from leistungswerk.standards.fim.check.index import Found, Subject, blank, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import Datenfeld, Praezisierung

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,1000}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)
_ZONE: Final = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_DATE: Final = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}", re.ASCII)
_TIME: Final = re.compile(rf"[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?{_ZONE}", re.ASCII)
_MOMENT: Final = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_TIME.pattern}", re.ASCII)

Value: TypeAlias = Decimal | float
"""What can be compared: numbers as they are, times as seconds."""


def _number(text: str) -> Value | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _integer(text: str) -> Value | None:
    return Decimal(text) if _INTEGER.fullmatch(text) is not None else None


def _date(text: str) -> Value | None:
    found = _DATE.fullmatch(text)
    try:
        return None if found is None else date.fromisoformat(found.group(1)).toordinal()
    except ValueError:
        return None


def _moment(text: str) -> Value | None:
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _time(text: str) -> Value | None:
    if _TIME.fullmatch(text) is None:
        return None
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        return None
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6


class _Scale(msgspec.Struct, frozen=True):
    """How values of a data type are read, and the numbers when they cannot be."""

    read: Callable[[str], Value | None]
    lower: int
    upper: int
    content: int


_SCALES: Final = {
    "num": _Scale(_number, 1062, 1063, 1069),
    "num_currency": _Scale(_number, 1062, 1063, 1069),
    "num_int": _Scale(_integer, 1065, 1066, 1070),
    "date": _Scale(_date, 1067, 1068, 1071),
    "datetime": _Scale(_moment, 1079, 1080, 1083),
    "time": _Scale(_time, 1081, 1082, 1084),
}


def _stripped(text: str | None) -> str:
    return "" if text is None or blank(text) else text.strip()


def _range(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    scale = _SCALES.get(value_of(feld.datentyp))
    if scale is None:
        return
    limits = feld.praezisierung or Praezisierung()
    low_text, high_text, text = (
        _stripped(limits.min_value),
        _stripped(limits.max_value),
        _stripped(feld.inhalt),
    )
    low, high, value = (scale.read(one) for one in (low_text, high_text, text))
    if low_text and low is None:
        yield Found(scale.lower, "praezisierung", low_text)
    if high_text and high is None:
        yield Found(scale.upper, "praezisierung", high_text)
    if low is not None and high is not None and low > high:
        yield Found(1064, "praezisierung", f"{low_text} > {high_text}")
    if text and value is None:
        yield Found(scale.content, "inhalt", text)
    if value is not None and low is not None and value < low:
        yield Found(1072, "inhalt", text)
    if value is not None and high is not None and value > high:
        yield Found(1073, "inhalt", text)


def _length(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    if value_of(feld.datentyp) not in TEXTS:
        return
    limits = feld.praezisierung or Praezisierung()
    low_text, high_text = _stripped(limits.min_length), _stripped(limits.max_length)
    low, high = _integer(low_text), _integer(high_text)
    if low_text and (low is None or low < 0):
        yield Found(1059, "praezisierung", low_text)
    if high_text and (high is None or high < 1):
        yield Found(1060, "praezisierung", high_text)
    if low is not None and high is not None and low > high:
        yield Found(1061, "praezisierung", f"{low_text} > {high_text}")
    if feld.inhalt is None or blank(feld.inhalt):
        return
    shown = feld.inhalt.strip()[:60]
    if low is not None and len(feld.inhalt) < low:
        yield Found(1074, "inhalt", shown)
    if high is not None and len(feld.inhalt) > high:
        yield Found(1075, "inhalt", shown)


def _truth(subject: Subject[Datenfeld]) -> Iterator[Found]:
    text = _stripped(subject.element.inhalt)
    if value_of(subject.element.datentyp) == "bool" and text not in ("", "true", "false", "1", "0"):
        yield Found(1077, "inhalt", text)


LIMIT_CHECKS: Final[tuple[Check[Datenfeld], ...]] = (
    Check(
        (
            *(1062, 1063, 1064, 1065, 1066, 1067, 1068, 1069, 1070, 1071, 1072, 1073),
            *(1079, 1080, 1081, 1082, 1083, 1084),
        ),
        _range,
    ),
    Check((1059, 1060, 1061, 1074, 1075), _length),
    Check((1077,), _truth),
)
