# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of training."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Thing

import msgspec
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from leistungswerk.core.playground import Standing
from leistungswerk.enablement.training.queries import CourseView, DateLine, SeatLine, Voices
from leistungswerk.enablement.training.states import DateState, Level, Pace, SeatState, Topic
from leistungswerk.web.office.entry import Field, Kind

AT = datetime(2027, 1, 12, 8, tzinfo=UTC)
ONE = uuid.UUID(int=71)
LINE = DateLine(
    uuid=ONE, course=ONE, title="Roll-out für Kommunen", topic=Topic.ROLLOUT, level=Level.USE, begins_at=AT,
    ends_at=AT + timedelta(hours=2), place="Mainz, Raum 3", capacity=12, taken=9, waiting=0, state=DateState.PLANNED,
    trainer="Demo Trainerin", trainer_uuid=ONE, sequence=0, mine=SeatState.TAKEN,
)  # fmt: skip
FULL = msgspec.structs.replace(LINE, taken=12, waiting=2, mine=None)
COURSE = CourseView(
    uuid=ONE, title=LINE.title, topic=Topic.ROLLOUT, level=Level.USE, description="- Anbindung prüfen", minutes=120,
    counts_for_rollout=True, service_keys=(), materials=(("Folien", "https://example.org/folien"),),
    trainers=((ONE, "Demo Trainerin"),), active=True,
    voices=Voices(7, 4.4, {Pace.SLOW: 1, Pace.RIGHT: 5, Pace.FAST: 1}, ("Mehr Beispiele",)),
)  # fmt: skip


def _row(line: DateLine, mine: str = "") -> dict[str, object]:
    return {
        "line": line, "topic": "Roll-out und Anbindung", "level": "Anwendung", "state": "", "mine": mine,
        "mine_level": "success" if mine else "", "over": False,
    }  # fmt: skip


_SEATS = [
    {"seat": SeatLine(uuid.UUID(int=number), f"Demo {number}", "d@example.org", "Stadt", state, False, False),
     "state": "Angemeldet", "level": "success"}
    for number, state in ((1, SeatState.TAKEN), (2, SeatState.WAITING))
]  # fmt: skip
_FIELDS = (
    Field(name="name", label="Name", hint="So steht er auf der Bescheinigung.", required=True),
    Field(name="email", label="E-Mail", kind=Kind.EMAIL, required=True),
    Field(name="begins", label="Beginn", kind=Kind.MOMENT, required=True),
)
_COURSE = {
    "here": "training", "course": COURSE, "topic": "Roll-out", "level": "Anwendung", "may_plan": True, "least": 5,
    "html": mark_safe("<ul><li>Anbindung prüfen</li></ul>"),
    "dates": [_row(LINE)], "paces": [("genau richtig", 5)],
}  # fmt: skip
TRAINING: Mapping[str, tuple[str, dict[str, object]]] = {
    "training": (
        "office/training/dates.html",
        {
            "here": "training", "rows": Paginator([_row(LINE), _row(FULL)], 25).page(1),
            "mine": [_row(LINE, "Angemeldet")], "topics": [("fim", "FIM")], "levels": [("use", "Anwendung")],
            "topic": "", "level": "", "may_plan": True,
        },
    ),
    "training-empty": (
        "office/training/dates.html",
        {"here": "training", "rows": Paginator([], 25).page(1), "mine": [], "topics": [], "levels": [], "may_plan": False},
    ),
    "training-date": (
        "office/training/date.html",
        {
            "here": "training", **_row(LINE, "Angemeldet"), "course": COURSE, "runs": False, "may_plan": True,
            "seats": _SEATS, "own": Thing(uuid=ONE, state="taken", evaluated=False), "fields": _FIELDS, "errors": [],
        },
    ),
    "training-date-over": (
        "office/training/date.html",
        {
            "here": "training", **_row(FULL), "over": True, "course": COURSE, "runs": True, "may_plan": True,
            "seats": _SEATS, "own": None, "fields": (), "errors": [],
        },
    ),
    "training-courses": (
        "office/training/courses.html",
        {"here": "training", "rows": [{"course": COURSE, "topic": "Roll-out", "level": "Anwendung"}], "may_plan": True},
    ),
    "training-course": ("office/training/course.html", _COURSE),
    "training-form": (
        "office/training/form.html",
        {"here": "training", "heading": "Kurs anlegen", "fields": _FIELDS, "errors": [], "cancel_url": "/k/"},
    ),
    "training-evaluation": (
        "office/training/evaluation.html",
        {"here": "training", "date": Thing(uuid=ONE), "title": LINE.title, "fields": _FIELDS, "errors": []},
    ),
    "playground": (
        "office/training/playground.html",
        {
            "here": "training", "standing": Standing(ONE, AT, AT), "next_reset": AT, "done": "take",
            "errors": [{"id": "sure_reset", "label": "Bestätigung", "message": "Bitte setzen Sie den Haken."}],
            "failed": "sure_reset",
        },
    ),
}  # fmt: skip
