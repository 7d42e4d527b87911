# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet of a part: handed out, compared with what is there, and taken over in one transaction or not at all."""

import hashlib
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Refused
from leistungswerk.programme import spreadsheets
from leistungswerk.reporting.models import RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, Question
from leistungswerk.reporting.rounds import answers, seen, sheets
from leistungswerk.reporting.rounds.parts import LineFilter, part_of, wanted_lines
from leistungswerk.reporting.rounds.sheets import Told
from leistungswerk.reporting.services.rounds import answering, steps

_BATCH = 500


def sheet(actor: Actor, *, part: uuid.UUID, wanted: LineFilter) -> tuple[str, bytes]:
    """Name and content of the spreadsheet with these lines; raises :class:`Refused` if there are too many for one."""
    row = part_of(actor, part)
    lines = wanted_lines(seen.lines_of(actor, row), wanted).exclude(state=LineState.MERGED)
    if (count := lines.count()) > sheets.MOST_LINES:
        raise Refused(
            _("%(count)d Fragen sind zu viele für eine Tabelle (höchstens %(most)d). Filtern Sie vorher, zum Beispiel nach einer Behörde.")
            % {"count": count, "most": sheets.MOST_LINES}
        )  # fmt: skip
    ordered = lines.order_by("service_name", "body_name", "question", "pk")
    return row.round.number, sheets.write(ordered, row.round.number)


def compare(actor: Actor, *, part: uuid.UUID, name: str, content: bytes) -> tuple[Told, ...]:
    """What a spreadsheet would change; nothing is written. Raises :class:`sheets.Mistakes` with every wrong row."""
    row = steps.part_for(actor, part)
    steps.require_collecting(row)
    return _told(actor, row, name, content)


def _told(actor: Actor, row: RoundPart, name: str, content: bytes) -> tuple[Told, ...]:
    table = spreadsheets.read(name, content)
    lines = {line.uuid: line for line in seen.answered_lines(actor, row).exclude(state=LineState.MERGED)}
    asked = {line.service_key for line in lines.values() if line.question == Question.AVAILABLE}
    return sheets.told(table, lines, answering.known_periods(asked), row.round.cut_off)


def take_over(actor: Actor, *, part: uuid.UUID, name: str, content: bytes) -> int:
    """Write everything the spreadsheet answers, or nothing; returns how many lines changed."""
    at = times.now()
    with transaction.atomic():
        row = steps.part_for(actor, part, lock=True)
        steps.require_collecting(row)
        told = _told(actor, row, name, content)
        lines = {
            line.uuid: line
            for line in RoundLine.objects.filter(part=row, uuid__in=[each.line for each in told])
        }
        for each in told:
            line = lines[each.line]
            line.answer, line.state, line.note = answers.stored(each.answer), each.state, each.reason
            line.answered_by, line.answered_by_name, line.answered_at = actor.pseudonym, actor.name, at
            line.revision += 1
        # The part is held: nobody answers a line of it between the comparison and this.
        RoundLine.objects.bulk_update(
            lines.values(),
            ("answer", "state", "note", "answered_by", "answered_by_name", "answered_at", "revision"),
            batch_size=_BATCH,
        )
        if told:
            audit.record(
                actor, action="round.sheet_taken", subject=f"round_part:{row.uuid}", at=at,
                digest=hashlib.sha256(content).hexdigest(), note=str(len(told)),
            )  # fmt: skip
    return len(told)
