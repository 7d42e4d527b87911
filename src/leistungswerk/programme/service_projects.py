# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which services have a Vorhaben that an actor may see."""

import uuid

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import visible


def keys_with_projects(actor: Actor) -> frozenset[str]:
    """Leistungsschlüssel of every visible Vorhaben; one statement."""
    rows = visible(actor).filter(services__isnull=False)
    return frozenset(str(key) for key in rows.values_list("services__key", flat=True))


def keys_owned(actor: Actor) -> frozenset[str]:
    """Leistungsschlüssel of the Vorhaben whose owner the actor works for; one statement."""
    reach = actor.reach(Permission.EDIT_PROJECT)
    rows = visible(actor).filter(services__isnull=False)
    if reach is not None:
        rows = rows.filter(owner__uuid__in=reach)
    return frozenset(str(key) for key in rows.values_list("services__key", flat=True))


def projects_of_service(actor: Actor, key: str) -> tuple[tuple[uuid.UUID, str, str], ...]:
    """(uuid, number, title) of the visible Vorhaben for a service, newest first."""
    rows = visible(actor).filter(services__key=key).order_by("-id")
    return tuple(rows.values_list("uuid", "number", "title")[:50])
