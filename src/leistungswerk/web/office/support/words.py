# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How tickets, clocks and notices are said and coloured."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.core import times
from leistungswerk.enablement.desk.dials import Dial
from leistungswerk.enablement.desk.dials import Promise as Promised
from leistungswerk.enablement.desk.queries import Line, View
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    CHANNEL_WORDS,
    LEVEL_WORDS,
    STATE_WORDS,
    URGENCIES,
    TicketState,
    Urgency,
)

Word = str | Promise
VIEW_WORDS: Final[Mapping[View, Word]] = MappingProxyType(
    {
        View.MINE: gettext_lazy("Ich bin dran"),
        View.UNASSIGNED: gettext_lazy("Niemandem zugewiesen"),
        View.OVERDUE: gettext_lazy("Überfällig"),
        View.OPEN: gettext_lazy("Alle offenen"),
        View.WAITING: gettext_lazy("Wartet auf andere"),
        View.ENDED: gettext_lazy("Beendet"),
        View.DISCARDED: gettext_lazy("Verworfen"),
    }
)
STATE_LEVELS: Final = MappingProxyType(
    {
        TicketState.NEW: "warning",
        TicketState.OPEN: "info",
        TicketState.WAITING: "info",
        TicketState.HANDED: "info",
        TicketState.SOLVED: "success",
        TicketState.CLOSED: "success",
        TicketState.DISCARDED: "danger",
    }
)
URGENCY_LEVELS: Final = MappingProxyType(
    {Urgency.HALTED: "danger", Urgency.IMPAIRED: "warning", Urgency.NORMAL: "info"}
)
_PROMISES: Final[Mapping[Promised, Word]] = MappingProxyType(
    {
        Promised.RESPONSE: gettext_lazy("Erste Antwort"),
        Promised.SOLUTION: gettext_lazy("Lösung"),
        Promised.THIRD_LEVEL: gettext_lazy("Rückmeldung der 3. Ebene"),
    }
)


class ShownDial(msgspec.Struct, frozen=True):
    """A clock as ``office/support/dial.html`` draws it."""

    what: Word
    text: str
    used: int
    level: str
    due: datetime | None


def shown_dial(dial: Dial) -> ShownDial | None:
    """``None`` where nothing runs."""
    if dial.promise is Promised.NONE:
        return None
    text = _("seit %(time)s überfällig") if dial.passed else _("noch %(time)s")
    return ShownDial(_PROMISES[dial.promise], text % {"time": dial.words}, dial.used, dial.level, dial.due)


class ShownLine(msgspec.Struct, frozen=True):
    """A ticket with its words."""

    line: Line
    state: Word
    state_level: str
    urgency: Word
    urgency_level: str
    category: Word
    level: Word
    channel: Word
    dial: ShownDial | None


def shown_line(line: Line) -> ShownLine:
    return ShownLine(
        line,
        STATE_WORDS[line.state],
        STATE_LEVELS[line.state],
        URGENCIES[line.urgency].word,
        URGENCY_LEVELS[line.urgency],
        CATEGORY_WORDS[line.category],
        LEVEL_WORDS[line.level],
        CHANNEL_WORDS[line.channel],
        shown_dial(line.dial),
    )


def clock_text(at: datetime | None) -> str:
    """A moment as a field of a form holds it."""
    return at.astimezone(times.BERLIN).strftime("%Y-%m-%dT%H:%M") if at else ""
