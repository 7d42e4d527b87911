# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of money and effort: what is booked, the statutory days, the yearly working time of a body."""

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BookingKind(StrEnum):
    """What an entry under a measure says."""

    COMMITTED = "committed"
    """Bound by contract or order, not yet paid."""
    SPENT = "spent"
    """Paid; the money has left the budget."""


BOOKING_WORDS: Final = MappingProxyType(
    {BookingKind.COMMITTED: _("gebunden"), BookingKind.SPENT: _("abgeflossen")}
)


class Method(StrEnum):
    """How the cases and times of an effort are known."""

    MEASURED = "measured"
    COUNTED = "counted"
    ESTIMATED = "estimated"


METHOD_WORDS: "Final[MappingProxyType[Method, str | Promise]]" = MappingProxyType(
    {
        Method.MEASURED: _("gemessen"),
        Method.COUNTED: _("aus dem System gezählt"),
        Method.ESTIMATED: _("geschätzt"),
    }
)
CUT_OFF_DAYS: Final = (date(2026, 1, 1), date(2028, 1, 1), date(2030, 1, 1))
"""Days as of which the compliance cost is determined (§ 11 Nr. 2 OZG)."""
CONCEPT: Final = "1"
"""Version of the columns of the export; the common concept of Bund and Länder (IT-PLR B-2025/41-IT) is named with
each delivery, because it changes from one cut-off day to the next."""
MOST_CENTS: Final = 10**14
"""A trillion euros: whoever types more has slipped."""
