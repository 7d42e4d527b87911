# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of reuse and base infrastructure: contract routes as state machines, offers, requests."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Route(StrEnum):
    """Contract routes of reuse (domain.md 4.2)."""

    FIT_STORE = "fit_store"
    MARKETPLACE = "marketplace"
    """EfA-Marktplatz of govdigital."""
    ADMINISTRATIVE_AGREEMENT = "administrative_agreement"
    """Verwaltungsabkommen, one for each service, signed by all."""
    INTER_PUBLIC_AGREEMENT = "inter_public_agreement"
    """Interöffentliche Vereinbarung with municipalities."""


class ContractState(StrEnum):
    """States of all routes; which of them a route has, and in which order, its table says."""

    PREPARED = "prepared"
    INTEREST_DECLARED = "interest_declared"
    IN_COORDINATION = "in_coordination"
    COORDINATED = "coordinated"
    OFFERED = "offered"
    DRAFTED = "drafted"
    IN_SIGNING = "in_signing"
    CONCLUDED = "concluded"
    ENDED = "ended"
    ABANDONED = "abandoned"


_C = ContractState
_END: Final = {"end": _C.ENDED}
CONTRACT_TRANSITIONS: Final = MappingProxyType(
    {
        # Interessenbekundung → Abstimmung → Abstimmungsschreiben → Angebot der FITKO → SaaS-Nachnutzungsvertrag
        Route.FIT_STORE: {
            _C.PREPARED: {"declare_interest": _C.INTEREST_DECLARED, "abandon": _C.ABANDONED},
            _C.INTEREST_DECLARED: {"begin_coordination": _C.IN_COORDINATION, "abandon": _C.ABANDONED},
            _C.IN_COORDINATION: {"send_coordination_letter": _C.COORDINATED, "abandon": _C.ABANDONED},
            _C.COORDINATED: {"receive_offer": _C.OFFERED, "abandon": _C.ABANDONED},
            _C.OFFERED: {"accept": _C.CONCLUDED, "abandon": _C.ABANDONED},
            _C.CONCLUDED: _END,
            _C.ENDED: {},
            _C.ABANDONED: {},
        },
        Route.MARKETPLACE: {
            _C.PREPARED: {"declare_interest": _C.INTEREST_DECLARED, "abandon": _C.ABANDONED},
            _C.INTEREST_DECLARED: {"receive_offer": _C.OFFERED, "abandon": _C.ABANDONED},
            _C.OFFERED: {"accept": _C.CONCLUDED, "abandon": _C.ABANDONED},
            _C.CONCLUDED: _END,
            _C.ENDED: {},
            _C.ABANDONED: {},
        },
        Route.ADMINISTRATIVE_AGREEMENT: {
            _C.PREPARED: {"draft": _C.DRAFTED, "abandon": _C.ABANDONED},
            _C.DRAFTED: {"send_for_signing": _C.IN_SIGNING, "abandon": _C.ABANDONED},
            _C.IN_SIGNING: {"all_signed": _C.CONCLUDED, "abandon": _C.ABANDONED},
            _C.CONCLUDED: _END,
            _C.ENDED: {},
            _C.ABANDONED: {},
        },
        Route.INTER_PUBLIC_AGREEMENT: {
            _C.PREPARED: {"draft": _C.DRAFTED, "abandon": _C.ABANDONED},
            _C.DRAFTED: {"send_for_signing": _C.IN_SIGNING, "abandon": _C.ABANDONED},
            _C.IN_SIGNING: {"all_signed": _C.CONCLUDED, "abandon": _C.ABANDONED},
            _C.CONCLUDED: _END,
            _C.ENDED: {},
            _C.ABANDONED: {},
        },
    }
)


class RequirementLevel(StrEnum):
    """Binding force of an EfA minimum requirement."""

    MUST = "MUSS"
    SHOULD = "SOLL"
    CAN = "KANN"


class Fulfilment(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_CHECKED = "not_checked"


class OfferState(StrEnum):
    PLANNED = "planned"
    AVAILABLE = "available"
    ENDED = "ended"


class ParameterType(StrEnum):
    """Types of values in a parameter sheet."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    """EUR with two decimals."""
    DATE = "date"
    BOOLEAN = "boolean"
    URL = "url"
    EMAIL = "email"
    IBAN = "iban"
    CHOICE = "choice"


class SheetState(StrEnum):
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"


class BaseServiceKind(StrEnum):
    """What the Land's base infrastructure offers (domain.md 2.3)."""

    FORM_PLATFORM = "form_platform"
    ACCOUNT = "account"
    PAYMENT = "payment"
    PORTAL = "portal"
    SIGNATURE = "signature"
    TRANSPORT = "transport"


class BaseServiceState(StrEnum):
    REQUESTED = "requested"
    IN_PROVISION = "in_provision"
    READY = "ready"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


BASE_SERVICE_TRANSITIONS: Final = MappingProxyType(
    {
        BaseServiceState.REQUESTED: {
            "provision": BaseServiceState.IN_PROVISION,
            "refuse": BaseServiceState.REFUSED,
            "withdraw": BaseServiceState.WITHDRAWN,
        },
        BaseServiceState.IN_PROVISION: {
            "ready": BaseServiceState.READY,
            "refuse": BaseServiceState.REFUSED,
            "withdraw": BaseServiceState.WITHDRAWN,
        },
        BaseServiceState.READY: {},
        BaseServiceState.REFUSED: {},
        BaseServiceState.WITHDRAWN: {},
    }
)


class RuntimeKind(StrEnum):
    """Where an online service runs; nobody must move to us to be counted."""

    OWN = "own"
    APP = "app"
    """The Land's Antrags- und Prozessplattform."""
    EFA = "efa"
    PRODUCT = "product"
