# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A body that goes on in another while it is asked, and what becomes of facts about it.

What held on a day before the recut stays as it was. In an open round the successor answers: for the old body if
that still existed at the Stichtag, else for itself. Told or shown availability ends with the body; the successor
has it only if every body it was made of had it, by the weaker evidence.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from leistungswerk.register.queries import for_rounds
from leistungswerk.register.queries.for_rounds import AskedBody
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, PartState, RoundState
from leistungswerk.reporting.services import facts

_DAY = timedelta(days=1)
_Place = tuple[str, str]


def hand_over(old: uuid.UUID, new: uuid.UUID, on: date, *, at: datetime, source: str) -> None:
    """Open rounds and facts follow a succession, in its transaction."""
    _end_competence(old, on, at=at, source=source)
    bodies = for_rounds.asked_bodies()
    if old not in bodies or new not in bodies:
        return
    _move_parts(old, bodies[new])
    _move_lines(bodies[old], bodies[new], on)
    _end_availability(old, bodies[new], on, at=at, source=source)


def _move_parts(old: uuid.UUID, heir: AskedBody) -> None:
    """A recut of ministries: the part goes to the new Ressort, joined to its own if it has one."""
    running = RoundPart.objects.filter(round__state=RoundState.OPEN, state=PartState.COLLECTING)
    for part in running.filter(organisation=old):
        other = running.filter(round=part.round, organisation=heir.uuid).first()
        if other is None:
            RoundPart.objects.filter(pk=part.pk).update(organisation=heir.uuid, name=heir.name)
            continue
        taken = set(RoundLine.objects.filter(part=other).values_list("question", "service_key", "body"))
        lines = RoundLine.objects.filter(part=part)
        free = [line.pk for line in lines if (line.question, line.service_key, line.body) not in taken]
        RoundLine.objects.filter(pk__in=free).update(part=other)
        if not lines.exists():
            part.delete()


def _move_lines(old: AskedBody, heir: AskedBody, on: date) -> None:
    lines = RoundLine.objects.filter(
        part__round__state=RoundState.OPEN, answering=old.uuid
    ).exclude(state=LineState.MERGED).select_related("part__round")  # fmt: skip
    with translation.override("de"):
        note = _("%(old)s ist in %(new)s aufgegangen.") % {"old": old.name, "new": heir.name}
    for line in lines:
        line.answering, line.answering_name = heir.uuid, heir.name
        if on <= line.part.round.cut_off and line.body == old.uuid:
            asked = RoundLine.objects.filter(
                part=line.part, question=line.question, service_key=line.service_key, body=heir.uuid
            )
            if asked.exists():
                line.state, line.note = LineState.MERGED, note
            else:
                line.body, line.body_name, line.ars = heir.uuid, heir.name, heir.ars
        RoundLine.objects.filter(pk=line.pk).update(
            answering=line.answering, answering_name=line.answering_name, state=line.state, note=line.note,
            body=line.body, body_name=line.body_name, ars=line.ars,
        )  # fmt: skip


def _end_competence(old: uuid.UUID, on: date, *, at: datetime, source: str) -> None:
    """The old body decides until the day before, however late that is entered: no day counts both."""
    rows = list(CompetenceFact.objects.filter(body=old, superseded_at__isnull=True, valid_to__isnull=True))
    ended = [
        facts.version_of(fact, at=at, source=source, valid_to=on - _DAY)
        for fact in rows
        if fact.valid_from < on
    ]
    facts.record_versions(CompetenceFact, ended=rows, new=ended, at=at, source=source)


def _end_availability(old: uuid.UUID, heir: AskedBody, on: date, *, at: datetime, source: str) -> None:
    """End what held at the old body, then see what the heir has of all it was made of."""
    rows = list(AvailabilityFact.objects.filter(body=old, superseded_at__isnull=True, valid_to__isnull=True))
    ended = [
        facts.version_of(fact, at=at, source=source, valid_to=on - _DAY)
        for fact in rows
        if fact.valid_from < on
    ]
    facts.record_versions(AvailabilityFact, ended=rows, new=ended, at=at, source=source)
    _settle(heir, on, at=at, source=source)


def _settle(heir: AskedBody, on: date, *, at: datetime, source: str) -> None:
    """Bodies of one merger are announced one by one: what the heir got from the first is seen again after each."""
    origins = {body for body, found in for_rounds.offspring().items() if found.successor == heir.uuid}
    rows = AvailabilityFact.objects.filter(superseded_at__isnull=True)
    had: dict[_Place, dict[uuid.UUID, AvailabilityFact]] = defaultdict(dict)
    for fact in rows.filter(body__in=origins, valid_from__lt=on, valid_to__gte=on - _DAY):
        had[fact.service_key, fact.channel][fact.body] = fact
    # Where the heir decided before the recut, it is one of those that must have had it.
    older = set(
        CompetenceFact.objects.filter(
            body=heir.uuid, superseded_at__isnull=True, valid_from__lt=on
        ).values_list("service_key", flat=True)
    )
    wanted = {place: found for place, found in had.items() if set(found) == origins and place[0] not in older}
    held = {
        (fact.service_key, fact.channel): fact for fact in rows.filter(body=heir.uuid, valid_to__isnull=True)
    }
    stale = [
        fact
        for place, fact in held.items()
        if place not in wanted and fact.source == source and fact.valid_from == on
    ]
    fresh = [_at_heir(list(found.values()), heir, on) for place, found in wanted.items() if place not in held]
    facts.record_versions(AvailabilityFact, ended=stale, new=fresh, at=at, source=source)


def _at_heir(had: Sequence[AvailabilityFact], heir: AskedBody, on: date) -> AvailabilityFact:
    """The fact at the heir: the way only if all had the same, the weaker evidence."""
    ways = {each.transport for each in had}
    return AvailabilityFact(
        service_key=had[0].service_key,
        body=heir.uuid,
        body_name=heir.name,
        ars=heir.ars,
        channel=had[0].channel,
        transport=ways.pop() if len(ways) == 1 else "",
        evidence=Evidence.SHOWN if all(each.evidence == Evidence.SHOWN for each in had) else Evidence.TOLD,
        reference=had[0].reference,
        valid_from=on,
    )
