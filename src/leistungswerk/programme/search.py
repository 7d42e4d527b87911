# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben in the search box: by title, number, owner and services, for those who may see them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Project
from leistungswerk.register.search import Document, SearchKind, register

_BATCH = 500


def _documents(refs: Sequence[str] | None) -> Iterator[Document]:
    rows = Project.objects.select_related("owner").prefetch_related("services")
    batches = (
        [rows.iterator(chunk_size=_BATCH)]
        if refs is None
        else [rows.filter(uuid__in=refs[start : start + _BATCH]) for start in range(0, len(refs), _BATCH)]
    )
    for batch in batches:
        for row in batch:
            served = _served(row)
            yield Document(
                "project",
                str(row.uuid),
                row.title,
                f"{row.number} · {row.owner.name}",
                " ".join(name for name, _key in served),
                (row.number, *(key for _name, key in served)),
            )


def _served(row: Project) -> list[tuple[str, str]]:
    return [(str(getattr(each, "name", "")), str(getattr(each, "key", ""))) for each in row.services.all()]


def _allowed(actor: Actor) -> frozenset[str] | None:
    if actor.reach(Permission.SEE_PROJECT) is None:
        return None
    return frozenset(map(str, visible(actor).values_list("uuid", flat=True)))


def register_projects() -> None:
    """Called once at start-up."""
    register(SearchKind("project", _("Vorhaben"), _documents, _allowed))
