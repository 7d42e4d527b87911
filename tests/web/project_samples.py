# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of Vorhaben."""

import uuid
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace as Thing
from typing import Any

import msgspec
from advice_samples import ADVICE, CONSULTATION, FRAME, HEAD
from django.core.paginator import Page, Paginator
from page_samples import AT

from leistungswerk.core.actor import Role
from leistungswerk.programme.gates.reading import WaitingView
from leistungswerk.programme.queries.checklists import ItemView, ProofView, TemplateItemView, TemplateRow
from leistungswerk.programme.queries.my_day import NoticeView, Task
from leistungswerk.programme.queries.portfolio import Line, Span
from leistungswerk.programme.queries.projects import ContactView, Participant, ProjectDetail
from leistungswerk.programme.services.many import COLUMNS, Change, Comparison, Difference, Problem
from leistungswerk.programme.states import (
    Dimension,
    EvidenceKind,
    Gate,
    ItemState,
    Part,
    Path,
    ProjectState,
)
from leistungswerk.register.queries.fact_sheet import FimLine, InstallationLine, ServiceSheet
from leistungswerk.web.office.projects.timeline import drawing
from leistungswerk.web.office.projects.views import sheet_row

LINE = Line(
    pk=1,
    uuid=HEAD.uuid,
    number=HEAD.number,
    title=HEAD.title,
    owner=HEAD.owner,
    owner_uuid=HEAD.owner_uuid,
    phase=HEAD.phase,
    path=Path.REUSE,
    state=ProjectState.DEFERRED,
    target_date=HEAD.target_date,
    created_at=AT,
    open_mandatory=4,
    overdue=2,
    signing=False,
)
ROW = {"line": LINE, "phase": "1 Information und Beratung", "path": "–", "state": "Zurückgestellt"}
CHOOSER: Mapping[str, object] = {
    "chosen": {
        "q": "Wohngeld",
        "stelle": "",
        "phase": "1",
        "weg": "",
        "stand": "",
        "faellig": "1",
        "sort": "titel",
    },
    "filtered": True,
    "keep": "q=Wohngeld",
    "edits": True,
    "owners": [("1", "Ministerium der Finanzen")],
    "phases": [("1", "1 Information und Beratung")],
    "paths": [("A", "Nachnutzung")],
    "states": [("active", "Aktiv")],
}
SHEET = ServiceSheet(
    key="99107023017000",
    name="Wohngeld Bewilligung",
    citizen_name="Wohngeld beantragen",
    typing="2/3",
    legal_bases=("§ 22 WoGG",),
    written_form=None,
    trust_level="",
    sdg_annex="none",
    bundles=("10184 Wohngeld",),
    lead="Ministerium der Finanzen",
    active=True,
    fim=(FimLine("datenfelder", "S60000094", "1.2", 6, "0" * 64),),
)
DETAIL = ProjectDetail(
    goal="Anträge ohne Medienbruch.",
    staff_share=None,
    budget_line="04 02 / 526 01",
    expected_cases=40000,
    target_date=HEAD.target_date,
    created_at=AT,
    sheets=(SHEET,),
    installations=(InstallationLine("Stadt Musterstadt", "Wohngeldverfahren", "Hersteller", "7.2", "LDI"),),
    participants=(
        Participant(uuid.UUID(int=9), "Stadt Musterstadt", "city", Part.EXECUTING),
        Participant(uuid.UUID(int=10), "Rechnungshof", "audit_office", Part.RELEASED_TO),
    ),
    contacts=(
        ContactView(
            uuid.UUID(int=11),
            "Mara Muster",
            Role.SERVICE_OWNER,
            "Referat 4",
            "mara@example.org",
            "0613 1",
            "Ministerium",
        ),
    ),
)


def _item(number: int, state: ItemState, **changes: Any) -> dict[str, object]:
    text: dict[str, Any] = {
        "uuid": uuid.UUID(int=100 + number), "code": f"punkt-{number}", "gate": Gate.G1,
        "dimension": Dimension.LEGAL, "title": "Datenschutz früh beteiligt", "guidance": "Welche Daten?",
        "responsible": Role.DATA_PROTECTION, "person": "Mara Muster", "person_uuid": uuid.UUID(int=11),
        "due": date(2026, 3, 1), "overdue": state is ItemState.OPEN, "mandatory": number != 2,
        "evidence": EvidenceKind.DOCUMENT, "live_fact": "", "state": state, "note": "Grund", "done_at": AT,
        "proofs": (ProofView(EvidenceKind.DOCUMENT, "Vermerk", "5012/1", "", "0" * 64, AT),), "may_act": True,
    }  # fmt: skip
    by_fact = bool(changes.get("live_fact"))
    return {
        "item": ItemView(**{**text, **changes}), "role": "Datenschutz", "evidence": "Dokument in der E-Akte",
        "by_fact": by_fact, "by_hand": not by_fact, "asks_file": True, "asks_url": True,
    }  # fmt: skip


