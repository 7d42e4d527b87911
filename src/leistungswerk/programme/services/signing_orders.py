# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation's own order of signing (Zeichnungsordnung) for its side of a gate."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.roles import ROLES, Reach
from leistungswerk.programme.gates.order import Place, own_side
from leistungswerk.programme.models import SigningRule
from leistungswerk.programme.states import Gate
from leistungswerk.register import queries as register

MOST = 8
"""Places on one side; more have never been seen in an order of signing."""
ROLES_OF_SIDE: tuple[Role, ...] = tuple(
    role
    for role, profile in ROLES.items()
    if Permission.SIGN in profile.permissions and profile.reach is Reach.BELOW
)
"""Roles that sign for an owner or an executing body."""


def set_order(
    actor: Actor, *, organisation: uuid.UUID, gate: Gate, places: Sequence[tuple[int, Role]]
) -> None:
    """Order the own side as ``(turn, role)``; an empty sequence gives way to the default of the house.

    Cases that are being signed keep the order they were opened with. Raises :class:`Refused` for a role that
    cannot sign, or one that stands twice.
    """
    require(actor, Permission.EDIT_ORGANISATION, organisation)
    body = register.organisation_id(organisation)
    if body is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    if len(places) > MOST:
        raise Refused(_("Mehr als %(most)d Zeichnungen sind nicht vorgesehen.") % {"most": MOST})
    roles = [role for _turn, role in places]
    if wrong := [role for role in roles if role not in ROLES_OF_SIDE]:
        raise Refused(
            _("Diese Rolle kann hier nicht zeichnen: %(roles)s.")
            % {"roles": ", ".join(str(ROLES[role].word) for role in wrong)}
        )
    if len(set(roles)) < len(roles):
        raise Refused(_("Eine Rolle steht zweimal in der Ordnung."))
    ordered = sorted(
        (Place(max(turn, 1), role, own_side(gate)) for turn, role in places), key=lambda p: p.turn
    )
    at = times.now()
    with transaction.atomic():
        SigningRule.objects.filter(organisation_id=body, gate=gate).delete()
        SigningRule.objects.bulk_create(
            SigningRule(
                organisation_id=body,
                gate=gate,
                position=position,
                turn=place.turn,
                role=place.role,
                side=place.side,
            )
            for position, place in enumerate(ordered, start=1)
        )
        note = f"{gate}: " + ", ".join(f"{place.turn} {place.role}" for place in ordered)
        audit.record(
            actor, action="signing_order.set", subject=f"organisation:{organisation}", at=at, note=note
        )
