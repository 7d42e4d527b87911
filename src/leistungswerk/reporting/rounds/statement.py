# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a round says when it closes: counts, named gaps, dissent, changes in words; and what was corrected later.

A document of the Land government, written in German whoever asks for it. The statement is kept with the round as
it was said; late corrections stand beside it, each from the moment it was recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec
from django.utils import formats, translation

from leistungswerk.core import times
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import (
    AvailabilityFact,
    DataRound,
    LateCorrection,
    RoundDissent,
    RoundLine,
    RoundPart,
)
from leistungswerk.reporting.round_states import (
    LineState,
    Outcome,
    PartKind,
    PartState,
    Question,
    RoundState,
)
from leistungswerk.reporting.rounds import answers

_FEW: Final = 5
"""So many names before „und weitere“."""
_MOST_SENTENCES: Final = 12


class DissentLine(msgspec.Struct, frozen=True):
    """Who disagrees, for whom, with what, and how."""

    part: str
    organisation: str
    name: str
    about: str
    text: str


class LateLine(msgspec.Struct, frozen=True):
    """What the round says, what is right, why, and since when that is known."""

    about: str
    said: str
    right: str
    reason: str
    at: datetime


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """The closing statement of a round; every number counts lines of accepted parts, gaps name the rest."""

    number: str
    title: str
    cut_off: date
    due: date
    closed_at: datetime
    asked: int
    confirmed: int
    corrected: int
    gaps: tuple[str, ...]
    dissents: tuple[DissentLine, ...]
    changes: tuple[str, ...]
    evidence: tuple[str, ...]
    """Where evidence took precedence over what was told, or contradicts it."""
    recuts: tuple[str, ...]
    remark: str
    late: tuple[LateLine, ...] = ()

    @property
    def answered(self) -> int:
        return self.confirmed + self.corrected


def closing_statement(row: DataRound, *, at: datetime, remark: str) -> Statement:
    """What the round says if it is closed at ``at``; a constant number of statements."""
    parts = list(row.parts.order_by("name"))
    lines = list(RoundLine.objects.filter(part__round=row).order_by("service_name", "body_name", "question"))
    accepted = {part.pk for part in parts if part.state == PartState.ACCEPTED}
    told = [line for line in lines if line.part_id in accepted]
    counts = Counter(line.state for line in told)
    with translation.override("de"):
        return Statement(
            number=row.number,
            title=row.title,
            cut_off=row.cut_off,
            due=row.due,
            closed_at=at,
            asked=sum(line.state != LineState.MERGED for line in lines),
            confirmed=counts[LineState.CONFIRMED],
            corrected=counts[LineState.CORRECTED],
            gaps=tuple(_gaps(row, parts, lines)),
            dissents=_dissents(row),
            changes=tuple(_changes(row, parts, told, at)),
            evidence=tuple(_evidence(told)),
            recuts=tuple(_recuts(lines)),
            remark=remark,
        )


def preview(identity: UUID) -> Statement:
    """What an open round would say if it were closed now, without a remark."""
    return closing_statement(DataRound.objects.get(uuid=identity), at=times.now(), remark="")


def round_statement(as_of: date, known_at: datetime) -> Statement | None:
    """The statement of the last round whose Stichtag is not after ``as_of`` and that was closed by ``known_at``.

    With the late corrections known by then. ``None`` if there is no such round.
    """
    rows = DataRound.objects.filter(state=RoundState.CLOSED, cut_off__lte=as_of, closed_at__lte=known_at)
    row = rows.order_by("-cut_off", "-closed_at").first()
    return statement_of(row, known_at) if row else None


def statement_of(row: DataRound, known_at: datetime) -> Statement:
    """What a closed round said, with what was corrected later and known at a moment."""
    said = msgspec.convert(row.statement, Statement)
    return msgspec.structs.replace(said, late=late_lines(row, known_at))


