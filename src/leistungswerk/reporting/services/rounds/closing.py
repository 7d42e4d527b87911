# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closing a round with its gaps by name, and what is corrected afterwards."""

import hashlib
import uuid

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.reporting.models import DataRound, LateCorrection, RoundLine
from leistungswerk.reporting.round_states import LineState, PartState, RoundState
from leistungswerk.reporting.rounds import answers
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.rounds.statement import closing_statement
from leistungswerk.reporting.services.rounds import recording, steps
from leistungswerk.reporting.services.rounds.answering import known_periods


def close_round(actor: Actor, *, identity: uuid.UUID, remark: str = "") -> None:
    """Close a round; parts that were not accepted become named gaps, and a remark says why it closes all the same.

    From then on the round is never written again: its statement is kept as it was said.
    """
    require(actor, Permission.ACCEPT_ROUND)
    remark = answers.printable(remark)
    with transaction.atomic():
        row = steps.round_for(identity)
        at = times.now()
        missing = list(row.parts.exclude(state=PartState.ACCEPTED).order_by("name"))
        if missing and not remark:
            raise Refused(
                _("Es fehlen noch: %(names)s. Nennen Sie den Grund, warum Sie trotzdem abschließen.")
                % {"names": ", ".join(part.name for part in missing)}
            )
        for part in missing:
            steps.move_part(part, "close_without")
        steps.move_round(row, "close")
        said = closing_statement(row, at=at, remark=remark)
        DataRound.objects.filter(pk=row.pk).update(
            closed_at=at,
            closed_by_name=actor.name,
            remark=remark,
            statement=msgspec.to_builtins(said),
        )
        steps.took(actor, row, None, "closed", at=at, reason=remark)
        digest = hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()
        audit.record(
            actor, action="round.closed", subject=f"round:{row.uuid}", at=at, digest=digest, note=row.number
        )


def correct_late(actor: Actor, *, line: uuid.UUID, answer: Answer, reason: str) -> None:
    """Correct an answer of a closed round: the round keeps what was said, the fact gets a later version.

    Whoever speaks for the Ressort may, with a reason; the OZG coordination is told. Reports with an earlier
    Datenstand stay as they were.
    """
    row = steps.line_for(actor, line)
    _require_correctable(actor, row)
    reason = answers.printable(reason)
    if not reason:
        raise Refused(_("Nennen Sie den Grund der Berichtigung."))
    known = known_periods([row.service_key]).get((row.service_key, row.body), ())
    data_round = row.part.round
    checked = answers.check(row, answer, cut_off=data_round.cut_off, known=known)
    if checked == _newest(row):
        raise Refused(_("Das ist schon bekannt. Berichtigt wird nur, was sich ändert."))
    at = times.now()
    with transaction.atomic():
        LateCorrection.objects.create(
            line=row,
            answer=msgspec.to_builtins(checked),
            reason=reason,
            by=actor.pseudonym,
            by_name=actor.name,
            at=at,
        )
        row.answer, row.answered_by_name = answers.stored(checked), actor.name
        # Unsaved on purpose: the facts follow the correction, the closed line stays what it was.
        recording.record_lines([row], data_round.cut_off, recording.source_of(data_round.number), at=at)
        steps.took(actor, data_round, row.part, "corrected_late", at=at, reason=reason)
        audit.record(actor, action="round.corrected_late", subject=f"round_line:{row.uuid}", at=at)
        steps.tell_land(row.part, "corrected_late", Role.OZG_COORDINATION, at=at)


def _require_correctable(actor: Actor, row: RoundLine) -> None:
    if row.part.round.state != RoundState.CLOSED:
        raise Refused(_("Die Abfrage läuft noch. Berichtigen Sie die Antwort selbst."))
    if row.part.state != PartState.ACCEPTED or row.state == LineState.MERGED:
        raise Refused(_("Zu dieser Frage wurde nichts abgenommen. Antworten Sie in der nächsten Abfrage."))
    require(actor, Permission.RELEASE_ROUND, row.part.organisation)


def _newest(row: RoundLine) -> Answer | None:
    last = LateCorrection.objects.filter(line=row).order_by("-at", "-pk").first()
    return answers.read(last.answer if last else row.answer)
