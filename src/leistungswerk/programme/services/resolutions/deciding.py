# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the decision of the Land to the session, the publication, and the last task."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import CouncilSession, DecisionBody, Resolution, ResolutionTask
from leistungswerk.programme.resolution_states import Direction, ResolutionState, VoteResult
from leistungswerk.programme.services.resolutions.access import move, resolution_for
from leistungswerk.programme.services.resolutions.drafting import (
    check_number,
    make_tasks,
    resolve_references,
    session_of,
)
from leistungswerk.register import queries as register


def _past(day: date, said: str) -> None:
    if day > times.legal_day(times.now()):
        raise Refused(said)


def decide(
    actor: Actor,
    *,
    resolution: uuid.UUID,
    body: int,
    decided_on: date,
    file_number: str,
    urgent_reason: str = "",
) -> None:
    """Record the decision of the competent body of the Land: who, when, under which file number.

    With a reason of urgency a body that may do so decides alone; the decision must be confirmed later.
    """
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    decider = DecisionBody.objects.filter(pk=body, active=True).first()
    if decider is None:
        raise Refused(_("Wählen Sie, wer im Land entschieden hat."))
    if urgent_reason.strip() and not decider.may_decide_urgently:
        raise Refused(_("%(body)s entscheidet nicht im Eilfall.") % {"body": decider.name})
    if decider.may_decide_urgently and not urgent_reason.strip():
        raise Refused(
            _("%(body)s entscheidet nur im Eilfall. Nennen Sie den Grund.") % {"body": decider.name}
        )
    if not file_number.strip():
        raise Refused(_("Nennen Sie das Aktenzeichen des Beschlusses."))
    _past(decided_on, _("Ein Beschluss der Landesregierung kann nicht in der Zukunft liegen."))
    move(
        actor, row, "decide", decided_by=decider, decided_on=decided_on, decision_file_number=file_number,
        urgent_reason=urgent_reason.strip(),
    )  # fmt: skip


def confirm(actor: Actor, *, resolution: uuid.UUID, body: int, confirmed_on: date) -> None:
    """Record that an urgent decision was confirmed."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    decider = DecisionBody.objects.filter(pk=body, active=True, may_decide_urgently=False).first()
    if decider is None or not row.urgent_reason:
        raise Refused(_("Bestätigt wird nur eine Eilentscheidung, und nicht von der Stelle, die sie traf."))
    if row.decided_on is not None and confirmed_on < row.decided_on:
        raise Refused(_("Die Bestätigung liegt vor der Entscheidung. Prüfen Sie den Tag."))
    _past(confirmed_on, _("Eine Bestätigung kann nicht in der Zukunft liegen."))
    at = times.now()
    with transaction.atomic():
        changed = Resolution.objects.filter(pk=row.pk, confirmed_on__isnull=True).update(
            confirmed_by=decider, confirmed_on=confirmed_on
        )
        if not changed:
            raise Refused(_("Diese Eilentscheidung ist schon bestätigt."))
        audit.record(actor, action="resolution.confirmed", subject=f"resolution:{resolution}", at=at)


def register_for_session(
    actor: Actor, *, resolution: uuid.UUID, council: uuid.UUID, session: int, agenda_item: str,
    late_reason: str = "",
) -> None:  # fmt: skip
    """Register for a session of the IT-Planungsrat. Refused without a recorded decision of the Land (domain.md S11)."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if row.direction != Direction.OUTGOING:
        raise Refused(_("Dieser Beschluss bleibt im Land und wird nicht angemeldet."))
    if row.decided_on is None or row.decided_by_id is None or not row.decision_file_number:
        raise Refused(
            _(
                "Angemeldet wird nur, was im Land beschlossen ist. Tragen Sie zuerst ein, wer wann unter welchem "
                "Aktenzeichen entschieden hat."
            )
        )
    if not agenda_item.strip():
        raise Refused(_("Nennen Sie den Tagesordnungspunkt."))
    held = session_of(council, session)
    today = times.legal_day(times.now())
    if held.held_on is not None and held.held_on < today:
        raise Refused(_("Die %(number)d. Sitzung war schon.") % {"number": session})
    if held.registration_until is not None and held.registration_until < today and not late_reason.strip():
        raise Refused(
            _("Die Anmeldefrist endete am %(day)s. Nennen Sie, warum die Anmeldung noch angenommen wird.")
            % {"day": formats.date_format(held.registration_until)}
        )
    move(actor, row, "register", note=late_reason, session=held, agenda_item=agenda_item.strip())


def step(actor: Actor, *, resolution: uuid.UUID, name: str) -> None:
    """A step that needs no further details: prepared by the Abteilungsleiterrunde, registration taken back."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if name not in {"prepare", "take_back"}:
        raise Refused(_("Diesen Schritt gibt es nicht."))
    move(actor, row, name)


def postpone(actor: Actor, *, resolution: uuid.UUID, council: uuid.UUID, session: int, reason: str) -> None:
    """The council puts the item off to a later session."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    later = session_of(council, session)
    if row.session is None or later.number <= row.session.number:
        raise Refused(_("Vertagt wird auf eine spätere Sitzung."))
    move(actor, row, "postpone", note=reason, session=later)


