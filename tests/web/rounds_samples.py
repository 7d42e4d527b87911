# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of data rounds."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.core.paginator import Paginator

from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.queries import Share
from leistungswerk.reporting.round_states import LineState, Outcome, PartKind, PartState, Question, RoundState
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.rounds.findings import Finding
from leistungswerk.reporting.rounds.parts import LateView, LineFilter, LineView, PartView, SingleLine
from leistungswerk.reporting.rounds.sheets import Told
from leistungswerk.reporting.rounds.statement import DissentLine, LateLine, Statement
from leistungswerk.reporting.rounds.views import (
    DissentView,
    PartRow,
    Progress,
    RoundRow,
    RoundView,
    StepView,
    Turn,
)
from leistungswerk.web.office import entry
from leistungswerk.web.office.entry import Field, Kind

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = date(2026, 10, 31)
MINISTRY, NAME = "Ministerium der Finanzen", "Wohngeld Bewilligung"
PROGRESS = Progress(open=2, confirmed=3, corrected=1, unknown=1)
ROW = RoundRow(
    uuid=ONE, number="A-2026-01", title="Quartal", cut_off=DAY, due=DAY, answers_due=DAY, state=RoundState.OPEN,
    parts=2, accepted=1, asked=7, answered=5,
)  # fmt: skip
PART = PartRow(
    uuid=ONE, organisation=TWO, name=MINISTRY, kind=PartKind.RESSORT, state=PartState.COLLECTING, progress=PROGRESS,
    turn=Turn.ANSWERING, since=AT, due=DAY, extended=True, late=True, reminded=2, last_reminded=DAY,
    escalation_asked_at=AT, escalated_at=AT, reason="Bitte ergänzen.", dissents=1, opens=True,
)  # fmt: skip
LINE = LineView(
    uuid=ONE, question=Question.AVAILABLE, service_key="99107023017001", service_name=NAME, body_name="Stadt Mainz",
    answering_name=MINISTRY, before=Answer(online=False), before_words="nicht online", before_source="Datenabfrage A-2025-04",
    answer=Answer(online=True, since=DAY), answer_words="online seit 31. Oktober 2026", state=LineState.CORRECTED, note="",
    answered_by_name="Demo Fachreferat", answered_at=AT, outcome=Outcome.RECORDED, revision=2,
)  # fmt: skip
STEP = StepView("released", MINISTRY, "Alles geprüft.", "Demo Ressort", AT)
DISSENT = DissentView(MINISTRY, MINISTRY, "Demo Fachreferat", NAME, "Die Zahl ist zu hoch.", AT)
STATEMENT = Statement(
    number="A-2026-01", title="Quartal", cut_off=DAY, due=DAY, closed_at=AT, asked=7, confirmed=3, corrected=1,
    gaps=("Ministerium für Bildung: 2 Antworten fehlen.",), dissents=(DissentLine(MINISTRY, MINISTRY, "Demo", NAME, "Zu hoch."),),
    changes=("Wohngeld: 1.200 Fälle im Jahr.",), evidence=("Wohngeld in Mainz ist belegt.",), recuts=("Neustadt ist in Mainz aufgegangen.",),
    remark="Der Bericht war fällig.", late=(LateLine(NAME, "1.200", "950", "Doppelt gezählt.", AT),),
)  # fmt: skip
_ROUND = {"row": ROW, "state": "läuft", "level": "info", "share": "71\u00a0%", "url": "/verwaltung/abfrage/"}
_PART = {
    "row": PART, "state": "wird beantwortet", "level": "info", "bar": "", "said": "2 offen, 3 bestätigt", "turn": "Fachreferate antworten",
    "days": "seit heute", "url": "/verwaltung/teil/",
}  # fmt: skip
_LINE = {
    "line": LINE, "question": "Online verfügbar?", "state": "berichtigt", "level": "info", "outcome": "Zählt als gemeldet.", "url": "/verwaltung/frage/",
}  # fmt: skip
_SHARE = Share("m4", "Dichte", "Definition", "Paare", 5, 12, 40, Cut(DAY, AT), AT, "SELECT 1")
ACTS = frozenset({
    "answer", "release", "return_lines", "return_to_ressort", "check", "accept", "return_to_check", "dissent", "extend",
    "ask_for_escalation", "escalate", "decline_escalation",
})  # fmt: skip
_REASON = (Field(name="reason", label="Grund", kind=Kind.AREA, rows=3, required=True),)


