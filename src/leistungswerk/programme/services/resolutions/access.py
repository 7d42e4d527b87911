# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which Beschlüsse exist for an actor, and the moves between their states."""

import uuid

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Resolution
from leistungswerk.programme.resolution_states import (
    CONFIDENTIAL,
    RESOLUTION_TRANSITIONS,
    RESOLUTION_WORDS,
    ResolutionState,
)


def visible(actor: Actor) -> "QuerySet[Resolution]":
    """What is decided is open to all who see the programme; drafts only to the owner and to those asked."""
    owns, asked = actor.reach(Permission.EDIT_RESOLUTION), actor.reach(Permission.CO_SIGN)
    if owns is None:
        return Resolution.objects.all()
    seen = ~Q(state__in=CONFIDENTIAL) | Q(owner__uuid__in=owns)
    reached = asked if asked is not None else frozenset()
    seen |= Q(co_signatures__organisation__uuid__in=reached) | Q(hearings__organisation__uuid__in=reached)
    return Resolution.objects.filter(seen).distinct()


def resolution_for(actor: Actor, identity: uuid.UUID, permission: Permission | None = None) -> Resolution:
    """The Beschluss with its owner; raises :class:`Missing`, or ``NotAllowed`` without the permission for the owner."""
    row = visible(actor).select_related("owner", "session").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Beschluss gibt es nicht, oder er ist noch vertraulich."))
    if permission is not None:
        require(actor, permission, row.owner.uuid)
    return row


def move(actor: Actor, row: Resolution, step: str, *, note: str = "", **changes: object) -> None:
    """Take one step of the life cycle with the fields it sets; to be called within a transaction.

    Raises :class:`Refused` for a step the state does not allow, :class:`Overtaken` if somebody was faster.
    """
    state = ResolutionState(row.state)
    after = RESOLUTION_TRANSITIONS[state].get(step)
    if after is None:
        raise Refused(
            _(
                "Das geht im Stand „%(state)s“ nicht. Laden Sie die Seite neu, um zu sehen, was jetzt möglich ist."
            )
            % {"state": RESOLUTION_WORDS[state]}
        )
    at = times.now()
    with transaction.atomic():
        moved = Resolution.objects.filter(pk=row.pk, state=state, revision=row.revision).update(
            state=after, revision=F("revision") + 1, **changes
        )
        if not moved:
            raise Overtaken(
                _("Jemand anderes hat diesen Beschluss inzwischen geändert. Laden Sie die Seite neu.")
            )
        events.publish(kind=f"resolution.{step}", subject=row.uuid, at=at)
        audit.record(actor, action=f"resolution.{step}", subject=f"resolution:{row.uuid}", at=at, note=note)
