# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a finding says: what is missing, who must act, and where."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from leistungswerk.programme.gates.requirements import Act
from leistungswerk.programme.rollout.facts import ContactPart, Finding, RouteKind, Status
from leistungswerk.programme.rollout_states import Duty
from leistungswerk.register.kinds import Transport


class Who(StrEnum):
    """Who must act."""

    BODY = "body"
    STATUTE = "statute"
    VENDOR = "vendor"
    OWNER = "owner"
    MANAGEMENT = "management"


WHO_WORDS: Final[Mapping[Who, str | Promise]] = MappingProxyType(
    {
        Who.BODY: gettext_lazy("Vollzugsbehörde"),
        Who.STATUTE: gettext_lazy("Satzungsgeber"),
        Who.VENDOR: gettext_lazy("Hersteller des Fachverfahrens"),
        Who.OWNER: gettext_lazy("Bedarfsträger"),
        Who.MANAGEMENT: gettext_lazy("Roll-out-Management"),
    }
)
ROUTE_WORDS: Final[Mapping[RouteKind, str | Promise]] = MappingProxyType(
    {
        RouteKind.ROLLOUT: gettext_lazy("Roll-out (Kommunen, in Wellen)"),
        RouteKind.IMPLEMENTATION: gettext_lazy("Implementierung (Landesbehörden und Kammern, ohne Wellen)"),
    }
)
STATUS_WORDS: Final[Mapping[Status, str | Promise]] = MappingProxyType(
    {
        Status.MET: gettext_lazy("Erfüllt"),
        Status.OPEN: gettext_lazy("Fehlt"),
        Status.NOTICE: gettext_lazy("Bald fällig"),
        Status.LATER: gettext_lazy("Nach dem Go-live"),
        Status.NOT_NEEDED: gettext_lazy("Nicht nötig"),
    }
)
TRANSPORT_WORDS: Final[Mapping[Transport, str | Promise]] = MappingProxyType(
    {
        Transport.FIT_CONNECT: "FIT-Connect",
        Transport.OSCI_XTA: "OSCI/XTA",
        Transport.WEBHOOK: "Webhook",
        Transport.SFTP: "SFTP",
        Transport.FILE_TRANSFER: gettext_lazy("Dateiablage (Übergangslösung)"),
    }
)
CONTACT_WORDS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        ContactPart.LEAD.value: gettext_lazy("Projektleitung"),
        ContactPart.TECHNICAL.value: gettext_lazy("technische Ansprechperson"),
        ContactPart.FUNCTIONAL.value: gettext_lazy("fachliche Ansprechperson"),
    }
)
FIELD_WORDS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "name": gettext_lazy("Name"),
        "street": gettext_lazy("Straße"),
        "postcode": gettext_lazy("Postleitzahl"),
        "city": gettext_lazy("Ort"),
        "email": gettext_lazy("E-Mail"),
        "phone": gettext_lazy("Telefon"),
    }
)
_B, _V, _O, _M = Who.BODY, Who.VENDOR, Who.OWNER, Who.MANAGEMENT
SENTENCES: Final[Mapping[str, tuple[Who, str]]] = MappingProxyType(
    {
        "contacts": (_B, gettext_noop("Benennen Sie noch: %(list)s.")),
        "contract": (
            _O,
            gettext_noop(
                "Es gibt noch keinen Vertrag über die Nutzung. Tragen Sie ihn mit Aktenzeichen ein."
            ),
        ),
        "data_protection": (
            _B,
            gettext_noop("Die Vereinbarung zur Auftragsverarbeitung fehlt. Tragen Sie ihr Aktenzeichen ein."),
        ),
        "parameters": (Who.STATUTE, gettext_noop("Das Parameterblatt ist nicht bestätigt: %(list)s.")),
        "case_system_unknown": (
            _B,
            gettext_noop("Es ist nicht bekannt, welches Fachverfahren Sie für diese Leistung nutzen."),
        ),
        "case_system_version": (_B, gettext_noop("Von %(first)s fehlt die Version, die Sie nutzen.")),
        "case_system_none": (
            _V,
            gettext_noop(
                "%(first)s %(second)s kann über %(third)s nichts empfangen. Beauftragen Sie die Anbindung."
            ),
        ),
        "case_system_announced": (
            _V,
            gettext_noop("Für %(first)s %(second)s ist die Anbindung über %(third)s erst angekündigt."),
        ),
        "case_system_test": (
            _V,
            gettext_noop("%(first)s %(second)s empfängt über %(third)s nur im Test, noch nicht produktiv."),
        ),
        "transport": (_B, gettext_noop("Der Transportweg ist noch nicht gewählt.")),
        "connection_fit_connect": (_B, gettext_noop("Der Zustellpunkt (Destination-ID) fehlt.")),
        "connection_osci_xta": (_B, gettext_noop("Der Organisationsschlüssel im DVDV fehlt.")),
        "connection_webhook": (_B, gettext_noop("Die Adresse, an die zugestellt wird, fehlt.")),
        "connection_sftp": (_B, gettext_noop("Der Server, auf den zugestellt wird, fehlt.")),
        "connection_file_transfer": (_B, gettext_noop("Das Funktionspostfach fehlt.")),
        "connection_unchecked": (
            _M,
            gettext_noop(
                "Die Verbindung ist nicht geprüft, oder ihr Zustellpunkt hat keinen Schlüssel. Prüfen Sie sie."
            ),
        ),
        "certificate": (
            _B,
            gettext_noop("Das Zertifikat fehlt. Tragen Sie es mit seinem letzten gültigen Tag ein."),
        ),
        "certificate_expired": (
            _B,
            gettext_noop("Das Zertifikat ist am %(day)s abgelaufen. Tragen Sie das neue ein."),
        ),
        "certificate_expires": (
            _B,
            gettext_noop(
                "Das Zertifikat läuft am %(day)s ab, in %(second)s Tagen. Beantragen Sie das nächste."
            ),
        ),
        "dvdv_entry": (_B, gettext_noop("Der Eintrag im DVDV ist nicht beauftragt oder noch nicht aktiv.")),
        "osci_mailbox": (_B, gettext_noop("Das OSCI-Postfach fehlt.")),
        "portal_fields": (_B, gettext_noop("Im Eintrag Ihrer Stelle fehlt noch: %(list)s.")),
        "portal_keys": (
            _B,
            gettext_noop("Ihre Stelle ist noch nicht mit diesen Leistungsschlüsseln verknüpft: %(list)s."),
        ),
        "portal_unseen": (
            _B,
            gettext_noop(
                "Noch nicht bestätigt, dass Ihr Eintrag mit Zuständigkeit und Gebiet im Portal steht."
            ),
        ),
        "order_missing": (_M, gettext_noop("Es gibt noch keinen Auftrag an die Landesredaktion.")),
        "order_drafted": (
            _M,
            gettext_noop("Der Auftrag an die Landesredaktion ist entworfen, aber nicht erteilt."),
        ),
        "order_waiting": (
            _M,
            gettext_noop("Der Auftrag ist erteilt. Bis das Portal ihn zeigt, können 72 Stunden vergehen."),
        ),
        "order_recheck": (
            _M,
            gettext_noop(
                "72 Stunden sind vorbei: Lesen Sie zurück, ob das Portal zeigt, was beauftragt ist."
            ),
        ),
        "order_deviating": (_M, gettext_noop("Das Portal zeigt etwas anderes, als beauftragt ist.")),
        "questionnaire": (
            _B,
            gettext_noop(
                "Der Anbindungsfragebogen ist noch nicht ausgefüllt oder passt nicht mehr zum Transportweg."
            ),
        ),
        "training": (_B, gettext_noop("Die Sachbearbeitung ist noch nicht geschult.")),
        "support": (_B, gettext_noop("Es ist nicht geregelt, wer erste und zweite Hilfe leistet.")),
        "production_test": (_B, gettext_noop("Der Produktivtest ist noch nicht bestanden.")),
        "rehearsal": (
            _M,
            gettext_noop(
                "Die Generalprobe dieser Formularfassung ist nicht bestanden: leistungswerk rehearse."
            ),
        ),
        "announcement": (_B, gettext_noop("Der neue Weg ist noch nicht bekannt gemacht.")),
    }
)


