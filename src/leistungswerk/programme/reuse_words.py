# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Official words of reuse and base infrastructure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.reuse_states import (
    BaseServiceKind,
    BaseServiceState,
    ContractState,
    Fulfilment,
    OfferState,
    ParameterType,
    Route,
    RuntimeKind,
    SheetState,
)
from leistungswerk.programme.states import SignatureForm
from leistungswerk.register.kinds import Transport

Word = str | Promise
ROUTE_WORDS: Final[Mapping[Route, Word]] = MappingProxyType(
    {
        Route.FIT_STORE: _("FIT-Store"),
        Route.MARKETPLACE: _("EfA-Marktplatz"),
        Route.ADMINISTRATIVE_AGREEMENT: _("Verwaltungsabkommen"),
        Route.INTER_PUBLIC_AGREEMENT: _("Interöffentliche Vereinbarung"),
    }
)
OFFER_WORDS: Final[Mapping[OfferState, Word]] = MappingProxyType(
    {
        OfferState.PLANNED: _("Geplant"),
        OfferState.AVAILABLE: _("Verfügbar"),
        OfferState.ENDED: _("Beendet"),
    }
)
FULFILMENT_WORDS: Final[Mapping[Fulfilment, Word]] = MappingProxyType(
    {
        Fulfilment.MET: _("Erfüllt"),
        Fulfilment.PARTLY: _("Teilweise erfüllt"),
        Fulfilment.NOT_MET: _("Nicht erfüllt"),
        Fulfilment.NOT_CHECKED: _("Nicht geprüft"),
    }
)
CONTRACT_WORDS: Final[Mapping[ContractState, Word]] = MappingProxyType(
    {
        ContractState.PREPARED: _("Vorbereitet"),
        ContractState.INTEREST_DECLARED: _("Interesse bekundet"),
        ContractState.IN_COORDINATION: _("In Abstimmung"),
        ContractState.COORDINATED: _("Abgestimmt"),
        ContractState.OFFERED: _("Angebot liegt vor"),
        ContractState.DRAFTED: _("Entwurf liegt vor"),
        ContractState.IN_SIGNING: _("In Zeichnung"),
        ContractState.CONCLUDED: _("Geschlossen"),
        ContractState.ENDED: _("Beendet"),
        ContractState.ABANDONED: _("Abgebrochen"),
    }
)
PARAMETER_WORDS: Final[Mapping[ParameterType, Word]] = MappingProxyType(
    {
        ParameterType.TEXT: _("Text"),
        ParameterType.INTEGER: _("Ganze Zahl"),
        ParameterType.DECIMAL: _("Dezimalzahl"),
        ParameterType.AMOUNT: _("Betrag in Euro"),
        ParameterType.DATE: _("Datum"),
        ParameterType.BOOLEAN: _("Ja oder Nein"),
        ParameterType.URL: _("Internetadresse"),
        ParameterType.EMAIL: _("E-Mail-Adresse"),
        ParameterType.IBAN: _("IBAN"),
        ParameterType.CHOICE: _("Auswahl"),
    }
)
SHEET_WORDS: Final[Mapping[SheetState, Word]] = MappingProxyType(
    {
        SheetState.DRAFT: _("Entwurf"),
        SheetState.CONFIRMED: _("Bestätigt"),
        SheetState.SUPERSEDED: _("Abgelöst"),
    }
)
BASE_KIND_WORDS: Final[Mapping[BaseServiceKind, Word]] = MappingProxyType(
    {
        BaseServiceKind.FORM_PLATFORM: _("Formularplattform"),
        BaseServiceKind.ACCOUNT: _("Nutzerkonto"),
        BaseServiceKind.PAYMENT: _("Bezahldienst"),
        BaseServiceKind.PORTAL: _("Verwaltungsportal"),
        BaseServiceKind.SIGNATURE: _("Signatur und Siegel"),
        BaseServiceKind.TRANSPORT: _("Transport"),
    }
)
BASE_STATE_WORDS: Final[Mapping[BaseServiceState, Word]] = MappingProxyType(
    {
        BaseServiceState.REQUESTED: _("Angefragt"),
        BaseServiceState.IN_PROVISION: _("In Bereitstellung"),
        BaseServiceState.READY: _("Bereit"),
        BaseServiceState.REFUSED: _("Abgelehnt"),
        BaseServiceState.WITHDRAWN: _("Zurückgezogen"),
    }
)
RUNTIME_WORDS: Final[Mapping[RuntimeKind, Word]] = MappingProxyType(
    {
        RuntimeKind.OWN: _("Dieses System"),
        RuntimeKind.APP: _("Antrags- und Prozessplattform (APP)"),
        RuntimeKind.EFA: _("EfA-Dienst"),
        RuntimeKind.PRODUCT: _("Produkt"),
    }
)
FORM_WORDS: Final[Mapping[SignatureForm, Word]] = MappingProxyType(
    {
        SignatureForm.IN_SYSTEM: _("Zeichnung im System"),
        SignatureForm.PAPER: _("Schriftform (§ 126 BGB)"),
        SignatureForm.QUALIFIED: _("Qualifizierte elektronische Signatur (§ 126a BGB)"),
        SignatureForm.TEXT: _("Textform (§ 126b BGB)"),
    }
)
TRANSPORT_WORDS: Final[Mapping[Transport, Word]] = MappingProxyType(
    {
        Transport.FIT_CONNECT: _("FIT-Connect"),
        Transport.OSCI_XTA: _("OSCI/XTA"),
        Transport.WEBHOOK: _("Webhook"),
        Transport.SFTP: _("SFTP"),
        Transport.FILE_TRANSFER: _("Dateitransfer (Übergangslösung)"),
    }
)
LAENDER: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "00": _("Bund"),
        "01": _("Schleswig-Holstein"),
        "02": _("Hamburg"),
        "03": _("Niedersachsen"),
        "04": _("Bremen"),
        "05": _("Nordrhein-Westfalen"),
        "06": _("Hessen"),
        "07": _("Rheinland-Pfalz"),
        "08": _("Baden-Württemberg"),
        "09": _("Bayern"),
        "10": _("Saarland"),
        "11": _("Berlin"),
        "12": _("Brandenburg"),
        "13": _("Mecklenburg-Vorpommern"),
        "14": _("Sachsen"),
        "15": _("Sachsen-Anhalt"),
        "16": _("Thüringen"),
    }
)
"""By the first two digits of the Regionalschlüssel; „00“ is the federation."""
