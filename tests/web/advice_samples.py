# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts: the frame of a Vorhaben, and the pages of the Beratung."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.core.paginator import Page, Paginator
from page_samples import AT

from leistungswerk.programme.queries import ProjectHead
from leistungswerk.programme.queries.consultations import (
    ConsultationRow,
    ConsultationView,
    ProtocolLine,
    Room,
)
from leistungswerk.programme.states import ConsultationState, Gate, Path, Phase, ProjectState
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
CONSULTATION = ConsultationRow(
    uuid=uuid.UUID(int=20),
    number="B-2026-0007",
    subject="Wohngeld: nachnutzen oder bauen?",
    organisation="Ministerium der Finanzen",
    project="V-2026-0042 Wohngeld",
    project_uuid=HEAD.uuid,
    state=ConsultationState.ASSIGNED,
    adviser="Bera Ter",
    requested_at=AT,
    answer_due=date(2026, 3, 18),
    days_left=-1,
)


def _paged(*rows: object) -> Page:
    return Paginator(list(rows) * 4, 2).page(1)


NOTHING: Page = Paginator([], 25).page(1)
ADVICE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "consultations": (
        "office/advice/queue.html",
        {
            "here": "consultations",
            "rows": _paged(CONSULTATION),
            "recent": [CONSULTATION],
            "rooms": [Room(uuid.UUID(int=30), "Bera Ter", 2, 5)],
            "mine": Room(uuid.UUID(int=30), "Bera Ter", 2, 5),
            "advises": True,
            "may_ask": True,
            "answer_days": 10,
        },
    ),
    "consultations-empty": (
        "office/advice/queue.html",
        {"here": "consultations", "rows": NOTHING, "advises": True, "may_ask": False, "answer_days": 10},
    ),
    "consultation": (
        "office/advice/consultation.html",
        {
            "here": "consultations",
            "view": ConsultationView(
                CONSULTATION,
                "Was raten Sie?",
                (
                    ProtocolLine(AT, "Bera Ter", "Nachnutzen.", is_answer=True),
                    ProtocolLine(AT, "Mara", "Danke", is_answer=False),
                ),
                may_advise=True,
                may_ask=True,
            ),
            "moves": {"assign": "", "answer": "", "withdraw": "", "close": "", "ask_again": ""},
            "rooms": [("1", "Bera Ter (3 frei)")],
            "me": "1",
            "errors": [],
            "typed": "",
        },
    ),
    "consultation-ask": (
        "office/advice/ask.html",
        {
            "here": "consultations",
            "project": HEAD,
            "owners": [("1", "Ministerium der Finanzen")],
            "owner": "1",
            "values": {},
            "errors": [],
            "answer_days": 10,
        },
    ),
    "project-advice": (
        "office/advice/of_project.html",
        {**FRAME, "rows": [CONSULTATION], "opens": False, "may_ask": True, "answer_days": 10},
    ),
}
