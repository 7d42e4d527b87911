# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Usage by service, Gebiet and month, and the files in which it is handed on. Nothing here is about a person.

Two readers outside want it monthly: the federal statistics component (Zentrale Statistikkomponente, domain.md 6.1
M7; its field names are not public, so the file has a version of its own) and Your Europe (standards.md 14.3).
The payloads are built by pure functions from frozen structs.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec
from django.db.models import Sum
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting.models import UsageMonth
from leistungswerk.reporting.services.usage import BEGUN, EVERYWHERE, UNKNOWN

ZSK_VERSION: Final = "1"
ACCEPTED: Final = "application.accepted"
REJECTED: Final = "application.rejected"
_MONTH: Final = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


class MonthLine(msgspec.Struct, frozen=True):
    """A service in a Gebiet in a month: applications the authority took over, and those it sent back."""

    month: date
    service_key: str
    ars: str
    accepted: int
    rejected: int

    @property
    def transactions(self) -> int:
        return self.accepted + self.rejected


class Device(StrEnum):
    """As Your Europe tells them apart."""

    PC = "PC"
    MOBILE = "Mobile"
    TABLET = "Tablet"


class Visits(msgspec.Struct, frozen=True):
    """How often a page was used from a country (ISO 3166, two letters) with a kind of device."""

    url: str
    device: Device
    country: str
    number: int


class Opinion(msgspec.Struct, frozen=True):
    """An anonymous answer to „Was this helpful?“: category Information, Procedure or Assistance; rating 1 to 5."""

    url: str
    category: str
    rating: int
    found_information: str = ""
    text: str = ""


def month_of(text: str) -> date:
    """First day of a month written 2026-10; raises :class:`Refused` for nonsense and for the future."""
    if not _MONTH.match(text):
        raise Refused(_("„%(text)s“ ist kein Monat. Schreiben Sie ihn wie 2026-10.") % {"text": text})
    month = date(int(text[:4]), int(text[5:]), 1) if int(text[:4]) else date.max
    if month > times.legal_day(times.now()):
        raise Refused(
            _("Der Monat %(text)s liegt in der Zukunft. Gezählt wird, was geschehen ist.") % {"text": text}
        )
    return month


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def is_over(month: date) -> bool:
    """Whether nothing can be added to the month any more."""
    return last_day(month) < times.legal_day(times.now())


