# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures: each opens to its definition, cut-off and the rows it is made of."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Final

import msgspec
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import BY_CODE, METRICS, Metric
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import EVERYWHERE, Within
from leistungswerk.reporting.models import (
    AssessmentFact,
    AvailabilityFact,
    CompetenceFact,
    CoverageSpan,
    UsageFact,
)

FIRST_YEAR: Final = 2017
"""Of the Onlinezugangsgesetz."""


class Share(msgspec.Struct, frozen=True):
    """A metric at a cut-off, with all that is needed to trust it.

    ``shown`` is shown by evidence („belegt“), ``total`` adds what was only told („gemeldet“); ``denominator`` is
    ``None`` for a plain number. ``recorded_at`` is when the newest fact it may rest on was recorded.
    """

    code: str
    title: str | Promise
    definition: str | Promise
    denominator_text: str | Promise
    shown: int
    total: int
    denominator: int | None
    cut: Cut
    recorded_at: datetime | None
    statement: str

    @property
    def told(self) -> int:
        """What was only told („gemeldet“)."""
        return self.total - self.shown

    @property
    def percent(self) -> str | None:
        """``total`` of ``denominator`` with one decimal and a comma; only the whole is ever „100“, only nothing „0“."""
        if not self.denominator:
            return None
        if self.total in (0, self.denominator):
            return "100" if self.total else "0"
        tenths = min(max(round(self.total * 1000 / self.denominator), 1), 999)
        return f"{tenths // 10},{tenths % 10}"


def cut_at(cut_off: date | None = None, known_at: datetime | None = None) -> Cut:
    """Stichtag and Datenstand; the Datenstand is by default the end of the Stichtag in Germany.

    Raises :class:`Refused` for what lies in the future, of which nothing is known, and before there was an OZG.
    """
    if any(said is not None and said.year < FIRST_YEAR for said in (cut_off, known_at)):
        raise Refused(_("Vor 2017 gab es kein Onlinezugangsgesetz. Nennen Sie einen Tag ab 2017."))
    now = times.now()
    if known_at is not None and known_at > now:
        raise Refused(_("Der Datenstand liegt in der Zukunft. Nennen Sie einen Zeitpunkt bis jetzt."))
    today = times.legal_day(now)
    cut_off = cut_off or today
    if cut_off > today:
        raise Refused(_("Der Stichtag liegt in der Zukunft. Zahlen gibt es nur bis heute."))
    return Cut(cut_off, known_at or min(times.end_of_day(cut_off), now))


def figures(
    cut: Cut, *, kept: bool = False, codes: Collection[str] = (), within: Within = EVERYWHERE
) -> tuple[Share, ...]:
    """All metrics at a cut-off, side by side, or these.

    ``kept`` reads what events keep of the facts: the same numbers, asked of some hundred rows. Below a district
    nothing is kept, and the facts of that place are counted.
    """
    newest = _newest(cut)
    wanted = [metric for metric in METRICS if not codes or metric.code in codes]
    found: dict[str, dict[str, Any]] = {}
    if kept and within.kept:
        usable = [each.code for each in wanted if each.code != "m7" or _all_usage_known(cut)]
        found = run.together(usable, cut, within) if usable else {}
    return tuple(
        _share(
            metric,
            cut,
            newest,
            found.get(metric.code) or run.rows(metric.code, cut, within=within)[0],
            within,
        )
        for metric in wanted
    )


def _newest(cut: Cut) -> datetime | None:
    seen = (
        kind.objects.filter(recorded_at__lte=cut.known_at).aggregate(newest=Max("recorded_at"))["newest"]
        for kind in (AssessmentFact, AvailabilityFact, CompetenceFact, UsageFact)
    )
    return max((at for at in seen if at is not None), default=None)


def _share(metric: Metric, cut: Cut, newest: datetime | None, row: dict[str, Any], within: Within) -> Share:
    return Share(
        metric.code,
        metric.title,
        metric.definition,
        metric.denominator,
        row["shown"],
        row["total"],
        row["denominator"] if metric.share else None,
        cut,
        newest,
        run.statement(metric.code, within=within),
    )


def _all_usage_known(cut: Cut) -> bool:
    """Whether the sums of months say what was known at the Datenstand: nothing was counted since."""
    last = UsageFact.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    return last is None or last <= cut.known_at


def metric_rows(code: str, cut: Cut, *, offset: int, limit: int) -> list[dict[str, object]]:
    """The rows a metric is made of, one for each thing counted."""
    kept = code != "m7" or _all_usage_known(cut)
    return run.rows(BY_CODE[code].rows, cut, kept=kept, offset=offset, limit=limit)


def bodies_of(service_key: str, cut: Cut, *, offset: int, limit: int) -> list[dict[str, object]]:
    """The bodies that decide on a service, those where it is missing first."""
    within = Within(service=service_key)
    return run.rows("bodies", cut, within=within, service_key=service_key, offset=offset, limit=limit)


def gaps(cut: Cut, *, kept: bool = False) -> dict[str, int]:
    """What makes the figures doubtful, by kind."""
    return {row["gap"]: row["amount"] for row in run.rows("gaps", cut, kept=kept)}


def online_shares(keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Leistungsschlüssel → at how many of how many competent bodies it is online now; one statement."""
    rows = CoverageSpan.objects.filter(
        service_key__in=list(keys),
        district="",
        competent__gt=0,
        valid_to__isnull=True,
        superseded_at__isnull=True,
    )
    return {row.service_key: (row.shown + row.told, row.competent) for row in rows}
