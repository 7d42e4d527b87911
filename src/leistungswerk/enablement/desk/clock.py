# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Service time: Monday to Friday from 8 to 16 o'clock in Germany, without the holidays of Rheinland-Pfalz.

All clocks of the desk count minutes of service time, so nothing runs over a weekend.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.core.times import BERLIN, legal_day
from leistungswerk.core.workdays import is_working_day

OPENS: Final = time(8)
CLOSES: Final = time(16)
MINUTES_A_DAY: Final = 480


def _opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, BERLIN)


def _closing(day: date) -> datetime:
    return datetime.combine(day, CLOSES, BERLIN)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes of service time from ``start`` to ``end``; negative if ``end`` lies before."""
    if end < start:
        return -minutes_between(end, start)
    day, last = legal_day(start), legal_day(end)
    seconds = 0.0
    while day <= last:
        if is_working_day(day):
            begin, finish = max(start, _opening(day)), min(end, _closing(day))
            seconds += max((finish - begin).total_seconds(), 0.0)
        day += timedelta(days=1)
    return int(seconds // 60)


def after(start: datetime, minutes: int) -> datetime:
    """The moment at which ``minutes`` of service time have passed since ``start``."""
    if minutes < 0:
        raise ValueError("Service time is counted forward.")
    day, left = legal_day(start), timedelta(minutes=minutes)
    while True:
        if is_working_day(day):
            begin = max(start, _opening(day))
            room = _closing(day) - begin
            if room > timedelta(0) and left <= room:
                return begin + left
            left -= max(room, timedelta(0))
        day += timedelta(days=1)


def words(minutes: int) -> str:
    """As people say it: „3 Std. 20 Min.“, „2 Tage 4 Std.“; a day has eight hours."""
    minutes = abs(minutes)
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(count)d Tag", "%(count)d Tage", days) % {"count": days})
    if hours:
        parts.append(_("%(count)d Std.") % {"count": hours})
    if (left and not days) or not parts:
        parts.append(_("%(count)d Min.") % {"count": left})
    return " ".join(parts)
