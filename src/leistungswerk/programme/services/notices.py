# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices: written for people who have to know, read once, then gone from the list."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import Notice


def mark_read(actor: Actor, *, notice: int, older: bool = False) -> None:
    """Only its own reader may; another's does not exist. Nothing is audited: reading is nobody's business.

    ``older``: with all before it; what came while the list was read stays.
    """
    own = Notice.objects.filter(person__uuid=actor.person) if actor.person else Notice.objects.none()
    found = own.filter(pk=notice).first()
    if found is None:
        raise Missing(_("Diesen Hinweis gibt es nicht."))
    before = Q(at__lt=found.at) | Q(at=found.at, pk__lte=notice)
    own.filter(before if older else Q(pk=notice), read_at__isnull=True).update(read_at=times.now())


def settle(url: str, *, at: datetime) -> None:
    """What the notices of this address asked for is done: they wait for nobody any more."""
    Notice.objects.filter(url=url, read_at__isnull=True).update(read_at=at)


def tell(people: Collection[int], *, text: str, url: str, at: datetime) -> int:
    """Write a notice to persons (internal ids), in the transaction of what happened; returns how many got one.

    Nobody gets the same unread notice twice.
    """
    known = set(
        Notice.objects.filter(person_id__in=people, text=text, url=url, read_at__isnull=True).values_list(
            "person_id", flat=True
        )
    )
    fresh = sorted(set(people) - known)
    Notice.objects.bulk_create(Notice(person_id=person, text=text, url=url, at=at) for person in fresh)
    return len(fresh)
