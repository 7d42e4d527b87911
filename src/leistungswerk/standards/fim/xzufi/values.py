# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small parts every XÖV element is made of: codes, identifiers, localised texts, amounts.

Source: standards.md 3.1. An empty text is ``None``; dates and times stand as written in the file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import msgspec

GERMAN: Final = "de"
"""Language of a text that names none."""


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """An element with children. ``fremd``: children the standard table does not know, as raw XML."""

    fremd: tuple[str, ...] = ()


class Code(msgspec.Struct, frozen=True):
    """A value of a code list. JSON often gives the value alone; the list is then known by the place."""

    code: str
    list_uri: str | None = None
    list_version_id: str | None = None
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.code} ({self.name})" if self.name else self.code


class Identifikator(msgspec.Struct, frozen=True):
    """An id with the scheme it comes from; ``scheme_agency_id`` is the editor (``L100042``, ``B100019``)."""

    value: str
    scheme_agency_id: str | None = None
    scheme_agency_name: str | None = None
    scheme_data_uri: str | None = None
    scheme_id: str | None = None
    scheme_name: str | None = None
    scheme_uri: str | None = None
    scheme_version_id: str | None = None

    def __str__(self) -> str:
        return f"{self.scheme_agency_id} {self.value}" if self.scheme_agency_id else self.value


class Text(msgspec.Struct, frozen=True):
    """A text in one language (BCP 47). May contain HTML of a stranger: escape or clean it before showing."""

    value: str | None
    language_code: str = GERMAN


class Betrag(msgspec.Struct, frozen=True):
    """An amount of money with its ISO 4217 currency."""

    value: Decimal
    currency_code: str = "EUR"

    def __str__(self) -> str:
        return f"{self.value:f}".replace(".", ",") + f" {self.currency_code}"


def in_language(texts: tuple[Text, ...], language: str = GERMAN) -> Text | None:
    """Return the text in ``language``; else the same language elsewhere, else German, else the first.

    ``de-DE`` satisfies ``de`` and the reverse; plain and easy German (``de-DE-x-leicht``) are not mixed up as
    long as one of them fits exactly. ``None`` only if there is no filled text at all.
    """
    filled = [text for text in texts if text.value]
    wanted = (language.lower(), language.lower().partition("-")[0], GERMAN)
    for tag in wanted:
        exact = [text for text in filled if text.language_code.lower() == tag]
        alike = [text for text in filled if text.language_code.lower().partition("-")[0] == tag]
        if exact or alike:
            return min(exact or alike, key=lambda text: len(text.language_code))
    return filled[0] if filled else None
