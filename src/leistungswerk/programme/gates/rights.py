# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may sign a step: the role, held in the organisation of that step or above it, by oneself or as a deputy."""

from leistungswerk.core.actor import Actor, Permission, Role, Scope
from leistungswerk.programme.models import SigningStep
from leistungswerk.register import seats


def signing_scope(actor: Actor, step: SigningStep) -> Scope | None:
    """The scope in which the actor may sign the step; one's own role before a deputy's.

    Grants do not count: a gate is signed by roles. A role that reaches the whole Land signs only for the
    organisation it is held in. After a recut the successor signs.
    """
    return _best(actor, step, role=Role(step.role))


def recording_scope(actor: Actor, step: SigningStep) -> Scope | None:
    """The scope in which the actor may record what was signed outside: anybody who signs on that side."""
    return signing_scope(actor, step) or _best(actor, step, role=None)


def _best(actor: Actor, step: SigningStep, *, role: Role | None) -> Scope | None:
    organisation = seats.today_called(step.organisation.uuid)
    found = [
        scope
        for scope in actor.scopes
        if (scope.role is role if role is not None else Permission.SIGN in scope.permissions)
        and (organisation in scope.reach if scope.reach is not None else scope.organisation == organisation)
    ]
    return min(found, key=lambda scope: bool(scope.deputy_for), default=None)
