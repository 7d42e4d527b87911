# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts and days as Germans write them, read and shown."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused

_GROUPED: Final = re.compile(r"^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_PLAIN: Final = re.compile(r"^-?\d+(?:[.,]\d+)?$")


def read_decimal(text: str) -> Decimal:
    """„1.234,50“, „1234,5“ and „1234.5“; raises ``ValueError`` for anything else."""
    bare = text.strip().replace("\u00a0", "").replace(" ", "")
    if _GROUPED.match(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.match(bare):
        raise ValueError(text)
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation as error:  # pragma: no cover - the patterns admit only numbers
        raise ValueError(text) from error


def read_amount(text: str) -> Decimal:
    """An amount in EUR with at most two decimals; raises ``ValueError``."""
    value = read_decimal(text.replace("€", "").replace("EUR", ""))
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2 or abs(value) >= Decimal(10) ** 12:
        raise ValueError(text)
    return value.quantize(Decimal("0.01"))


def show_amount(value: Decimal | None) -> str:
    """„1.234,50 €“; empty for none."""
    if value is None:
        return ""
    return f"{value:,.2f} €".replace(",", "␣").replace(".", ",").replace("␣", ".")


def read_day(text: str) -> date:
    """„24.12.2026“ and „2026-12-24“; raises ``ValueError``."""
    bare = text.strip()
    if re.match(r"^\d{4}-\d{2}-\d{2}$", bare):
        return date.fromisoformat(bare)
    return datetime.strptime(bare, "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone


def show_day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else ""


def amount_or_none(text: str, field: str) -> Decimal | None:
    """An optional amount; raises :class:`Refused` that names the field."""
    if not text.strip():
        return None
    try:
        return read_amount(text)
    except ValueError:
        raise Refused(
            _("„%(field)s“: „%(text)s“ ist kein Betrag in Euro. Schreiben Sie zum Beispiel 1.234,50.")
            % {"field": field, "text": text}
        ) from None


def day_or_none(text: str, field: str) -> date | None:
    """An optional day; raises :class:`Refused` that names the field."""
    if not text.strip():
        return None
    try:
        return read_day(text)
    except ValueError:
        raise Refused(
            _("„%(field)s“: „%(text)s“ ist kein Datum. Schreiben Sie zum Beispiel 24.12.2026.")
            % {"field": field, "text": text}
        ) from None


def show_cents(cents: int) -> str:
    """Whole cents as „1.234,50 €“."""
    return show_amount(Decimal(cents) / 100)


def cents_or_none(text: str, field: str) -> int | None:
    """An optional amount in whole cents; raises :class:`Refused` that names the field."""
    value = amount_or_none(text, field)
    return None if value is None else int(value * 100)
