# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which Vorhaben exist for an actor, and which of them it may change.

A Vorhaben is visible to those who reach its owner, a body that takes part in it, or an organisation it was
released to. For everybody else it does not exist (:class:`Missing`, a 404), whatever else they may do.
"""

import uuid

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Participation, Project


def visible(actor: Actor) -> "QuerySet[Project]":
    """The Vorhaben the actor may see; one statement, whatever its roles."""
    reach = actor.reach(Permission.SEE_PROJECT)
    if reach is None:
        return Project.objects.all()
    mine = Participation.objects.filter(project=OuterRef("pk"), organisation__uuid__in=reach)
    return Project.objects.filter(Exists(mine))


def project_for(actor: Actor, identity: uuid.UUID, permission: Permission | None = None) -> Project:
    """The Vorhaben with its owner; raises :class:`Missing` or, lacking the permission for the owner, ``NotAllowed``."""
    row = visible(actor).select_related("owner").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Dieses Vorhaben gibt es nicht, oder es ist nicht für Sie freigegeben."))
    if permission is not None:
        require(actor, permission, row.owner.uuid)
    return row