def record_result(
    actor: Actor, *, resolution: uuid.UUID, number: str, result: VoteResult, adopted_on: date, votes: str = "",
    declaration: str = "",
) -> None:  # fmt: skip
    """Record how the session ended, with the official number and a Protokollerklärung if the Land gave one."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    _past(adopted_on, _("Ein Ergebnis kann nicht in der Zukunft liegen."))
    if result is VoteResult.REJECTED:
        move(actor, row, "reject", result=result, votes=votes, declaration=declaration, adopted_on=adopted_on)
        return
    check_number(number)
    if Resolution.objects.filter(number=number).exclude(pk=row.pk).exists():
        raise Refused(_("Der Beschluss %(number)s ist schon erfasst.") % {"number": number})
    with transaction.atomic():
        move(
            actor, row, "adopt", number=number, result=result, votes=votes, declaration=declaration,
            adopted_on=adopted_on,
        )  # fmt: skip
        resolve_references(number)


def publish(actor: Actor, *, resolution: uuid.UUID, published_on: date, published_at: str) -> None:
    """Record the publication (§ 1 Abs. 5 IT-Staatsvertrag); an urgent decision must be confirmed first."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if row.urgent_reason and row.confirmed_on is None:
        raise Refused(
            _("Die Eilentscheidung des Landes ist noch nicht bestätigt. Tragen Sie die Bestätigung ein.")
        )
    if not published_at.strip():
        raise Refused(_("Nennen Sie die Fundstelle der Veröffentlichung."))
    _past(published_on, _("Eine Veröffentlichung kann nicht in der Zukunft liegen."))
    move(actor, row, "publish", published_on=published_on, published_at=published_at.strip())


def begin_implementation(actor: Actor, *, resolution: uuid.UUID) -> int:
    """Make the tasks; a Beschluss that stays in the Land goes there straight from the decision. Told how many."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if row.direction == Direction.OUTGOING and row.state == ResolutionState.LAND_DECIDED:
        raise Refused(_("Dieser Beschluss geht zuerst an den IT-Planungsrat."))
    with transaction.atomic():
        move(actor, row, "implement")
        return make_tasks(row)


def assign_task(
    actor: Actor, *, task: uuid.UUID, addressee: uuid.UUID | None, services: tuple[str, ...] = ()
) -> None:
    """Say who in the Land does a task and which services it is about."""
    row = _task(actor, task)
    found = register.service_ids(services)
    if missing := [key for key in services if key not in found]:
        raise Refused(
            _("Diese Leistungen stehen nicht im Register: %(keys)s.") % {"keys": ", ".join(missing)}
        )
    organisation = register.organisation_id(addressee) if addressee else None
    if addressee and organisation is None:
        raise Refused(_("Diese Stelle gibt es nicht."))
    with transaction.atomic():
        ResolutionTask.objects.filter(pk=row.pk).update(addressee_id=organisation)
        row.services.set(found.values())
        audit.record(actor, action="resolution.task_assigned", subject=f"task:{task}", at=times.now())


def _task(actor: Actor, identity: uuid.UUID) -> ResolutionTask:
    row = ResolutionTask.objects.select_related("point__resolution").filter(uuid=identity).first()
    if row is None:
        raise Refused(_("Diese Aufgabe gibt es nicht."))
    resolution_for(actor, row.point.resolution.uuid, Permission.EDIT_RESOLUTION)
    return row


def finish_task(actor: Actor, *, task: uuid.UUID, done_on: date, proof: str) -> None:
    """A task is done, with what shows it; after the last one the Beschluss is completed by its own act."""
    row = _task(actor, task)
    if not proof.strip():
        raise Refused(_("Nennen Sie, was die Erledigung zeigt: Aktenzeichen, Bericht, Adresse."))
    _past(done_on, _("Eine Erledigung kann nicht in der Zukunft liegen."))
    with transaction.atomic():
        if not ResolutionTask.objects.filter(pk=row.pk, done_on__isnull=True).update(
            done_on=done_on, proof=proof
        ):
            raise Refused(_("Diese Aufgabe ist schon erledigt."))
        audit.record(actor, action="resolution.task_done", subject=f"task:{task}", at=times.now())


def complete(actor: Actor, *, resolution: uuid.UUID) -> None:
    """Close a Beschluss all of whose tasks are done."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    open_tasks = ResolutionTask.objects.filter(point__resolution=row, done_on__isnull=True).count()
    if open_tasks:
        raise Refused(_("%(count)d Aufgaben sind noch offen.") % {"count": open_tasks})
    move(actor, row, "complete")


def set_session(
    actor: Actor, *, council: uuid.UUID, number: int, held_on: date | None, registration_until: date | None = None,
    papers_until: date | None = None,
) -> None:  # fmt: skip
    """Enter or correct a session in the calendar; deadlines that name it become days."""
    require(actor, Permission.EDIT_RESOLUTION)
    row = session_of(council, number)
    limits = [day for day in (registration_until, papers_until) if day is not None]
    if held_on is not None and any(day > held_on for day in limits):
        raise Refused(_("Eine Frist liegt nach der Sitzung. Prüfen Sie die Tage."))
    with transaction.atomic():
        CouncilSession.objects.filter(pk=row.pk).update(
            held_on=held_on, registration_until=registration_until, papers_until=papers_until
        )
        audit.record(actor, action="session.set", subject=f"session:{council}:{number}", at=times.now())
