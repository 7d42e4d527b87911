# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of figures."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.reporting.focus_lists import FocusService
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.queries import Share
from leistungswerk.web.office.entry import Field, Kind

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
FIGURES: Mapping[str, tuple[str, dict[str, object]]] = {
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
