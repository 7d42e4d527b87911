# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices: read once, then gone from the list."""

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import Notice


def mark_read(actor: Actor, *, notice: int) -> None:
    """Only its own reader may; another's does not exist. Nothing is audited: reading is nobody's business."""
    rows = (
        Notice.objects.filter(pk=notice, person__uuid=actor.person) if actor.person else Notice.objects.none()
    )
    if not rows.exists():
        raise Missing("Diesen Hinweis gibt es nicht.")
    rows.filter(read_at__isnull=True).update(read_at=times.now())
