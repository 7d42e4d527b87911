# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who acts, and what they may do. The organisation is the scope; there is no other tenant."""

from enum import StrEnum

import msgspec


class Permission(StrEnum):
    """What an office account may be granted. Roles bundle these with the roll-out of the phases."""

    IMPORT_SCHEMA = "import_schema"
    RELEASE_FORM = "release_form"
    MANAGE_SERVICE = "manage_service"
    SEE_DELIVERIES = "see_deliveries"
    REPLAY_DELIVERY = "replay_delivery"
    SEE_AUDIT = "see_audit"


class Actor(msgspec.Struct, frozen=True):
    """The one on whose behalf a use case runs; built by a face, never read from the request further down.

    ``pseudonym`` is what audit and events keep; ``name`` is only shown.
    """

    pseudonym: str
    name: str
    grants: frozenset[Permission] = frozenset()

    def may(self, permission: Permission) -> bool:
        return permission in self.grants


CITIZEN = Actor("citizen", "Antragstellende Person")
OPERATOR = Actor("operator", "Betrieb (Kommandozeile)", frozenset(Permission))
"""Whoever may run the command on the machine may do everything there; every act is audited all the same."""
