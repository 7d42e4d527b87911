# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beratung: requested by an authority, taken from the queue by an adviser, answered, asked again, closed.

The OZG project advises; the owner decides: nothing here moves a Vorhaben.
"""

import uuid
from datetime import datetime
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.core.workdays import add_working_days
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import AdviserCapacity, Consultation, ConsultationEntry, Notice
from leistungswerk.programme.services.checklists import tick_facts
from leistungswerk.programme.states import CONSULTATION_TRANSITIONS, CONSULTATION_WORDS, ConsultationState
from leistungswerk.register import queries as register
from leistungswerk.register.queries import directory

ANSWER_DAYS: Final = 10
"""Working days within which the OZG project promises to answer; a promise of the project to authorities."""
DEFAULT_CAPACITY: Final = 5
"""Consultations a person can hold at once, where nothing else is entered."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority asks; ``project`` is empty before there is a Vorhaben."""

    organisation: uuid.UUID
    subject: str
    text: str
    project: uuid.UUID | None = None


def visible_consultations(actor: Actor) -> "QuerySet[Consultation]":
    """Those of organisations one asks for, and all for who advises for them; one statement."""
    found = Consultation.objects.none()
    for permission in (Permission.REQUEST_ADVICE, Permission.ADVISE):
        reach = actor.reach(permission)
        if reach is None:
            return Consultation.objects.all()
        found = found | Consultation.objects.filter(organisation__uuid__in=reach)
    return found


def consultation_for(actor: Actor, identity: uuid.UUID) -> Consultation:
    """Raises :class:`Missing` for one the actor may not see."""
    rows = visible_consultations(actor).select_related("organisation", "project", "adviser__account")
    row = rows.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Beratung gibt es nicht, oder sie ist nicht für Sie freigegeben."))
    return row


def request_advice(actor: Actor, *, question: Question) -> uuid.UUID:
    """Put a question into the queue; the day of the promised answer is fixed at once. Returns its uuid."""
    require(actor, Permission.REQUEST_ADVICE, question.organisation)
    organisation = register.organisation_id(question.organisation)
    if organisation is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    project = project_for(actor, question.project) if question.project else None
    if not question.subject.strip() or not question.text.strip():
        raise Refused(_("Schreiben Sie in einem Satz, worum es geht, und darunter Ihre Frage."))
    at = times.now()
    day = times.legal_day(at)
    with transaction.atomic():
        row = Consultation.objects.create(
            number=_next_number(day.year),
            organisation_id=organisation,
            project=project,
            subject=question.subject.strip()[:300],
            question=question.text.strip(),
            requested_at=at,
            requested_by=actor.pseudonym,
            answer_due=add_working_days(day, ANSWER_DAYS),
        )
        _record(actor, row, "consultation.requested", at)
    return row.uuid


