# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one question every use case of the office asks first."""

from uuid import UUID

from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused


class NotAllowed(Refused):
    """The actor lacks a grant."""


def require(actor: Actor, permission: Permission, organisation: UUID | None = None) -> None:
    """Raise :class:`NotAllowed` unless the actor holds the permission, for the organisation if one is given."""
    if not actor.may(permission, organisation):
        raise NotAllowed(
            _("Dafür fehlt Ihrem Konto die Berechtigung. Wenden Sie sich an die Systemverwaltung.")
        )
