# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accepted answers become facts, told („gemeldet“) by their round; evidence that came in meanwhile takes precedence."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, RoundLine, RoundPart, ToldFact
from leistungswerk.reporting.round_states import LineState, Outcome, Question
from leistungswerk.reporting.rounds import answers
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.services import facts
from leistungswerk.reporting.services.rounds.answering import known_periods

_DAY = timedelta(days=1)


def source_of(number: str) -> str:
    """How facts name a round they come from."""
    return f"Datenabfrage {number}"


def record_answers(part: RoundPart, *, at: datetime) -> None:
    """Record every answer of a part, in the transaction of its acceptance; a constant number of statements."""
    lines = list(RoundLine.objects.filter(part=part, answer__isnull=False).exclude(state=LineState.UNKNOWN))
    record_lines(lines, part.round.cut_off, source_of(part.round.number), at=at)
    RoundLine.objects.bulk_update(lines, ("outcome", "fact"), batch_size=500)


def record_lines(lines: Sequence[RoundLine], cut_off: date, source: str, *, at: datetime) -> None:
    """Turn answers into versions of facts; sets ``outcome`` and ``fact`` of each line, unsaved."""
    _record_availability([line for line in lines if line.question == Question.AVAILABLE], cut_off, source, at)
    _record_told([line for line in lines if line.question != Question.AVAILABLE], cut_off, source, at)


def _answer(line: RoundLine) -> Answer:
    found = answers.read(line.answer)
    assert found is not None
    return found


def _record_availability(lines: Sequence[RoundLine], cut_off: date, source: str, at: datetime) -> None:
    if not lines:
        return
    known = known_periods({line.service_key for line in lines})
    ended: list[AvailabilityFact] = []
    new: list[AvailabilityFact] = []
    for line in lines:
        periods = known.get((line.service_key, line.body), ())
        said = _answer(line)
        shown = next(
            (fact for fact in periods if fact.evidence == Evidence.SHOWN and _holds(fact, cut_off)), None
        )
        told = next((fact for fact in periods if _holds(fact, cut_off)), None)
        if shown is not None:
            line.outcome = Outcome.SHOWN_MEANWHILE if said.online else Outcome.CONTRADICTS
            line.fact = shown.fact
        elif said.online:
            version, line.outcome = _online(line, said, told, periods, (source, at))
            if version is None:
                continue
            if told is not None:
                ended.append(told)
            new.append(version)
            line.fact = version.fact
        elif told is None:
            line.outcome = Outcome.NOTHING
        else:
            ended.append(told)
            line.fact = told.fact
            line.outcome = Outcome.TAKEN_BACK
            if said.until is not None:
                line.outcome = Outcome.ENDED
                new.append(facts.version_of(told, at=at, source=source, valid_to=said.until))
    facts.record_versions(AvailabilityFact, ended=ended, new=new, at=at, source=source)


def _online(
    line: RoundLine,
    said: Answer,
    told: AvailabilityFact | None,
    periods: Sequence[AvailabilityFact],
    by: tuple[str, datetime],
) -> tuple[AvailabilityFact | None, Outcome]:
    """The version that says it is online; ``None`` and a contradiction where an earlier period overlaps."""
    source, at = by
    assert said.since is not None
    others = [fact for fact in periods if told is None or fact.fact != told.fact]
    if any(fact.valid_from <= said.since and _holds(fact, said.since) for fact in others):
        return None, Outcome.CONTRADICTS
    # Evidence of a later day takes over from there: what was told ends the day before.
    later = min((fact.valid_from for fact in others if fact.valid_from > said.since), default=None)
    fields = {
        "valid_from": said.since,
        "valid_to": later - _DAY if later else told.valid_to if told else None,
        "transport": said.transport,
        "evidence": Evidence.TOLD,
        "reference": f"{source}, {line.answered_by_name}"[:200],
    }
    if told is not None:
        same = (told.valid_from, told.transport) == (said.since, said.transport)
        outcome = Outcome.CONFIRMED if same else Outcome.RECORDED
        return facts.version_of(told, at=at, source=source, **fields), outcome
    fact = AvailabilityFact(
        service_key=line.service_key, body=line.body, body_name=line.body_name, ars=line.ars, **fields
    )
    return fact, Outcome.RECORDED


def _record_told(lines: Sequence[RoundLine], cut_off: date, source: str, at: datetime) -> None:
    """Numbers and texts: a new value holds from the Stichtag, the same value is confirmed."""
    if not lines:
        return
    rows = ToldFact.objects.filter(
        service_key__in={line.service_key for line in lines},
        superseded_at__isnull=True,
        valid_to__isnull=True,
    )
    known: dict[tuple[str, str, uuid.UUID], ToldFact] = {
        (fact.measure, fact.service_key, fact.body): fact for fact in rows
    }
    ended: list[ToldFact] = []
    new: list[ToldFact] = []
    for line in lines:
        told = known.get((line.question, line.service_key, line.body))
        if told is not None and told.valid_from <= cut_off:
            ended.append(told)
        new += _told_versions(line, told, cut_off, (source, at))
        line.fact = new[-1].fact
        line.outcome = Outcome.CONFIRMED if line.state == LineState.CONFIRMED else Outcome.RECORDED
    facts.record_versions(ToldFact, ended=ended, new=new, at=at, source=source)


def _told_versions(
    line: RoundLine, told: ToldFact | None, cut_off: date, by: tuple[str, datetime]
) -> list[ToldFact]:
    """What is recorded for one number or text; the last one is what was said."""
    source, at = by
    said = _answer(line)
    values = {
        "number": said.number,
        "text": said.text,
        "reference": f"{source}, {line.answered_by_name}"[:200],
    }
    same = told is not None and (told.number, told.text) == (said.number, said.text)
    if told is not None and told.valid_from <= cut_off and (same or told.valid_from == cut_off):
        return [facts.version_of(told, at=at, source=source, **values)]
    found = []
    if told is not None and told.valid_from < cut_off:
        found.append(facts.version_of(told, at=at, source=source, valid_to=cut_off - _DAY))
    # A later round has been accepted already: what is said now ends where that begins.
    until = told.valid_from - _DAY if told is not None and told.valid_from > cut_off else None
    fresh = ToldFact(
        measure=line.question, service_key=line.service_key, body=line.body, body_name=line.body_name,
        valid_from=cut_off, valid_to=until, **values,
    )  # fmt: skip
    return [*found, fresh]


def _holds(fact: AvailabilityFact, on: date) -> bool:
    return fact.valid_from <= on and (fact.valid_to is None or fact.valid_to >= on)
