# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which notices hold for a service: its own, those of its connections, those of the Basisdienste it needs.

One statement while nothing is disturbed and nothing planned, which is nearly always.
"""

from collections.abc import Collection
from uuid import UUID

from leistungswerk.core import times
from leistungswerk.enablement.desk import notice_views
from leistungswerk.enablement.desk.notice_views import NoticeView
from leistungswerk.enablement.desk.states import NoticeState
from leistungswerk.online import queries_public as online
from leistungswerk.programme.queries import availability
from leistungswerk.web.notices import ShownNotice, shown_notice


def _base(notices: tuple[NoticeView, ...], keys: Collection[str]) -> dict[str, frozenset[str]]:
    wanted = any(each.base_services for each in notices)
    return availability.base_services_of(keys) if wanted else {}


def for_service(key: str, connection: UUID | None = None) -> tuple[ShownNotice, ...]:
    """What is told on the page of a service; with a ``connection`` of one form, without of all that run."""
    notices = notice_views.announced(times.now())
    if not notices:
        return ()
    base = _base(notices, (key,)).get(key, frozenset())
    used: Collection[UUID] = (connection,) if connection else ()
    if connection is None and any(each.connections for each in notices):
        used = online.connections_of((key,)).get(key, frozenset())
    found = (each for each in notices if each.affects(key=key, connections=used, base=base))
    return tuple(shown_notice(each) for each in found)


def for_everything() -> tuple[ShownNotice, ...]:
    """What holds for the whole portal now."""
    return tuple(shown_notice(each) for each in notice_views.current(times.now()) if each.everything)


def among(keys: Collection[str]) -> dict[str, ShownNotice]:
    """Of services in a list, those with a notice of their own that holds now, each with the worst."""
    notices = tuple(
        each
        for each in notice_views.announced(times.now())
        if each.state is NoticeState.CURRENT and not each.everything
    )
    if not notices or not keys:
        return {}
    base = _base(notices, keys)
    used = online.connections_of(keys) if any(each.connections for each in notices) else {}
    found: dict[str, ShownNotice] = {}
    for key in keys:
        for each in notices:
            if key not in found and each.affects(
                key=key, connections=used.get(key, ()), base=base.get(key, ())
            ):
                found[key] = shown_notice(each)
    return found