def late_lines(row: DataRound, known_at: datetime) -> tuple[LateLine, ...]:
    rows = LateCorrection.objects.filter(line__part__round=row, at__lte=known_at).select_related("line")
    with translation.override("de"):
        return tuple(
            LateLine(
                about(each.line),
                answers.in_words(Question(each.line.question), answers.read(each.line.answer)),
                answers.in_words(Question(each.line.question), answers.read(each.answer)),
                each.reason,
                each.at,
            )
            for each in rows.order_by("at", "pk")
        )


def about(line: RoundLine) -> str:
    """A line as sentences name it."""
    return f"{line.service_name} ({line.body_name})"


def names(found: Sequence[str]) -> str:
    """A few names, and how many more."""
    shown = ", ".join(found[:_FEW])
    return f"{shown} und {len(found) - _FEW} weitere" if len(found) > _FEW else shown


def _gaps(row: DataRound, parts: Sequence[RoundPart], lines: Sequence[RoundLine]) -> Iterable[str]:
    by_part: Mapping[int, list[RoundLine]] = _grouped(lines)
    for part in parts:
        mine = [line for line in by_part.get(part.pk, []) if line.state != LineState.MERGED]
        who = f"{part.name} (für die Kommunen)" if part.kind == PartKind.PROJECT_OFFICE else part.name
        if part.state != PartState.ACCEPTED:
            services = sorted({line.service_name for line in mine})
            lack = (
                "eine Antwort fehlt, denn sie wurde"
                if len(mine) == 1
                else f"{len(mine)} Antworten fehlen, denn sie wurden"
            )
            yield f"{who}: {lack} nicht abgenommen. Betroffen: {names(services)}."
            continue
        unknown = [line for line in mine if line.state == LineState.UNKNOWN]
        for reason, found in _by(unknown, lambda line: line.note):
            yield f"{who}: nicht bekannt zu {names([about(line) for line in found])}. Grund: {reason}"
    if row.unasked:
        yield f"Ohne Ressort und ohne Projektbüro, deshalb nicht gefragt: {names(row.unasked)}."


def _grouped(lines: Iterable[RoundLine]) -> Mapping[int, list[RoundLine]]:
    found: dict[int, list[RoundLine]] = defaultdict(list)
    for line in lines:
        found[line.part_id].append(line)
    return found


