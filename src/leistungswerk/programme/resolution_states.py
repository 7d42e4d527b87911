# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of Beschlüsse and their life cycle (domain.md 7)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Direction(StrEnum):
    """``outgoing`` goes from the Land to the IT-Planungsrat, ``incoming`` comes from there (§ 26 EGovGRP)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    LAND = "land"
    """Stays in the Land."""


class ResolutionState(StrEnum):
    DRAFT = "draft"
    COORDINATION = "coordination"
    READY = "ready"
    LAND_DECIDED = "land_decided"
    REGISTERED = "registered"
    PREPARED = "prepared"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    PUBLISHED = "published"
    IMPLEMENTATION = "implementation"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


_S = ResolutionState
RESOLUTION_TRANSITIONS: Final = MappingProxyType(
    {
        _S.DRAFT: {"coordinate": _S.COORDINATION, "withdraw": _S.WITHDRAWN},
        _S.COORDINATION: {"mature": _S.READY, "revise": _S.DRAFT, "withdraw": _S.WITHDRAWN},
        _S.READY: {"decide": _S.LAND_DECIDED, "revise": _S.DRAFT, "withdraw": _S.WITHDRAWN},
        _S.LAND_DECIDED: {"register": _S.REGISTERED, "implement": _S.IMPLEMENTATION},
        _S.REGISTERED: {"prepare": _S.PREPARED, "take_back": _S.LAND_DECIDED},
        _S.PREPARED: {"adopt": _S.ADOPTED, "reject": _S.REJECTED, "postpone": _S.REGISTERED},
        _S.ADOPTED: {"publish": _S.PUBLISHED},
        _S.PUBLISHED: {"implement": _S.IMPLEMENTATION},
        _S.IMPLEMENTATION: {"complete": _S.COMPLETED},
        _S.REJECTED: {},
        _S.COMPLETED: {},
        _S.WITHDRAWN: {},
    }
)
RESOLUTION_WORDS: Final[Mapping[ResolutionState, str | Promise]] = MappingProxyType(
    {
        _S.DRAFT: _("Entwurf"),
        _S.COORDINATION: _("Ressortabstimmung"),
        _S.READY: _("Beschlussreif"),
        _S.LAND_DECIDED: _("Im Land beschlossen"),
        _S.REGISTERED: _("Zur Sitzung angemeldet"),
        _S.PREPARED: _("In der Abteilungsleiterrunde vorbereitet"),
        _S.ADOPTED: _("Angenommen"),
        _S.REJECTED: _("Abgelehnt"),
        _S.PUBLISHED: _("Veröffentlicht"),
        _S.IMPLEMENTATION: _("In Umsetzung"),
        _S.COMPLETED: _("Erledigt"),
        _S.WITHDRAWN: _("Zurückgezogen"),
    }
)
CONFIDENTIAL: Final = frozenset({_S.DRAFT, _S.COORDINATION, _S.READY, _S.WITHDRAWN})
"""Seen only by the owner, those asked to co-sign or heard, and the OZG coordination."""
EDITABLE: Final = frozenset({_S.DRAFT})


class Verb(StrEnum):
    """What a point does (domain.md 7.1)."""

    NOTES = "notes"
    AGREES = "agrees"
    DECIDES = "decides"
    ASKS = "asks"
    ORDERS = "orders"
    ESTABLISHES = "establishes"
    FINDS = "finds"
    PROVIDES = "provides"


VERB_WORDS: Final[Mapping[Verb, str | Promise]] = MappingProxyType(
    {
        Verb.NOTES: _("nimmt zur Kenntnis"),
        Verb.AGREES: _("stimmt zu"),
        Verb.DECIDES: _("beschließt"),
        Verb.ASKS: _("bittet"),
        Verb.ORDERS: _("beauftragt"),
        Verb.ESTABLISHES: _("richtet ein"),
        Verb.FINDS: _("stellt fest"),
        Verb.PROVIDES: _("stellt bereit"),
    }
)
TASKS: Final = frozenset({Verb.ASKS, Verb.ORDERS, Verb.ESTABLISHES, Verb.PROVIDES, Verb.DECIDES})
"""Points from which somebody has something to do; noting, agreeing and finding end with the session."""


class CoSignature(StrEnum):
    """Answer of a Ressort in the Ressortabstimmung."""

    ASKED = "asked"
    AGREED = "agreed"
    AGREED_WITH_NOTE = "agreed_with_note"
    OBJECTED = "objected"


class ReferenceKind(StrEnum):
    CITES = "cites"
    AMENDS = "amends"
    REPLACES = "replaces"


class VoteResult(StrEnum):
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    REJECTED = "rejected"
