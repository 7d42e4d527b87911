# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of the register, with their official words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OrganisationKind(StrEnum):
    STATE_CHANCELLERY = "state_chancellery"
    MINISTRY = "ministry"
    STATE_AUTHORITY = "state_authority"
    IT_PROVIDER = "it_provider"
    DISTRICT = "district"
    CITY = "city"
    """Kreisfreie Stadt."""
    ASSOCIATION_OF_MUNICIPALITIES = "association_of_municipalities"
    """Verbandsgemeinde."""
    MUNICIPALITY = "municipality"
    """Verbandsfreie Gemeinde or große kreisangehörige Stadt."""
    CHAMBER = "chamber"
    MUNICIPAL_UMBRELLA = "municipal_umbrella"
    """Kommunaler Spitzenverband."""
    PROJECT_OFFICE = "project_office"
    COUNCIL = "council"
    VENDOR = "vendor"
    AUDIT_OFFICE = "audit_office"
    AUTHORITY = "authority"
    """Any other."""


ORGANISATION_WORDS: Final[Mapping[OrganisationKind, str | Promise]] = MappingProxyType(
    {
        OrganisationKind.STATE_CHANCELLERY: _("Staatskanzlei"),
        OrganisationKind.MINISTRY: _("Ministerium"),
        OrganisationKind.STATE_AUTHORITY: _("Landesbehörde"),
        OrganisationKind.IT_PROVIDER: _("IT-Dienstleister"),
        OrganisationKind.DISTRICT: _("Landkreis"),
        OrganisationKind.CITY: _("Kreisfreie Stadt"),
        OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES: _("Verbandsgemeinde"),
        OrganisationKind.MUNICIPALITY: _("Verbandsfreie Gemeinde oder Stadt"),
        OrganisationKind.CHAMBER: _("Kammer"),
        OrganisationKind.MUNICIPAL_UMBRELLA: _("Kommunaler Spitzenverband"),
        OrganisationKind.PROJECT_OFFICE: _("Kommunales Projektbüro"),
        OrganisationKind.COUNCIL: _("Gremium"),
        OrganisationKind.VENDOR: _("Hersteller"),
        OrganisationKind.AUDIT_OFFICE: _("Rechnungshof"),
        OrganisationKind.AUTHORITY: _("Behörde"),
    }
)

RESSORTS: Final = frozenset({OrganisationKind.STATE_CHANCELLERY, OrganisationKind.MINISTRY})
"""Ten in Rheinland-Pfalz: the Staatskanzlei and nine ministries."""
MUNICIPAL: Final = frozenset(
    {
        OrganisationKind.DISTRICT,
        OrganisationKind.CITY,
        OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES,
        OrganisationKind.MUNICIPALITY,
    }
)
"""Bodies that roll out in waves; Land authorities and chambers implement without waves."""
OWNERS: Final = (
    RESSORTS
    | MUNICIPAL
    | {
        OrganisationKind.STATE_AUTHORITY,
        OrganisationKind.CHAMBER,
        OrganisationKind.MUNICIPAL_UMBRELLA,
        OrganisationKind.AUTHORITY,
    }
)
"""Who may be Bedarfsträger of a Vorhaben."""


class ServiceKind(StrEnum):
    """Detailstufe, told by the zeros at the end of the key (standards.md 3.4)."""

    OBJECT = "lo"
    OBJECT_AND_ACT = "lov"
    OBJECT_ACT_DETAIL = "lovd"


class SdgAnnex(StrEnum):
    """Regulation (EU) 2018/1724: none, Annex I (information) or Annex II (fully online)."""

    NONE = "none"
    INFORMATION = "annex_1"
    PROCEDURE = "annex_2"


class FimBlock(StrEnum):
    """The three Bausteine of FIM."""

    SERVICE = "leistung"
    DATA = "datenfelder"
    PROCESS = "prozess"


class ResponsibilityKind(StrEnum):
    """Who makes the statute, who administers, who decides; three bodies may differ."""

    STATUTE = "statute"
    ADMINISTERS = "administers"
    DECIDES = "decides"


class InterfaceState(StrEnum):
    """How far a version of a Fachverfahren can receive by a transport."""

    NONE = "none"
    ANNOUNCED = "announced"
    TEST = "test"
    PRODUCTIVE = "productive"


class Transport(StrEnum):
    """How applications reach the Fachverfahren (domain.md 5.1); the first two count as digital inside."""

    FIT_CONNECT = "fit_connect"
    OSCI_XTA = "osci_xta"
    WEBHOOK = "webhook"
    SFTP = "sftp"
    FILE_TRANSFER = "file_transfer"
    """A PDF behind a link to a functional mailbox: a bridge, never end to end."""
