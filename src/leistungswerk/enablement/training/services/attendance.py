# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened: who was there, and what participants say of the course."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.training import letters
from leistungswerk.enablement.training.models import Evaluation, Seat, TrainingDate
from leistungswerk.enablement.training.services.seats import locked_date, seat_for
from leistungswerk.enablement.training.states import HOLDS_A_SEAT, DateState, Pace, SeatState


def may_record(actor: Actor, date: TrainingDate) -> bool:
    """The trainer of the date, and who plans training."""
    own = date.trainer is not None and actor.person is not None and date.trainer.uuid == actor.person
    return own or actor.may(Permission.EDIT_TRAINING)


def record_attendance(actor: Actor, *, date: uuid.UUID, present: Collection[uuid.UUID]) -> int:
    """Say who was there; the others with a seat were not. May be put right later. Returns how many were there."""
    now = times.now()
    with transaction.atomic():
        row = locked_date(date)
        if not may_record(actor, row):
            raise NotAllowed(_("Wer da war, sagt die Trainerin oder der Trainer."))
        if row.begins_at > now:
            raise Refused(_("Die Schulung hat noch nicht begonnen."))
        seats = Seat.objects.filter(date=row, state__in=HOLDS_A_SEAT)
        fresh = list(seats.filter(uuid__in=list(present)).exclude(state=SeatState.ATTENDED))
        seats.exclude(uuid__in=list(present)).update(state=SeatState.MISSED)
        seats.filter(uuid__in=list(present)).update(state=SeatState.ATTENDED)
        TrainingDate.objects.filter(pk=row.pk).update(state=DateState.HELD)
        letters.tell(row, fresh, letters.ATTENDED, at=now)
        audit.record(actor, action="training.attendance", subject=f"training:{date}", at=now)
        events.publish(kind="training.held", subject=row.uuid, at=now)
    return seats.filter(state=SeatState.ATTENDED).count()


def evaluate(actor: Actor, *, seat: uuid.UUID, useful: int, pace: Pace, text: str = "") -> None:
    """Say once what one thinks of the course. What is kept does not tell from whom it is, nor when it came."""
    if not 1 <= useful <= 5:
        raise Refused(_("Wählen Sie eine Zahl von 1 bis 5."))
    row = seat_for(actor, seat)
    if row.person is None or row.person.uuid != actor.person or row.state != SeatState.ATTENDED:
        raise Refused(_("Bewerten kann, wer teilgenommen hat."))
    with transaction.atomic():
        if not Seat.objects.filter(pk=row.pk, evaluated=False).update(evaluated=True):
            raise Refused(_("Sie haben diese Schulung schon bewertet. Danke!"))
        Evaluation.objects.create(course=row.date.course, useful=useful, pace=pace, text=text.strip()[:2000])
