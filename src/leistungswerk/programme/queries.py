# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the programme. Views are frozen structs; models stay in this room."""

import uuid

import msgspec

from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Project
from leistungswerk.programme.states import Path, Phase, ProjectState


class ProjectRow(msgspec.Struct, frozen=True):
    """A Vorhaben as lists show it."""

    uuid: uuid.UUID
    number: str
    title: str
    owner: str
    phase: Phase
    path: Path
    state: ProjectState


def project_row(row: Project) -> ProjectRow:
    """Needs the owner selected."""
    return ProjectRow(
        row.uuid,
        row.number,
        row.title,
        row.owner.name,
        Phase(row.phase),
        Path(row.path),
        ProjectState(row.state),
    )


def projects(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[ProjectRow, ...], int]:
    """The Vorhaben the actor may see, newest first, and how many there are."""
    rows = visible(actor).select_related("owner").order_by("-id")
    return tuple(project_row(row) for row in rows[offset : offset + limit]), rows.count()