def _view(**changes: object) -> RoundView:
    known: dict[str, object] = {
        "row": ROW, "questions": (Question.AVAILABLE,), "services": ("99107023017001",), "unasked": ("Stadt X",), "opened_at": AT,
        "opened_by_name": "Demo", "closed_at": None, "closed_by_name": "", "remark": "", "parts": (PART,), "hidden": 1,
        "steps": (STEP,), "dissents": (DISSENT,), "statement": None, "may": frozenset({"close", "cancel", "coordinate"}),
    }  # fmt: skip
    return RoundView(**{**known, **changes})  # type: ignore[arg-type]


_PAGE = {
    "here": "rounds", "head": _ROUND, "days": "noch 3 Tage", "questions": ["Ist die Leistung online verfügbar?"],
    "parts": [_PART], "late": 1, "mine": [_PART], "waiting": [_PART], "steps": [{"step": STEP, "word": "Freigegeben"}],
    "pairs": {"share": _SHARE, "neither": 28, "url": "/verwaltung/zahlen/m4/"}, "close_url": "/x/", "cancel_url": "/y/", "ready": False,
}  # fmt: skip
ROUNDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "round": ("office/rounds/round.html", {**_PAGE, "round": _view()}),
    "round-closed": (
        "office/rounds/round.html",
        {**_PAGE, "mine": [], "waiting": [], "round": _view(closed_at=AT, closed_by_name="Demo", statement=STATEMENT, may=frozenset(), hidden=0)},
    ),
    "round-part": (
        "office/rounds/part.html",
        {
            "here": "rounds", "head": _ROUND, "row": _PART, "days": "noch 3 Tage", "own_url": "/verwaltung/teil/", "query": "zeige=alle",
            "part": PartView(row=PART, round=ROW, mine=PROGRESS, steps=(STEP,), dissents=(DISSENT,), findings=(Finding(ONE, NAME, "Vertippt?"),), acts=ACTS),
            "tabs": [{"text": "Alle", "count": 7, "url": "?zeige=alle", "current": True}], "wanted": LineFilter(),
            "rows": Paginator([_LINE], 25).page(1), "questions": [("available", "Online verfügbar?")], "people": ["Demo Ressort"],
            "findings": [{"finding": Finding(ONE, NAME, "Vertippt?"), "url": "/verwaltung/frage/"}], "more_findings": 2, "ticks": True,
            "steps": [{"step": STEP, "word": "Freigegeben"}], "asked_reason": "Niemand antwortet.", "sheet_url": "/t.xlsx", "upload_url": "/h/",
            "errors": entry.errors("Nennen Sie einen Grund."), "typed": {"step": "abweichen", "reason": "Weil", "due": "", "lines": frozenset()},
        },
    ),
    "round-line": (
        "office/rounds/line.html",
        {
            "here": "rounds", "head": _ROUND, "row": _LINE, "question": "Ist die Leistung online verfügbar?", "part_url": "/verwaltung/teil/",
            "single": SingleLine(line=LINE, part=ONE, part_name=MINISTRY, round=ROW, acts=frozenset({"answer", "correct_late"}), late=(LateView("950", "Doppelt.", "Demo", AT),)),
            "fields": (Field(name="since", label="Online seit", kind=Kind.DAY),), "reason": _REASON, "errors": entry.errors("Das ist kein Tag."), "act": "correct",
        },
    ),
    "round-upload": (
        "office/rounds/upload.html",
        {
            "here": "rounds", "head": _ROUND, "name_of_part": MINISTRY, "part_url": "/verwaltung/teil/", "open": True, "errors": [],
            "compared": True, "file": "bogen.xlsx", "count": 5, "packed": "x",
            "changed": {"told": [{"told": Told(2, ONE, NAME, LineState.CORRECTED, Answer(number=5), "", "5"), "state": "berichtigt"}], "count": 3, "rest": 2},
            "confirmed": {"told": [{"told": Told(3, ONE, NAME, LineState.CONFIRMED, None, "", "5"), "state": "bestätigt"}], "count": 2, "rest": 1},
        },
    ),
}  # fmt: skip
