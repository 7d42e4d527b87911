# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the service finder and of feedback: one for every page and every state that looks different."""

import uuid
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace as Thing

from django.core.paginator import Page, Paginator

from leistungswerk.online.feedback import COUNTRIES, FOUND_WORDS, RATING_WORDS
from leistungswerk.online.feedback_sums import MonthSum, Published, Voice
from leistungswerk.online.services.feedback import FeedbackEntry
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind, SdgAnnex
from leistungswerk.register.queries.finder import (
    Card,
    Office,
    Place,
    PublicService,
    SituationView,
    TextView,
)
from leistungswerk.register.text_content import Fee, FeeKind, Link, Paper, Section, TextContent, Timing
from leistungswerk.web.office.feedback.views import Share, trend
from leistungswerk.web.office.tables import Cell, Table, german
from leistungswerk.web.portal.finder import structured
from leistungswerk.web.portal.finder.asked import Asked
from leistungswerk.web.portal.finder.page import service_page
from leistungswerk.web.portal.finder.state import Reach, State
from leistungswerk.web.portal.finder.views import Choice, Facet, Hit

KEY = "99102013104000"
MAINZ = Place("073150000000", "Mainz (kreisfreie Stadt)")
VILLAGE = Place("071375002044", "Kerben", "Verbandsgemeinde Maifeld, Landkreis Mayen-Koblenz")
CONTENT = TextContent(
    sections=(
        Section("05", "<p>Wenn Sie einen Hund halten, melden Sie ihn an.</p>"),
        Section("06", "<p>Ein <strong>Absatz</strong>.</p><ul><li>eins<ul><li>darunter</li></ul></li></ul>"),
        Section("15", "", (Link("https://example.org/hund", "Merkblatt zur Hundesteuer"),)),
    ),
    fees=(Fee(FeeKind.VARIABLE, "48", "186.50", note="<p>je Hund</p>"), Fee(FeeKind.FREE)),
    durations=(Timing(1, 3, "WOCHE"),),
    deadlines=(Timing(14, None, "TAG", note="<p>nach der Aufnahme</p>"), Timing(end="--12-31")),
    papers=(Paper("Angaben zum Hund", "<p>Rasse und Geburtstag</p>"), Paper("Ausweis")),
    audience=("001",),
    released_by="Fachreferat",
)
OFFICE = Office(
    uuid.UUID(int=1), "Stadtverwaltung Mainz", OrganisationKind.CITY, MAINZ.ars, MAINZ.name, "Beispielstraße 1", "55116",
    "Mainz", "amt@example.org", "06131 000000", "https://example.org/", ResponsibilityKind.DECIDES,
)  # fmt: skip
BARE_OFFICE = Office(
    uuid.UUID(int=2), "Verbandsgemeinde Maifeld", OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES, "071375002000",
    "Verbandsgemeinde Maifeld", "", "", "", "", "", "", ResponsibilityKind.DECIDES,
)  # fmt: skip


def _text(language: str, name: str) -> TextView:
    return TextView(
        language,
        name,
        "LDEMO",
        "Demo-Redaktion",
        "LDEMO 1",
        "https://example.org/portal",
        date(2026, 10, 12),
        CONTENT,
    )


DESCRIBED = PublicService(
    KEY, "Hundesteuer Anmeldung", "", SdgAnnex.PROCEDURE, ("1060100", "3020", "7030"), (), ((23, "Tierhaltung"),),
    (_text("de", "Hund anmelden"), _text("en", "Register a dog"), _text("de-x-leicht", "Einen Hund anmelden")),
)  # fmt: skip
BARE = PublicService(KEY, "Hundesteuer Anmeldung", "", SdgAnnex.NONE, (), ("§ 5 KAG",), (), ())


def _page(
    service: PublicService, state: State, place: Place | None = MAINZ, offices: tuple[Office, ...] = (OFFICE,)
) -> Mapping[str, object]:
    page = service_page(service, reader="de", wanted="", place=place, state=state, offices=offices)
    return {
        "here": "services", "page": page, "asked": Asked(place=place), "choices": [], "url": f"/leistungen/{KEY}/",
        "back": "/leistungen/", "feedback": None, "data": structured.script(page), "data_url": "/leistungen/x.jsonld",
    }  # fmt: skip


