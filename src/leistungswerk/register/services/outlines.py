# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Installing the outlines that maps are drawn with."""

import hashlib

import msgspec
from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.register import outlines
from leistungswerk.register.models import OutlineSet


def install_outlines(actor: Actor, *, content: bytes, land: str, attribution: str) -> outlines.Outlines:
    """Take the districts of a GeoJSON file for all maps from now on; raises what :func:`outlines.read` raises."""
    require(actor, Permission.RECUT_ORGANISATIONS)
    found = outlines.read(content, land=land, attribution=attribution)
    now = times.now()
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        OutlineSet.objects.create(digest=digest, content=msgspec.to_builtins(found), recorded_at=now)
        audit.record(
            actor,
            action="outlines.installed",
            subject=f"land:{land}",
            at=now,
            note=f"{len(found.districts)} · {digest}",
        )
    return found
