# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Base services as the Land offers them (domain.md 2.3); taken into an instance by one act, then kept there."""

from typing import Final

import msgspec

from leistungswerk.programme.reuse_states import BaseServiceKind


class CatalogueEntry(msgspec.Struct, frozen=True):
    """German data of an instance: names and texts may be edited there afterwards."""

    code: str
    kind: BaseServiceKind
    name: str
    description: str


_K = BaseServiceKind
CATALOGUE: Final = (
    CatalogueEntry(
        "leistungswerk", _K.FORM_PLATFORM, "Leistungswerk",
        "Online-Dienste aus FIM-Datenschemata auf diesem System, mit Zustellung an das Fachverfahren.",
    ),
    CatalogueEntry(
        "app", _K.FORM_PLATFORM, "Antrags- und Prozessplattform (APP)",
        "Plattform des Landes für Antragsverfahren und interne Abläufe, gedacht für Fälle ohne Fachverfahren.",
    ),
    CatalogueEntry(
        "nutzerkonto", _K.ACCOUNT, "Nutzerkonto",
        "Anmeldung von Bürgerinnen und Bürgern mit BundID oder DeutschlandID, von Unternehmen mit dem Organisationskonto.",
    ),
    CatalogueEntry("epayment", _K.PAYMENT, "ePayment", "Bezahlung von Gebühren im Online-Dienst (§ 5 EGovGRP)."),
    CatalogueEntry(
        "verwaltungsportal", _K.PORTAL, "Verwaltungsportal Rheinland-Pfalz",
        "Leistungsbeschreibung, Zuständigkeit und Verweis auf den Online-Dienst (§ 12 EGovGRP).",
    ),
    CatalogueEntry(
        "signatur", _K.SIGNATURE, "Signatur und Siegel",
        "Qualifizierte Signaturen und Siegel für Anträge, Genehmigungen und Bescheide.",
    ),
    CatalogueEntry(
        "vps", _K.TRANSPORT, "Virtuelle Poststelle",
        "Rechtsverbindliche elektronische Kommunikation und OSCI-Postfächer.",
    ),
    CatalogueEntry(
        "fit-connect", _K.TRANSPORT, "FIT-Connect-Zustellpunkt",
        "Zustellpunkt mit Schlüsseln für den verschlüsselten Empfang von Anträgen.",
    ),
)  # fmt: skip
