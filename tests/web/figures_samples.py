# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of figures."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.reporting.focus_lists import FocusService
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.plan import Body, Month, Plan
from leistungswerk.reporting.queries import Share
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.figures import plan
from leistungswerk.web.office.tables import Cell, Table, german

CUT = Cut(date(2026, 10, 31), datetime(2026, 11, 1, 9, tzinfo=UTC))
KEY = "99107023017001"


def _share(code: str) -> Share:
    metric = BY_CODE[code]
    return Share(
        code,
        metric.title,
        metric.definition,
        metric.denominator,
        190,
        193,
        194,
        CUT,
        CUT.known_at,
        "SELECT 1",
    )


_CUT = {
    "here": "figures",
    "cut": CUT,
    "query": "stichtag=2026-10-31",
    "is_now": False,
    "stichtag": "2026-10-31",
}


def _figure(code: str, rows: list[object]) -> dict[str, object]:
    return {
        **_CUT,
        "share": _share(code),
        "value": "99,5 %",
        "kind": BY_CODE[code].rows,
        "rows": Paginator(rows, 1).page(1) if rows else [],
    }


_SERVICE = Thing(
    service_key=KEY, name="Wohngeld", ressort="Ministerium der Finanzen", competent=194, shown=190, told=3,
    end_to_end=120, missing=1,
)  # fmt: skip
_FOCUS = {
    **_CUT,
    "fields": (
        Field(name="name", label="Name der Liste", required=True),
        Field(name="keys", label="Leistungsschlüssel", kind=Kind.AREA, hint="Eine je Zeile.", required=True),
    ),
    "errors": [],
    "may_edit": True,
}
_TODAY = date(2026, 10, 31)
_MONTHS = (Month(date(2026, 9, 30), 3, 2), Month(_TODAY, 6, 2), Month(date(2026, 11, 30), 9, None))
_PLAN = Plan(
    uuid.UUID(int=4), "V-2026-0001", "Wohngeld", "Ministerium der Finanzen",
    (Body(uuid.UUID(int=5), "Stadt Mainz", "Pilot", date(2026, 9, 1), None),), _TODAY,
)  # fmt: skip
_PLANNED = {
    "here": "figures", "cut": CUT, "all": 9, "due": 6, "shown": 2, "late": 4, "undated": 1, "plan": _PLAN, "standing": plan.standing(_PLAN),
    "chart": plan.drawing(_MONTHS, _TODAY), "months": plan.month_table(_MONTHS), "outlook": "", "page": Paginator([1], 25).page(1),
    "table": Table("plan", "Plan", ["Vorhaben", "Stand"], [[german("Wohngeld", url="/verwaltung/x/"), Cell("im Plan", level="success")]]),
    "project_url": "/verwaltung/vorhaben/", "statement": "SELECT 1",
}  # fmt: skip
FIGURES: Mapping[str, tuple[str, dict[str, object]]] = {
    "plans": ("office/figures/plans.html", _PLANNED),
    "plans-empty": ("office/figures/plans.html", {**_PLANNED, "all": 0}),
    "plan": ("office/figures/plan.html", _PLANNED),
    "figure-services": ("office/figures/figure.html", _figure("m6", [_SERVICE])),
    "figure-empty": ("office/figures/figure.html", _figure("m1", [])),
    "focus": (
        "office/figures/focus.html",
        {
            **_FOCUS,
            "lists": [("Kommunalpakt", (FocusService(KEY, "Wohngeld", date(2026, 1, 1), "Kommunalpakt"),))],
        },
    ),
    "focus-empty": ("office/figures/focus.html", {**_FOCUS, "lists": []}),
}
