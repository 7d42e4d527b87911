# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of reports."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.report_views import AnswerView, ReportRow, RevisionView, SectionView
from leistungswerk.reporting.reports.blocks import (
    Definition,
    Definitions,
    Heading,
    Kpi,
    Kpis,
    Listing,
    Points,
    Prose,
    Table,
)
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.reports.placeholders import Piece
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.templatetags.faces import Level

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
ONE = uuid.UUID(int=7)
_ROW = ReportRow(
    ONE, "B-2026-001", 2, Template.LANDTAG, Cut(date(2026, 10, 31), AT), ReportState.CO_SIGNING, AT
)
_HEAD = {
    "row": _ROW, "title": "Antwort an den Landtag", "template": "Landtag", "state": "In Mitzeichnung",
    "level": Level.WARNING, "url": f"/verwaltung/zahlen/berichte/{ONE}/",
}  # fmt: skip
_ASKED = AnswerView(
    ONE, "Ministerium der Finanzen", CoSignature.ASKED, "", date(2026, 11, 9), "", None, 2, True
)
_OBJECTED = AnswerView(
    ONE, "Ministerium der Justiz", CoSignature.OBJECTED, "Die Kosten fehlen.", date(2026, 11, 9), "Jo Muster", AT, 2, False
)  # fmt: skip
_BLOCKS = (
    (Heading("Fragen und Antworten"), ()),
    (Heading("Frage 1: Wie viele?", 3), ()),
    (Prose("Es sind 99,5 %."), ((Piece("Es sind "), Piece("99,5 %", "m4"), Piece(".")),)),
    (Points(("Eine Lücke.",)), ()),
    (Kpis((Kpi("193 von 194", "in der Fläche", "alles belegt", "m4"),)), ()),
    (Table("Zahlen zu Frage 1", ("Kennzahl", "Wert"), (("M4", "99,5 %"),), (1,)), ()),
    (Definitions((Definition("M4", "Paare aus Leistung und Behörde", "m4"),)), ()),
    (Listing("SELECT 1\n  FROM service"), ()),
)
_REPORT = {
    "here": "reports",
    "head": _HEAD,
    "report": Thing(
        superseded_by=ONE, data_digest="0" * 64, files={".pdf": "1" * 64}, editable=True,
        steps={"ask_for_co_signature", "freeze", "revise", "supersede"},
    ),
    "paper": Thing(stand="Entwurf · Stichtag 31. Oktober 2026"),
    "blocks": [
        {"kind": type(block).__name__.lower(), "block": block, "paragraphs": paragraphs} for block, paragraphs in _BLOCKS
    ],
    "query": "stichtag=2026-10-31",
    "sections": [
        {"title": "Kernaussagen", "section": SectionView("statements"), "url": "/verwaltung/text/"},
        {"title": "Wie viele?", "section": SectionView("q1", "Wie viele?", "Viele", ("m4",), 1), "url": "/verwaltung/text/1/"},
    ],
    "next_question": "q2",
    "answers": [
        {"each": _ASKED, "word": "Angefragt", "level": Level.INFO},
        {"each": _OBJECTED, "word": "Widersprochen", "level": Level.DANGER},
    ],
    "answered": 1,
    "earlier": [{"each": _OBJECTED, "word": "Widersprochen", "level": Level.DANGER}],
    "choices": [("agreed", "Mitgezeichnet")],
    "ministries": [(str(ONE), "Ministerium der Finanzen")],
    "differs": True,
    "forms": ["pdf", "odt", "xlsx", "csv"],
}  # fmt: skip
_TEXT = {
    "here": "reports",
    "head": {"number": "B-2026-001", "url": "/verwaltung/zahlen/berichte/"},
    "title": "Kernaussagen",
    "section": SectionView("statements", text="Text", revision=1),
    "fields": (
        Field(name="revision", kind=Kind.HIDDEN, value="1"),
        Field(name="text", label="Text", kind=Kind.AREA, hint="Absätze trennt eine Leerzeile."),
    ),
    "errors": [],
    "placeholders": [("{{M4.share}}", "in der Fläche: Anteil in Prozent", "99,5 %")],
    "history": (RevisionView(1, "Lea Landes", AT, "", "Text"),),
    "editable": True,
}
REPORTS: Mapping[str, tuple[str, dict[str, object]]] = {
    "reports": (
        "office/reports/list.html",
        {"here": "reports", "rows": Paginator([_HEAD], 1).page(1), "may_begin": True},
    ),
    "reports-empty": (
        "office/reports/list.html",
        {"here": "reports", "rows": Paginator([], 25).page(1), "may_begin": True},
    ),
    "report-begin": (
        "office/reports/begin.html",
        {
            "here": "reports",
            "fields": (Field(name="cut_off", label="Stichtag", kind=Kind.DAY),),
            "errors": [],
        },
    ),
    "report": ("office/reports/report.html", _REPORT),
    "report-text": ("office/reports/text.html", _TEXT),
    "report-text-closed": ("office/reports/text.html", {**_TEXT, "editable": False, "history": ()}),
}
