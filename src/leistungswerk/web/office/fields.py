# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what was posted: days, numbers, amounts, each refused in words that name the field."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.failures import Refused


def text(posted: QueryDict, name: str) -> str:
    return posted.get(name, "").strip()


def day(posted: QueryDict, name: str, label: str) -> date:
    """A day that must be there."""
    found = optional_day(posted, name, label)
    if found is None:
        raise Refused(_("Geben Sie bei „%(label)s“ einen Tag ein.") % {"label": label})
    return found


def optional_day(posted: QueryDict, name: str, label: str) -> date | None:
    """A day as browsers post it (ISO) or as people write it (24.12.2026); ``None`` if nothing stands there."""
    said = text(posted, name)
    if not said:
        return None
    try:
        if "." in said:
            on, month, year = (int(part) for part in said.split("."))
            return date(year, month, on)
        return date.fromisoformat(said)
    except ValueError as error:
        raise Refused(
            _("„%(said)s“ bei „%(label)s“ ist kein Tag. Schreiben Sie ihn wie 24.12.2026.")
            % {"said": said, "label": label}
        ) from error


def moment(posted: QueryDict, name: str, label: str) -> datetime:
    """A day with a time, as clocks in Germany show it; must be there."""
    said = text(posted, name)
    try:
        return datetime.fromisoformat(said).replace(tzinfo=times.BERLIN)
    except ValueError as error:
        raise Refused(
            _("Geben Sie bei „%(label)s“ Tag und Uhrzeit ein, zum Beispiel 24.12.2026, 09:00.")
            % {"label": label}
        ) from error


def number(posted: QueryDict, name: str, label: str) -> int | None:
    said = text(posted, name)
    if not said:
        return None
    if not said.isdecimal() or len(said) > 6:
        raise Refused(_("„%(said)s“ bei „%(label)s“ ist keine Zahl.") % {"said": said, "label": label})
    return int(said)


def amount(posted: QueryDict, name: str, label: str) -> Decimal | None:
    """An amount in EUR as people write it: 148.200.000,00 or 400000."""
    said = text(posted, name)
    if not said:
        return None
    try:
        value = Decimal(said.replace(".", "").replace(",", ".").replace(" ", "").removesuffix("€"))
    except InvalidOperation as error:
        raise Refused(
            _("„%(said)s“ bei „%(label)s“ ist kein Betrag. Schreiben Sie ihn wie 400.000,00.")
            % {"said": said, "label": label}
        ) from error
    if abs(value) >= Decimal(10) ** 12:
        raise Refused(_("Der Betrag bei „%(label)s“ ist zu groß.") % {"label": label})
    return value.quantize(Decimal("0.01"))


def identity(posted: QueryDict, name: str, label: str) -> UUID:
    found = optional_identity(posted, name)
    if found is None:
        raise Refused(_("Wählen Sie bei „%(label)s“ etwas aus.") % {"label": label})
    return found


def optional_identity(posted: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return None
