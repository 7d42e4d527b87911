# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Executing bodies of a Vorhaben: taken from the register, added, planned in waves, exempted, moved."""

import uuid
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.events import Happened
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import Participation, Project, RolloutUnit, Wave
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.facts import RouteKind, route_of
from leistungswerk.programme.rollout_states import UNIT_TRANSITIONS, UNIT_WORDS, UnitState, WaveKind
from leistungswerk.programme.states import Part
from leistungswerk.register import queries as register
from leistungswerk.register.kinds import OrganisationKind, Transport
from leistungswerk.register.queries import execution

_RECUT = Actor("recut", "Neuzuschnitt")
"""Who ordered the recut is audited with the act itself."""
MOVES_OF_THE_BODY = ("declare_interest", "prepare")
MOVES_OF_THE_PLAN = ("exempt", "include")
"""Going live is no move here: only gate G3 makes it (``services.go_live``), and withdrawing is an act of its own."""


class Taken(msgspec.Struct, frozen=True):
    """What taking over from the register did."""

    added: int
    exempt: int
    """Of these: where the register says the service does not arise."""


class WaveEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A pilot or wave as planned."""

    kind: WaveKind
    name: str
    starts_on: date | None = None
    go_live_on: date | None = None


def take_from_register(actor: Actor, *, project: uuid.UUID) -> Taken:
    """Add every body that administers or decides one of the services; who is there already stays as it is.

    Raises :class:`Refused` if the register names nobody.
    """
    row = _planned(actor, project)
    at = times.now()
    services = list(row.services.values_list("pk", flat=True))
    named = execution.executing(services, times.legal_day(at))
    if not named:
        raise Refused(
            _(
                "Im Register ist noch niemand für die Leistungen dieses Vorhabens zuständig. Tragen Sie zuerst dort ein, wer vollzieht."
            )
        )
    known = set(row.units.values_list("organisation_id", flat=True))
    fresh = [each for each in named if each.organisation not in known]
    with transaction.atomic():
        RolloutUnit.objects.bulk_create(
            (
                RolloutUnit(
                    project=row,
                    organisation_id=each.organisation,
                    state=UnitState.PLANNED if each.relevant else UnitState.EXEMPT,
                    reason="" if each.relevant else each.reason,
                )
                for each in fresh
            ),
            ignore_conflicts=True,
        )
        _take_part(row, [each.organisation for each in fresh])
        if fresh:
            audit.record(
                actor, action="rollout.units_taken", subject=f"project:{project}", at=at, note=str(len(fresh))
            )
    return Taken(len(fresh), sum(not each.relevant for each in fresh))


def _planned(actor: Actor, project: uuid.UUID) -> Project:
    return project_for(actor, project, Permission.PLAN_ROLLOUT)


def _take_part(project: Project, organisations: Sequence[int]) -> None:
    Participation.objects.bulk_create(
        (Participation(project=project, organisation_id=each, part=Part.EXECUTING) for each in organisations),
        ignore_conflicts=True,
    )


def add_unit(actor: Actor, *, project: uuid.UUID, organisation: uuid.UUID) -> uuid.UUID:
    """Add a body the register does not name (yet)."""
    row = _planned(actor, project)
    pk = execution.body_ids([organisation]).get(organisation)
    if pk is None:
        raise Refused(_("Diese Stelle gibt es nicht."))
    at = times.now()
    with transaction.atomic():
        unit, created = RolloutUnit.objects.get_or_create(project=row, organisation_id=pk)
        if not created:
            raise Refused(_("Diese Stelle gehört schon zu diesem Vorhaben."))
        _take_part(row, [pk])
        audit.record(actor, action="rollout.unit_added", subject=f"unit:{unit.uuid}", at=at)
    return unit.uuid


def add_wave(actor: Actor, *, project: uuid.UUID, entry: WaveEntry) -> uuid.UUID:
    """Plan a pilot or wave after the ones there are."""
    row = _planned(actor, project)
    if not entry.name.strip():
        raise Refused(_("Geben Sie der Welle einen Namen."))
    if entry.starts_on and entry.go_live_on and entry.go_live_on < entry.starts_on:
        raise Refused(_("Der Go-live der Welle liegt vor ihrem Beginn. Prüfen Sie die beiden Tage."))
    with transaction.atomic():
        last = row.waves.aggregate(last=Max("position"))["last"] or 0
        wave = Wave.objects.create(
            project=row, position=last + 1, kind=entry.kind, name=entry.name.strip(),
            starts_on=entry.starts_on, go_live_on=entry.go_live_on,
        )  # fmt: skip
        audit.record(
            actor,
            action="rollout.wave_planned",
            subject=f"project:{project}",
            at=times.now(),
            note=entry.name,
        )
    return wave.uuid


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a bulk edit sets; ``None`` leaves it. An empty ``wave`` takes the bodies out of theirs."""

    wave: str | None = None
    transport: Transport | None = None
    expected_cases: int | None = None


