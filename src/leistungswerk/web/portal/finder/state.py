# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One clear state of a service at a place: online now, online elsewhere and why not here, or on site only.

What runs is told by the system or by a recorded fact; a day of a plan is shown as a plan and changes nothing.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec
from django.urls import reverse

from leistungswerk.online import queries_public as online
from leistungswerk.programme.queries import availability as programme
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.reporting import at_place
from leistungswerk.reporting import queries as reporting


class Reach(StrEnum):
    """What somebody at the place can do."""

    ONLINE = "online"
    """Our own runtime."""
    FOREIGN = "foreign"
    """A system of others, with its address."""
    TOLD = "told"
    """Known to be online, but not where."""
    CHOOSE = "choose"
    """No place is chosen, and it depends on it."""
    ELSEWHERE = "elsewhere"
    ON_SITE = "on_site"


class State(msgspec.Struct, frozen=True, kw_only=True):
    reach: Reach
    url: str = ""
    title: str = ""
    where: str = ""
    """The Gebiet or body the online service is of."""
    operator: str = ""
    unit: UnitState | None = None
    planned: date | None = None
    """Planned start; only where nothing runs yet."""
    prepared: bool = False
    count: int = 0
    """Bodies where it is online."""
    total: int = 0
    """Bodies that decide on it, as far as known."""


def state_of(key: str, levels: Sequence[str], *, chosen: bool) -> State:
    """The state at a place; without one (``chosen`` false) at the level of the Land. A constant number of statements."""
    running = online.running_at(key, levels)
    if running is not None:
        url = reverse("portal:service", args=[running.slug])
        return State(reach=Reach.ONLINE, url=url, title=running.title, where=running.territory)
    unit = programme.standing(key, levels)
    here = unit.here
    if here is not None and here.state is UnitState.LIVE and here.url.startswith(("https://", "http://")):
        return State(reach=Reach.FOREIGN, url=here.url, where=here.body, operator=here.operator)
    known = at_place.online_at(key, levels)
    if known is not None:
        return State(reach=Reach.TOLD, where=known.body)
    told, total = reporting.online_shares([key]).get(key, (0, 0))
    elsewhere = max(online.running_elsewhere(key, levels), unit.live_elsewhere, told)
    if elsewhere and not chosen:
        return State(reach=Reach.CHOOSE, count=elsewhere, total=total)
    if elsewhere:
        return State(
            reach=Reach.ELSEWHERE, count=elsewhere, total=total, unit=here.state if here else None,
            planned=here.planned if here and here.state is not UnitState.EXEMPT else None, prepared=unit.prepared,
        )  # fmt: skip
    return State(reach=Reach.ON_SITE, planned=here.planned if here else None, prepared=unit.prepared)


def keys_online(levels: Sequence[str]) -> frozenset[str]:
    """Leistungsschlüssel with an online service at a place whose address is known; two statements."""
    return online.keys_running_at(levels) | programme.keys_live_at(levels)
