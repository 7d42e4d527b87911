# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts, spans and days of a text as people read them, in the language of the page."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from leistungswerk.register.text_content import Fee, FeeKind, Timing

LANGUAGES: Final[Mapping[str, str]] = {
    "de": "Deutsch",
    "de-x-leicht": "Leichte Sprache",
    "en": "English",
    "fr": "Français",
    "pl": "Polski",
    "uk": "Українська",
    "hsb": "Hornjoserbsce",
    "dsb": "Dolnoserbski",
    "tr": "Türkçe",
    "ru": "Русский",
    "ar": "العربية",
}
"""Each language by its own name; others are shown by their code."""
AUDIENCE: Final[Mapping[str, str | Promise]] = {
    "001": lazy("Bürgerinnen und Bürger"),
    "002": lazy("Unternehmen"),
    "003": lazy("Verwaltung"),
}
_SIGNS: Final = {"EUR": "€"}


def amount(text: str, currency: str) -> str:
    """„96 €“, „12,50 €“; what is no number stays as it is written."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    places = 0 if value == value.to_integral_value() else 2
    number = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=value >= 10_000)
    return f"{number} {_SIGNS.get(currency, currency)}"


def fee(each: Fee) -> str:
    """A fee in words; empty where only its note says something."""
    match each.kind:
        case FeeKind.FREE:
            return _("kostenfrei")
        case FeeKind.FIXED:
            said = amount(each.low, each.currency)
        case FeeKind.VARIABLE if each.low and each.high:
            low, high = amount(each.low, each.currency), amount(each.high, each.currency)
            said = _("%(low)s bis %(high)s") % {"low": low, "high": high}
        case FeeKind.VARIABLE if each.low:
            said = _("ab %(low)s") % {"low": amount(each.low, each.currency)}
        case FeeKind.VARIABLE if each.high:
            said = _("bis %(high)s") % {"high": amount(each.high, each.currency)}
        case _:
            return ""
    return _("%(amount)s, im Voraus zu zahlen") % {"amount": said} if each.prepaid else said


def _span(count: int, unit: str) -> str:
    match unit:
        case "JAHR":
            return ngettext("%(count)d Jahr", "%(count)d Jahre", count) % {"count": count}
        case "MONAT":
            return ngettext("%(count)d Monat", "%(count)d Monate", count) % {"count": count}
        case "WOCHE":
            return ngettext("%(count)d Woche", "%(count)d Wochen", count) % {"count": count}
        case "TAG":
            return ngettext("%(count)d Tag", "%(count)d Tage", count) % {"count": count}
        case "WERKTAG":
            return ngettext("%(count)d Werktag", "%(count)d Werktage", count) % {"count": count}
        case "ARBEITSTAG":
            return ngettext("%(count)d Arbeitstag", "%(count)d Arbeitstage", count) % {"count": count}
        case "STUNDE":
            return ngettext("%(count)d Stunde", "%(count)d Stunden", count) % {"count": count}
        case "MINUTE":
            return ngettext("%(count)d Minute", "%(count)d Minuten", count) % {"count": count}
        case "SEKUNDE":
            return ngettext("%(count)d Sekunde", "%(count)d Sekunden", count) % {"count": count}
    return f"{count} {unit}"


def _day(text: str) -> str:
    """A date, a day of each year (``--12-31``), or words as they stand."""
    try:
        if text.startswith("--"):
            return formats.date_format(date.fromisoformat(f"2000-{text[2:7]}"), str(_("j. F")))
        return formats.date_format(date.fromisoformat(text[:10]), str(_("j. F Y")))
    except ValueError:
        return text


def timing(each: Timing) -> str:
    """A span or days in words; empty where only the note says something."""
    if each.amount is not None and each.most is not None and each.most != each.amount:
        return _("%(low)s bis %(high)s") % {"low": each.amount, "high": _span(each.most, each.unit)}
    if each.amount is not None:
        return _span(each.amount, each.unit)
    if each.start and each.end:
        return _("%(low)s bis %(high)s") % {"low": _day(each.start), "high": _day(each.end)}
    if each.start:
        return _("ab %(low)s") % {"low": _day(each.start)}
    return _("bis %(high)s") % {"high": _day(each.end)} if each.end else ""


def language_name(code: str) -> str:
    return LANGUAGES.get(code, code)
