# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures within texts: ``{{M1.share}}`` stays live until the report is frozen, and leads to its explanation."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.reports.collect import FigureLine, ReportData

_PATTERN: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "value": "wie auf der Seite",
        "share": "Anteil in Prozent",
        "total": "belegt und gemeldet",
        "shown": "nur belegt",
        "told": "nur gemeldet",
        "denominator": "Grundgesamtheit",
        "missing": "was bis zum Ganzen fehlt",
    }
)
"""What a figure can be asked for, in German words as in the texts themselves."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text; ``code`` names the figure it comes from, empty where people wrote it."""

    text: str
    code: str = ""


def pieces(text: str, data: ReportData) -> tuple[Piece, ...]:
    """The text with its figures in place; raises :class:`Refused` that names a placeholder nobody knows."""
    found, last = [], 0
    for match in _PATTERN.finditer(text):
        if match.start() > last:
            found.append(Piece(text[last : match.start()]))
        found.append(_figure(match.group(1), data))
        last = match.end()
    if last < len(text):
        found.append(Piece(text[last:]))
    return tuple(found)


def filled(text: str, data: ReportData) -> str:
    return "".join(piece.text for piece in pieces(text, data))


def check(text: str) -> None:
    """Raise :class:`Refused` for a placeholder nobody knows; needs no figures."""
    for name in _PATTERN.findall(text):
        _asked(name)


def choices(data: ReportData) -> Iterable[tuple[str, str, str]]:
    """Placeholder, what it says, and its value now."""
    for figure in data.figures:
        for part, word in PARTS.items():
            if figure.denominator is not None or part in {"value", "total", "shown", "told"}:
                yield f"{{{{{figure.code.upper()}.{part}}}}}", f"{figure.title}: {word}", _value(figure, part)


def _asked(name: str) -> tuple[str, str]:
    code, _dot, part = name.partition(".")
    if code.lower() not in BY_CODE or part.lower() not in PARTS:
        raise Refused(
            _("Den Platzhalter {{%(name)s}} gibt es nicht. Schreiben Sie zum Beispiel {{M2.value}} oder {{M1.share}}.")
            % {"name": name}
        )  # fmt: skip
    return code.lower(), part.lower()


def _figure(name: str, data: ReportData) -> Piece:
    code, part = _asked(name)
    figure = next((each for each in data.figures if each.code == code), None)
    return Piece(_value(figure, part) if figure else "–", code)


def _value(figure: FigureLine, part: str) -> str:
    from leistungswerk.reporting.reports.sections import value_of
    from leistungswerk.reporting.reports.words import counted

    whole = figure.denominator
    if part == "value":
        return value_of(figure)
    if part == "share":
        return f"{figure.percent} %" if figure.percent is not None else "–"
    if part == "denominator":
        return counted(whole) if whole is not None else "–"
    if part == "missing":
        return counted(whole - figure.total) if whole is not None else "–"
    return counted({"total": figure.total, "shown": figure.shown, "told": figure.total - figure.shown}[part])
