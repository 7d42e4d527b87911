# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editorial orders to the Landesredaktion: drafted at go-live, marked as given, read back; nothing confirms itself."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.programme.models import PortalOrder, RolloutUnit
from leistungswerk.programme.rollout import portal
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.portal import Deviation
from leistungswerk.programme.rollout_states import ORDER_TRANSITIONS, ORDER_WORDS, OrderState, UnitState
from leistungswerk.register.queries import execution

RECHECK_AFTER: Final = timedelta(hours=72)
"""So long the way through Landesredaktion and PVOG may take (domain.md 5.2)."""


def draft(actor: Actor, *, unit: uuid.UUID, url: str) -> uuid.UUID:
    """Draft the order for a body that is live; ``url`` is the address of the online service."""
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    if row.state != UnitState.LIVE:
        raise Refused(_("Ein Auftrag an die Landesredaktion entsteht erst mit dem Go-live."))
    if not url.strip().startswith("https://"):
        raise Refused(_("Geben Sie die Adresse des Online-Dienstes an; sie beginnt mit https://."))
    at = times.now()
    with transaction.atomic():
        identity = write(row, url=url.strip(), at=at)
        audit.record(actor, action="portal_order.drafted", subject=f"unit:{unit}", at=at)
    return identity


def write(unit: RolloutUnit, *, url: str, at: datetime) -> uuid.UUID:
    """Store a drafted order inside the caller's transaction; needs body and Vorhaben selected."""
    body = execution.bodies([unit.organisation_id])[unit.organisation_id]
    identity = uuid.uuid4()
    xml = portal.order(
        portal.Entry(
            identity=unit.uuid,
            title=unit.project.title,
            url=url,
            keys=tuple(unit.project.services.order_by("key").values_list("key", flat=True)),
            body=body,
        ),
        message=identity,
        at=at.isoformat(timespec="seconds"),
    )
    PortalOrder.objects.create(
        uuid=identity, unit=unit, xml=xml, digest=hashlib.sha256(xml).hexdigest(), drafted_at=at
    )
    return identity


def order_for(actor: Actor, identity: uuid.UUID, permission: Permission | None = None) -> PortalOrder:
    """An order of a cell the actor may see; raises :class:`Missing`."""
    row = PortalOrder.objects.select_related("unit").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Auftrag gibt es nicht."))
    unit_for(actor, row.unit.uuid, permission)
    return row


def _move(row: PortalOrder, move: str, **changes: object) -> None:
    state = OrderState(row.state)
    target = ORDER_TRANSITIONS[state].get(move)
    if target is None:
        raise Refused(
            _("Das geht im Stand „%(state)s“ nicht. Laden Sie die Seite neu.") % {"state": ORDER_WORDS[state]}
        )
    if not PortalOrder.objects.filter(pk=row.pk, state=state).update(state=target, **changes):
        raise Overtaken(_("Jemand anderes war schneller. Sehen Sie nach, was jetzt gilt."))


def mark_ordered(actor: Actor, *, order: uuid.UUID) -> None:
    """The order was given to the Landesredaktion; from 72 hours on it is to be read back."""
    row = order_for(actor, order, Permission.EDIT_ROLLOUT)
    at = times.now()
    with transaction.atomic():
        _move(row, "order", ordered_at=at, recheck_at=at + RECHECK_AFTER)
        audit.record(
            actor, action="portal_order.ordered", subject=f"unit:{row.unit.uuid}", at=at, digest=row.digest
        )


def read_back(actor: Actor, *, order: uuid.UUID, data: bytes) -> tuple[Deviation, ...]:
    """Compare what the portal shows with what was ordered; returns what differs, empty if nothing does.

    ``data``: an XZuFi file or an answer of the PVOG that somebody fetched. Raises :class:`Refused` for others.
    """
    row = order_for(actor, order, Permission.EDIT_ROLLOUT)
    found = portal.compare(bytes(row.xml), portal.read_back(data))
    at = times.now()
    changes: dict[str, object] = {"read_back_at": at, "deviations": msgspec.to_builtins(found)}
    with transaction.atomic():
        if (found and row.state == OrderState.DEVIATING) or (not found and row.state == OrderState.READ_BACK):
            PortalOrder.objects.filter(pk=row.pk).update(**changes)
        else:
            _move(row, "deviate" if found else "confirm", **changes)
        audit.record(
            actor, action="portal_order.deviates" if found else "portal_order.read_back",
            subject=f"unit:{row.unit.uuid}", at=at, digest=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
    return found
