# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events become facts, in the transaction of what happened."""

import uuid
from datetime import date, timedelta

from leistungswerk.core import times
from leistungswerk.core.events import Happened
from leistungswerk.register import queries as register
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact
from leistungswerk.reporting.services import cost_feed, facts, feed, usage
from leistungswerk.reporting.services.rounds import recutting


def on_application(event: Happened) -> None:
    """Count an application of which the authority said accepted or rejected; its event counts once."""
    usage.count(
        measure=event.kind,
        day=times.legal_day(event.at),
        service_key=event.data["key"],
        territory=event.data["ars"],
        source_event=event.id,
    )


def on_project(event: Happened) -> None:
    """A Vorhaben began, moved on or was edited: its subject is the Vorhaben."""
    feed.feed_projects([event.subject], source=event.kind, at=event.at)


def on_succession(event: Happened) -> None:
    """A recut: Vorhaben, Zuständigkeiten and open data rounds have new owners; old names stay in the facts of then."""
    recutting.hand_over(
        uuid.UUID(event.data["predecessor"]),
        uuid.UUID(event.data["successor"]),
        date.fromisoformat(event.data["day"]),
        at=event.at,
        source=event.kind,
    )
    feed.feed_projects(source=event.kind, at=event.at)
    feed.feed_competences(source=event.kind, at=event.at)
    cost_feed.feed_measures(source=event.kind, at=event.at)
    cost_feed.feed_efforts(source=event.kind, at=event.at)


def on_services(event: Happened) -> None:
    """The catalogue changed: ``data["keys"]`` are Leistungsschlüssel separated by blanks, empty for all."""
    keys = event.data.get("keys", "").split() or None
    feed.feed_services(keys, source=event.kind, at=event.at)
    feed.feed_competences(keys, source=event.kind, at=event.at)


def on_unit_live(event: Happened) -> None:
    """A body went live by gate G3: each service of the Vorhaben is available there, shown by the gate."""
    data = event.data
    since = date.fromisoformat(data["day"])
    found = register.organisation_name(uuid.UUID(data["organisation"]))
    name = found[1] if found else data["organisation"]
    facts.record_many(
        [
            AvailabilityFact(
                service_key=key,
                body=uuid.UUID(data["organisation"]),
                body_name=name,
                ars=data["ars"],
                transport=data["transport"],
                evidence=Evidence.SHOWN,
                reference=data["evidence"],
                valid_from=since,
                source=event.kind,
            )
            for key in data["keys"].split()
        ],
        at=event.at,
    )


def on_unit_withdrawn(event: Happened) -> None:
    """A body went offline: its facts end the day before; one that began today was never so."""
    body, keys = uuid.UUID(event.data["organisation"]), event.data["keys"].split()
    day = date.fromisoformat(event.data["day"])
    rows = AvailabilityFact.objects.filter(
        body=body, service_key__in=keys, superseded_at__isnull=True, valid_to__isnull=True
    )
    for fact in rows:
        if fact.valid_from >= day:
            facts.retract(fact, at=event.at)
        else:
            facts.supersede(fact, at=event.at, source=event.kind, valid_to=day - timedelta(days=1))


def on_measure(event: Happened) -> None:
    """Money was provided, bound, paid or taken back: its subject is the measure."""
    cost_feed.feed_measures([event.subject], source=event.kind, at=event.at)


def on_effort(event: Happened) -> None:
    """Compliance cost was entered, corrected or withdrawn: its subject is the entry."""
    cost_feed.feed_efforts([event.subject], source=event.kind, at=event.at)
