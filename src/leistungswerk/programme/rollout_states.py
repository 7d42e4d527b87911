# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of phase 3: units, duties, waves, portal orders."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnitState(StrEnum):
    """One executing body in one Vorhaben. Live only by gate G3, signed by the body itself."""

    PLANNED = "planned"
    INTERESTED = "interested"
    PREPARING = "preparing"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    EXEMPT = "exempt"
    """The service does not arise here; told with a reason and left out of denominators."""


UNIT_TRANSITIONS: Final = MappingProxyType(
    {
        UnitState.PLANNED: {
            "declare_interest": UnitState.INTERESTED,
            "prepare": UnitState.PREPARING,
            "exempt": UnitState.EXEMPT,
        },
        UnitState.INTERESTED: {"prepare": UnitState.PREPARING, "exempt": UnitState.EXEMPT},
        UnitState.PREPARING: {"go_live": UnitState.LIVE, "exempt": UnitState.EXEMPT},
        UnitState.LIVE: {"withdraw": UnitState.WITHDRAWN},
        UnitState.WITHDRAWN: {"prepare": UnitState.PREPARING},
        UnitState.EXEMPT: {"include": UnitState.PLANNED},
    }
)


class Duty(StrEnum):
    """What a body must have before it goes live (domain.md 5.2, 5.3, 13), in the order of the work."""

    CONTACTS = "contacts"
    CONTRACT = "contract"
    DATA_PROTECTION = "data_protection"
    PARAMETERS = "parameters"
    CASE_SYSTEM = "case_system"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    DVDV_ENTRY = "dvdv_entry"
    OSCI_MAILBOX = "osci_mailbox"
    PORTAL_ENTRY = "portal_entry"
    QUESTIONNAIRE = "questionnaire"
    TRAINING = "training"
    SUPPORT = "support"
    PRODUCTION_TEST = "production_test"
    REHEARSAL = "rehearsal"
    ANNOUNCEMENT = "announcement"


DUTY_WORDS: Final[Mapping[Duty, str | Promise]] = MappingProxyType(
    {
        Duty.CONTACTS: _("Ansprechpersonen"),
        Duty.CONTRACT: _("Vertrag"),
        Duty.DATA_PROTECTION: _("Auftragsverarbeitung"),
        Duty.PARAMETERS: _("Parameterblatt"),
        Duty.CASE_SYSTEM: _("Fachverfahren"),
        Duty.CONNECTION: _("Verbindung"),
        Duty.CERTIFICATE: _("Zertifikate"),
        Duty.DVDV_ENTRY: _("DVDV-Eintrag"),
        Duty.OSCI_MAILBOX: _("OSCI-Postfach"),
        Duty.PORTAL_ENTRY: _("Portaleintrag"),
        Duty.QUESTIONNAIRE: _("Anbindungsfragebogen"),
        Duty.TRAINING: _("Schulung"),
        Duty.SUPPORT: _("Support"),
        Duty.PRODUCTION_TEST: _("Produktivtest"),
        Duty.REHEARSAL: _("Generalprobe"),
        Duty.ANNOUNCEMENT: _("Bekanntmachung"),
    }
)


class DutyState(StrEnum):
    """done with a reference; whether it still holds (a certificate's last day) is computed."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class WaveKind(StrEnum):
    PILOT = "pilot"
    WAVE = "wave"


class OrderState(StrEnum):
    """An editorial order to the Landesredaktion until the portal shows what was ordered."""

    DRAFTED = "drafted"
    ORDERED = "ordered"
    READ_BACK = "read_back"
    DEVIATING = "deviating"


ORDER_TRANSITIONS: Final = MappingProxyType(
    {
        OrderState.DRAFTED: {"order": OrderState.ORDERED},
        OrderState.ORDERED: {"confirm": OrderState.READ_BACK, "deviate": OrderState.DEVIATING},
        OrderState.READ_BACK: {"deviate": OrderState.DEVIATING},
        OrderState.DEVIATING: {"order": OrderState.ORDERED, "confirm": OrderState.READ_BACK},
    }
)


UNIT_WORDS: Final[Mapping[UnitState, str | Promise]] = MappingProxyType(
    {
        UnitState.PLANNED: _("Geplant"),
        UnitState.INTERESTED: _("Interesse bekundet"),
        UnitState.PREPARING: _("In Vorbereitung"),
        UnitState.LIVE: _("Live"),
        UnitState.WITHDRAWN: _("Zurückgenommen"),
        UnitState.EXEMPT: _("Ausgenommen"),
    }
)
ORDER_WORDS: Final[Mapping[OrderState, str | Promise]] = MappingProxyType(
    {
        OrderState.DRAFTED: _("Entworfen"),
        OrderState.ORDERED: _("Beauftragt"),
        OrderState.READ_BACK: _("Im Portal bestätigt"),
        OrderState.DEVIATING: _("Weicht ab"),
    }
)
