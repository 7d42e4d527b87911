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


RESPONSIBILITY_WORDS: Final[Mapping[ResponsibilityKind, str | Promise]] = MappingProxyType(
    {
        ResponsibilityKind.STATUTE: _("Satzung oder Verordnung"),
        ResponsibilityKind.ADMINISTERS: _("Durchführung"),
        ResponsibilityKind.DECIDES: _("Entscheidung"),
    }
)

SDG_WORDS: Final[Mapping[SdgAnnex, str | Promise]] = MappingProxyType(
    {
        SdgAnnex.NONE: _("Nicht im Anwendungsbereich"),
        SdgAnnex.INFORMATION: _("Anhang I: Information"),
        SdgAnnex.PROCEDURE: _("Anhang II: vollständig online"),
    }
)

FIM_WORDS: Final[Mapping[FimBlock, str | Promise]] = MappingProxyType(
    {
        FimBlock.SERVICE: _("Leistungsbeschreibung"),
        FimBlock.DATA: _("Datenfelder"),
        FimBlock.PROCESS: _("Prozess"),
    }
)

FIM_STATUS_WORDS: Final[Mapping[int, str | Promise]] = MappingProxyType(
    {
        1: _("in Planung"),
        2: _("in Bearbeitung"),
        3: _("Entwurf"),
        4: _("methodisch freigegeben"),
        5: _("fachlich freigegeben (silber)"),
        6: _("fachlich freigegeben (gold)"),
        7: _("inaktiv"),
        8: _("vorgesehen zum Löschen"),
    }
)
"""The status list of all three Bausteine (domain.md 3.4)."""


class ImportKind(StrEnum):
    """What the register can be filled from."""

    CATALOGUE = "catalogue"
    MUNICIPALITIES = "municipalities"
    XZUFI = "xzufi"


class ImportState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


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


INTERFACE_WORDS: Final[Mapping[InterfaceState, str | Promise]] = MappingProxyType(
    {
        InterfaceState.NONE: _("Keine Schnittstelle"),
        InterfaceState.ANNOUNCED: _("Angekündigt"),
        InterfaceState.TEST: _("Im Test"),
        InterfaceState.PRODUCTIVE: _("Produktiv"),
    }
)

TRANSPORT_WORDS: Final[Mapping[Transport, str | Promise]] = MappingProxyType(
    {
        Transport.FIT_CONNECT: _("FIT-Connect"),
        Transport.OSCI_XTA: _("OSCI/XTA"),
        Transport.WEBHOOK: _("Webhook"),
        Transport.SFTP: _("SFTP"),
        Transport.FILE_TRANSFER: _("Dateiabholung (Brücke)"),
    }
)

TYPINGS: Final = (
    "1", "2", "2a", "2b", "3", "3a", "3b", "2/3", "2/3a", "2/3b", "4", "4a", "4b", "5", "6", "7", "8", "9", "10", "11",
    "12",
)  # fmt: skip
"""Code list urn:de:fim:leika:typisierung (standards.md 3.3)."""

TRUST_LEVELS: Final = ("00", "10", "15", "20", "30", "40")
"""Vertrauensniveau (standards.md 3.3)."""

THEMES: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "arbeit_ruhestand": _("Arbeit & Ruhestand"),
        "bauen_wohnen": _("Bauen & Wohnen"),
        "bildung": _("Bildung"),
        "ein_auswanderung": _("Ein- & Auswanderung"),
        "engagement_hobby": _("Engagement & Hobby"),
        "familie_kind": _("Familie & Kind"),
        "forschung_foerderung": _("Forschung & Förderung"),
        "gesundheit": _("Gesundheit"),
        "mobilitaet_reisen": _("Mobilität & Reisen"),
        "querschnittsleistungen": _("Querschnitt"),
        "recht_ordnung": _("Recht & Ordnung"),
        "steuern_zoll": _("Steuern & Zoll"),
        "umwelt": _("Umwelt"),
        "unternehmensfuehrung_entwicklung": _("Unternehmensführung & -entwicklung"),
    }
)
"""The 14 Themenfelder by the slug of the FIM-Portal."""
