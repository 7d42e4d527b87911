# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of data rounds (domain.md S10, R30): the round, its part of one Ressort, and one line of it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    """Opened by mistake; nothing of it counts."""


ROUND_TRANSITIONS: Final = MappingProxyType(
    {
        RoundState.OPEN: {"close": RoundState.CLOSED, "cancel": RoundState.CANCELLED},
        RoundState.CLOSED: {},
        RoundState.CANCELLED: {},
    }
)
ROUND_WORDS: Final[Mapping[RoundState, str | Promise]] = MappingProxyType(
    {
        RoundState.OPEN: _("läuft"),
        RoundState.CLOSED: _("abgeschlossen"),
        RoundState.CANCELLED: _("abgebrochen"),
    }
)


class PartState(StrEnum):
    """How far the answers of a Ressort, or of the municipalities of a project office, have come."""

    COLLECTING = "collecting"
    RELEASED = "released"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    MISSING = "missing"
    """The round was closed without them: a named gap."""


PART_TRANSITIONS: Final = MappingProxyType(
    {
        PartState.COLLECTING: {"release": PartState.RELEASED, "close_without": PartState.MISSING},
        PartState.RELEASED: {
            "check": PartState.CHECKED,
            "return_to_ressort": PartState.COLLECTING,
            "close_without": PartState.MISSING,
        },
        PartState.CHECKED: {
            "accept": PartState.ACCEPTED,
            "return_to_check": PartState.RELEASED,
            "close_without": PartState.MISSING,
        },
        PartState.ACCEPTED: {},
        PartState.MISSING: {},
    }
)
PART_WORDS: Final[Mapping[PartState, str | Promise]] = MappingProxyType(
    {
        PartState.COLLECTING: _("wird beantwortet"),
        PartState.RELEASED: _("freigegeben, das LDI prüft"),
        PartState.CHECKED: _("geprüft, Abnahme steht aus"),
        PartState.ACCEPTED: _("abgenommen"),
        PartState.MISSING: _("fehlt"),
    }
)


class LineState(StrEnum):
    """What became of one question about one service at one body."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    """What was known last still holds."""
    CORRECTED = "corrected"
    UNKNOWN = "unknown"
    """Whoever was asked cannot say, and why."""
    RETURNED = "returned"
    MERGED = "merged"
    """The body went on in another before the Stichtag; it is asked there."""


_ANSWERS: Final = {
    "confirm": LineState.CONFIRMED,
    "correct": LineState.CORRECTED,
    "cannot_say": LineState.UNKNOWN,
}
_ANSWERED: Final = {**_ANSWERS, "return": LineState.RETURNED, "merge": LineState.MERGED}
LINE_TRANSITIONS: Final = MappingProxyType(
    {
        LineState.OPEN: {**_ANSWERS, "merge": LineState.MERGED},
        LineState.RETURNED: {**_ANSWERS, "merge": LineState.MERGED},
        LineState.CONFIRMED: _ANSWERED,
        LineState.CORRECTED: _ANSWERED,
        LineState.UNKNOWN: _ANSWERED,
        LineState.MERGED: {},
    }
)
LINE_WORDS: Final[Mapping[LineState, str | Promise]] = MappingProxyType(
    {
        LineState.OPEN: _("offen"),
        LineState.CONFIRMED: _("bestätigt"),
        LineState.CORRECTED: _("berichtigt"),
        LineState.UNKNOWN: _("nicht bekannt"),
        LineState.RETURNED: _("zurückgegeben"),
        LineState.MERGED: _("in anderer Stelle aufgegangen"),
    }
)


class PartKind(StrEnum):
    RESSORT = "ressort"
    PROJECT_OFFICE = "project_office"
    """The municipalities a project office works for."""


class Question(StrEnum):
    """What the system cannot know by itself."""

    AVAILABLE = "available"
    """Whether a service is online at a body: asked only where no gate and no own service shows it."""
    CASES = "cases"
    """Cases a year on all channels: the system sees only what comes online."""
    LAW = "law"
    """Which legal change is still needed."""


QUESTION_WORDS: Final[Mapping[Question, str | Promise]] = MappingProxyType(
    {
        Question.AVAILABLE: _("Ist die Leistung online verfügbar?"),
        Question.CASES: _("Wie viele Fälle gibt es im Jahr, auf allen Wegen?"),
        Question.LAW: _("Welche Rechtsänderung ist noch nötig?"),
    }
)


class Outcome(StrEnum):
    """What an accepted answer did to the facts."""

    NONE = ""
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    ENDED = "ended"
    TAKEN_BACK = "taken_back"
    NOTHING = "nothing"
    """It was not available and still is not: there is no fact of it."""
    SHOWN_MEANWHILE = "shown_meanwhile"
    """Evidence has come in since: it takes precedence over what is told."""
    CONTRADICTS = "contradicts"
    """Told is the opposite of what evidence shows: not recorded, printed on the report."""
