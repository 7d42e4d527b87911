# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of subscriptions and mailings, and their moves."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(StrEnum):
    """What one may be told about. The key of a subscription narrows it; topics without one have an empty key."""

    NEWS = "news"
    NOTICE = "notice"
    """Disturbances and maintenance, of all services."""
    SERVICE = "service"
    """Key: a Leistungsschlüssel."""
    PLACE = "place"
    """Key: uuid of a municipality."""
    PROJECT = "project"
    """Key: uuid of a Vorhaben; only for people of the office who see it."""
    OFFER = "offer"
    """Key: uuid of a Nachnutzungsangebot; only for people of the office."""


TOPIC_WORDS: Final[Mapping[Topic, str | Promise]] = MappingProxyType(
    {
        Topic.NEWS: _("Aktuelles aus der OZG-Umsetzung"),
        Topic.NOTICE: _("Störungen und Wartungen"),
        Topic.SERVICE: _("Leistung"),
        Topic.PLACE: _("Kommune"),
        Topic.PROJECT: _("Vorhaben"),
        Topic.OFFER: _("Nachnutzungsangebot"),
    }
)
KEYLESS: Final = frozenset({Topic.NEWS, Topic.NOTICE})
PUBLIC_TOPICS: Final = frozenset({Topic.NEWS, Topic.NOTICE, Topic.SERVICE, Topic.PLACE})


class Pace(StrEnum):
    """How often somebody is told."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


PACE_WORDS: Final[Mapping[Pace, str | Promise]] = MappingProxyType(
    {
        Pace.AT_ONCE: _("sofort"),
        Pace.DAILY: _("einmal am Tag, morgens"),
        Pace.WEEKLY: _("einmal in der Woche, montags"),
    }
)


class MailingState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    """Ready; another person must release it."""
    SENDING = "sending"
    """Released: its recipients are fixed and are served one slice after the other."""
    SENT = "sent"
    DROPPED = "dropped"


class MailingMove(StrEnum):
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    RELEASE = "release"
    FINISH = "finish"
    DROP = "drop"


_S = MailingState
MAILING_TRANSITIONS: Final[Mapping[MailingState, Mapping[MailingMove, MailingState]]] = MappingProxyType(
    {
        _S.DRAFT: {MailingMove.PROPOSE: _S.PROPOSED, MailingMove.DROP: _S.DROPPED},
        _S.PROPOSED: {
            MailingMove.RELEASE: _S.SENDING,
            MailingMove.TAKE_BACK: _S.DRAFT,
            MailingMove.DROP: _S.DROPPED,
        },
        _S.SENDING: {MailingMove.FINISH: _S.SENT},
        _S.SENT: {},
        _S.DROPPED: {},
    }
)
MAILING_WORDS: Final[Mapping[MailingState, str | Promise]] = MappingProxyType(
    {
        MailingState.DRAFT: _("Entwurf"),
        MailingState.PROPOSED: _("Wartet auf Freigabe"),
        MailingState.SENDING: _("Wird gesendet"),
        MailingState.SENT: _("Gesendet"),
        MailingState.DROPPED: _("Verworfen"),
    }
)


class RecipientState(StrEnum):
    WAITING = "waiting"
    QUEUED = "queued"
    """Promised to the mail worker."""
    SENT = "sent"
    REFUSED = "refused"
    """Came back, at once or later."""


RECIPIENT_WORDS: Final[Mapping[RecipientState, str | Promise]] = MappingProxyType(
    {
        RecipientState.WAITING: _("Wartet"),
        RecipientState.QUEUED: _("Im Postausgang"),
        RecipientState.SENT: _("Übergeben"),
        RecipientState.REFUSED: _("Zurückgekommen"),
    }
)
