# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Barriers: what people report, with a clock of one month, and what the operator declares."""

import calendar
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import CITIZEN, Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.ids import grouped, random_code
from leistungswerk.core.permissions import require
from leistungswerk.enablement.site import clock
from leistungswerk.enablement.site.models import BarrierReport, KnownBarrier
from leistungswerk.enablement.site.states import BarrierReason

KEPT_DAYS: Final = 365
"""Days after the answer until text and contact of a report are deleted."""
_SHORTEST: Final = 10
_LONGEST: Final = 4000


def due_day(day: date) -> date:
    """One month later, on the last day of a shorter month (§ 188 (3) BGB); answers are due by then (domain.md 3.6)."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def report(*, text: str, address: str = "", contact: str = "") -> str:
    """Take what somebody reports; the reference they can name later. Announces ``barrier.reported``."""
    said = text.strip()
    if len(said) < _SHORTEST:
        raise Refused(_("Beschreiben Sie die Barriere bitte mit einigen Worten, damit wir sie finden."))
    if len(said) > _LONGEST or len(address) > 500 or len(contact) > 200:
        raise Refused(
            _("Ihre Nachricht ist zu lang. Möglich sind %(most)d Zeichen; bitte kürzen Sie sie.")
            % {"most": _LONGEST}
        )
    if "\x00" in said + address + contact:
        raise Refused(_("Ihre Nachricht enthält ein Zeichen, das kein Text ist. Bitte entfernen Sie es."))
    at = times.now()
    with transaction.atomic():
        row = BarrierReport.objects.create(
            reference=f"B-{at.year}-{grouped(random_code(8))}", at=at, due_on=due_day(times.legal_day(at)),
            address=address.strip(), text=said, contact=contact.strip(),
        )  # fmt: skip
        audit.record(CITIZEN, action="barrier.reported", subject=f"barrier:{row.uuid}", at=at)
        data = {"reference": row.reference, "due_on": row.due_on.isoformat()}
        events.publish(kind="barrier.reported", subject=row.uuid, at=at, data=data)
    return row.reference


def answer(actor: Actor, *, report: UUID, text: str) -> None:
    """Close a report with what was done or answered; once."""
    require(actor, Permission.ANSWER_BARRIER)
    if not text.strip():
        raise Refused(_("Schreiben Sie bei „Antwort“, was Sie geantwortet oder behoben haben."))
    at = times.now()
    with transaction.atomic():
        rows = BarrierReport.objects.filter(uuid=report, answered_at__isnull=True)
        if not rows.update(answered_at=at, answered_by=actor.pseudonym, answer=text.strip()[:_LONGEST]):
            if not BarrierReport.objects.filter(uuid=report).exists():
                raise Missing(_("Diese Meldung gibt es nicht."))
            raise Refused(_("Diese Meldung ist schon beantwortet. Laden Sie die Seite neu."))
        audit.record(actor, action="barrier.answered", subject=f"barrier:{report}", at=at)
        events.publish(kind="barrier.answered", subject=report, at=at)


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A barrier as the declaration tells it."""

    text: str
    text_en: str = ""
    alternative: str = ""
    alternative_en: str = ""
    reason: BarrierReason = BarrierReason.NON_COMPLIANCE
    planned_until: date | None = None


def declare(actor: Actor, *, barrier: Declared) -> None:
    require(actor, Permission.ANSWER_BARRIER)
    if len(barrier.text.strip()) < _SHORTEST:
        raise Refused(_("Beschreiben Sie bei „Barriere“ mit einigen Worten, was nicht geht."))
    at = times.now()
    with transaction.atomic():
        fields = {name: getattr(barrier, name) for name in Declared.__struct_fields__}
        row = KnownBarrier.objects.create(**fields, since=times.legal_day(at))
        clock.tick()
        audit.record(actor, action="barrier.declared", subject=f"barrier:{row.uuid}", at=at)


def close(actor: Actor, *, barrier: UUID) -> None:
    """Say that a declared barrier is gone."""
    require(actor, Permission.ANSWER_BARRIER)
    at = times.now()
    with transaction.atomic():
        rows = KnownBarrier.objects.filter(uuid=barrier, closed_on__isnull=True)
        if not rows.update(closed_on=times.legal_day(at)):
            raise Missing(_("Diese Barriere ist nicht erklärt oder schon behoben."))
        clock.tick()
        audit.record(actor, action="barrier.closed", subject=f"barrier:{barrier}", at=at)


def purge() -> int:
    """Delete text and contact of reports that were answered long ago; the reference and its days stay."""
    at = times.now()
    rows = BarrierReport.objects.filter(
        answered_at__lt=at - timedelta(days=KEPT_DAYS), emptied_at__isnull=True
    )
    return rows.update(text="", contact="", address="", answer="", emptied_at=at)
