# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fachreferate answer: confirm many at once, correct one, or say that it is not known and why."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.reporting.models import AvailabilityFact, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, Question
from leistungswerk.reporting.rounds import answers, seen
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.services.rounds import steps

Known = Mapping[tuple[str, uuid.UUID], Sequence[AvailabilityFact]]


def known_periods(keys: Iterable[str]) -> Known:
    """What is known now of the availability of services, by service and body; one statement."""
    found: dict[tuple[str, uuid.UUID], list[AvailabilityFact]] = defaultdict(list)
    rows = AvailabilityFact.objects.filter(service_key__in=set(keys), superseded_at__isnull=True)
    for fact in rows.order_by("valid_from", "pk"):
        found[fact.service_key, fact.body].append(fact)
    return found


def confirm_lines(actor: Actor, *, part: uuid.UUID, lines: Sequence[uuid.UUID] | None = None) -> int:
    """Confirm what was known last, for these lines or for all that are open; returns how many.

    Lines of which nothing was known are left open: there is nothing to confirm. One statement for all.
    """
    row = steps.part_for(actor, part)
    steps.require_collecting(row)
    at = times.now()
    wanted = seen.answered_lines(actor, row).filter(before__isnull=False)
    if lines is None:
        wanted = wanted.filter(state__in=(LineState.OPEN, LineState.RETURNED))
    else:
        wanted = wanted.filter(uuid__in=list(lines)).exclude(state=LineState.MERGED)
    with transaction.atomic():
        _still_collecting(row)
        count = wanted.update(
            answer=F("before"),
            state=LineState.CONFIRMED,
            note="",
            **_by(actor, at),
        )
        if count:
            audit.record(
                actor, action="round.confirmed", subject=f"round_part:{row.uuid}", at=at, note=str(count)
            )
    if not count and not seen.answered_lines(actor, row).exists():
        raise Refused(_("In diesem Teil ist keine Frage an Sie gerichtet."))
    return count


def _by(actor: Actor, at: datetime) -> dict[str, object]:
    return {
        "answered_by": actor.pseudonym,
        "answered_by_name": actor.name,
        "answered_at": at,
        "revision": F("revision") + 1,
    }


def _still_collecting(part: RoundPart) -> None:
    """Hold the part while its lines are written: a release waits, or we see it."""
    fresh = RoundPart.objects.select_for_update().select_related("round").get(pk=part.pk)
    steps.require_collecting(fresh)


def answer_line(actor: Actor, *, line: uuid.UUID, answer: Answer, revision: int) -> None:
    """Correct or confirm one line.

    Raises :class:`Refused` naming what is wrong, :class:`Overtaken` if somebody answered it since ``revision``.
    """
    row = steps.line_for(actor, line)
    steps.require_collecting(row.part)
    known = known_periods([row.service_key]).get((row.service_key, row.body), ())
    checked = answers.check(row, answer, cut_off=row.part.round.cut_off, known=known)
    act = "confirm" if checked == answers.read(row.before) else "correct"
    _store(actor, row, act, revision, answer=answers.stored(checked), note="")


def cannot_say(actor: Actor, *, line: uuid.UUID, reason: str, revision: int) -> None:
    """Say that the answer is not known, and why; it becomes a named gap."""
    row = steps.line_for(actor, line)
    steps.require_collecting(row.part)
    note = answers.printable(reason)
    if not note:
        raise Refused(_("Nennen Sie den Grund, warum Sie die Frage nicht beantworten können."))
    _store(actor, row, "cannot_say", revision, answer=None, note=note)


def _store(actor: Actor, row: RoundLine, act: str, revision: int, *, answer: object, note: str) -> None:
    state = steps.next_line_state(row, act)
    at = times.now()
    with transaction.atomic():
        _still_collecting(row.part)
        done = RoundLine.objects.filter(pk=row.pk, revision=revision).update(
            answer=answer, state=state, note=note, **_by(actor, at)
        )
        if not done:
            raise Overtaken(
                _("Diese Frage wurde inzwischen beantwortet."),
                now=((row.answered_by_name or _("Antwort"), answers.in_words(Question(row.question), answers.read(row.answer))),),
            )  # fmt: skip
        audit.record(actor, action=f"round.{act}", subject=f"round_line:{row.uuid}", at=at)


def open_count(part: RoundPart) -> int:
    """Questions of a part that nobody has answered."""
    return RoundLine.objects.filter(Q(state=LineState.OPEN) | Q(state=LineState.RETURNED), part=part).count()