def _spoken(finding: Finding) -> tuple[str, ...]:
    match finding.code:
        case "contacts":
            return tuple(str(CONTACT_WORDS[each]) for each in finding.values)
        case "portal_fields":
            return tuple(str(FIELD_WORDS[each]) for each in finding.values)
        case "case_system_none" | "case_system_announced" | "case_system_test":
            *others, transport = finding.values
            return (*others, str(TRANSPORT_WORDS[Transport(transport)]))
    return finding.values


def text(finding: Finding) -> str:
    """One sentence; for what is met or not needed, the word of the status."""
    if finding.code not in SENTENCES:
        return str(STATUS_WORDS[finding.status])
    values = _spoken(finding)
    first, second, third = (*values, "", "", "")[:3]
    shown: dict[str, str] = {
        "list": ", ".join(values),
        "first": first,
        "second": second,
        "third": third,
    }
    if finding.code.startswith("certificate_"):
        shown["day"] = formats.date_format(date.fromisoformat(first), "d.m.Y")
    return _(SENTENCES[finding.code][1]) % shown


def who(finding: Finding) -> str:
    """Who must act, in words; empty where nobody must."""
    found = SENTENCES.get(finding.code)
    return str(WHO_WORDS[found[0]]) if found else ""


def act(finding: Finding, unit: UUID) -> Act | None:
    """Where it is mended: the place on the page of the cell, or a page of its own."""
    if finding.code not in SENTENCES:
        return None
    match finding.duty:
        case Duty.QUESTIONNAIRE:
            return Act("office:rollout_questionnaire", (str(unit),))
        case Duty.PORTAL_ENTRY if finding.code.startswith("order_"):
            return Act("office:rollout_portal", (str(unit),))
    return Act("office:rollout_duty", (str(unit), finding.duty.value))
