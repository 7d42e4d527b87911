# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a data round: whom to ask what, pre-filled with what was known last."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.queries.for_figures import standings
from leistungswerk.register.queries import for_rounds
from leistungswerk.register.queries.for_rounds import AskedBody
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    DataRound,
    RoundLine,
    RoundPart,
    ServiceFact,
    ToldFact,
)
from leistungswerk.reporting.round_states import PartKind, PartState, Question
from leistungswerk.reporting.rounds import answers
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.services.rounds import steps

_BATCH: Final = 1_000


class RoundEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a round is opened with. ``ressorts`` and ``services`` limit it; empty: all."""

    title: str
    cut_off: date
    due: date
    answers_due: date | None = None
    """Until when the Fachreferate answer; ``None``: no day of their own."""
    questions: Sequence[Question]
    ressorts: Sequence[uuid.UUID] = ()
    land: bool = True
    """Whether Ressorts are asked for what the Land itself decides."""
    municipal: bool = True
    """Whether municipalities are asked, through their project offices."""
    services: Sequence[str] = ()


class _Asked(msgspec.Struct):
    """One line to be: the part it belongs to is the one who speaks for ``answering``."""

    question: Question
    service_key: str
    body: AskedBody
    before: Answer | None
    source: str


def open_round(actor: Actor, *, entry: RoundEntry) -> uuid.UUID:
    """Open a round and ask everybody at once; returns its uuid.

    Raises :class:`Refused` for a Stichtag in the future, a due day that is past, no question, unknown keys, or
    if there is nothing to ask.
    """
    require(actor, Permission.OPEN_ROUND)
    at = times.now()
    _check(entry, times.legal_day(at))
    names = _service_names(entry)
    bodies = for_rounds.asked_bodies()
    with transaction.atomic():
        row = DataRound.objects.create(
            number=_next_number(entry.cut_off.year),
            title=entry.title.strip(),
            cut_off=entry.cut_off,
            due=entry.due,
            answers_due=entry.answers_due,
            questions=[question.value for question in Question if question in entry.questions],
            services=list(entry.services),
            opened_at=at,
            opened_by=actor.pseudonym,
            opened_by_name=actor.name,
        )
        _ask(row, entry, names, bodies)
        steps.took(actor, row, None, "opened", at=at)
        audit.record(actor, action="round.opened", subject=f"round:{row.uuid}", at=at, note=row.number)
        for part in row.parts.all():
            steps.tell_answering(part, "asked", at=at)
    return row.uuid


def _check(entry: RoundEntry, today: date) -> None:
    if not entry.title.strip():
        raise Refused(_("Geben Sie der Abfrage einen Titel."))
    if not entry.questions:
        raise Refused(_("Wählen Sie mindestens eine Frage."))
    if not entry.land and not entry.municipal:
        raise Refused(_("Wählen Sie, wer gefragt wird: die Ressorts, die Kommunen oder beide."))
    if entry.cut_off > today:
        raise Refused(
            _(
                "Der Stichtag %(day)s liegt in der Zukunft. Gefragt wird nach dem, was gilt; eröffnen Sie die Abfrage, sobald er da ist."
            )
            % {"day": formats.date_format(entry.cut_off)}
        )
    if entry.due < today:
        raise Refused(_("Die Frist liegt in der Vergangenheit. Geben Sie einen Tag ab heute an."))
    if entry.answers_due is not None and not today <= entry.answers_due <= entry.due:
        raise Refused(_("Die Frist der Fachreferate muss zwischen heute und der Frist der Ressorts liegen."))


def _next_number(year: int) -> str:
    last = (
        DataRound.objects.select_for_update()
        .filter(number__startswith=f"A-{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"A-{year}-{int(last[7:]) + 1 if last else 1:02d}"


def _on(cut_off: date) -> Q:
    """Facts known now that held on a day."""
    return Q(superseded_at__isnull=True, valid_from__lte=cut_off) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=cut_off)
    )


def _service_names(entry: RoundEntry) -> Mapping[str, str]:
    """Services by key as they were called at the Stichtag; raises :class:`Refused` for keys nobody knows."""
    rows = ServiceFact.objects.filter(_on(entry.cut_off))
    if entry.services:
        rows = rows.filter(service_key__in=list(entry.services))
    names = dict(rows.values_list("service_key", "name"))
    if not names and not entry.services:
        raise Refused(
            _("Am %(day)s kannte das System noch keine Leistung. Wählen Sie einen späteren Stichtag.")
            % {"day": formats.date_format(entry.cut_off)}
        )
    if unknown := [key for key in entry.services if key not in names]:
        raise Refused(
            _("Diese Leistungen waren am Stichtag nicht bekannt: %(keys)s.") % {"keys": ", ".join(unknown)}
        )
    return names


def _ask(
    row: DataRound, entry: RoundEntry, names: Mapping[str, str], bodies: Mapping[uuid.UUID, AskedBody]
) -> None:
    parts: dict[uuid.UUID, RoundPart] = {}
    lines: list[RoundLine] = []
    unasked: set[str] = set()
    for asked in _questions(entry, names, bodies):
        body = asked.body
        speaker = body.project_office if body.municipal else body.ressort
        if speaker is None:
            unasked.add(body.name)
            continue
        if not _in_scope(entry, body, speaker):
            continue
        if speaker not in parts:
            kind = PartKind.PROJECT_OFFICE if body.municipal else PartKind.RESSORT
            parts[speaker] = RoundPart.objects.create(
                round=row, kind=kind, organisation=speaker, name=bodies[speaker].name
            )
        lines.append(_line(parts[speaker], asked, names))
    if not lines:
        raise Refused(
            _("Es gibt nichts zu fragen: Alles, was diese Abfrage umfasst, weiß das System selbst.")
        )
    RoundLine.objects.bulk_create(lines, batch_size=_BATCH)
    row.unasked = sorted(unasked)
    row.save(update_fields=["unasked"])


def _in_scope(entry: RoundEntry, body: AskedBody, speaker: uuid.UUID) -> bool:
    if body.municipal:
        return entry.municipal
    return entry.land and (not entry.ressorts or speaker in entry.ressorts)


def _line(part: RoundPart, asked: _Asked, names: Mapping[str, str]) -> RoundLine:
    return RoundLine(
        part=part,
        question=asked.question,
        service_key=asked.service_key,
        service_name=names[asked.service_key],
        body=asked.body.uuid,
        body_name=asked.body.name,
        ars=asked.body.ars,
        answering=asked.body.uuid,
        answering_name=asked.body.name,
        before=answers.stored(asked.before),
        before_source=asked.source,
    )


def _questions(
    entry: RoundEntry, names: Mapping[str, str], bodies: Mapping[uuid.UUID, AskedBody]
) -> Iterator[_Asked]:
    if Question.AVAILABLE in entry.questions:
        yield from _availability(entry.cut_off, names, bodies)
    if asked := [each for each in (Question.CASES, Question.LAW) if each in entry.questions]:
        yield from _of_services(entry.cut_off, asked, names, bodies)


def _availability(
    cut_off: date, names: Mapping[str, str], bodies: Mapping[uuid.UUID, AskedBody]
) -> Iterator[_Asked]:
    """Pairs of service and deciding body at the Stichtag for which no evidence shows that they are online."""
    known: dict[tuple[str, uuid.UUID], AvailabilityFact] = {}
    shown: set[tuple[str, uuid.UUID]] = set()
    for fact in AvailabilityFact.objects.filter(_on(cut_off)):
        if fact.evidence == Evidence.SHOWN:
            shown.add((fact.service_key, fact.body))
        else:
            known[fact.service_key, fact.body] = fact
    competent = CompetenceFact.objects.filter(_on(cut_off), relevant=True)
    for key, identity in competent.order_by("service_key", "body_name").values_list("service_key", "body"):
        if key not in names or identity not in bodies or (key, identity) in shown:
            continue
        told = known.get((key, identity))
        before = (
            Answer(online=True, since=told.valid_from, transport=told.transport)
            if told
            else Answer(online=False)
        )
        yield _Asked(Question.AVAILABLE, key, bodies[identity], before, told.source if told else "")


def _of_services(
    cut_off: date,
    questions: Sequence[Question],
    names: Mapping[str, str],
    bodies: Mapping[uuid.UUID, AskedBody],
) -> Iterator[_Asked]:
    """One line for each service and question, to the Ressort in the lead or the owner of its Vorhaben."""
    told: dict[tuple[str, str], ToldFact] = {
        (fact.measure, fact.service_key): fact for fact in ToldFact.objects.filter(_on(cut_off))
    }
    owners = _owners(names)
    for key in sorted(names):
        if key not in owners or owners[key] not in bodies:
            continue
        for question in questions:
            fact = told.get((question.value, key))
            before = Answer(number=fact.number, text=fact.text) if fact else None
            yield _Asked(question, key, bodies[owners[key]], before, fact.source if fact else "")


def _owners(keys: Iterable[str]) -> Mapping[str, uuid.UUID]:
    """Who is asked about a service as such: its lead, else the owner of its first Vorhaben."""
    found: dict[str, uuid.UUID] = {}
    for standing in reversed(standings()):
        for key in standing.service_keys:
            found[key] = standing.owner
    leads = for_rounds.service_leads()
    return {key: leads.get(key) or found[key] for key in keys if key in leads or key in found}


def cancel_round(actor: Actor, *, identity: uuid.UUID, reason: str) -> None:
    """Cancel a round opened by mistake; nothing of it counts. Raises :class:`Refused` once a part was accepted."""
    require(actor, Permission.ACCEPT_ROUND)
    at = times.now()
    with transaction.atomic():
        row = steps.round_for(identity)
        if not reason.strip():
            raise Refused(_("Nennen Sie den Grund."))
        if row.parts.filter(state=PartState.ACCEPTED).exists():
            raise Refused(_("Ein Teil ist schon abgenommen. Schließen Sie die Abfrage mit benannten Lücken."))
        steps.move_round(row, "cancel")
        DataRound.objects.filter(pk=row.pk).update(
            closed_at=at, closed_by_name=actor.name, remark=reason.strip()
        )
        steps.took(actor, row, None, "cancelled", at=at, reason=reason.strip())
        audit.record(actor, action="round.cancelled", subject=f"round:{row.uuid}", at=at, note=row.number)