def _next_number(year: int) -> str:
    last = (
        Consultation.objects.select_for_update()
        .filter(number__startswith=f"B-{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"B-{year}-{int(last[7:]) + 1 if last else 1:04d}"


def _record(actor: Actor, row: Consultation, kind: str, at: datetime, note: str = "") -> None:
    events.publish(kind=kind, subject=row.uuid, at=at, data={"number": row.number})
    audit.record(actor, action=kind, subject=f"consultation:{row.uuid}", at=at, note=note)
    if row.project is not None:
        audit.record(
            actor,
            action=kind,
            subject=f"project:{row.project.uuid}",
            at=at,
            note=f"{row.number} {row.subject}",
        )


def _move(row: Consultation, move: str, **columns: object) -> None:
    states = [state for state, moves in CONSULTATION_TRANSITIONS.items() if move in moves]
    after = CONSULTATION_TRANSITIONS[states[0]][move]
    if Consultation.objects.filter(pk=row.pk, state__in=states).update(state=after, **columns):
        return
    row.refresh_from_db()
    raise Overtaken(
        _("Jemand anderes hat an dieser Beratung inzwischen etwas getan."),
        now=[
            (_("Stand"), str(CONSULTATION_WORDS[ConsultationState(row.state)])),
            (_("Beratung durch"), row.adviser.name if row.adviser else "–"),
        ],
    )


def assign_consultation(actor: Actor, *, consultation: uuid.UUID, adviser: uuid.UUID) -> None:
    """Give a waiting consultation to an adviser who has room; who advises may also take it over.

    Raises :class:`Refused` where the adviser's limit is reached.
    """
    row = consultation_for(actor, consultation)
    require(actor, Permission.ADVISE, row.organisation.uuid)
    at = times.now()
    roles = (Role.ADVISER, Role.PROGRAMME_MANAGEMENT)
    people = {person.uuid: person for person in directory.people_holding(roles, times.legal_day(at))}
    person = people.get(adviser)
    if person is None:
        raise Refused(_("Wählen Sie jemanden, der im OZG-Projekt berät."))
    with transaction.atomic():
        _refuse_full(person)
        _move(row, "assign", adviser_id=person.pk)
        _record(actor, row, "consultation.assigned", at, note=f"person:{adviser}")
        _tell(person.pk, row, _("Beratung übernommen: %(number)s %(subject)s"), at)


def _refuse_full(person: directory.PersonView) -> None:
    """The row of the limit is written first, so that of two assignments at once the second waits and counts anew."""
    AdviserCapacity.objects.get_or_create(
        person_id=person.pk, defaults={"open_consultations": DEFAULT_CAPACITY}
    )
    AdviserCapacity.objects.filter(person_id=person.pk).update(open_consultations=F("open_consultations"))
    limit = AdviserCapacity.objects.values_list("open_consultations", flat=True).get(person_id=person.pk)
    held = Consultation.objects.filter(adviser_id=person.pk, state=ConsultationState.ASSIGNED).count()
    if held >= limit:
        raise Refused(
            _(
                "%(name)s hat gerade keinen Platz (%(held)d von %(limit)d). Wählen Sie jemand anderen, oder warten Sie."
            )
            % {"name": person.name, "held": held, "limit": limit}
        )


def _tell(person: int, row: Consultation, text: str, at: datetime) -> None:
    said = text % {"number": row.number, "subject": row.subject}
    Notice.objects.create(person_id=person, text=said, url=f"consultation:{row.uuid}", at=at)


def note_in_protocol(actor: Actor, *, consultation: uuid.UUID, text: str) -> None:
    """Add a line to the protocol; both sides may, until it is closed. Nothing is ever changed."""
    row = consultation_for(actor, consultation)
    if row.state in (ConsultationState.CLOSED, ConsultationState.WITHDRAWN):
        raise Refused(_("Diese Beratung ist abgeschlossen. Stellen Sie eine neue Anfrage."))
    at = times.now()
    with transaction.atomic():
        _add_entry(actor, row, text, at)
        _record(actor, row, "consultation.noted", at)


def _add_entry(actor: Actor, row: Consultation, text: str, at: datetime, *, is_answer: bool = False) -> None:
    if not text.strip():
        raise Refused(_("Schreiben Sie einen Text für das Protokoll."))
    ConsultationEntry.objects.create(
        consultation=row, text=text.strip(), is_answer=is_answer, author=actor.pseudonym,
        author_name=actor.name, at=at,
    )  # fmt: skip


def answer_consultation(actor: Actor, *, consultation: uuid.UUID, text: str) -> None:
    """Answer; the facts of the Vorhaben see it in the same transaction."""
    row = consultation_for(actor, consultation)
    require(actor, Permission.ADVISE, row.organisation.uuid)
    at = times.now()
    with transaction.atomic():
        _add_entry(actor, row, text, at, is_answer=True)
        _move(row, "answer", answered_at=at)
        _record(actor, row, "consultation.answered", at)
        if row.project is not None:
            tick_facts(row.project, at)


def ask_again(actor: Actor, *, consultation: uuid.UUID, text: str) -> None:
    """The authority is not content: the same adviser answers once more, with a new promise."""
    row = consultation_for(actor, consultation)
    require(actor, Permission.REQUEST_ADVICE, row.organisation.uuid)
    at = times.now()
    due = add_working_days(times.legal_day(at), ANSWER_DAYS)
    with transaction.atomic():
        _add_entry(actor, row, text, at)
        _move(row, "ask_again", answered_at=None, answer_due=due)
        _record(actor, row, "consultation.asked_again", at)
        if row.adviser_id is not None:
            _tell(row.adviser_id, row, _("Rückfrage zur Beratung %(number)s %(subject)s"), at)


def close_consultation(actor: Actor, *, consultation: uuid.UUID) -> None:
    """The authority has what it needs."""
    _end(actor, consultation, "close", "consultation.closed")


def withdraw_consultation(actor: Actor, *, consultation: uuid.UUID) -> None:
    """The authority no longer asks."""
    _end(actor, consultation, "withdraw", "consultation.withdrawn")


def _end(actor: Actor, identity: uuid.UUID, move: str, kind: str) -> None:
    row = consultation_for(actor, identity)
    if not actor.may(Permission.REQUEST_ADVICE, row.organisation.uuid):
        raise NotAllowed(_("Das entscheidet die Stelle, die gefragt hat."))
    at = times.now()
    with transaction.atomic():
        _move(row, move)
        _record(actor, row, kind, at)


def set_capacity(actor: Actor, *, person: uuid.UUID, limit: int) -> None:
    """How many consultations a person can hold at once: their own say, or the programme management's."""
    if actor.person != person:
        require(actor, Permission.EDIT_TEMPLATE)
    else:
        require(actor, Permission.ADVISE)
    found = directory.person(person)
    if found is None:
        raise Missing(_("Diese Person gibt es nicht."))
    if not 0 <= limit <= 50:
        raise Refused(_("Die Grenze liegt zwischen 0 und 50."))
    at = times.now()
    with transaction.atomic():
        AdviserCapacity.objects.update_or_create(person_id=found.pk, defaults={"open_consultations": limit})
        audit.record(
            actor, action="consultation.capacity_set", subject=f"person:{person}", at=at, note=str(limit)
        )
