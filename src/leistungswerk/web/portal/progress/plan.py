# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against evidence for everybody: the sum of all Vorhaben, in steps nobody can take apart."""

from collections.abc import Sequence
from datetime import date

import msgspec
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.reporting import plan as reading
from leistungswerk.reporting.drawings import Line, course
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.plan import Month
from leistungswerk.web.portal.progress import words
from leistungswerk.web.portal.progress.page import Point


class ShownPlan(msgspec.Struct, frozen=True):
    """Months with both counts, the newest first; empty where nothing is planned."""

    points: tuple[Point, ...] = ()
    chart: str = ""
    said: str = ""
    statement: str = ""
    """How evidence is found."""


def section(cut: Cut) -> ShownPlan:
    """What the overview shows; a constant number of statements."""
    bodies = [body for each in reading.plans(cut) for body in each.bodies]
    months = reading.for_everybody(reading.months(bodies, cut.cut_off))
    if not any(each.planned or each.shown for each in months):
        return ShownPlan()
    points = tuple(
        Point(each.day, (words.number(each.planned), "–" if each.shown is None else words.number(each.shown)))
        for each in reversed(months)
    )
    return ShownPlan(points, drawing(months, cut.cut_off), _said(months, cut.cut_off), reading.statement())


def drawing(months: Sequence[Month], today: date) -> str:
    """Planned and shown by the end of each month, this month until today; a line where the past ends."""
    highest = max(max(each.planned, each.shown or 0) for each in months)
    lines = (
        Line(
            _("belegt"),
            tuple((min(each.day, today), each.shown) for each in months if each.shown is not None),
        ),
        Line(_("geplant"), tuple((each.day, each.planned) for each in months)),
    )
    return course(
        lines, top=max(-(-highest // 4) * 4, 4), unit="", name=_("Plan und Nachweis"), identity="plan-nachweis", today=today,
        description=_("Behörden, die bis zum Monatsende online sein sollten, und solche, bei denen es belegt ist. Die Zahlen stehen in der Tabelle."),
    )  # fmt: skip


def _said(months: Sequence[Month], today: date) -> str:
    """The last whole month in a sentence, behind or not."""
    over = [each for each in months if each.day <= today and each.shown is not None]
    if not over or over[-1].shown is None:
        return _("Die ersten Behörden sind für die kommenden Monate geplant.")
    last, shown = over[-1], over[-1].shown
    told = {
        "month": formats.date_format(last.day, "F Y"),
        "planned": words.number(last.planned),
        "shown": words.number(shown),
    }
    if shown < last.planned:
        return (
            _(
                "Ende %(month)s sollten die Dienste der Vorhaben bei %(planned)s Behörden online sein; belegt war es bei %(shown)s. Der Nachweis liegt hinter dem Plan."
            )
            % told
        )
    return _("Ende %(month)s sollten die Dienste der Vorhaben bei %(planned)s Behörden online sein; belegt war es bei %(shown)s. Der Nachweis liegt nicht hinter dem Plan.") % told  # fmt: skip
