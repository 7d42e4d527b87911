# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of reuse, base infrastructure and Projektauftrag."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator

from leistungswerk.programme.reuse import minimum
from leistungswerk.programme.reuse.comparison import compare
from leistungswerk.programme.reuse.offer_fields import FIELDS
from leistungswerk.programme.reuse.offers import Judged, OfferView
from leistungswerk.programme.reuse_states import Fulfilment, OfferState, Route
from leistungswerk.programme.reuse_words import OFFER_WORDS
from leistungswerk.register.kinds import Transport
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.reuse.offers import _requirement, state_badge, verdict_badge

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
ADDRESSES = (
    "new_offer",
    "compare_offers",
    "import_offers",
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
}
