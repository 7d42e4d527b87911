# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of Vorhaben."""

import uuid
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace as Thing

from django.core.paginator import Page, Paginator

from leistungswerk.programme.queries import ProjectHead, ProjectRow
from leistungswerk.programme.states import Gate, Path, Phase, ProjectState
from leistungswerk.web.office.projects.page import NextStep, phase_steps
from leistungswerk.web.office.projects.sections import Tab

HEAD = ProjectHead(
    uuid=uuid.UUID(int=7),
    number="V-2026-0042",
    title="Wohngeld online",
    owner="Ministerium der Finanzen",
    owner_uuid=uuid.UUID(int=8),
    owner_kind="ministry",
    services=(("99107023017000", "Wohngeld Bewilligung"),),
    bundle="10184 Wohngeld",
    phase=Phase.ADVICE,
    path=Path.UNDECIDED,
    state=ProjectState.ACTIVE,
    gate=Gate.G1,
    gate_in_signing=False,
    open_mandatory=4,
    items=12,
    review_on=None,
    target_date=date(2027, 6, 30),
    revision=3,
)
FRAME: Mapping[str, object] = {
    "here": "projects",
    "project": HEAD,
    "owner_kind": "Ministerium",
    "phases": phase_steps(HEAD.phase, HEAD.state),
    "path_text": "Noch nicht entschieden",
    "next_step": NextStep("Noch 4 Pflichtpunkte bis zum Gate G1", "/verwaltung/vorhaben/7/checkliste/"),
    "sections": [
        Tab("Überblick", "/verwaltung/vorhaben/7/", current=True),
        Tab("Checkliste", "/verwaltung/vorhaben/7/checkliste/", current=False),
    ],
}
_ROW = ProjectRow(
    HEAD.uuid, HEAD.number, HEAD.title, HEAD.owner, HEAD.phase, HEAD.path, ProjectState.DEFERRED
)
_ROWS: Page = Paginator(
    [Thing(project=_ROW, url="/verwaltung/vorhaben/7/", phase="1 Information und Beratung", path="–")] * 4, 2
).page(1)
PROJECTS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "projects": ("office/projects/list.html", {"here": "projects", "rows": _ROWS}),
    "projects-empty": ("office/projects/list.html", {"here": "projects", "rows": Paginator([], 25).page(1)}),
    "project": ("office/projects/overview.html", FRAME),
    "overtaken": (
        "office/overtaken.html",
        {
            "here": "projects",
            "text": "Jemand anderes hat dieses Vorhaben inzwischen geändert.",
            "now": (("Titel", "Wohngeld online"), ("Zieltermin", "30. Juni 2027")),
            "back_url": "/verwaltung/",
        },
    ),
    "refused": (
        "office/refused.html",
        {"here": "projects", "text": "Diese Stelle gibt es nicht.", "back_url": "/verwaltung/"},
    ),
}
