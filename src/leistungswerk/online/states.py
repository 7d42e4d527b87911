# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""States of what runs online, and the moves between them."""

from enum import StrEnum
from types import MappingProxyType


class FormState(StrEnum):
    CANDIDATE = "candidate"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


FORM_TRANSITIONS = MappingProxyType(
    {
        FormState.CANDIDATE: {"publish": FormState.PUBLISHED},
        FormState.PUBLISHED: {"withdraw": FormState.WITHDRAWN},
        FormState.WITHDRAWN: {},
    }
)


class RuleChoice(StrEnum):
    """What a person decided about a rule of a schema. Only ``released`` lets the form check it."""

    OPEN = "open"
    RELEASED = "released"
    REFUSED = "refused"
    """What was read is not what the rule means."""
    WAIVED = "waived"
    """The form is not to check the rule; the authority does."""


class ReleasePolicy(StrEnum):
    """Who answers for the release of a form version."""

    GATE = "gate"
    """Gate 2 of a Vorhaben, by the signatures of its case."""
    OFFICE = "office"
    """A person with the grant, on the command line or in an instance that runs without the programme."""
    REHEARSAL = "rehearsal"
    """A throw-away instance releases its own form."""


class DraftState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"


class ApplicationState(StrEnum):
    """``sent`` until the delivery service has it, ``received`` from then on; then the authority decides."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


APPLICATION_TRANSITIONS = MappingProxyType(
    {
        ApplicationState.SENT: {
            "parcel.submitted": ApplicationState.RECEIVED,
            "parcel.accepted": ApplicationState.ACCEPTED,
            "parcel.rejected": ApplicationState.REJECTED,
        },
        ApplicationState.RECEIVED: {
            "parcel.accepted": ApplicationState.ACCEPTED,
            "parcel.rejected": ApplicationState.REJECTED,
        },
        ApplicationState.ACCEPTED: {},
        ApplicationState.REJECTED: {},
    }
)


class Found(StrEnum):
    """Whether somebody found what they needed („foundInformation“ of the SDG feedback, standards.md 14.3)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
