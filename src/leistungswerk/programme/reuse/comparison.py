# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers side by side in the four dimensions of every checklist (domain.md 4.1)."""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.programme.reuse.minimum import SCORED, VERDICT_WORDS, Category
from leistungswerk.programme.reuse.offer_fields import FIELD
from leistungswerk.programme.reuse.offers import OfferView
from leistungswerk.programme.reuse_states import Fulfilment
from leistungswerk.programme.reuse_words import FULFILMENT_WORDS
from leistungswerk.programme.states import DIMENSION_WORDS, Dimension

_FIELDS: Final = {
    Dimension.ORGANISATIONAL: ("land", "operator", "state", "available_from", "ends_on", "maintainer", "checked_on"),
    Dimension.LEGAL: ("routes",),
    Dimension.FINANCIAL: ("cost_key", "cost_once", "cost_yearly"),
    Dimension.TECHNICAL: ("transports", "limits"),
}  # fmt: skip
_REQUIREMENTS: Final = {Dimension.LEGAL: Category.LEGAL, Dimension.TECHNICAL: Category.DESIGN}


class Line(msgspec.Struct, frozen=True):
    word: str
    values: tuple[str, ...]


class DimensionTable(msgspec.Struct, frozen=True):
    title: str
    rows: tuple[Line, ...]


def compare(found: Sequence[OfferView]) -> tuple[DimensionTable, ...]:
    """One table for each dimension; a value for each offer, in their order."""
    return tuple(
        DimensionTable(str(DIMENSION_WORDS[dimension]), tuple(_lines(dimension, found)))
        for dimension in Dimension
    )


def _lines(dimension: Dimension, found: Sequence[OfferView]) -> list[Line]:
    lines = [
        Line(str(FIELD[name].word), tuple(FIELD[name].show(offer) for offer in found))
        for name in _FIELDS[dimension]
    ]
    if dimension is Dimension.ORGANISATIONAL:
        verdicts = tuple(str(VERDICT_WORDS[offer.score.verdict]) for offer in found)
        lines.append(Line(_("Mindestanforderungen"), verdicts))
    for item in SCORED:
        if item.category is _REQUIREMENTS.get(dimension):
            word = f"{item.number} ({item.level.value}): {item.text}"
            lines.append(Line(word, tuple(_judged(offer, item.number) for offer in found)))
    return lines


def _judged(offer: OfferView, number: str) -> str:
    held = offer.judged.get(number)
    if held is None:
        return str(FULFILMENT_WORDS[Fulfilment.NOT_CHECKED])
    return f"{FULFILMENT_WORDS[held.fulfilment]}{': ' if held.note else ''}{held.note}"
