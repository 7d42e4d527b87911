# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the office pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace as Thing

from directory_samples import DIRECTORY
from django.core.paginator import Page, Paginator
from figures_samples import FIGURES
from fim_samples import FIM
from gates_samples import GATES
from handbook_samples import HANDBOOK
from maturity_samples import MATURITY
from money_samples import MONEY
from open_data_samples import OPEN_DATA
from page_samples import AT, DIGEST, ERRORS, FIELDS, LATER, PORTAL
from project_samples import PROJECTS
from register_samples import REGISTER
from report_samples import REPORTS
from reuse_samples import REUSE
from rollout_samples import ROLLOUT
from rounds_samples import ROUNDS
from rule_samples import PROGRESS, RULES
from support_samples import SUPPORT
from training_samples import TRAINING


def paged(rows: Sequence[object]) -> Page:
    """The first of several pages."""
    return Paginator(list(rows) * 3, max(len(rows), 1)).page(1)


NOTHING: Page = Paginator([], 25).page(1)
FINDINGS = [
    Thing(
        level="danger",
        text="Die Codeliste fehlt. Laden Sie sie als Genericode-Datei nach.",
        place="C60000042",
    ),
    Thing(level="warning", text="Das Feld hat keine Bezeichnung für die Eingabe.", place="F60000123"),
    Thing(level="info", text="Der Name steht auch in einem anderen Datenschema.", place="Zeile 812"),
]
DOCUMENT = Thing(
    name="Hundesteuer Anmeldung",
    id="S60000094",
    version="1.2",
    standard="XDatenfelder 2.0",
    digest=DIGEST,
    imported_at=AT,
    forms=2,
    url="/verwaltung/formulare/1/",
)
PAGES = [Thing(title="Angaben zur Halterin oder zum Halter", fields=12), Thing(title="Hund", fields=1)]
VERSION = Thing(
    title="Anmeldung eines Hundes zur Hundesteuer",
    digest=DIGEST,
    state="candidate",
    created_at=AT,
    published_at=None,
    schema_id="S60000094",
    schema_version="1.2",
    url="/verwaltung/fassungen/1/",
)
FORM_VERSION = {
    "here": "documents",
    "version": VERSION,
    "document_url": "/verwaltung/formulare/1/",
    "rules_url": "/verwaltung/formulare/1/regeln/",
    "pages": PAGES,
    "rules": [
        Thing(
            sentence="Wenn „Gechippt“ = „Ja“, muss „Chipnummer“ ausgefüllt sein.",
            released=True,
            decision=Thing(at=AT, actor="account:6a2c1f0e-7d6b-4c58-9b3e-0d8f5a4b1c2d"),
        ),
        Thing(sentence="Die Angabe ist glaubhaft zu machen.", released=False),
    ],
    "rules_released": 1,
    "hints": 1,
    "preview_url": "/verwaltung/fassungen/1/vorschau/",
    "publish_url": "/verwaltung/fassungen/1/freigeben/",
    "by_gate": False,
    "projects_url": "/verwaltung/vorhaben/",
    "running": [],
    "problems": [],
    "errors": [],
    "choices": Thing(
        services=[("99102013104000", "99102013104000 Hundesteuer Anmeldung")],
        bodies=[("1", "Stadtverwaltung Musterstadt")],
        territories=[("073150000000", "Musterstadt")],
        connections=[("1", "FIT-Connect Testumgebung")],
    ),
    "chosen": Thing(service="", body="1", territory="", connection=""),
}
SERVICE_ROW = Thing(
    title="Anmeldung eines Hundes zur Hundesteuer",
    authority="Stadtverwaltung Musterstadt",
    territory="Musterstadt",
    state="active",
    connection="FIT-Connect Testumgebung",
    url="/verwaltung/dienste/1/",
)
APPLICATION = Thing(
    reference="LW-2026-7K3M-Q9X2",
    service="Anmeldung eines Hundes zur Hundesteuer",
    authority="Stadtverwaltung Musterstadt",
    state="received",
    sent_at=AT,
    received_at=LATER,
    delivery_state="done",
    attempts=1,
    url="/verwaltung/antraege/1/",
)
DELIVERY = Thing(
    reference="LW-2026-7K3M-Q9X2",
    application_url="/verwaltung/antraege/1/",
    destination="Ordnungsamt Musterstadt",
    state="dead",
    attempts=14,
    next_attempt=None,
    reason="Der öffentliche Schlüssel des Zustellpunkts ist abgelaufen. Bitten Sie die Behörde um einen neuen.",
    retry_url="/verwaltung/zustellung/1/erneut/",
)
OFFICE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "login": (
        "office/login.html",
        {
            "errors": [
                Thing(
                    id="username", label="Benutzername", message="Benutzername oder Passwort stimmen nicht."
                )
            ],
            "username": "demo",
            "demo_logins": [Thing(username="redaktion", password="demo", name="Redaktion")],
        },
    ),
    "documents": (
        "office/documents.html",
        {
            "here": "documents",
            "rows": paged([DOCUMENT, DOCUMENT]),
            "errors": ERRORS[:0],
            "findings": FINDINGS,
        },
    ),
    "documents-empty": (
        "office/documents.html",
        {
            "here": "documents",
            "rows": NOTHING,
            "errors": [{"id": "schema", "label": "Datenschema", "message": "Wählen Sie eine XML-Datei aus."}],
            "findings": [],
        },
    ),
    "document": (
        "office/document.html",
        {
            "here": "documents",
            "document": DOCUMENT,
            "findings": FINDINGS,
            "codelists": [
                Thing(name="Hunderassen", id="C60000041", version="1", entries=42, present=True),
                Thing(name="Länder", id="C60000042", version="", entries=0, present=False),
            ],
            "pages": PAGES,
            "versions": [VERSION],
            "compile_url": "/verwaltung/formulare/1/erzeugen/",
            "rules": {"progress": PROGRESS, "url": "/verwaltung/formulare/1/regeln/"},
        },
    ),
    "form-version": ("office/form_version.html", FORM_VERSION),
    "form-version-refused": (
        "office/form_version.html",
        {**FORM_VERSION, "problems": ["Der Verbindung fehlt ein Zustellpunkt mit gültigem Schlüssel."]},
    ),
    "form-version-published": (
        "office/form_version.html",
        {
            **FORM_VERSION,
            "version": Thing(**{**vars(VERSION), "state": "published", "published_at": LATER}),
            "running": [Thing(title="Stadtverwaltung Musterstadt", url="/verwaltung/dienste/1/")],
        },
    ),
    "preview": (
        "office/preview.html",
        {
            "here": "documents",
            "version": VERSION,
            "version_url": VERSION.url,
            "page": Thing(title="Hund", help="Angaben zum Tier"),
            "pages": [
                Thing(title="Halter", url="?seite=1", current=False),
                Thing(title="Hund", url="?seite=2", current=True),
            ],
            "fields_html": FIELDS,
            "errors": ERRORS,
            "checked": True,
            "form_action": "",
            "multipart": False,
        },
    ),
    "services": ("office/services.html", {"here": "services", "rows": paged([SERVICE_ROW] * 3)}),
    "services-empty": ("office/services.html", {"here": "services", "rows": NOTHING}),
    "office-service": (
        "office/service.html",
        {
            "here": "services",
            "service": Thing(
                **vars(SERVICE_ROW),
                leistungsschluessel="99102013104000",
                form_version=DIGEST,
                form_version_url=VERSION.url,
                transport="FIT-Connect",
                destination="6a2c1f0e-7d6b-4c58-9b3e-0d8f5a4b1c2d",
                valid_from=date(2026, 1, 1),
                valid_to=None,
                public_url="/dienste/1/",
            ),
            "checks": [
                Thing(label="Zustellpunkt ist aktiv", state="ok", text="", at=AT),
                Thing(
                    label="Schlüssel ist gültig",
                    state="failed",
                    text="Er ist am 1. März 2026 abgelaufen.",
                    at=AT,
                ),
                Thing(label="Probezustellung", state="unchecked", text="", at=None),
            ],
            "check_url": "/verwaltung/dienste/1/pruefen/",
            "withdraw_url": "/verwaltung/dienste/1/beenden/",
        },
    ),
    "applications": ("office/applications.html", {"here": "applications", "rows": paged([APPLICATION] * 4)}),
    "applications-empty": ("office/applications.html", {"here": "applications", "rows": NOTHING}),
    "application": (
        "office/application.html",
        {
            "here": "applications",
            "application": APPLICATION,
            "delivery": Thing(
                state="dead", destination="Ordnungsamt", next_attempt=LATER, reason=DELIVERY.reason
            ),
            "events": [Thing(at=AT, text="Abgesendet"), Thing(at=LATER, text="Zustellversuch")],
            "attempts": [Thing(number=1, started_at=AT, state="Einstellung prüfen", reason=DELIVERY.reason)],
            "retry_url": "/verwaltung/zustellung/1/erneut/",
        },
    ),
    "deliveries": (
        "office/deliveries.html",
        {
            "here": "deliveries",
            "rows": paged(
                [
                    DELIVERY,
                    Thing(**{**vars(DELIVERY), "state": "pending", "next_attempt": LATER, "retry_url": None}),
                ]
            ),
        },
    ),
    "deliveries-empty": ("office/deliveries.html", {"here": "deliveries", "rows": NOTHING}),
    "audit": (
        "office/audit.html",
        {
            "here": "audit",
            "rows": paged(
                [
                    Thing(
                        at=AT,
                        actor="Redaktion",
                        action="Fassung freigegeben",
                        subject="FormVersion 1",
                        digest=DIGEST,
                    )
                ]
            ),
            "chain": Thing(ok=True, text="Zuletzt geprüft: Eintrag 812.", at=AT),
        },
    ),
    "audit-broken": (
        "office/audit.html",
        {
            "here": "audit",
            "rows": NOTHING,
            "chain": Thing(ok=False, text="Eintrag 17 passt nicht zum vorigen.", at=AT),
        },
    ),
}

PAGES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    **PORTAL,
    **OPEN_DATA,
    **OFFICE,
    **FIM,
    **GATES,
    **PROJECTS,
    **REGISTER,
    **REUSE,
    **FIGURES,
    **MATURITY,
    **ROUNDS,
    **MONEY,
    **HANDBOOK,
    **REPORTS,
    **TRAINING,
    **DIRECTORY,
    **SUPPORT,
    **ROLLOUT,
    **RULES,
}
