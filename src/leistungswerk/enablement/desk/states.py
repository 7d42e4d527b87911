# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of the support desk, and the moves of a ticket."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TicketState(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    """For who asked; the clock stands."""
    HANDED = "handed"
    """To a vendor or the operator of a reused service, with its own ticket system; the time for the solution
    stands, and theirs runs."""
    SOLVED = "solved"
    """Answered for good; who asked may object."""
    CLOSED = "closed"
    DISCARDED = "discarded"
    """Advertising, a loop, a message to somebody else."""


class TicketMove(StrEnum):
    TAKE = "take"
    ASK = "ask"
    REPLY = "reply"
    HAND_OVER = "hand_over"
    GIVE_BACK = "give_back"
    SOLVE = "solve"
    REOPEN = "reopen"
    CLOSE = "close"
    DISCARD = "discard"


_S, _M = TicketState, TicketMove
TICKET_TRANSITIONS: Final = MappingProxyType(
    {
        _S.NEW: {
            _M.TAKE: _S.OPEN, _M.ASK: _S.WAITING, _M.HAND_OVER: _S.HANDED, _M.SOLVE: _S.SOLVED, _M.DISCARD: _S.DISCARDED,
        },
        _S.OPEN: {
            _M.ASK: _S.WAITING, _M.HAND_OVER: _S.HANDED, _M.SOLVE: _S.SOLVED, _M.DISCARD: _S.DISCARDED,
        },
        _S.WAITING: {_M.REPLY: _S.OPEN, _M.SOLVE: _S.SOLVED},
        # The desk goes on without the third level, too: it may have answered by telephone.
        _S.HANDED: {_M.GIVE_BACK: _S.OPEN, _M.ASK: _S.WAITING, _M.SOLVE: _S.SOLVED},
        _S.SOLVED: {_M.REOPEN: _S.OPEN, _M.CLOSE: _S.CLOSED},
        _S.CLOSED: {},
        _S.DISCARDED: {_M.REOPEN: _S.OPEN},
    }
)  # fmt: skip
LIVE: Final = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING, TicketState.HANDED)
ENDED: Final = (TicketState.SOLVED, TicketState.CLOSED, TicketState.DISCARDED)
STATE_WORDS: Final[Mapping[TicketState, str | Promise]] = MappingProxyType(
    {
        TicketState.NEW: _("Neu"),
        TicketState.OPEN: _("In Arbeit"),
        TicketState.WAITING: _("Wartet auf Rückmeldung"),
        TicketState.HANDED: _("Beim Hersteller"),
        TicketState.SOLVED: _("Gelöst"),
        TicketState.CLOSED: _("Abgeschlossen"),
        TicketState.DISCARDED: _("Verworfen"),
    }
)


