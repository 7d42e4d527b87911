# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is bound and what is paid: booked with evidence, reversed with a reason, never deleted."""

import uuid
from datetime import date

import msgspec
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.programme.models import Booking, Measure
from leistungswerk.programme.money_access import check_cents, check_file_number, measure_to_keep
from leistungswerk.programme.money_states import BookingKind
from leistungswerk.programme.reuse.amounts import show_cents

_AHEAD = 10
"""Years a commitment may reach into (Verpflichtungsermächtigung)."""


class BookingEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as booked; ``year`` is the Haushaltsjahr, ``draws_on`` the commitment a payment is made under."""

    kind: BookingKind
    year: int
    on: date
    cents: int
    file_number: str
    purpose: str
    draws_on: uuid.UUID | None = None


def book(actor: Actor, *, measure: uuid.UUID, entry: BookingEntry) -> uuid.UUID:
    """Book an entry; returns its uuid. More than the budget may be booked, for it happened: pages say so.

    Raises :class:`Refused` for a day in the future, a year that does not fit the day, or a payment beyond its
    commitment.
    """
    row, at = measure_to_keep(actor, measure), times.now()
    _check(entry, times.legal_day(at))
    with transaction.atomic():
        draws_on = _commitment(row, entry)
        made = Booking.objects.create(
            measure=row, kind=entry.kind, year=entry.year, on=entry.on, cents=entry.cents,
            file_number=check_file_number(entry.file_number), purpose=entry.purpose.strip(), draws_on=draws_on, at=at,
        )  # fmt: skip
        audit.record(
            actor, action=f"measure.{entry.kind}", subject=f"measure:{measure}", at=at,
            note=f"{entry.year} {entry.cents} ct {made.file_number}",
        )  # fmt: skip
        events.publish(kind="measure.booked", subject=row.uuid, at=at, data={"booking": str(made.uuid)})
    return made.uuid


def _check(entry: BookingEntry, today: date) -> None:
    check_cents(entry.cents, _("Betrag"), least=1)
    check_file_number(entry.file_number)
    if not entry.purpose.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Wofür")})
    if entry.on > today:
        raise Refused(_("„Tag“ liegt in der Zukunft. Gebucht wird, was geschehen ist."))
    last = entry.on.year + _AHEAD if entry.kind is BookingKind.COMMITTED else entry.on.year
    if not entry.on.year - 1 <= entry.year <= last:
        raise Refused(
            _("„Haushaltsjahr“ %(year)d passt nicht zum Tag %(day)s.")
            % {"year": entry.year, "day": f"{entry.on:%d.%m.%Y}"}
        )


def _commitment(row: Measure, entry: BookingEntry) -> Booking | None:
    """The commitment that is drawn on, locked so that two payments cannot both take its rest."""
    if entry.draws_on is None:
        return None
    found = (
        Booking.objects.select_for_update()
        .filter(uuid=entry.draws_on, measure=row, kind=BookingKind.COMMITTED, reversed_at__isnull=True)
        .first()
    )
    if found is None or entry.kind is not BookingKind.SPENT:
        raise Refused(_("Diese Bindung gibt es nicht mehr. Wählen Sie eine andere oder keine."))
    paid = found.payments.filter(reversed_at__isnull=True).aggregate(sum=Sum("cents"))["sum"] or 0
    if paid + entry.cents > found.cents:
        raise Refused(
            _("Unter dieser Bindung sind noch %(rest)s offen. Buchen Sie den Rest ohne Bindung.")
            % {"rest": show_cents(found.cents - paid)}
        )
    return found


def reverse_booking(actor: Actor, *, measure: uuid.UUID, booking: uuid.UUID, reason: str) -> None:
    """Take an entry back, with a reason; it stays readable and no longer counts.

    Raises :class:`Overtaken` if somebody reversed it meanwhile, :class:`Refused` for a commitment that payments
    were made under.
    """
    row = measure_to_keep(actor, measure)
    if not reason.strip():
        raise Refused(_("Sagen Sie, warum die Buchung zurückgenommen wird."))
    found = Booking.objects.filter(uuid=booking, measure=row).first()
    if found is None:
        raise Missing(_("Diese Buchung gibt es nicht."))
    at = times.now()
    with transaction.atomic():
        held = Booking.objects.select_for_update().get(pk=found.pk)
        if held.payments.filter(reversed_at__isnull=True).exists():
            raise Refused(
                _("Unter dieser Bindung ist schon gezahlt. Nehmen Sie zuerst die Zahlungen zurück.")
            )
        mine = Booking.objects.filter(pk=found.pk, reversed_at__isnull=True)
        if not mine.update(reversed_at=at, reversal_reason=reason.strip()[:300]):
            raise Overtaken(_("Diese Buchung hat schon jemand zurückgenommen."))
        audit.record(
            actor, action="measure.reversed", subject=f"measure:{measure}", at=at,
            note=f"{found.year} {found.cents} ct {found.file_number}",
        )  # fmt: skip
        events.publish(kind="measure.reversed", subject=row.uuid, at=at, data={"booking": str(booking)})
