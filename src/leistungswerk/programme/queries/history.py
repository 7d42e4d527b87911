# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of a Vorhaben from the audit log, and what people noted beside it."""

from datetime import datetime
from uuid import UUID

import msgspec

from leistungswerk.core import audit
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import Comment, DigitisationDecision, GateCase, Project, Vote
from leistungswerk.register.queries import directory


class HistoryLine(msgspec.Struct, frozen=True):
    """``who`` is a name for those who may see it, else empty; ``by_system``: a fact, not a person."""

    at: datetime
    who: str
    by_system: bool
    action: str
    note: str
    digest: str


def may_see_names(actor: Actor, owner: UUID) -> bool:
    """Names stand in a history for those who work on the Vorhaben, advise on it, or audit; no list goes by person."""
    return any(
        actor.may(permission, owner)
        for permission in (Permission.EDIT_PROJECT, Permission.ADVISE, Permission.SEE_AUDIT)
    )


def _subjects(row: Project) -> list[str]:
    """What belongs to the Vorhaben, as the audit names it."""
    found = [f"project:{row.uuid}"]
    for word, model in (("gate", GateCase), ("decision", DigitisationDecision), ("vote", Vote)):
        found.extend(
            f"{word}:{each}" for each in model.objects.filter(project=row).values_list("uuid", flat=True)
        )
    return found


def history(actor: Actor, project: UUID, *, offset: int, limit: int) -> tuple[tuple[HistoryLine, ...], int]:
    """What happened, newest first, and how many entries there are."""
    row = project_for(actor, project)
    entries, total = audit.of_subjects(_subjects(row), offset=offset, limit=limit)
    names = (
        directory.names_of({entry.actor for entry in entries}) if may_see_names(actor, row.owner.uuid) else {}
    )
    return tuple(_line(entry, names) for entry in entries), total


def _line(entry: audit.AuditView, names: dict[str, str]) -> HistoryLine:
    person = entry.actor.startswith("account:")
    return HistoryLine(
        entry.at, names.get(entry.actor, ""), not person, entry.action, entry.note, entry.digest
    )


class CommentView(msgspec.Struct, frozen=True):
    author: str
    text: str
    about: str
    at: datetime


def comments(actor: Actor, project: UUID, *, offset: int, limit: int) -> tuple[tuple[CommentView, ...], int]:
    """Comments, newest first, and how many there are."""
    rows = Comment.objects.filter(project=project_for(actor, project)).order_by("-pk")
    shown = rows[offset : offset + limit]
    return tuple(CommentView(row.author_name, row.text, row.about, row.at) for row in shown), rows.count()
