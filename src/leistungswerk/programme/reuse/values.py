# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values of parameters: one canonical text for each type, checked on entry, shown as Germans write.

Canonical: amounts „1234.50“, days „2026-12-24“, yes and no „true“ and „false“, IBAN without blanks in capitals.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme.reuse.amounts import read_amount, read_day, read_decimal, show_amount, show_day
from leistungswerk.programme.reuse_states import ParameterType

_IBAN: Final = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")
_GERMAN_IBAN: Final = 22
_MOST_SIGNS: Final = 2000


def _text(text: str) -> str:
    if len(text) > _MOST_SIGNS:
        raise ValueError(text)
    return text


def _integer(text: str) -> str:
    if not re.match(r"^-?\d{1,15}$", text):
        raise ValueError(text)
    return str(int(text))


def _decimal(text: str) -> str:
    return f"{read_decimal(text):f}"


def _amount(text: str) -> str:
    return f"{read_amount(text):f}"


def _day(text: str) -> str:
    return read_day(text).isoformat()


def _boolean(text: str) -> str:
    word = text.lower()
    if word in {"ja", "true", "1"}:
        return "true"
    if word in {"nein", "false", "0"}:
        return "false"
    raise ValueError(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if (
        parts.scheme not in {"https", "http"}
        or not parts.hostname
        or "." not in parts.hostname
        or " " in text
    ):
        raise ValueError(text)
    return text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text


def _iban(text: str) -> str:
    """Check digits by ISO 13616: moved to the end, letters as numbers, the rest modulo 97 is 1."""
    bare = re.sub(r"\s", "", text).upper()
    if not _IBAN.match(bare) or (bare.startswith("DE") and len(bare) != _GERMAN_IBAN):
        raise ValueError(text)
    if int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 != 1:
        raise ValueError(text)
    return bare


_READ: Final[Mapping[ParameterType, Callable[[str], str]]] = MappingProxyType(
    {
        ParameterType.TEXT: _text,
        ParameterType.INTEGER: _integer,
        ParameterType.DECIMAL: _decimal,
        ParameterType.AMOUNT: _amount,
        ParameterType.DATE: _day,
        ParameterType.BOOLEAN: _boolean,
        ParameterType.URL: _url,
        ParameterType.EMAIL: _email,
        ParameterType.IBAN: _iban,
    }
)


def _remedy(kind: ParameterType) -> str:
    return {
        ParameterType.TEXT: _("höchstens 2000 Zeichen"),
        ParameterType.INTEGER: _("eine ganze Zahl wie 12"),
        ParameterType.DECIMAL: _("eine Zahl wie 12,5"),
        ParameterType.AMOUNT: _("ein Betrag wie 1.234,50"),
        ParameterType.DATE: _("ein Datum wie 24.12.2026"),
        ParameterType.BOOLEAN: _("ja oder nein"),
        ParameterType.URL: _("eine Adresse, die mit https:// beginnt"),
        ParameterType.EMAIL: _("eine Adresse wie stelle@example.org"),
        ParameterType.IBAN: _("eine IBAN mit richtigen Prüfziffern"),
    }[kind]


def canonical(kind: ParameterType, text: str, *, title: str, choices: Sequence[str] = ()) -> str:
    """The canonical text of a value; empty stays empty. Raises :class:`Refused` that names the parameter."""
    bare = text.strip()
    if not bare:
        return ""
    if kind is ParameterType.CHOICE:
        if bare not in choices:
            raise Refused(
                _("„%(title)s“: „%(text)s“ steht nicht zur Wahl. Möglich sind: %(choices)s.")
                % {"title": title, "text": bare, "choices": ", ".join(choices)}
            )
        return bare
    try:
        return _READ[kind](bare)
    except ValueError:
        raise Refused(
            _("„%(title)s“: „%(text)s“ passt nicht. Erwartet wird %(remedy)s.")
            % {"title": title, "text": bare[:80], "remedy": _remedy(kind)}
        ) from None


def show(kind: ParameterType, value: str) -> str:
    """A canonical value as people read it; what entry takes again."""
    if not value:
        return ""
    match kind:
        case ParameterType.AMOUNT:
            return show_amount(Decimal(value))
        case ParameterType.DECIMAL:
            return value.replace(".", ",")
        case ParameterType.DATE:
            return show_day(date.fromisoformat(value))
        case ParameterType.BOOLEAN:
            return _("Ja") if value == "true" else _("Nein")
        case ParameterType.IBAN:
            return " ".join(value[place : place + 4] for place in range(0, len(value), 4))
        case _:
            return value
