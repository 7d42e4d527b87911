# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of a place: municipalities merge, and people go on calling them by the old name."""

from datetime import date

import msgspec
from django.db.models import Q

from leistungswerk.register.models import Organisation, Succession


class Turn(msgspec.Struct, frozen=True):
    """A body that went on in another: the other's name and Gebiet, and the first day of the successor."""

    name: str
    ars: str
    on: date


class PlaceHistory(msgspec.Struct, frozen=True):
    """``gone``: no body administers the place any more; ``into``: who does now; ``taken``: what it took over."""

    gone: bool
    into: tuple[Turn, ...]
    taken: tuple[Turn, ...]


def place_history(ars: str) -> PlaceHistory:
    """How the bodies of a place began and ended; two statements."""
    rows = Succession.objects.filter(
        Q(predecessor__territory__ars=ars) | Q(successor__territory__ars=ars)
    ).select_related("predecessor__territory", "successor__territory")
    into, taken = [], []
    for row in rows.order_by("on", "pk"):
        before, after = _ars(row.predecessor), _ars(row.successor)
        if before == ars != after:
            into.append(Turn(row.successor.name, after, row.on))
        elif after == ars != before:
            taken.append(Turn(row.predecessor.name, before, row.on))
    lives = Organisation.objects.filter(territory__ars=ars, valid_to__isnull=True).exists() if into else True
    return PlaceHistory(not lives, tuple(into), tuple(taken))


def _ars(body: Organisation) -> str:
    return body.territory.ars if body.territory else ""
