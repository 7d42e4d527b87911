# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Vorhaben a page of reuse is about, as a struct: models stay in this room."""

from uuid import UUID

import msgspec

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import project_for
from leistungswerk.programme.phases import Locked, require_phase
from leistungswerk.programme.states import Phase


class Place(msgspec.Struct, frozen=True):
    """``locked``: why contracts cannot begin yet, empty once they may."""

    pk: int
    uuid: UUID
    number: str
    owner: UUID
    keys: tuple[str, ...]
    locked: str


def place(actor: Actor, identity: UUID, permission: Permission | None = None) -> Place:
    """Raises :class:`Missing` or ``NotAllowed`` as :func:`project_for` does."""
    row = project_for(actor, identity, permission)
    locked = ""
    try:
        require_phase(row, Phase.DEVELOPMENT)
    except Locked as refusal:
        locked = str(refusal)
    keys = tuple(str(key) for key in row.services.order_by("key").values_list("key", flat=True))
    return Place(row.pk, row.uuid, row.number, row.owner.uuid, keys, locked)