CHECKLIST: Mapping[str, object] = {
    **FRAME,
    "errors": [
        {"id": f"punkt-{uuid.UUID(int=100)}", "label": "", "message": "Tragen Sie das Aktenzeichen ein."}
    ],
    "open_item": str(uuid.UUID(int=100)),
    "edits": True,
    "lists": [
        {
            "gate": "G1",
            "title": "G1 Art der Digitalisierung entschieden",
            "current": True,
            "closed": False,
            "done": 1,
            "mandatory": 3,
            "offered": (("beirat", "Beirat gehört"),),
            "dimensions": [
                {
                    "title": "Rechtlich",
                    "items": [
                        _item(0, ItemState.OPEN),
                        _item(1, ItemState.DONE),
                        _item(2, ItemState.NOT_APPLICABLE),
                        _item(3, ItemState.OPEN, live_fact="owner_named", evidence=EvidenceKind.LIVE_FACT),
                    ],
                }
            ],
        }
    ],
    "people": [("1", "Mara Muster")],
    "dimensions": [("legal", "Rechtlich")],
    "roles": [("service_owner", "Fachreferat")],
}
DIFFERENCES = (
    Difference(HEAD.uuid, HEAD.number, HEAD.title, 3, (Change("Titel", "Wohngeld", "Wohngeld online"),)),
    Difference(HEAD.uuid, HEAD.number, HEAD.title, 3, ()),
)
FORM: Mapping[str, object] = {
    "values": {"title": "Wohngeld", "staff_share": "viel"},
    "query": "wohn",
    "searched": True,
    "chosen": [("99107023017000", "Wohngeld Bewilligung")],
    "hits": [("99107023017001", "Wohngeld Erhöhung")],
    "errors": [{"id": "staff_share", "label": "Stellenanteil", "message": "Geben Sie eine Zahl ein."}],
}
TEMPLATE_ROW = TemplateRow(1, Gate.G2, Path.OWN_DEVELOPMENT, "Eigenentwicklung", 2, 1, ("4", "5"), 7, AT)
TEMPLATE_ITEM = TemplateItemView(
    code="probelauf",
    dimension=Dimension.TECHNICAL,
    title="Probelauf bestanden",
    guidance="leistungswerk rehearse",
    responsible=Role.DEVELOPER,
    due_days=None,
    mandatory=True,
    evidence=EvidenceKind.LIVE_FACT,
    live_fact="form_rehearsed",
)


def _paged(*rows: object) -> Page:
    return Paginator(list(rows) * 4, 2).page(1)