class Level(StrEnum):
    """1: first contact; 2: the experts of the OZG project; 3: vendors and operators of reused (EfA) services."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"


LEVEL_WORDS: Final[Mapping[Level, str | Promise]] = MappingProxyType(
    {
        Level.FIRST: _("1. Ebene: Annahme"),
        Level.SECOND: _("2. Ebene: OZG-Projekt"),
        Level.THIRD: _("3. Ebene: Hersteller und Betreiber"),
    }
)


class Channel(StrEnum):
    FORM = "form"
    """The form of the portal."""
    MAIL = "mail"
    PHONE = "phone"
    """Written down by the desk."""
    EVENT = "event"
    """Another part of the house announced it: a reported barrier."""


CHANNEL_WORDS: Final[Mapping[Channel, str | Promise]] = MappingProxyType(
    {
        Channel.FORM: _("Formular im Portal"),
        Channel.MAIL: _("E-Mail"),
        Channel.PHONE: _("Telefon"),
        Channel.EVENT: _("Meldung einer Barriere"),
    }
)


class Category(StrEnum):
    FAULT = "fault"
    USE = "use"
    CONTENT = "content"
    BARRIER = "barrier"
    CONNECTION = "connection"
    ACCESS = "access"
    OTHER = "other"


CATEGORY_WORDS: Final[Mapping[Category, str | Promise]] = MappingProxyType(
    {
        Category.FAULT: _("Etwas funktioniert nicht"),
        Category.USE: _("Frage zur Bedienung"),
        Category.CONTENT: _("Fehler in einem Text oder Formular"),
        Category.BARRIER: _("Barriere"),
        Category.CONNECTION: _("Anbindung eines Fachverfahrens"),
        Category.ACCESS: _("Konto und Zugang"),
        Category.OTHER: _("Etwas anderes"),
    }
)


PUBLIC_CATEGORIES: Final = (
    Category.FAULT,
    Category.USE,
    Category.CONTENT,
    Category.BARRIER,
    Category.ACCESS,
    Category.OTHER,
)
"""What the form of the portal offers; the connection of a Fachverfahren is no matter of citizens."""


class Urgency(StrEnum):
    """Class of a ticket: how many are hit and whether there is another way."""

    HALTED = "halted"
    IMPAIRED = "impaired"
    NORMAL = "normal"


class ServiceTimes(msgspec.Struct, frozen=True):
    """What the desk promises for a class, in hours of service time, until somebody sets other times."""

    word: str | Promise
    response: int
    solution: int


URGENCIES: Final[Mapping[Urgency, ServiceTimes]] = MappingProxyType(
    {
        Urgency.HALTED: ServiceTimes(_("Klasse 1: Dienst steht"), 1, 8),
        Urgency.IMPAIRED: ServiceTimes(_("Klasse 2: Dienst eingeschränkt"), 4, 24),
        Urgency.NORMAL: ServiceTimes(_("Klasse 3: Frage oder Hinweis"), 8, 40),
    }
)


class EntryKind(StrEnum):
    REQUEST = "request"
    """From who asked."""
    ANSWER = "answer"
    """To who asked."""
    NOTE = "note"
    """Internal; leaves the desk never."""
    HANDOVER = "handover"
    """To the foreign ticket system."""
    FOREIGN = "foreign"
    """From it."""
    STEP = "step"
    """The desk itself says what happened."""


ENTRY_WORDS: Final[Mapping[EntryKind, str | Promise]] = MappingProxyType(
    {
        EntryKind.REQUEST: _("Anfrage"),
        EntryKind.ANSWER: _("Antwort an die fragende Person"),
        EntryKind.NOTE: _("Interne Notiz"),
        EntryKind.HANDOVER: _("Übergabe an die 3. Ebene"),
        EntryKind.FOREIGN: _("Rückmeldung der 3. Ebene"),
        EntryKind.STEP: _("Schritt"),
    }
)


class MailOutcome(StrEnum):
    """What became of a received mail."""

    TICKET = "ticket"
    ANSWER = "answer"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    LOOP = "loop"
    TWICE = "twice"
    SPAM = "spam"
    """Kept as a discarded ticket, so that a wrong judgement can be taken back; never answered."""
    TOO_MANY = "too_many"


class NoticeKind(StrEnum):
    DISTURBANCE = "disturbance"
    MAINTENANCE = "maintenance"


NOTICE_WORDS: Final[Mapping[NoticeKind, str | Promise]] = MappingProxyType(
    {NoticeKind.DISTURBANCE: _("Störung"), NoticeKind.MAINTENANCE: _("Wartung")}
)


class NoticeState(StrEnum):
    """Where a notice stands at a moment. Only people end it: a planned end that passes changes nothing."""

    PLANNED = "planned"
    CURRENT = "current"
    OVER = "over"
    CANCELLED = "cancelled"
    """Ended before it began."""


NOTICE_STATE_WORDS: Final[Mapping[NoticeState, str | Promise]] = MappingProxyType(
    {
        NoticeState.PLANNED: _("Angekündigt"),
        NoticeState.CURRENT: _("Dauert an"),
        NoticeState.OVER: _("Beendet"),
        NoticeState.CANCELLED: _("Abgesagt"),
    }
)


class Helped(StrEnum):
    """What who asked says afterwards: about the help, never about who gave it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


HELPED_WORDS: Final[Mapping[Helped, str | Promise]] = MappingProxyType(
    {
        Helped.YES: _("Ja, das hat geholfen"),
        Helped.PARTLY: _("Zum Teil"),
        Helped.NO: _("Nein, das hat nicht geholfen"),
    }
)