def lines(month: date) -> tuple[MonthLine, ...]:
    """Usage of a month by service and Gebiet; one statement."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = UsageMonth.objects.filter(month=month, measure__in=(ACCEPTED, REJECTED)).exclude(
        territory=EVERYWHERE
    )
    for measure, key, ars, amount in rows.values_list("measure", "service_key", "territory", "amount"):
        found.setdefault((key, ars), [0, 0])[measure == REJECTED] += amount
    return tuple(MonthLine(month, key, ars, *counts) for (key, ars), counts in sorted(found.items()))


def months() -> tuple[tuple[date, int], ...]:
    """Accepted applications by month, oldest first; one statement."""
    found: dict[date, int] = {}
    rows = UsageMonth.objects.filter(measure=ACCEPTED, territory=EVERYWHERE).order_by("month")
    for month, amount in rows.values_list("month", "amount"):
        found[month] = found.get(month, 0) + amount
    return tuple(found.items())


def totals() -> dict[str, int]:
    """Applications accepted and rejected in all, by measure; one statement. For operators, never for the public."""
    rows = UsageMonth.objects.filter(measure__in=(ACCEPTED, REJECTED), territory=EVERYWHERE)
    found = dict(rows.values_list("measure").annotate(all=Sum("amount")))
    return {measure: found.get(measure, 0) for measure in (ACCEPTED, REJECTED)}


def zsk(month: date, rows: Sequence[MonthLine], *, source: str, over: bool) -> bytes:
    """The file for the federal statistics component; the same month gives the same bytes once it is over."""
    content = {
        "format": "leistungswerk-zsk",
        "version": ZSK_VERSION,
        "quelle": source,
        "berichtsmonat": f"{month:%Y-%m}",
        "vorlaeufig": not over,
        "zaehlweise": "Transaktion: ein Antrag, den die Behörde mit signierter Quittung angenommen oder zurückgewiesen hat; gezählt am Tag der Quittung, Europe/Berlin.",
        "summe": sum(row.transactions for row in rows),
        "transaktionen": [
            {
                "leistungsschluessel": row.service_key, "regionalschluessel": row.ars, "anzahl": row.transactions,
                "angenommen": row.accepted, "zurueckgewiesen": row.rejected,
            }
            for row in rows
        ],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(content)) + b"\n"


CSV_COLUMNS: Final = ("Monat", "Leistungsschlüssel", "Regionalschlüssel", "Transaktionen", "angenommen", "zurückgewiesen")  # fmt: skip


def csv_rows(rows: Sequence[MonthLine]) -> list[tuple[str | int, ...]]:
    return [
        (f"{row.month:%Y-%m}", row.service_key, row.ars, row.transactions, row.accepted, row.rejected) for row in rows
    ]  # fmt: skip


def begun(month: date, addresses: dict[str, str]) -> tuple[tuple[Visits, ...], int]:
    """Procedures begun in a month by page, device and country, and how many came from an unknown country.

    ``addresses``: Leistungsschlüssel → address of its page; a service without one is left out.
    """
    sums: dict[tuple[str, Device, str], int] = {}
    unknown = 0
    rows = UsageMonth.objects.filter(month=month, measure__startswith=f"{BEGUN}.", territory=EVERYWHERE)
    for measure, key, amount in rows.values_list("measure", "service_key", "amount"):
        _kind, device, country = measure.split(".")
        if country == UNKNOWN:
            unknown += amount
        elif key in addresses:
            place = (addresses[key], Device(device), country)
            sums[place] = sums.get(place, 0) + amount
    return tuple(Visits(*place, number) for place, number in sorted(sums.items())), unknown


def _frame(month: date, unique_id: str, transferred: date | None) -> dict[str, object]:
    end = last_day(month)
    return {
        "uniqueId": unique_id,
        "referencePeriod": {"startDate": month.isoformat(), "endDate": end.isoformat()},
        "transferDate": (transferred or end + timedelta(days=1)).isoformat(),
        "transferType": "API",
    }


def sdg_statistics(
    month: date,
    visits: Sequence[Visits],
    *,
    unique_id: str = "",
    transferred: date | None = None,
    policies: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, object]:
    """Body for ``statistics/information-services`` (Regulation (EU) 2018/1724, Art. 24; standards.md 14.3).

    ``unique_id`` is what the receiver gives out before (``GET unique-id``); the first day after the period stands
    for a transfer that has not happened. ``policies``: policy codes by address, told as ``policyCodes`` beside it;
    the interface of Your Europe reads them from the page (``policy-code``), so without them the body is as it wants it.
    """
    pages: dict[str, list[dict[str, object]]] = {}
    for one in visits:
        told: dict[str, object] = {
            "deviceType": one.device.value,
            "nbVisits": one.number,
            "originatingCountry": one.country,
        }
        pages.setdefault(one.url, []).append(told)
    sources: list[dict[str, object]] = []
    for url, statistics in sorted(pages.items()):
        codes = {"policyCodes": list(policies[url])} if policies.get(url) else {}
        sources.append({"source": {"sourceUrl": url, **codes, "statistics": statistics}})
    return {**_frame(month, unique_id, transferred), "nbEntries": len(sources), "sources": sources}


def sdg_feedback(
    month: date, opinions: Sequence[Opinion], *, unique_id: str = "", transferred: date | None = None
) -> dict[str, object]:
    """Body for ``feedback/quality/batch`` (Art. 25; standards.md 14.3). Raises ``ValueError`` for a rating out of 1 to 5."""
    told: list[dict[str, object]] = []
    for one in opinions:
        if not 1 <= one.rating <= 5:
            raise ValueError(f"rating {one.rating} is not between 1 and 5")
        feedback: dict[str, object] = {"category": one.category, "rating": one.rating, "source": one.url}
        if one.found_information:
            feedback["foundInformation"] = one.found_information
        if one.text:
            feedback["helpUsImprove"] = one.text
        told.append({"feedback": feedback})
    return {**_frame(month, unique_id, transferred), "nbEntries": len(told), "feedbacks": told}


def encoded(payload: dict[str, object]) -> bytes:
    """A payload as it lies in a file."""
    return msgspec.json.format(msgspec.json.encode(payload)) + b"\n"
