# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one question every use case of the office asks first."""

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused


class NotAllowed(Refused):
    """The actor lacks a grant."""


def require(actor: Actor, permission: Permission) -> None:
    """Raise :class:`NotAllowed` unless the actor holds the grant."""
    if not actor.may(permission):
        raise NotAllowed("Dafür fehlt Ihrem Konto die Berechtigung. Wenden Sie sich an die Systemverwaltung.")