def plan_units(actor: Actor, *, project: uuid.UUID, units: Sequence[uuid.UUID], plan: Plan) -> int:
    """Set wave, transport or expected cases for many bodies at once; returns how many.

    Raises :class:`Refused` for no choice, a foreign wave, or a wave for a body that implements without waves.
    """
    row = _planned(actor, project)
    chosen = list(RolloutUnit.objects.filter(project=row, uuid__in=units).select_related("organisation"))
    if not chosen:
        raise Refused(_("Wählen Sie mindestens eine Vollzugsbehörde aus."))
    changes: dict[str, object] = {}
    if plan.wave is not None:
        changes["wave"] = _wave(row, plan.wave, [each for each in chosen if plan.wave])
    if plan.transport is not None:
        changes["transport"] = plan.transport
    if plan.expected_cases is not None:
        changes["expected_cases"] = plan.expected_cases
    if not changes:
        raise Refused(_("Geben Sie an, was sich für die gewählten Vollzugsbehörden ändern soll."))
    with transaction.atomic():
        changed = RolloutUnit.objects.filter(pk__in=[each.pk for each in chosen]).update(
            **changes, revision=F("revision") + 1
        )
        audit.record(
            actor,
            action="rollout.units_planned",
            subject=f"project:{project}",
            at=times.now(),
            note=str(changed),
        )
    return changed


def _wave(project: Project, identity: str, units: Sequence[RolloutUnit]) -> Wave | None:
    if not identity:
        return None
    for unit in units:
        kind = OrganisationKind(unit.organisation.kind)
        if route_of(kind) is RouteKind.IMPLEMENTATION:
            raise Refused(
                _("%(name)s führt ohne Wellen ein: Wellen gibt es nur für Kommunen.")
                % {"name": unit.organisation.name}
            )
    try:
        wave = project.waves.filter(uuid=uuid.UUID(identity)).first()
    except ValueError:
        wave = None
    if wave is None:
        raise Refused(_("Diese Welle gibt es in diesem Vorhaben nicht. Laden Sie die Seite neu."))
    return wave


def edit_unit(
    actor: Actor, *, unit: uuid.UUID, transport: Transport | None, expected_cases: int | None, revision: int
) -> None:
    """The body says how it receives and how many cases it expects; raises :class:`Overtaken` after another's edit."""
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    with transaction.atomic():
        changed = RolloutUnit.objects.filter(pk=row.pk, revision=revision).update(
            transport=transport or "", expected_cases=expected_cases, revision=F("revision") + 1
        )
        if not changed:
            raise Overtaken(
                _("Jemand anderes hat diese Angaben inzwischen geändert. Sehen Sie nach, was jetzt gilt.")
            )
        audit.record(actor, action="rollout.unit_edited", subject=f"unit:{unit}", at=times.now())


def move_unit(actor: Actor, *, unit: uuid.UUID, move: str, reason: str = "") -> None:
    """Interest, preparation, exemption and back; raises :class:`Refused` where the state does not allow it."""
    row = unit_for(actor, unit)
    if move in MOVES_OF_THE_PLAN:
        require(actor, Permission.PLAN_ROLLOUT, row.project.owner.uuid)
    else:
        require(actor, Permission.EDIT_ROLLOUT, row.organisation.uuid)
    state = UnitState(row.state)
    target = UNIT_TRANSITIONS[state].get(move) if move in MOVES_OF_THE_BODY + MOVES_OF_THE_PLAN else None
    if target is None:
        raise Refused(
            _("Das ist im Stand „%(state)s“ nicht möglich. Laden Sie die Seite neu.")
            % {"state": UNIT_WORDS[state]}
        )
    if target is UnitState.EXEMPT and not reason.strip():
        raise Refused(_("Nennen Sie den Grund, warum die Leistung hier nicht anfällt."))
    at = times.now()
    with transaction.atomic():
        changes = {"state": target, "reason": reason.strip(), "revision": F("revision") + 1}
        if not RolloutUnit.objects.filter(pk=row.pk, state=state).update(**changes):
            raise Overtaken(
                _(
                    "Jemand anderes war schneller: Der Stand hat sich geändert. Sehen Sie nach, was jetzt gilt."
                )
            )
        events.publish(kind=f"unit.{target.value}", subject=row.uuid, at=at)
        audit.record(actor, action=f"rollout.{move}", subject=f"unit:{unit}", at=at, note=reason.strip())


def on_succession(event: Happened) -> None:
    """A body goes on in another: its cells follow, unless the successor has one of its own there."""
    old, new = (
        register.organisation_id(uuid.UUID(event.data[name])) for name in ("predecessor", "successor")
    )
    if old is None or new is None:
        return
    taken = RolloutUnit.objects.filter(organisation_id=new).values("project_id")
    moved = RolloutUnit.objects.filter(organisation_id=old).exclude(project_id__in=taken)
    for identity in list(moved.values_list("uuid", flat=True)):
        RolloutUnit.objects.filter(uuid=identity).update(organisation_id=new, revision=F("revision") + 1)
        audit.record(
            _RECUT, action="rollout.unit_succeeded", subject=f"unit:{identity}", at=event.at,
            note=event.data["successor"],
        )  # fmt: skip
