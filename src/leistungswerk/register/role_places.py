# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which kinds of organisation a role can be held: a vendor has no Behördenleitung, a town no OZG-Koordination."""

from typing import Final

from leistungswerk.core.actor import Role
from leistungswerk.core.roles import ROLES, Reach
from leistungswerk.register.kinds import MUNICIPAL, RESSORTS, OrganisationKind

_GUESTS: Final = frozenset({OrganisationKind.VENDOR, OrganisationKind.AUDIT_OFFICE})
_STATE: Final = RESSORTS | {OrganisationKind.IT_PROVIDER, OrganisationKind.STATE_AUTHORITY}
_SPECIAL: Final = {
    # The operator of a reused service may be the IT provider of another Land.
    Role.VENDOR: frozenset({OrganisationKind.VENDOR, OrganisationKind.IT_PROVIDER}),
    Role.AUDITOR: frozenset(OrganisationKind) - {OrganisationKind.VENDOR},
    Role.PROJECT_OFFICE: frozenset({OrganisationKind.PROJECT_OFFICE}),
    Role.MUNICIPAL_LEAD: MUNICIPAL
    | {OrganisationKind.PROJECT_OFFICE, OrganisationKind.CHAMBER, OrganisationKind.AUTHORITY},
}


def places(role: Role) -> frozenset[OrganisationKind]:
    """The kinds of organisation the role fits."""
    if role in _SPECIAL:
        return _SPECIAL[role]
    if ROLES[role].reach is Reach.ALL:
        return _STATE
    return frozenset(OrganisationKind) - _GUESTS


def roles_of(kind: OrganisationKind) -> frozenset[Role]:
    """The roles that fit a kind of organisation."""
    return frozenset(role for role in Role if kind in places(role))
