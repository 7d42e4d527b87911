# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Seats: taken while there are some, waited for after that, given back, moved up in order.

The row of the date is locked for every change of its seats, so two who take the last one at once are told apart.
"""

import uuid
from datetime import datetime

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.training import letters
from leistungswerk.enablement.training.models import Seat, TrainingDate
from leistungswerk.enablement.training.states import HOLDS_A_SEAT, SEAT_TRANSITIONS, DateState, SeatState
from leistungswerk.register import queries as register
from leistungswerk.register.queries import directory


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody registered by a colleague, with or without an account."""

    name: str
    email: str
    organisation: uuid.UUID


def take_seat(actor: Actor, *, date: uuid.UUID) -> SeatState:
    """Register oneself; returns whether there was a seat or one waits for it."""
    person = directory.person(actor.person) if actor.person else None
    workplace = directory.workplace_of(actor.person) if actor.person else None
    if person is None or workplace is None:
        raise Refused(
            _("Ihr Konto gehört zu keiner Person im Register. Lassen Sie sich von Ihrer Stelle anmelden.")
        )
    if not person.email:
        raise Refused(_("Im Register fehlt Ihre dienstliche E-Mail-Adresse. Ergänzen Sie sie zuerst."))
    return _take(
        actor,
        date,
        {"person_id": person.pk, "name": person.name, "email": person.email, "organisation_id": workplace[0]},
    )


def take_seat_for(actor: Actor, *, date: uuid.UUID, colleague: Colleague) -> SeatState:
    """Register somebody of an organisation one acts for: one registration for Land and municipalities."""
    if not actor.may(Permission.REGISTER_COLLEAGUES, colleague.organisation):
        raise NotAllowed(_("Für diese Stelle dürfen Sie niemanden anmelden."))
    organisation = register.organisation_id(colleague.organisation)
    if organisation is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    email = colleague.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("„%(email)s“ ist keine E-Mail-Adresse.") % {"email": colleague.email}) from error
    if not colleague.name.strip():
        raise Refused(_("Geben Sie den Namen ein, der auf der Bescheinigung stehen soll."))
    return _take(
        actor, date, {"name": colleague.name.strip()[:200], "email": email, "organisation_id": organisation}
    )


def _take(actor: Actor, date: uuid.UUID, who: dict[str, object]) -> SeatState:
    now = times.now()
    try:
        with transaction.atomic():
            row = locked_date(date)
            if row.begins_at <= now:
                raise Refused(_("Diese Schulung hat schon begonnen. Wählen Sie einen anderen Termin."))
            held = Seat.objects.filter(date=row, state__in=HOLDS_A_SEAT).count()
            state = SeatState.TAKEN if held < row.capacity else SeatState.WAITING
            seat = Seat.objects.create(date=row, state=state, at=now, registered_by=actor.pseudonym, **who)
            letters.tell(row, [seat], letters.TAKEN if state is SeatState.TAKEN else letters.WAITING, at=now)
            audit.record(actor, action=f"training.seat_{state.value}", subject=f"training:{date}", at=now)
    except IntegrityError as error:
        raise Refused(
            _("%(email)s ist zu diesem Termin schon angemeldet.") % {"email": who["email"]}
        ) from error
    return state


def give_back(actor: Actor, *, seat: uuid.UUID) -> None:
    """Give a seat back; who waits longest moves up and is told."""
    now = times.now()
    with transaction.atomic():
        row = seat_for(actor, seat)
        date = locked_date(row.date.uuid)
        allowed = [state for state, moves in SEAT_TRANSITIONS.items() if "give_back" in moves]
        if not Seat.objects.filter(pk=row.pk, state__in=allowed).update(state=SeatState.GIVEN_BACK):
            raise Refused(_("Dieser Platz ist schon zurückgegeben, oder die Schulung war schon."))
        fill_up(date, at=now)
        audit.record(actor, action="training.seat_given_back", subject=f"training:{date.uuid}", at=now)


def fill_up(date: TrainingDate, *, at: datetime) -> int:
    """Within the lock of the date: give free seats to those who wait, in order, and tell them; returns how many."""
    free = date.capacity - Seat.objects.filter(date=date, state__in=HOLDS_A_SEAT).count()
    rows = list(Seat.objects.filter(date=date, state=SeatState.WAITING).order_by("id")[: max(free, 0)])
    Seat.objects.filter(pk__in=[row.pk for row in rows]).update(state=SeatState.TAKEN)
    letters.tell(date, rows, letters.MOVED_UP, at=at)
    return len(rows)


def locked_date(identity: uuid.UUID) -> TrainingDate:
    """A planned date, locked until the end of the transaction; its course comes with it."""
    rows = TrainingDate.objects.select_for_update(of=("self",)).select_related("course")
    row = rows.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Termin gibt es nicht."))
    if row.state == DateState.CANCELLED:
        raise Refused(_("Dieser Termin ist abgesagt."))
    return row


def seat_for(actor: Actor, identity: uuid.UUID) -> Seat:
    """One's own seat, or one of an organisation one registers people for; raises :class:`Missing` for others."""
    row = Seat.objects.select_related("date__course", "organisation", "person").filter(uuid=identity).first()
    own = row is not None and row.person is not None and row.person.uuid == actor.person
    if row is None or not (own or actor.may(Permission.REGISTER_COLLEAGUES, row.organisation.uuid)):
        raise Missing(_("Diesen Platz gibt es nicht."))
    return row
