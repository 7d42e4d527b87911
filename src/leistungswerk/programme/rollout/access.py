# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which cells exist for an actor: its own bodies', and all of a Vorhaben whose owner it reaches or that was released.

A municipality that takes part sees its own cell, never how far its neighbour is.
"""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Participation, Project, RolloutUnit
from leistungswerk.programme.states import Part


def units_of(actor: Actor) -> "QuerySet[RolloutUnit]":
    """The cells the actor may see; one condition, whatever its roles."""
    reach = actor.reach(Permission.SEE_PROJECT)
    if reach is None:
        return RolloutUnit.objects.all()
    read_whole = Participation.objects.filter(
        project=OuterRef("project"), organisation__uuid__in=reach, part__in=(Part.OWNER, Part.RELEASED_TO)
    )
    return RolloutUnit.objects.filter(Q(organisation__uuid__in=reach) | Exists(read_whole))


def unit_for(actor: Actor, identity: uuid.UUID, permission: Permission | None = None) -> RolloutUnit:
    """The cell with its body and Vorhaben; raises :class:`Missing`, or ``NotAllowed`` lacking the right for the body."""
    row = (
        units_of(actor)
        .select_related("organisation__territory", "project__owner", "wave")
        .filter(uuid=identity)
        .first()
    )
    if row is None:
        raise Missing(_("Diese Vollzugsbehörde gibt es in diesem Vorhaben nicht."))
    if permission is not None:
        require(actor, permission, row.organisation.uuid)
    return row


def with_units(actor: Actor) -> "QuerySet[Project]":
    """Vorhaben in which the actor sees at least one cell."""
    return Project.objects.filter(Exists(units_of(actor).filter(project=OuterRef("pk"))))
