# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this room does when organisations are recut: Vorhaben follow, in the transaction of the recut.

Gates, votes and contracts keep the names they were signed with: they hold snapshots.
"""

import uuid

from leistungswerk.core import audit
from leistungswerk.core.actor import Actor
from leistungswerk.core.events import Happened
from leistungswerk.programme.models import Participation, Project
from leistungswerk.programme.states import Part
from leistungswerk.register import queries as register
from leistungswerk.register import search

_RECUT = Actor("recut", "Neuzuschnitt")
"""The act itself is audited under the name of who did it; these are its consequences."""


def on_succession(event: Happened) -> None:
    """Move ownership and participation to the successor; a part the successor has already is not doubled."""
    old = register.organisation_id(uuid.UUID(event.data["predecessor"]))
    new = register.organisation_id(uuid.UUID(event.data["successor"]))
    if old is None or new is None:
        return
    owned = list(Project.objects.filter(owner_id=old).values_list("uuid", flat=True))
    Project.objects.filter(owner_id=old).update(owner_id=new)
    for part in Part:
        doubled = Participation.objects.filter(organisation_id=new, part=part).values("project_id")
        held = Participation.objects.filter(organisation_id=old, part=part)
        held.exclude(project_id__in=doubled).update(organisation_id=new)
    Participation.objects.filter(organisation_id=old).delete()
    search.touch("project", map(str, owned))
    for identity in owned:
        audit.record(
            _RECUT, action="project.owner_succeeded", subject=f"project:{identity}", at=event.at,
            note=event.data["successor"],
        )  # fmt: skip
