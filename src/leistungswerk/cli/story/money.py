# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The money of the story: one measure of the programme and one of a Ressort that has spent too much. All invented."""

import uuid
from datetime import date, timedelta

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.programme.money_states import CUT_OFF_DAYS, BookingKind, Method
from leistungswerk.programme.services.money import bookings, efforts, measures
from leistungswerk.programme.services.money.bookings import BookingEntry
from leistungswerk.programme.services.money.efforts import EffortEntry
from leistungswerk.programme.services.money.measures import MeasureEntry

_FILE = "Demodaten"


def tell_money(*, provider: uuid.UUID, ressort: uuid.UUID, body: uuid.UUID) -> None:
    """Budgets, a commitment with its payment, an overspend, and the compliance cost of one body."""
    today = times.legal_day(times.now())
    on, year = today - timedelta(days=1), (today - timedelta(days=1)).year
    ours = _measure("Demo: Basisdienste des OZG-Programms", provider, year, 1_200_000_00, programme=True)
    bound = _book(ours, year, on, 480_000_00, BookingKind.COMMITTED, "Demo: Betrieb der Basisdienste")
    _book(ours, year, on, 210_000_00, BookingKind.SPENT, "Demo: erste Rate", bound)
    theirs = _measure("Demo: Nachnutzung Wohngeld", ressort, year, 80_000_00)
    _book(theirs, year, on, 92_500_00, BookingKind.SPENT, "Demo: Anschluss und Schulung")
    if CUT_OFF_DAYS[0] <= today:
        told = EffortEntry(
            body=body, duty="Demo: Antrag elektronisch entgegennehmen und bescheiden", cases=1_200, minutes=35,
            rate_cents=40_00, material_cents=15, once_cents=6_500_00, method=Method.ESTIMATED, file_number=_FILE,
        )  # fmt: skip
        efforts.enter_effort(OPERATOR, cut_off=CUT_OFF_DAYS[0], entry=told)


def _measure(title: str, owner: uuid.UUID, year: int, cents: int, *, programme: bool = False) -> uuid.UUID:
    entry = MeasureEntry(title=title, owner=owner, programme=programme, note="Demodaten")
    made = measures.open_measure(OPERATOR, entry=entry)
    measures.set_budget(OPERATOR, measure=made, year=year, cents=cents, file_number=_FILE, revision=0)
    return made


def _book(
    measure: uuid.UUID, year: int, on: date, cents: int, kind: BookingKind, purpose: str, draws_on: uuid.UUID | None = None
) -> uuid.UUID:  # fmt: skip
    entry = BookingEntry(
        kind=kind, year=year, on=on, cents=cents, file_number=_FILE, purpose=purpose, draws_on=draws_on
    )
    return bookings.book(OPERATOR, measure=measure, entry=entry)
