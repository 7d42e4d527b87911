# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of money, compliance cost, usage and operation."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.core.mail_folder import Letter, Line
from leistungswerk.programme.money_states import CUT_OFF_DAYS, BookingKind, Method
from leistungswerk.reporting.drawings.budget import Year, budgets, sparkline
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.money import Sum
from leistungswerk.web.office import entry
from leistungswerk.web.office.entry import Field, Kind

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = date(2026, 10, 31)
ONE = uuid.UUID(int=7)
_CUT = {"cut": Cut(DAY, AT), "query": "", "is_now": True, "stichtag": "2026-10-31"}
_YEARS = [Year("2025", 900, 0, 800, "8 von 9", "2025"), Year("2026", 500, 100, 700, "7 von 5", "2026")]
CHART = budgets(
    _YEARS, ("Ansatz", "abgeflossen", "gebunden", "über dem Ansatz"), name="Mittel", description="Balken"
)
LINE = Thing(year=2026, budget=50_000, bound=10_000, spent=70_000, free=-30_000)
ROW = Thing(
    uuid=ONE,
    title="Wohngeld online",
    owner=ONE,
    owner_name="Ministerium",
    programme=True,
    budget_line="04 02",
)
OVER = "2026: Es sind 200,00 € mehr abgeflossen als bereitgestellt."
FORM = entry.inline(
    "/verwaltung/mittel/1/buchen/",
    (Field(name="kind", label="Was", kind=Kind.SELECT, options=(("spent", "abgeflossen"),), required=True), Field(name="amount", label="Betrag", hint="In Euro")),
    "Buchen", prefix="book",
)  # fmt: skip
BOOKING = Thing(uuid=ONE, kind=BookingKind.COMMITTED, year=2026, on=DAY, cents=5_000, file_number="15/26", purpose="Vertrag",
                under="", rest=1_000, reversed_at=None, reason="")  # fmt: skip
MEASURE = Thing(row=ROW, project=None, project_text="", mandate=None, mandate_text="", note="Demodaten", revision=0, keeps=True,
                budgets=(Thing(year=2026, cents=50_000, file_number="1/26"),),
                bookings=(BOOKING, Thing(**{**vars(BOOKING), "uuid": uuid.UUID(int=8), "reversed_at": AT, "reason": "doppelt"})))  # fmt: skip
EFFORT = Thing(uuid=ONE, body_name="Stadt", duty="Antrag bescheiden", service_name="Wohngeld", cases=60, minutes=30,
               yearly_cents=240_000, once_cents=0, method=Method.MEASURED, file_number="9/26", keeps=True)  # fmt: skip
WAY = Thing(name="Ordnungsamt", waiting=3, dead=1, attempts=40, failed=4, error_rate=10)


def _paged(rows: list[object]) -> object:
    return Paginator(rows, 25).page(1)


_LIST = {
    **_CUT, "here": "measures", "year": 2026, "years": [2025, 2026], "sums": [Sum(2025, 900, 0, 800), Sum(2026, 500, 100, 700)],
    "sum": Sum(2026, 500, 100, 700), "chart": CHART, "warnings": [OVER], "keeps": True, "pager_query": "jahr=2026",
    "rows": _paged([{"row": ROW, "line": LINE, "warnings": [OVER], "url": "/verwaltung/mittel/1/"}, {"row": ROW, "line": None, "warnings": [], "url": "/x/"}]),
}  # fmt: skip
_EFFORTS = {
    "here": "efforts", "cut_off": CUT_OFF_DAYS[0], "days": CUT_OFF_DAYS, "come": True, "rows": _paged([EFFORT]),
    "sums": (Thing(body_name="Stadt", yearly=240_000, once=0, estimated=0),), "yearly": 240_000, "once": 0, "estimated": 0,
    "delivered": None, "keeps": True, "handing": FORM, "changed": False, "statement": "SELECT body, " + "sum(amount), " * 40, "errors": [],
}  # fmt: skip
MONEY: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "measures": ("office/money/measures.html", _LIST),
    "measures-empty": ("office/money/measures.html", {**_LIST, "rows": _paged([]), "sums": [], "chart": "", "warnings": []}),
    "measure": (
        "office/money/measure.html",
        {
            **_CUT, "here": "measures", "measure": MEASURE, "lines": [LINE], "chart": CHART, "warnings": [OVER],
            "forms": [{"key": "book", "heading": "Buchen", "form": FORM}], "opened": "book", "errors": entry.errors("Der Betrag fehlt."),
            "history": [{"at": AT, "text": "Ansatz festgelegt"}], "definitions": (("Ansatz", "Was bereitgestellt ist."),),
            "statement": "SELECT body, " + "sum(amount), " * 40, "edit_url": "/verwaltung/mittel/1/bearbeiten/",
        },
    ),
    "efforts": ("office/money/efforts.html", _EFFORTS),
    "efforts-delivered": (
        "office/money/efforts.html",
        {**_EFFORTS, "handing": None, "keeps": False, "changed": True, "delivered": Thing(delivered_on=DAY, concept="Konzept 1.0", file_number="2/26", digest="0" * 64)},
    ),
    "usage": (
        "office/money/usage.html",
        {
            "here": "usage", "month": date(2026, 10, 1), "asked": "2026-10", "over": False, "months": ((date(2026, 9, 1), 3), (date(2026, 10, 1), 9)),
            "rows": _paged([{"line": Thing(service_key="99107023017001", ars="073150000000", accepted=8, rejected=1), "name": "Wohngeld"}]),
            "accepted": 8, "rejected": 1, "files": (("zsk", "Statistikkomponente (JSON)"),), "pager_query": "monat=2026-10",
        },
    ),
    "operations": (
        "office/money/operations.html",
        {
            "here": "operations", "oldest": "3 Stunden", "megabytes": 41,
            "condition": Thing(at=AT, waiting=3, dead=1, working=False, drafts=12, audit_exported_at=AT, audit_number=812),
            "ways": [{"way": WAY, "oldest": "3 Stunden", "late": True, "failures": 5, "spark": sparkline((0, 2, 3), name="Fehlversuche", description="je Stunde", identity="weg0")}],
            "workers": [{"worker": Thing(name="server:41", age=timedelta(hours=3)), "age": "3 Stunden"}],
            "problems": [Thing(level="danger", text="Zustellung steht still.", act="Schlüssel prüfen.", url="/verwaltung/antraege/1/", link="LW-2026-0000-0000", detail="abgelaufen")],
        },
    ),
    "mails": (
        "office/mailbox/list.html",
        {"here": "operations", "rows": _paged([Line("20261126T100000Z-0123456789abcdef", AT, "d@example.org", "Ihre Frage")]), "adapter": "folder", "days": 30},
    ),
    "mail": (
        "office/mailbox/letter.html",
        {
            "here": "operations",
            "letter": Letter(Line("n", AT, "d@example.org", "Ihre Frage"), (("From", "support@example.org"), ("X-Lang", "x" * 90)), "Guten Tag,\n\nhttps://example.org/abonnieren/meine/\n<b>"),
        },
    ),
}  # fmt: skip
