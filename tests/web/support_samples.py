# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the support desk, and of help and notices in the portal."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.enablement.desk import figures
from leistungswerk.enablement.desk.dials import Dial, Promise
from leistungswerk.enablement.desk.figures import ClassFigures, DeskFigures, OverdueTicket, Satisfaction
from leistungswerk.enablement.desk.notice_views import NoticeView, UpdateView
from leistungswerk.enablement.desk.outside import AskerView, HandedView, Said
from leistungswerk.enablement.desk.queries import EntryView, FileView, Filter, Line, TicketView
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    ENTRY_WORDS,
    LEVEL_WORDS,
    PUBLIC_CATEGORIES,
    TICKET_TRANSITIONS,
    Category,
    Channel,
    EntryKind,
    Level,
    NoticeKind,
    NoticeState,
    TicketState,
    Urgency,
)
from leistungswerk.web.notices import shown_notice
from leistungswerk.web.office.support.words import URGENCY_LEVELS, shown_dial, shown_line

AT = datetime(2027, 1, 12, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=6)
ONE, TWO = uuid.UUID(int=71), uuid.UUID(int=72)
WOHNGELD = ("99107023017001", "Wohngeld")
DIAL = Dial(Promise.SOLUTION, LATER, 90, 81)
LATE = Dial(Promise.RESPONSE, AT, -130, 100)
LINE = Line(
    uuid=ONE, number="S-2027-00012", subject="Anhang lädt nicht", state=TicketState.OPEN, urgency=Urgency.IMPAIRED,
    category=Category.FAULT, level=Level.SECOND, channel=Channel.FORM, service="Wohngeld", assignee="Demo Beratung",
    handed_to="", unread=True, at=AT, dial=DIAL,
)  # fmt: skip
LATE_LINE = Line(
    uuid=TWO, number="S-2027-00009", subject="Seite bleibt leer", state=TicketState.NEW, urgency=Urgency.HALTED,
    category=Category.FAULT, level=Level.FIRST, channel=Channel.MAIL, service="", assignee="", handed_to="", unread=False,
    at=AT, dial=LATE,
)  # fmt: skip


def _entry(pk: int, kind: EntryKind, text: str, **more: object) -> EntryView:
    held: dict[str, object] = {
        "author": "Demo Beratung", "undelivered": False, "other_sender": False, "redacted_at": None, "redacted_by": "",
        "redacted_why": "", "files": (),
    }  # fmt: skip
    return EntryView(pk=pk, kind=kind, text=text, at=AT, **(held | more))  # type: ignore[arg-type]


