# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other rooms and parts announce and subscribers asked for; noted in the transaction of what happened."""

from datetime import datetime
from typing import Final
from uuid import UUID

from leistungswerk.core.events import Happened
from leistungswerk.enablement.directory.services import mailings, telling
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.online import queries_public as online

PROJECT_KINDS: Final = (
    "gate.opened", "gate.passed", "gate.refused", "gate.withdrawn",
    "project.edited", "project.abandon", "project.resume",
)  # fmt: skip
"""Their subject is the Vorhaben."""
NOTICE_KINDS: Final = ("notice.published", "notice.changed", "notice.updated", "notice.ended")
"""Announced by the support desk."""
_SERVICE_NOTICES: Final = frozenset({"notice.published", "notice.ended"})
_MOST_KEYS: Final = 20
"""A change of more Leistungen is an import, not news of one of them."""


def on_project(happened: Happened) -> None:
    _note(Topic.PROJECT, str(happened.subject), happened)


def on_offer(happened: Happened) -> None:
    _note(Topic.OFFER, str(happened.subject), happened)


def on_catalogue(happened: Happened) -> None:
    keys = happened.data.get("keys", "").split()
    for key in keys if len(keys) <= _MOST_KEYS else ():
        _note(Topic.SERVICE, key, happened)


def on_unit(happened: Happened) -> None:
    """A body went live with a Vorhaben or ended it: news of its Leistungen, its place and the Vorhaben."""
    keys, body = happened.data.get("keys", "").split(), happened.data.get("organisation", "")
    for key in keys:
        _note(Topic.SERVICE, key, happened, {"body": body})
        if body:
            _note(Topic.PLACE, body, happened, {"service": key})
    if project := happened.data.get("project"):
        _note(Topic.PROJECT, project, happened, {"body": body})


def on_online(happened: Happened) -> None:
    """An online service of our own came or went."""
    found = online.announced(happened.subject)
    if found is not None:
        _note(Topic.SERVICE, found.key, happened, {"body": str(found.body)})
        _note(Topic.PLACE, str(found.body), happened, {"service": found.key})


def on_notice(happened: Happened) -> None:
    """Every step for those who follow notices; beginning and end for those who follow a service it names."""
    _note(Topic.NOTICE, "", happened)
    keys = happened.data.get("keys", "").split() if happened.kind in _SERVICE_NOTICES else []
    for key in keys if len(keys) <= _MOST_KEYS else ():
        _note(Topic.SERVICE, key, happened)


def on_site(happened: Happened) -> None:
    """News appear at the moment their editor names: what is planned is told then."""
    data = happened.data
    if happened.kind != "site.published":
        telling.take_back(topic=Topic.NEWS, subject=happened.subject)
    elif data.get("news") and data.get("first"):
        _note(Topic.NEWS, "", happened, {"path": data["path"]}, at=datetime.fromisoformat(data["shown_from"]))


def on_refused(happened: Happened) -> None:
    """A mail came back: of a digest, of a mailing."""
    purpose, about = happened.data.get("purpose", ""), UUID(happened.data["about"])
    if purpose == "subscription.digest":
        telling.on_refused(about)
    elif purpose == mailings.PURPOSE:
        mailings.on_refused(about)


def on_sent(happened: Happened) -> None:
    if happened.data.get("purpose") == mailings.PURPOSE:
        mailings.on_sent(UUID(happened.data["about"]))


def _note(
    topic: Topic,
    key: str,
    happened: Happened,
    data: dict[str, str] | None = None,
    *,
    at: datetime | None = None,
) -> None:
    telling.note(
        topic=topic, key=key, kind=happened.kind, subject=happened.subject, at=at or happened.at, data=data
    )
