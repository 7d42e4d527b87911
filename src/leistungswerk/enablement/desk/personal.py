# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recognises personal data in free text, to warn before it is kept and to black it out.

A hint for people, no guarantee: what is found is looked at by a person, what is not found may still be there.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final

import msgspec
from django.utils.translation import gettext_lazy as _


class PersonalKind(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    IBAN = "iban"
    BIRTH = "birth"
    TAX_ID = "tax_id"


KIND_WORDS: Final = {
    PersonalKind.MAIL: _("E-Mail-Adresse"),
    PersonalKind.PHONE: _("Telefonnummer"),
    PersonalKind.IBAN: _("Bankverbindung (IBAN)"),
    PersonalKind.BIRTH: _("Geburtsdatum"),
    PersonalKind.TAX_ID: _("Steuer-Identifikationsnummer"),
}


class Found(msgspec.Struct, frozen=True):
    """A place in the text: characters from ``start`` up to ``end``."""

    kind: PersonalKind
    start: int
    end: int


_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_IBAN: Final = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){2,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b")
_TAX_ID: Final = re.compile(r"(?<![\w/-])\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w/-])")
_DAY: Final = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.[ ]?(?:0?[1-9]|1[0-2])\.[ ]?(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"
)
_NEAR_BIRTH: Final = re.compile(r"geb(?:oren|urt|\.|\b)|\*\s*$|jahrgang|birth|born", re.IGNORECASE)
_NEAR: Final = 40
"""Characters before a day in which a word like „geboren“ makes it a date of birth."""
_PHONE: Final = re.compile(r"(?<![\w/.-])(?<!\d )(?:\+\d{2,3}|00\d{2}|0\d)[\d ()/-]{5,18}\d(?![\w.-])")
_LONGEST: Final = 100_000


def _iban_holds(text: str) -> bool:
    """Check digits of ISO 13616: the number, four characters turned to the end, is 1 modulo 97."""
    plain = text.replace(" ", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    digits = "".join(str(int(character, 36)) for character in plain[4:] + plain[:4])
    return int(digits) % 97 == 1


def _tax_id_holds(text: str) -> bool:
    """§ 139b AO: eleven digits, not beginning with 0, one digit of the first ten two or three times, check digit by ISO/IEC 7064 MOD 11,10."""
    digits = [int(character) for character in text if character.isdigit()]
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if len(digits) != 11 or digits[0] == 0 or counts[0] not in (2, 3) or counts[1] > 1:
        return False
    product = 10
    for digit in digits[:10]:
        total = (digit + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == digits[10]


def _born(text: str, start: int) -> bool:
    return _NEAR_BIRTH.search(text[max(start - _NEAR, 0) : start]) is not None


def _phone_holds(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return 7 <= digits <= 15


def _matches(pattern: re.Pattern[str], text: str, holds: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    return ((found.start(), found.end()) for found in pattern.finditer(text) if holds(found.group()))


def find(text: str) -> tuple[Found, ...]:
    """What looks like personal data, in the order of the text; places do not overlap."""
    text = text[:_LONGEST]
    places: list[Found] = []

    def _add(kind: PersonalKind, spans: Iterator[tuple[int, int]]) -> None:
        for start, end in spans:
            if not any(start < known.end and known.start < end for known in places):
                places.append(Found(kind, start, end))

    _add(PersonalKind.MAIL, _matches(_MAIL, text, lambda _text: True))
    _add(PersonalKind.IBAN, _matches(_IBAN, text, _iban_holds))
    _add(PersonalKind.TAX_ID, _matches(_TAX_ID, text, _tax_id_holds))
    _add(
        PersonalKind.BIRTH,
        ((day.start(), day.end()) for day in _DAY.finditer(text) if _born(text, day.start())),
    )
    _add(PersonalKind.PHONE, _matches(_PHONE, text, _phone_holds))
    return tuple(sorted(places, key=lambda found: found.start))


def black_out(text: str) -> str:
    """The text with every find replaced by the word for what stood there."""
    for found in reversed(find(text)):
        text = f"{text[: found.start]}[{KIND_WORDS[found.kind]} entfernt]{text[found.end :]}"
    return text