_ENTRIES = (
    _entry(1, EntryKind.REQUEST, "Meine IBAN ist DE02 1203 0000 0000 2020 51.", author="", other_sender=True,
           files=(FileView(TWO, "bild.png", 12_000),)),
    _entry(2, EntryKind.STEP, "Zugewiesen"),
    _entry(3, EntryKind.NOTE, "Die Bankverbindung █████ brauchen wir nicht.", redacted_at=AT, redacted_by="Demo Beratung",
           redacted_why="Bankverbindung"),
    _entry(4, EntryKind.ANSWER, "Wir sehen nach.", undelivered=True),
)  # fmt: skip
TICKET = TicketView(
    line=LINE, subject=LINE.subject, asker_name="Demo Person", asker_email="ada@example.org", asker_phone="", english=True, reachable=True,
    page="/leistungen/wohngeld/", application="LW-2027-ABCD-EFGH", service_key=WOHNGELD[0], connection=(TWO, "Demo-Anbindung"),
    assignee=TWO, reported=None, handed=(TWO, "Demo-Softwarehaus"), handed_mail="", handed_subject="Anhang", handed_due=LATER,
    foreign_number="DEMO-4711", notice=(ONE, "Anhänge gestört"), response_due=AT, solve_due=LATER, first_answer_at=AT,
    ended_at=None, paused_minutes=0, contact_deleted=False, entries=_ENTRIES,
)  # fmt: skip
_PEOPLE = [(str(TWO), "Demo Beratung")]
_CATEGORIES = [(each.value, word) for each, word in CATEGORY_WORDS.items()]
_FOUND = (
    Thing(
        title="Ein Anhang lädt nicht",
        summary="Größe und Art der Datei",
        url="/hilfe/wissen/anhang/",
        language="de",
    ),
)
_HANDED = HandedView(
    uuid=ONE, number=LINE.number, subject="Anhang", urgency=Urgency.IMPAIRED, category=Category.FAULT, service="Wohngeld",
    connection="Demo-Anbindung", foreign_number="DEMO-4711", organisation="Demo-Softwarehaus", here=True, handed_at=AT,
    handed_due=LATER, dial=Dial(Promise.THIRD_LEVEL, LATER, 90, 50),
    said=(Said(EntryKind.HANDOVER, "Bitte prüfen.", AT, False), Said(EntryKind.FOREIGN, "Wir prüfen.", AT, False)),
)  # fmt: skip
_NOTICE = NoticeView(
    uuid=ONE, kind=NoticeKind.DISTURBANCE, state=NoticeState.CURRENT, title="Anhänge lassen sich nicht hochladen",
    text="Bitte senden Sie den Antrag später.", everything=False, services=(WOHNGELD,), connections=((TWO, "Demo-Anbindung"),),
    base_services=("BundID",), starts_at=AT, planned_end=AT, ended_at=None, late=True,
    updates=(UpdateView(LATER, "Wir wissen, woran es liegt."),), changed_at=LATER, revision=2, tickets=3,
)  # fmt: skip
_PLANNED = NoticeView(
    uuid=TWO, kind=NoticeKind.MAINTENANCE, state=NoticeState.PLANNED, title="Wartung am Sonntag", text="Kurz nicht da.",
    everything=True, services=(), connections=(), base_services=(), starts_at=LATER, planned_end=LATER, ended_at=None,
    late=False, updates=(), changed_at=AT, revision=1,
)  # fmt: skip
_CLASS = ClassFigures(
    urgency=Urgency.HALTED, open=3, overdue=1, begun=9, answered=6, answered_in_time=5, median_response=95
)
_OVERDUE = OverdueTicket(TWO, "S-2027-00009", Urgency.HALTED, Level.FIRST, TicketState.NEW, True, 130)
_FIGURES = DeskFigures(
    classes=(_CLASS,), overdue=(_OVERDUE,), levels={"1": 3}, satisfaction=Satisfaction(9, 6, 2, 1)
)
SUPPORT: Mapping[str, tuple[str, dict[str, object]]] = {
    "support-queue": (
        "office/support/queue.html",
        {
            "here": "tickets", "rows": Paginator([shown_line(LATE_LINE), shown_line(LINE)], 25).page(1), "total": 2,
            "views": [
                {"text": "Ich bin dran", "count": 1, "url": "?ansicht=mine", "current": False},
                {"text": "Alle offenen", "count": 2, "url": "?ansicht=open", "current": True},
            ],
            "view": "open", "wanted": Filter(urgency=Urgency.HALTED), "narrowed": True, "query": "ansicht=open",
            "levels": [("1", "1. Ebene")], "urgencies": [("halted", "Stillstand")], "categories": _CATEGORIES,
            "services": (WOHNGELD,),
        },
    ),
    "support-ticket": (
        "office/support/ticket.html",
        {
            "here": "tickets", "ticket": TICKET, "shown": shown_line(LINE),
            "history": [
                {"entry": each, "kind": ENTRY_WORDS[each.kind], "hints": ["IBAN"] if each.pk == 1 else []}
                for each in _ENTRIES
            ],
            "moves": {move.value for move in TICKET_TRANSITIONS[TicketState.OPEN]}, "text": "", "opened": "solve",
            "errors": [{"id": "text", "label": "", "message": "Schreiben Sie einen Text.", "language": "de"}],
            "typed": {}, "canned": [(str(ONE), "Anhang zu groß")], "suggestions": _FOUND, "mine": False, "may_take": True,
            "status_url": "/hilfe/anfrage/x/y/", "application_known": False, "application_url": "",
            "service_url": "/register/", "people": _PEOPLE, "categories": _CATEGORIES,
            "urgencies": [("halted", "Stillstand"), ("impaired", "Beeinträchtigt")], "connections": _PEOPLE,
            "services": [WOHNGELD], "levels": [("1", "1. Ebene")], "organisations": _PEOPLE, "notices": _PEOPLE,
        },
    ),
    "support-handed": (
        "office/support/handed_ticket.html",
        {
            "here": "handed", "ticket": _HANDED, "urgency": "Beeinträchtigt",
            "urgency_level": URGENCY_LEVELS[Urgency.IMPAIRED], "category": "Etwas funktioniert nicht",
            "dial": shown_dial(_HANDED.dial), "history": [(_HANDED.said[0], False), (_HANDED.said[1], True)], "text": "",
            "errors": [],
        },
    ),
    "support-notice": (
        "office/support/notice.html",
        {"here": "desk_notices", "shown": shown_notice(_NOTICE), "base_names": ["BundID"], "typed": {}, "errors": []},
    ),
    "support-figures": (
        "office/support/figures.html",
        {
            "here": "desk_figures", "found": _FIGURES, "as_of": AT, "stichtag": "2027-01-12",
            "classes": [{"word": "Stillstand", "figures": _CLASS, "median": "1 h 35 min", "share": 83}],
            "late": Paginator(
                [{"ticket": _OVERDUE, "urgency": "Stillstand", "level": LEVEL_WORDS[Level.FIRST], "state": "Neu", "late": "2 h"}], 25
            ).page(1),
            "days": figures.DAYS, "least": figures.LEAST, "satisfaction": _FIGURES.satisfaction, "opens": True, "query": "",
        },
    ),
}  # fmt: skip
HELP: Mapping[str, tuple[str, dict[str, object]]] = {
    "help": (
        "portal/support/ask.html",
        {
            "here": "",
            "typed": {"category": "fault", "text": "Meine IBAN ist …", "email": "kein", "application": "", "page": "/"},
            "stamp": "1", "personal": ("IBAN",), "wrong": {"email": "„E-Mail-Adresse“: „kein“ ist keine Adresse."},
            "errors": [{"id": "email", "label": "", "message": "„kein“ ist keine Adresse.", "language": "de"}],
            "categories": [(each.value, CATEGORY_WORDS[each]) for each in PUBLIC_CATEGORIES], "tried": True,
            "suggestions": _FOUND, "articles": [Thing(title="Code verloren", slug="code-verloren", language="de")],
            "disturbed": [shown_notice(_PLANNED)], "most": 5000,
        },
    ),
    "help-request": (
        "portal/support/request.html",
        {
            "here": "", "state": "you", "category": "Etwas anderes", "new": True, "text": "", "errors": [],
            "found": AskerView(
                number=LINE.number, state=TicketState.WAITING, at=AT, response_due=LATER, answered_at=AT, ended_at=None,
                category=Category.OTHER, may_add=True, rated=False,
                said=(Said(EntryKind.REQUEST, "Es geht nicht.", AT, False), Said(EntryKind.ANSWER, "Was sehen Sie?", AT, False)),
            ),
            "history": [
                (Said(EntryKind.REQUEST, "", AT, True), False),
                (Said(EntryKind.ANSWER, "Was sehen Sie?", AT, False), True),
            ],
            "address": "https://example.org/hilfe/anfrage/S-2027-00012/x/",
        },
    ),
    "status": (
        "portal/support/status.html",
        {
            "here": "", "current": [shown_notice(_NOTICE)], "planned": [shown_notice(_PLANNED)],
            "past": Paginator([shown_notice(_NOTICE)], 20).page(1), "now": AT,
            "strip": {
                "days": [(0, date(2027, 1, 11), "disturbance"), (1, date(2027, 1, 12), "")], "first": date(2027, 1, 11),
                "count": 2, "disturbed": 1, "maintained": 0,
            },
        },
    ),
}  # fmt: skip