def _by(lines: Iterable[RoundLine], key: Callable[[RoundLine], str]) -> list[tuple[str, list[RoundLine]]]:
    found: dict[str, list[RoundLine]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return sorted(found.items())


def _dissents(row: DataRound) -> tuple[DissentLine, ...]:
    rows = RoundDissent.objects.filter(part__round=row).select_related("part", "line").order_by("at", "pk")
    return tuple(
        DissentLine(
            each.part.name, each.organisation_name, each.by_name, about(each.line) if each.line else "", each.text
        )
        for each in rows
    )  # fmt: skip


def previous(row: DataRound) -> DataRound | None:
    """The last round that was closed before this one, about the same Stichtag or an earlier one."""
    rows = DataRound.objects.filter(state=RoundState.CLOSED, cut_off__lte=row.cut_off, pk__lt=row.pk)
    return rows.order_by("-cut_off", "-closed_at").first()


def _changes(
    row: DataRound, parts: Sequence[RoundPart], told: Sequence[RoundLine], at: datetime
) -> Iterable[str]:
    last = previous(row)
    if last is None:
        yield "Dies ist die erste Abfrage. Verglichen wird mit dem, was vorher bekannt war."
    else:
        day = formats.date_format(last.cut_off)
        yield f"Verglichen mit der Abfrage {last.number} zum Stichtag {day}."
        yield from _parts_changed(last, parts)
        if count := _now_shown(last, row.cut_off, at):
            yield f"Seitdem belegt, was damals nur gemeldet war: {count} Paare aus Leistung und Behörde."
    found = [*_availability_changed(told), *_told_changed(told)]
    yield from found[:_MOST_SENTENCES]
    if len(found) > _MOST_SENTENCES:
        yield f"Dazu {len(found) - _MOST_SENTENCES} weitere Änderungen; sie stehen in der Abfrage."
    if not found:
        yield "Keine Antwort weicht von dem ab, was vorher bekannt war."


def _parts_changed(last: DataRound, parts: Sequence[RoundPart]) -> Iterable[str]:
    before = dict(last.parts.values_list("organisation", "state"))
    for part in parts:
        missing = part.state != PartState.ACCEPTED
        if missing and before.get(part.organisation) == PartState.ACCEPTED:
            yield f"{part.name} fehlt diesmal, bei der letzten Abfrage lag die Antwort vor."
        elif not missing and before.get(part.organisation) == PartState.MISSING:
            yield f"{part.name} hat diesmal geantwortet, bei der letzten Abfrage fehlte die Antwort."


def _now_shown(last: DataRound, cut_off: date, at: datetime) -> int:
    """Pairs that were only told at the last Stichtag, as known when that round closed, and are shown now."""
    assert last.closed_at is not None
    rows = AvailabilityFact.objects.values_list("service_key", "body")
    told = set(rows.filter(Cut(last.cut_off, last.closed_at).held(), evidence=Evidence.TOLD))
    return len(told & set(rows.filter(Cut(cut_off, at).held(), evidence=Evidence.SHOWN))) if told else 0


def _availability_changed(told: Sequence[RoundLine]) -> Iterable[str]:
    lines = [line for line in told if line.question == Question.AVAILABLE]
    fresh = [
        line
        for line in lines
        if line.outcome == Outcome.RECORDED and not getattr(answers.read(line.before), "online", False)
    ]
    for service, found in _by(fresh, lambda line: line.service_name):
        yield f"{service}: neu als online gemeldet bei {names([line.body_name for line in found])}."
    gone = [line for line in lines if line.outcome in (Outcome.ENDED, Outcome.TAKEN_BACK)]
    for service, found in _by(gone, lambda line: line.service_name):
        yield f"{service}: nicht mehr als online gemeldet bei {names([line.body_name for line in found])}."


def _told_changed(told: Sequence[RoundLine]) -> Iterable[str]:
    for line in told:
        before, after = answers.read(line.before), answers.read(line.answer)
        if line.question == Question.AVAILABLE or after is None or before == after:
            continue
        words = answers.in_words(Question(line.question), after)
        if line.question == Question.CASES:
            instead = f" statt {answers.in_words(Question.CASES, before)}" if before else ""
            yield f"{line.service_name}: {words} Fälle im Jahr{instead}."
        elif after.text:
            yield f"{line.service_name}: Rechtsänderung nötig: {words}"
        else:
            yield f"{line.service_name}: keine Rechtsänderung mehr nötig."


def _evidence(told: Sequence[RoundLine]) -> Iterable[str]:
    shown = [line for line in told if line.outcome == Outcome.SHOWN_MEANWHILE]
    if shown:
        yield f"Inzwischen belegt und deshalb nicht als gemeldet gezählt: {names([about(line) for line in shown])}."
    for line in told:
        if line.outcome == Outcome.CONTRADICTS:
            said = answers.in_words(Question.AVAILABLE, answers.read(line.answer))
            yield f"{about(line)}: gemeldet ist „{said}“, bekannt ist anderes. Das Bekannte gilt weiter."


def _recuts(lines: Sequence[RoundLine]) -> Iterable[str]:
    merged = [line for line in lines if line.state == LineState.MERGED]
    for note, found in _by(merged, lambda line: line.note):
        yield f"{note} Dort wird gefragt; hier entfallen {len(found)} Zeilen."
    moved = [line for line in lines if line.state != LineState.MERGED and line.answering != line.body]
    for heir, found in _by(
        moved, lambda line: f"{line.body_name} nach dem Stichtag in {line.answering_name}"
    ):
        yield f"Aufgegangen: {heir}. Die Nachfolgerin antwortet für {len(found)} Zeilen, gezählt wird wie am Stichtag."
