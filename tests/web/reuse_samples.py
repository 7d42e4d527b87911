# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of reuse, base infrastructure and Projektauftrag."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
from django.core.paginator import Paginator
from project_samples import PROJECTS

from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.programme.reuse import minimum
from leistungswerk.programme.reuse.comparison import compare
from leistungswerk.programme.reuse.contracts import ContractView
from leistungswerk.programme.reuse.infrastructure import RequestView
from leistungswerk.programme.reuse.mandates import difference
from leistungswerk.programme.reuse.offer_fields import FIELDS
from leistungswerk.programme.reuse.offers import Judged, OfferView
from leistungswerk.programme.reuse_states import (
    BaseServiceState,
    ContractState,
    Fulfilment,
    OfferState,
    Route,
)
from leistungswerk.programme.reuse_words import OFFER_WORDS
from leistungswerk.register.kinds import Transport
from leistungswerk.register.queries.chart import ChartNode
from leistungswerk.web import tree_drawing
from leistungswerk.web.office import entry
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.reuse.contracts import _drawing, contract_badge
from leistungswerk.web.office.reuse.offers import _requirement, state_badge, verdict_badge
from leistungswerk.web.office.tables import Cell, Table, german

TOLD = {
    "R1": Judged(Fulfilment.MET, "", date(2026, 10, 1)),
    "R2": Judged(Fulfilment.PARTLY, "nur Länder", date(2026, 10, 1)),
}
OFFER = OfferView(
    pk=1,
    uuid=uuid.UUID(int=21),
    title="Wohngeld aus Schleswig-Holstein",
    land="01",
    operator="Dataport",
    state=OfferState.AVAILABLE,
    available_from=date(2024, 1, 1),
    ends_on=None,
    routes=(Route.FIT_STORE, Route.ADMINISTRATIVE_AGREEMENT),
    cost_key="Königsteiner Schlüssel",
    cost_once=Decimal("12500.00"),
    cost_yearly=Decimal("48000.50"),
    transports=(Transport.OSCI_XTA, Transport.FIT_CONNECT),
    limits="Eine Unterschrift ist nicht möglich.",
    services=(("99107023017000", "Wohngeld Bewilligung"),),
    source="Marktübersicht",
    url="https://example.org/wohngeld",
    maintainer="Nachnutzungsmanagement",
    checked_on=date(2026, 1, 15),
    age_days=314,
    revision=2,
    score=minimum.score({number: item.fulfilment for number, item in TOLD.items()}),
    judged=TOLD,
)
FORM = (
    Field(name="title", label="Titel", value="Wohngeld", required=True),
    Field(name="land", label="Land", kind=Kind.SELECT, options=(("01", "Schleswig-Holstein"),), value="01"),
    Field(name="limits", label="Grenzen", kind=Kind.AREA, hint="Was der Dienst nicht kann."),
    Field(name="routes", label="Wege", kind=Kind.CHECKS, options=(("a", "FIT-Store"), ("b", "Markt")), values=("a",)),
    Field(name="day", label="Geprüft am", kind=Kind.DAY, value="2026-01-15"),
    Field(name="file", label="Datei", kind=Kind.FILE),
    Field(name="yes", label="Freigegeben", kind=Kind.CHECK, value="ja"),
    Field(name="revision", kind=Kind.HIDDEN, value="2"),
)  # fmt: skip
_HERE = {"here": "offers"}
_ROW = {
    "offer": OFFER,
    "url": "/verwaltung/nachnutzung/1/",
    "land": "Schleswig-Holstein",
    "state": state_badge(OFFER),
    "verdict": verdict_badge(OFFER),
}
_STATES = [(item.value, word) for item, word in OFFER_WORDS.items()]
_LIST = _HERE | {"search": {"text": "", "state": ""}, "states": _STATES, "may_edit": True}
_FORM = _HERE | {
    "heading": "Angaben ändern",
    "fields": FORM,
    "submit": "Speichern",
    "errors": [{"id": "", "label": "", "message": "„Titel“ fehlt."}],
    "up_url": "/verwaltung/nachnutzung/",
    "up_text": "Nachnutzungsangebote",
    "cancel_url": "/verwaltung/nachnutzung/",
}
_PROJECT = PROJECTS["project"][1]
_TABLE = Table(
    "tafel", "Angebote mit Stand", ("Angebot", "Stand"),
    [(german("Wohngeld", "/x/", "Dataport"), Cell("Verfügbar", level="success"))],
)  # fmt: skip
_INLINE = entry.inline("/x/", (Field(name="reason", label="Grund", required=True),), "Speichern")
CONTRACT = ContractView(
    uuid=uuid.UUID(int=31), project=uuid.UUID(int=7), project_title="Wohngeld online", offer=OFFER.uuid,
    offer_title=OFFER.title, route=Route.FIT_STORE, state=ContractState.INTEREST_DECLARED, number="", contact="LDI",
    ends_on=None, steps=(), parties=(),
)  # fmt: skip
REQUEST = {
    "item": RequestView(
        uuid=uuid.UUID(int=41), project=uuid.UUID(int=7), project_number="V-2026-0042", project_title="Wohngeld online",
        owner=uuid.UUID(int=8), service="ePayment", provider="LDI", state=BaseServiceState.REQUESTED, purpose="Gebühren",
        needed_by=None, promised_on=date(2026, 1, 2), note="", requested_at=datetime(2026, 1, 1, tzinfo=UTC),
    ),
    "state": {"text": "Angefragt", "level": "info"},
    "project_url": "/p/",
    "forms": [
        {"word": "Bereit melden", "action": "/m/", "move": "ready", "seen": "requested", "reason": False},
        {"word": "Ablehnen", "action": "/m/", "move": "refuse", "seen": "requested", "reason": True},
    ],
}  # fmt: skip
NODES = (ChartNode("Ministerium", "Ministerium", (ChartNode("Landkreis", "", count=24),)),)
ADDRESSES = (
    "new_offer",
    "compare_offers",
    "import_offers",
    "matrix_table",
)
REUSE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "offers": ("office/reuse/offers.html", _LIST | {"rows": Paginator([_ROW], 25).page(1)}),
    "offers-empty": ("office/reuse/offers.html", _LIST | {"rows": Paginator([], 25).page(1)}),
    "offer": (
        "office/reuse/offer.html",
        _HERE
        | {
            "offer": OFFER,
            "facts": [(field.word, field.show(OFFER)) for field in FIELDS],
            "state": state_badge(OFFER),
            "verdict": verdict_badge(OFFER),
            "levels": OFFER.score.levels[:2],
            "rule": minimum.SCORING_RULE,
            "categories": [
                {
                    "title": minimum.CATEGORY_WORDS[category],
                    "rows": [_requirement(OFFER, item) for item in items],
                }
                for category, items in minimum.by_category()
            ],
            "edit_url": "/verwaltung/nachnutzung/1/aendern/",
            "score_url": "/verwaltung/nachnutzung/1/bewerten/",
            "subscription": {"on": False, "url": "/verwaltung/nachnutzung/1/benachrichtigen/"},
        },
    ),
    "offers-compared": (
        "office/reuse/compare.html",
        _HERE | {"offers": [{"title": OFFER.title, "url": "/x/"}] * 2, "dimensions": compare((OFFER, OFFER))},
    ),
    "offers-compared-none": ("office/reuse/compare.html", _HERE | {"offers": [], "dimensions": ()}),
    "offers-read": (
        "office/reuse/import.html",
        _HERE | {"fields": FORM[5:6], "errors": [], "preview": None, "header": "Titel ; Land"},
    ),
    "offers-difference": (
        "office/reuse/import.html",
        _HERE
        | {
            "fields": FORM[5:6],
            "errors": [],
            "header": "",
            "preview": {
                "fresh": ["Neu"],
                "changed": [{"title": "Wohngeld", "sentences": ["Titel: bisher A, jetzt B."]}],
                "same": 3,
                "text": "…",
                "form": "csv",
            },
        },
    ),
    "reuse-form": ("office/reuse/form.html", _FORM),
    "project-contracts": (
        "office/reuse/contracts.html",
        _PROJECT
        | {
            "contracts": _TABLE,
            "offers": None,
            "locked": "Erst nach G1.",
            "begin_url": "/b/",
            "compare_url": "",
        },
    ),
    "contract": (
        "office/reuse/contract.html",
        _PROJECT
        | {
            "contract": CONTRACT,
            "route": "FIT-Store",
            "state": contract_badge(CONTRACT.state),
            "drawing": _drawing(CONTRACT),
            "next": {"word": "Abstimmung beginnen", "who": "FITKO", "blocked": "", "form": _INLINE},
            "others": [{"word": "Vertragsweg abbrechen", "form": _INLINE | {"prefix": "x-"}}],
            "parties": None,
            "party_forms": [{"name": "Rheinland-Pfalz", "form": _INLINE | {"prefix": "y-"}}],
            "steps": _TABLE,
            "offer_url": "/verwaltung/nachnutzung/1/",
        },
    ),
    "project-parameters": (
        "office/reuse/parameters.html",
        _PROJECT
        | {
            "definitions": msgspec.structs.replace(_TABLE, id="zwei", caption="Parameter mit Typ"),
            "bodies": _TABLE,
            "sheets": [{"name": "Musterstadt", "organisation": "1", "action": "/a/"}],
            "export_url": "/e/",
            "import_form": _INLINE,
            "standard_form": "/s/",
            "define_form": _INLINE | {"prefix": "x-"},
        },
    ),
    "sheet": (
        "office/reuse/sheet.html",
        _PROJECT
        | {
            "sheet": {"organisation_name": "Musterstadt", "version": 2, "organisation": "1"},
            "state": {"text": "Entwurf", "level": "warning"},
            "form": _INLINE,
            "confirm_form": _INLINE | {"prefix": "c-"},
            "versions": _TABLE,
        },
    ),
    "project-base-services": (
        "office/infrastructure/project.html",
        _PROJECT | {"requests": [REQUEST], "waiting": 1, "request_form": _INLINE},
    ),
    "project-runtime": (
        "office/infrastructure/runtime.html",
        _PROJECT
        | {
            "facts": [("Laufzeit", "EfA Wohngeld")],
            "edit_url": "/e/",
            "defects": _TABLE,
            "tests": None,
            "closing": [{"title": "Anlage verloren", "form": _INLINE}],
            "defect_form": _INLINE | {"prefix": "x-"},
            "test_form": _INLINE | {"prefix": "y-"},
        },
    ),
    "base-services": (
        "office/infrastructure/catalogue.html",
        {
            "here": "base_services",
            "requests": [REQUEST],
            "rows": Paginator([1], 25).page(1),
            "services": _TABLE,
            "runtimes": None,
            "take_form": _INLINE,
            "lead_form": _INLINE | {"prefix": "x-"},
            "runtime_form": _INLINE | {"prefix": "y-"},
        },
    ),
    "mandates": (
        "office/mandate/list.html",
        {"here": "mandates", "table": _TABLE, "form": _INLINE, "errors": []},
    ),
    "mandate-version": (
        "office/mandate/version.html",
        {
            "here": "mandates",
            "mandate": {"title": "Projektauftrag", "client_name": "Ministerium", "contractor_name": "LDI"},
            "version": {
                "number": 2,
                "valid_from": date(2027, 1, 1),
                "digest": "0" * 64,
                "change_note": "Neu",
            },
            "before": {"number": 1},
            "state": {"text": "Entwurf", "level": "warning"},
            "html": to_html("# Umfang\n\n- eins"),
            "difference": difference("alt bleibt", "neu bleibt"),
            "signatures": None,
            "sign_forms": [{"name": "LDI", "sign": _INLINE, "outside": _INLINE | {"prefix": "x-"}}],
            "versions": _TABLE,
            "edit_url": "/e/",
            "move_forms": [],
            "begin_url": "",
            "pdf_url": "/p/",
        },
    ),
    "chart": (
        "office/mandate/chart.html",
        {
            "here": "chart",
            "nodes": NODES,
            "drawing": tree_drawing.draw(NODES, "Land"),
        },
    ),
    "matrix": (
        "office/mandate/matrix.html",
        {"here": "matrix", "rows": Paginator([1], 25).page(1), "table": _TABLE},
    ),
}
