# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what somebody subscribed to: one's own, and what a secret link opens. Nobody else's."""

import uuid

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor
from leistungswerk.enablement.directory import sources
from leistungswerk.enablement.directory.models import Subscriber, Wish
from leistungswerk.enablement.directory.states import Pace, Topic


class SubscriptionLine(msgspec.Struct, frozen=True):
    topic: Topic
    key: str
    title: str

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.topic.value}:{self.key}"


class SubscriberView(msgspec.Struct, frozen=True):
    """``email`` is empty for people of the register."""

    uuid: uuid.UUID
    email: str
    pace: Pace
    lines: tuple[SubscriptionLine, ...]


class WishView(msgspec.Struct, frozen=True):
    email: str
    lines: tuple[str, ...]
    pace: Pace


def _titled(topic: Topic, key: str) -> str:
    return sources.full_title(topic, key) or _("nicht mehr verfügbar")


def _view(row: Subscriber | None) -> SubscriberView | None:
    if row is None:
        return None
    lines = [
        SubscriptionLine(Topic(topic), key, _titled(Topic(topic), key))
        for topic, key in row.subscriptions.order_by("pk").values_list("topic", "key")
    ]
    return SubscriberView(row.uuid, row.email, Pace(row.pace), tuple(lines))


def subscriber(identity: uuid.UUID) -> SubscriberView | None:
    """What a secret link opens."""
    return _view(Subscriber.objects.filter(uuid=identity).first())


def own(actor: Actor) -> SubscriberView | None:
    """What the actor's person subscribed to."""
    if actor.person is None:
        return None
    return _view(Subscriber.objects.filter(person__uuid=actor.person).first())


def follows(actor: Actor, topic: Topic, key: str) -> bool:
    """Whether the actor's person subscribed to this; one statement."""
    if actor.person is None:
        return False
    rows = Subscriber.objects.filter(person__uuid=actor.person, subscriptions__topic=topic.value)
    return rows.filter(subscriptions__key=key).exists()


def wish(identity: uuid.UUID) -> WishView | None:
    """What waits for a confirmation; ``None`` once it ran out or was confirmed."""
    row = Wish.objects.filter(uuid=identity).first()
    if row is None:
        return None
    lines = tuple(_titled(Topic(topic), key) for topic, key in row.topics)
    return WishView(row.email, lines, Pace(row.pace))
