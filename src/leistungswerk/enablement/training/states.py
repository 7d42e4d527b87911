# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of training."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(StrEnum):
    """What a course is about (domain.md R22)."""

    FIM = "fim"
    PLATFORM = "platform"
    ROLLOUT = "rollout"


class Level(StrEnum):
    """From an overview to administration; the order is that of learning."""

    OVERVIEW = "overview"
    USE = "use"
    ADVANCED = "advanced"
    ADMINISTRATION = "administration"


class DateState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SeatState(StrEnum):
    TAKEN = "taken"
    WAITING = "waiting"
    GIVEN_BACK = "given_back"
    ATTENDED = "attended"
    MISSED = "missed"


class Pace(StrEnum):
    SLOW = "slow"
    RIGHT = "right"
    FAST = "fast"


_S = SeatState
SEAT_TRANSITIONS: Final[Mapping[SeatState, Mapping[str, SeatState]]] = MappingProxyType(
    {
        _S.TAKEN: {"give_back": _S.GIVEN_BACK, "attend": _S.ATTENDED, "miss": _S.MISSED},
        _S.WAITING: {"move_up": _S.TAKEN, "give_back": _S.GIVEN_BACK},
        _S.ATTENDED: {"miss": _S.MISSED},
        _S.MISSED: {"attend": _S.ATTENDED},
        _S.GIVEN_BACK: {},
    }
)
HOLDS_A_SEAT: Final = frozenset({_S.TAKEN, _S.ATTENDED, _S.MISSED})
TOPIC_WORDS: Final[Mapping[Topic, str | Promise]] = MappingProxyType(
    {
        Topic.FIM: _("FIM: Leistungen beschreiben"),
        Topic.PLATFORM: _("Formular- und Prozessplattform"),
        Topic.ROLLOUT: _("Roll-out und Anbindung"),
    }
)
LEVEL_WORDS: Final[Mapping[Level, str | Promise]] = MappingProxyType(
    {
        Level.OVERVIEW: _("Überblick"),
        Level.USE: _("Anwendung"),
        Level.ADVANCED: _("Vertiefung"),
        Level.ADMINISTRATION: _("Administration"),
    }
)
SEAT_WORDS: Final[Mapping[SeatState, str | Promise]] = MappingProxyType(
    {
        _S.TAKEN: _("Angemeldet"),
        _S.WAITING: _("Warteliste"),
        _S.GIVEN_BACK: _("Abgemeldet"),
        _S.ATTENDED: _("Teilgenommen"),
        _S.MISSED: _("Nicht teilgenommen"),
    }
)
DATE_WORDS: Final[Mapping[DateState, str | Promise]] = MappingProxyType(
    {
        DateState.PLANNED: _("Geplant"),
        DateState.HELD: _("Durchgeführt"),
        DateState.CANCELLED: _("Abgesagt"),
    }
)
PACE_WORDS: Final[Mapping[Pace, str | Promise]] = MappingProxyType(
    {Pace.SLOW: _("zu langsam"), Pace.RIGHT: _("genau richtig"), Pace.FAST: _("zu schnell")}
)
