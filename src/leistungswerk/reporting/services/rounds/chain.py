# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the Fachreferat to the ministry in charge: released for the Ressort, checked by the LDI, accepted by MASTD.

Each step may send back with a reason. Nobody does two steps of the same part. The LDI never turns to a ministry
by itself: it asks the OZG coordination, which does.
"""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import queries as register
from leistungswerk.reporting.models import RoundDissent, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, PartState
from leistungswerk.reporting.rounds.answers import printable
from leistungswerk.reporting.services.rounds import recording, steps
from leistungswerk.reporting.services.rounds.answering import open_count


def _reason(text: str) -> str:
    reason = printable(text)
    if not reason:
        raise Refused(_("Nennen Sie den Grund."))
    return reason


def _audit(actor: Actor, part: RoundPart, act: str) -> None:
    audit.record(actor, action=f"round.{act}", subject=f"round_part:{part.uuid}", at=times.now())


def return_lines(actor: Actor, *, part: uuid.UUID, lines: Sequence[uuid.UUID], reason: str) -> int:
    """Whoever speaks for the Ressort sends answers back to the Fachreferat; returns how many."""
    row = steps.part_for(actor, part, Permission.RELEASE_ROUND)
    steps.require_collecting(row)
    said, at = _reason(reason), times.now()
    with transaction.atomic():
        count = _return(row, lines, said)
        if not count:
            raise Refused(_("Wählen Sie mindestens eine beantwortete Frage aus."))
        steps.took(actor, row.round, row, "lines_returned", at=at, reason=said)
        _audit(actor, row, "lines_returned")
        steps.tell_answering(row, "returned", at=at, reason=said)
    return count


def _return(part: RoundPart, lines: Sequence[uuid.UUID], reason: str) -> int:
    answered = (LineState.CONFIRMED, LineState.CORRECTED, LineState.UNKNOWN)
    rows = RoundLine.objects.filter(part=part, uuid__in=list(lines), state__in=answered)
    return rows.update(state=LineState.RETURNED, note=reason, revision=F("revision") + 1)


def release(actor: Actor, *, part: uuid.UUID) -> None:
    """Release all answers for the Ressort, or for the municipalities; refused while a question is open."""
    with transaction.atomic():
        row = steps.part_for(actor, part, Permission.RELEASE_ROUND, lock=True)
        at = times.now()
        if row.state == PartState.COLLECTING and (count := open_count(row)):
            raise Refused(
                _(
                    "Noch %(count)d Fragen ohne Antwort. Bestätigen oder berichtigen Sie sie, oder geben Sie an, warum sie nicht zu beantworten sind."
                )
                % {"count": count}
            )
        steps.move_part(row, "release", released_by=actor.pseudonym, reason="", escalation_asked_at=None)
        steps.took(actor, row.round, row, "released", at=at)
        _audit(actor, row, "released")
        steps.tell_land(row, "released", Role.PROGRAMME_MANAGEMENT, at=at)


def check(actor: Actor, *, part: uuid.UUID) -> None:
    """The LDI has checked the answers of a part; not the one who released them."""
    require(actor, Permission.CHECK_ROUND)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        at = times.now()
        if row.released_by == actor.pseudonym:
            raise Refused(_("Sie haben diesen Teil selbst freigegeben. Prüfen muss ihn jemand anderes."))
        steps.move_part(row, "check", checked_by=actor.pseudonym, reason="")
        steps.took(actor, row.round, row, "checked", at=at)
        _audit(actor, row, "checked")
        steps.tell_land(row, "checked", Role.OZG_COORDINATION, at=at)


def return_to_ressort(actor: Actor, *, part: uuid.UUID, reason: str, lines: Sequence[uuid.UUID] = ()) -> None:
    """The LDI sends a part back, with the lines that need another look."""
    require(actor, Permission.CHECK_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        at = times.now()
        steps.move_part(row, "return_to_ressort", released_by="", reason=said)
        _return(row, lines, said)
        steps.took(actor, row.round, row, "returned_to_ressort", at=at, reason=said)
        _audit(actor, row, "returned_to_ressort")
        steps.tell_answering(row, "returned", at=at, reason=said)


def accept(actor: Actor, *, part: uuid.UUID) -> None:
    """The ministry in charge accepts a part: its answers become facts, told by this round."""
    require(actor, Permission.ACCEPT_ROUND)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        at = times.now()
        if actor.pseudonym in {row.released_by, row.checked_by}:
            raise Refused(
                _("Sie haben diesen Teil selbst freigegeben oder geprüft. Abnehmen muss ihn jemand anderes.")
            )
        steps.move_part(row, "accept", reason="")
        recording.record_answers(row, at=at)
        steps.took(actor, row.round, row, "accepted", at=at)
        _audit(actor, row, "accepted")


def return_to_check(actor: Actor, *, part: uuid.UUID, reason: str) -> None:
    """The ministry in charge sends a part back to the LDI."""
    require(actor, Permission.ACCEPT_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        at = times.now()
        steps.move_part(row, "return_to_check", checked_by="", reason=said)
        steps.took(actor, row.round, row, "returned_to_check", at=at, reason=said)
        _audit(actor, row, "returned_to_check")
        steps.tell_land(row, "released", Role.PROGRAMME_MANAGEMENT, at=at)


def ask_for_escalation(actor: Actor, *, part: uuid.UUID, reason: str) -> None:
    """The LDI asks the OZG coordination to turn to a Ressort that is late."""
    require(actor, Permission.CHECK_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = _late(actor, part)
        at = times.now()
        RoundPart.objects.filter(pk=row.pk).update(escalation_asked_at=at)
        steps.took(actor, row.round, row, "escalation_asked", at=at, reason=said)
        _audit(actor, row, "escalation_asked")
        steps.tell_land(row, "escalation_asked", Role.OZG_COORDINATION, at=at)


def escalate(actor: Actor, *, part: uuid.UUID, reason: str) -> None:
    """The OZG coordination turns to the head of a Ressort that is late."""
    require(actor, Permission.ACCEPT_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = _late(actor, part)
        at = times.now()
        RoundPart.objects.filter(pk=row.pk).update(escalated_at=at, escalation_asked_at=None)
        steps.took(actor, row.round, row, "escalated", at=at, reason=said)
        _audit(actor, row, "escalated")
        steps.tell_heads(row, at=at, reason=said)


def decline_escalation(actor: Actor, *, part: uuid.UUID, reason: str) -> None:
    """The OZG coordination does not turn to the head of the Ressort, and says the LDI why."""
    require(actor, Permission.ACCEPT_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        at = times.now()
        asked = RoundPart.objects.filter(pk=row.pk, escalation_asked_at__isnull=False)
        if not asked.update(escalation_asked_at=None):
            raise Overtaken(_("Um Eskalation bittet hier niemand mehr."))
        steps.took(actor, row.round, row, "escalation_declined", at=at, reason=said)
        _audit(actor, row, "escalation_declined")
        steps.tell_land(row, "escalation_declined", Role.PROGRAMME_MANAGEMENT, at=at, reason=said)


def extend(actor: Actor, *, part: uuid.UUID, due: date, reason: str) -> None:
    """The ministry in charge grants one part a later due day; it no longer counts as late until then."""
    require(actor, Permission.ACCEPT_ROUND)
    said = _reason(reason)
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        steps.require_collecting(row)
        at = times.now()
        if due <= row.due or due < times.legal_day(at):
            raise Refused(
                _("Die neue Frist muss nach der bisherigen (%(due)s) und nicht in der Vergangenheit liegen.")
                % {"due": formats.date_format(row.due)}
            )
        RoundPart.objects.filter(pk=row.pk).update(extended_to=due, escalation_asked_at=None)
        row.extended_to = due
        steps.took(actor, row.round, row, "extended", at=at, reason=f"{formats.date_format(due)}: {said}")
        _audit(actor, row, "extended")
        steps.tell_answering(row, "extended", at=at, reason=said)


def _late(actor: Actor, part: uuid.UUID) -> RoundPart:
    row = steps.part_for(actor, part, lock=True)
    steps.require_running(row.round)
    if row.state != PartState.COLLECTING:
        raise Refused(_("%(name)s hat schon geantwortet.") % {"name": row.name})
    if row.due >= times.legal_day(times.now()):
        raise Refused(_("Die Frist läuft noch. Eskaliert wird erst, wenn sie verstrichen ist."))
    return row


def dissent(actor: Actor, *, part: uuid.UUID, text: str, line: uuid.UUID | None = None) -> None:
    """Put on record that somebody who takes part disagrees; it is printed with the answers."""
    row = steps.part_for(actor, part)
    steps.require_running(row.round)
    said = printable(text)
    if not said:
        raise Refused(_("Schreiben Sie, worin Sie abweichen."))
    about = RoundLine.objects.filter(part=row, uuid=line).first() if line else None
    at = times.now()
    with transaction.atomic():
        RoundDissent.objects.create(
            part=row,
            line=about,
            text=said,
            organisation_name=_seat(actor),
            by=actor.pseudonym,
            by_name=actor.name,
            at=at,
        )
        _audit(actor, row, "dissented")


def _seat(actor: Actor) -> str:
    """For whom somebody speaks: where they hold their first role."""
    found = register.organisation_name(actor.scopes[0].organisation) if actor.scopes else None
    return found[1] if found else ""
