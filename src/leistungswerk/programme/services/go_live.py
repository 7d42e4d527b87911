# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going live and withdrawing. A body goes live by its own signature under gate G3 and by nothing else."""

import uuid
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.events import Happened
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.settings import settings
from leistungswerk.online import queries as online
from leistungswerk.online.services import publishing
from leistungswerk.programme.models import DutyRecord, ProjectRuntime, RolloutUnit
from leistungswerk.programme.reuse.sheets import runtime_parameters
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.collect import connection_uuid
from leistungswerk.programme.rollout_states import Duty, UnitState
from leistungswerk.programme.services import portal_orders
from leistungswerk.programme.states import Gate

BY_GATE = Actor("gate:G3", "Gate G3", frozenset({Permission.MANAGE_SERVICE}))
"""On whose behalf the online service is bound: the signed gate's. Who signed stands in the gate case."""


class _Bound(msgspec.Struct, frozen=True):
    """The online service of a body, and its address."""

    service: uuid.UUID | None
    url: str


def on_gate_passed(event: Happened) -> None:
    """Bring the body live in the transaction of the last signature."""
    if event.data.get("gate") != Gate.G3:
        return
    unit = (
        RolloutUnit.objects.select_related("organisation__territory", "project")
        .filter(project__uuid=event.data["project"], organisation__uuid=event.data["organisation"])
        .first()
    )
    if unit is None:
        raise Refused(_("Diese Stelle ist keine Vollzugsbehörde dieses Vorhabens."))
    bound = _bind(unit)
    moved = RolloutUnit.objects.filter(pk=unit.pk, state=UnitState.PREPARING).update(
        state=UnitState.LIVE,
        live_from=times.legal_day(event.at),
        live_to=None,
        online_service=bound.service,
        revision=F("revision") + 1,
    )
    if not moved:
        raise Overtaken(_("Diese Vollzugsbehörde ist nicht mehr in Vorbereitung. Laden Sie die Seite neu."))
    unit.state = UnitState.LIVE.value
    portal_orders.write(unit, url=bound.url, at=event.at)
    _announce(unit, "unit.live", event.at, evidence=f"gate:{event.data['case']}")


def _announce(unit: RolloutUnit, kind: str, at: datetime, *, evidence: str) -> None:
    runs_on = ProjectRuntime.objects.select_related("runtime").filter(project=unit.project).first()
    keys = unit.project.services.order_by("key").values_list("key", flat=True)
    territory = unit.organisation.territory
    events.publish(
        kind=kind,
        subject=unit.uuid,
        at=at,
        data={
            "project": str(unit.project.uuid),
            "organisation": str(unit.organisation.uuid),
            "keys": " ".join(keys),
            "ars": territory.ars if territory else "",
            "day": times.legal_day(at).isoformat(),
            "transport": unit.transport,
            "runtime": runs_on.runtime.kind if runs_on else "",
            "evidence": evidence,
        },
    )


def _bind(unit: RolloutUnit) -> _Bound:
    """On our own runtime: the released form, this body, its connection as last checked. Elsewhere: the address told."""
    runs_on = ProjectRuntime.objects.select_related("runtime").filter(project=unit.project).first()
    if runs_on is None or runs_on.runtime.kind != RuntimeKind.OWN:
        return _Bound(None, (runs_on.url or runs_on.runtime.url) if runs_on else "")
    reference = (
        DutyRecord.objects.filter(unit=unit, duty=Duty.CONNECTION).values_list("reference", flat=True).first()
    )
    connection, territory = connection_uuid(reference or ""), unit.organisation.territory
    if connection is None or runs_on.form_version is None or territory is None:
        raise Refused(_("Für den Online-Dienst fehlt noch Formularfassung, Gebiet oder Verbindung."))
    slugs = [
        publishing.publish_checked(
            BY_GATE,
            binding=publishing.Binding(
                form_version=runs_on.form_version,
                key=key,
                authority=unit.organisation.uuid,
                ars=territory.ars,
                connection=connection,
                parameters=runtime_parameters(runs_on.form_version, unit.organisation.uuid),
            ),
        )
        for key in unit.project.services.order_by("key").values_list("key", flat=True)
    ]
    running = online.running(unit.organisation.uuid, slugs)
    return _Bound(running[0] if running else None, f"{_base()}/leistungen/{slugs[0]}/")


def _base() -> str:
    return settings().base_url


def withdraw(actor: Actor, *, unit: uuid.UUID, reason: str) -> None:
    """Take a body back out of operation, with a reason; its online services here end, begun drafts finish."""
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    if not reason.strip():
        raise Refused(_("Nennen Sie den Grund, warum der Dienst zurückgenommen wird."))
    at = times.now()
    with transaction.atomic():
        moved = RolloutUnit.objects.filter(pk=row.pk, state=UnitState.LIVE).update(
            state=UnitState.WITHDRAWN,
            live_to=times.legal_day(at),
            reason=reason.strip(),
            revision=F("revision") + 1,
        )
        if not moved:
            raise Refused(_("Nur wer live ist, kann zurückgenommen werden. Laden Sie die Seite neu."))
        if row.online_service is not None:
            keys = list(row.project.services.values_list("key", flat=True))
            for service in online.running_for(row.organisation.uuid, keys):
                publishing.withdraw_service(BY_GATE, service=service)
        _announce(row, "unit.withdrawn", at, evidence=f"unit:{unit}")
        audit.record(actor, action="rollout.withdrawn", subject=f"unit:{unit}", at=at, note=reason.strip())