QUESTION = Asked(words="Hund anmelden", place=MAINZ)
UNKNOWN = Asked(words="Wohngeld", typed="Neustadt")
START = {
    "here": "services",
    "asked": Asked(),
    "choices": [],
    "without_place": "/leistungen/",
    "portal": "https://example.org",
    "themes": [
        (
            "Engagement & Hobby",
            [(SituationView(23, "Tierhaltung", "engagement_hobby", 2), "/leistungen/?lage=23")],
        )
    ],
}
HITS = [
    Hit(
        Card(KEY, "Hund anmelden", "Wenn Sie einen Hund halten, melden Sie ihn an.", "de"),
        f"/leistungen/{KEY}/",
        True,
    ),
    Hit(Card(KEY, "Register a business", "", "en"), f"/leistungen/{KEY}/?ort=1", False),
]
FOUND = START | {
    "asked": QUESTION, "rows": Page(HITS, 1, Paginator(range(42), 20)), "total": 42,
    "facets": [Facet("Nur online", 1, "?online=1", False), Facet("Tierhaltung", 2, "?lage=23", True)],
    "query": "suche=Hund", "similar": (), "widened": "", "situation": "",
}  # fmt: skip
EMPTY = FOUND | {
    "rows": Page([], 1, Paginator([], 20)), "total": 0, "facets": [], "similar": (("Hundesteuer", "?suche=Hundesteuer"),),
    "widened": "/leistungen/?suche=Hund", "asked": UNKNOWN,
    "choices": [Choice(VILLAGE, "?ort=1"), Choice(MAINZ, "?ort=2")],
}  # fmt: skip
WORDS = {
    "service": Thing(title="Anmeldung eines Hundes"), "token": "x", "entry": FeedbackEntry(rating=4, found="yes"),
    "ratings": [(str(number), word) for number, word in RATING_WORDS.items()],
    "found": [(each.value, word) for each, word in FOUND_WORDS.items()], "countries": list(COUNTRIES.items()),
    "most": 1500, "errors": [],
}  # fmt: skip
MONTHS = tuple(MonthSum(date(2026, month, 1), month + 2, 3.5 + month / 10) for month in range(1, 8))
VOICES = [Voice(date(2026, 7, 1), 4, "Gut.\nZweite Zeile.", "Stadtverwaltung Mainz", ("Telefonnummer",))]
_HEAD = ("Leistung", "Rückmeldungen", "Durchschnitt (1 bis 5)", "Letzte drei Monate")
FINDER: dict[str, tuple[str, Mapping[str, object]]] = {
    "finder-start": ("portal/finder/start.html", START),
    "finder-found": ("portal/finder/found.html", FOUND),
    "finder-empty": ("portal/finder/found.html", EMPTY),
    "leistung-online": (
        "portal/finder/service.html",
        {
            **_page(DESCRIBED, State(reach=Reach.ONLINE, url="/leistungen/hund/", title="Anmeldung", where="Mainz")),
            "feedback": Published(12, 4.2, date(2026, 10, 1)),
        },
    ),
    "leistung-foreign": (
        "portal/finder/service.html",
        _page(DESCRIBED, State(reach=Reach.FOREIGN, url="https://example.org/a", where="Mainz", operator="Betreiber")),
    ),
    "leistung-elsewhere": (
        "portal/finder/service.html",
        _page(
            DESCRIBED,
            State(reach=Reach.ELSEWHERE, count=3, total=194, unit=UnitState.PREPARING, planned=date(2027, 3, 1)),
            VILLAGE,
            (BARE_OFFICE,),
        ),
    ),
    "leistung-no-place": (
        "portal/finder/service.html", _page(DESCRIBED, State(reach=Reach.CHOOSE, count=3), None, ()),
    ),
    "leistung-bare": ("portal/finder/service.html", _page(BARE, State(reach=Reach.ON_SITE, prepared=True), VILLAGE, ())),
    "feedback-errors": (
        "portal/feedback.html",
        WORDS | {"errors": [{"id": "rating-5", "label": "", "message": "Bitte wählen Sie eine Bewertung von 1 bis 5."}]},
    ),
    "feedback-thanks": ("portal/feedback_thanks.html", {"removed": ["E-Mail-Adresse"]}),
    "office-feedback-list": (
        "office/feedback/list.html",
        {
            "here": "feedback_list", "total": 1, "rows": Page([], 1, Paginator(range(1), 25)),
            "table": Table("r", "Leistungen", _HEAD, ((german("Hund", url="/x/"), Cell("6"), Cell("4,5"), Cell("–")),)),
        },
    ),
    "office-feedback": (
        "office/feedback/service.html",
        {
            "here": "feedback_list", "service": Thing(name="Hundesteuer Anmeldung"), "trend": trend(MONTHS),
            "table": Table("monate", "Je Monat", ("Monat", "Zahl"), ((Cell("01/2026"), Cell("3")),)),
            "shares": [Share("5 – sehr gut", 3), Share("4 – gut", 1)], "count": 4,
            "voices": Page(VOICES, 1, Paginator(VOICES, 25)), "public": None, "public_url": f"/leistungen/{KEY}/",
        },
    ),
}  # fmt: skip