NOTHING: Page = Paginator([], 25).page(1)
PROJECTS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "dashboard": (
        "office/my_day.html",
        {
            "here": "dashboard",
            "notice": Thing(level="success", title="Die Fassung ist freigegeben.", text=""),
            "roles": ["Fachreferat"],
            "deputy": True,
            "tasks": [
                Task(
                    item=uuid.UUID(int=1), project=HEAD.uuid, number=HEAD.number, project_title=HEAD.title,
                    title="Kosten geklärt", due=date(2026, 3, 1), overdue=True, assigned=True,
                )
            ],
            "task_count": 20,
            "turns": [
                {
                    "turn": WaitingView(
                        uuid.UUID(int=2), Gate.G1, HEAD.uuid, HEAD.number, HEAD.title, "Referatsleitung", AT, True
                    ),
                    "url": "/verwaltung/vorhaben/7/",
                }
            ],
            "advice": [CONSULTATION],
            "notices": [{"notice": NoticeView(number, f"Ein Angebot hat sich geändert: {number}", "", AT), "url": "/verwaltung/"} for number in (3, 2)],
            "earlier_notices": [{"notice": NoticeView(1, "Zur Kenntnis: G1 ist bestanden.", "", AT), "url": ""}],
            "next_actions": [Thing(text="Eine Zustellung ist angehalten. Grund ansehen", url="/verwaltung/")],
            "active": [ROW],
            "total": 12,
            "recent": [Thing(at=AT, text="Antrag abgesendet", times=3)],
            "begins": True,
        },
    ),
    "dashboard-empty": ("office/my_day.html", {"here": "dashboard"}),
    "projects": (
        "office/projects/list.html",
        {
            "here": "projects",
            **CHOOSER,
            "rows": _paged(ROW, {**ROW, "line": msgspec.structs.replace(LINE, overdue=0, signing=True)}),
            "total": 8,
            "columns": [{"title": "Nummer", "url": "sort=nummer", "current": True}],
            "target_sort": {"url": "sort=ziel", "current": False},
        },
    ),
    "projects-empty": ("office/projects/list.html", {"here": "projects", "rows": NOTHING}),
    "project-board": (
        "office/projects/board.html",
        {
            "here": "project_board",
            **CHOOSER,
            "board_columns": [
                {"title": "0 Erste Schritte", "key": 0, "cards": [ROW], "total": 30, "more": 29, "url": "phase=0"},
                {"title": "1 Beratung", "key": 1, "cards": [], "total": 0, "more": 0, "url": "phase=1"},
            ],
            "apart": [{"title": "Zurückgestellt", "key": "deferred", "cards": [ROW], "total": 1, "more": 0, "url": ""}],
        },
    ),
    "project-timeline": (
        "office/projects/timeline.html",
        {
            "here": "project_timeline",
            **CHOOSER,
            "rows": _paged({**ROW, "passed": ((Gate.G0, date(2026, 5, 2)),)}),
            "drawing": drawing([Span(LINE, ((Gate.G0, date(2026, 5, 2)),))], date(2026, 9, 1)),
        },
    ),
    "project": (
        "office/projects/overview.html",
        {**FRAME, "detail": DETAIL, "sheets": [sheet_row(SHEET)], "edits": True, "ended": False, "resumable": False},
    ),
    "project-begin": (
        "office/projects/begin.html",
        {"here": "begin", **FORM, "owners": [("1", "Ministerium der Finanzen (Ministerium)")]},
    ),
    "project-edit": ("office/projects/edit.html", {**FRAME, **FORM, "revision": 3}),
    "project-checklist": ("office/projects/checklist.html", CHECKLIST),
    "project-parties": (
        "office/projects/parties.html",
        {
            **FRAME,
            "errors": [],
            "edits": True,
            "contacts": [{"person": DETAIL.contacts[0], "role": "Fachreferat"}],
            "bodies": [DETAIL.participants[0]],
            "readers": [DETAIL.participants[1]],
            "body_groups": [("Landkreis", [("1", "Landkreis Musterland")])],
            "reader_choices": [("1", "Rechnungshof")],
            "people": [("1", "Mara Muster")],
            "roles": [("service_owner", "Fachreferat")],
        },
    ),
    "project-comments": (
        "office/projects/comments.html",
        {
            **FRAME,
            "rows": _paged(Thing(author="Mara Muster", text="Bitte prüfen.", at=AT)),
            "errors": [],
            "typed": "",
            "may_comment": True,
        },
    ),
    "project-history": (
        "office/projects/history.html",
        {
            **FRAME,
            "rows": _paged(
                {"at": AT, "who": "Mara Muster", "action": "Punkt erledigt", "note": "5012/1", "digest": "0" * 64}
            ),
        },
    ),
    "project-bulk": (
        "office/projects/bulk.html",
        {
            "here": "projects", "projects": ["1", "2"], "differences": None, "values": {}, "bodies_chosen": [],
            "people": [("1", "Mara Muster")], "roles": [("service_owner", "Fachreferat")],
            "bodies": [("1", "Stadt Musterstadt")], "errors": [],
        },
    ),
    "project-bulk-preview": (
        "office/projects/bulk.html",
        {
            "here": "projects", "projects": ["1"], "differences": DIFFERENCES,
            "values": {"target_date": "2027-01-01"}, "bodies_chosen": ["1"], "errors": [],
        },
    ),
    "project-import": ("office/projects/import.html", {"here": "projects", "errors": [], "columns": COLUMNS}),
    "project-import-compared": (
        "office/projects/import.html",
        {
            "here": "projects",
            "errors": [],
            "columns": COLUMNS,
            "comparison": Comparison(DIFFERENCES, 3, (Problem(4, "Zieltermin: „bald“ passt nicht."),)),
            "name": "Vorhaben.xlsx",
            "packed": "x",
        },
    ),
    "templates": (
        "office/projects/templates.html",
        {
            "here": "templates",
            "rows": [
                {"row": TEMPLATE_ROW, "gate": "G2 Freigabe", "path": "Eigenentwicklung"},
                {"row": msgspec.structs.replace(TEMPLATE_ROW, published_at=None), "gate": "G2", "path": ""},
            ],
        },
    ),
    "template": (
        "office/projects/template.html",
        {
            "here": "templates", "row": TEMPLATE_ROW, "gate": "G2 Freigabe", "path": "Eigenentwicklung",
            "items": [(0, TEMPLATE_ITEM)], "empty": range(1, 2), "typings": "4, 5",
            "dimensions": [("technical", "Technisch")], "roles": [("developer", "Formularentwicklung")],
            "evidence": [("live_fact", "Tatsache")], "facts": [("form_rehearsed", "Probelauf bestanden")],
            "errors": [],
        },
    ),
    **ADVICE,
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
}  # fmt: skip
