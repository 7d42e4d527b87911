# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of maturity and the federal dashboard."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.reporting.dashboard.compare import ImportView
from leistungswerk.reporting.dashboard.reading import KeptFile
from leistungswerk.reporting.drawings.levels import Row, levels
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity.documents import shipped
from leistungswerk.reporting.maturity.known import AssessmentView, ModelView, Shown
from leistungswerk.reporting.maturity.values import Computed, CriterionValue, Finding, State
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.web.office import entry
from leistungswerk.web.office.maturity import forms
from leistungswerk.web.office.tables import Cell, Table, german

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = date(2026, 10, 31)
BODY = uuid.UUID(int=7)
KEY = "99107023017001"
_CUT = {"cut": Cut(DAY, AT), "query": "", "is_now": True, "stichtag": "2026-10-31", "here": "maturity"}
MODEL = shipped()["1.1"]
NAME = "Wohngeld Bewilligung"
CHART = levels(
    [Row("Ministerium der Finanzen", {2: 3, 4: 1}, 2), Row("ohne Ressort", {0: 1}, 0)], 4, ("Stufe", "nicht bewertet"),
    name="Leistungen nach Ressort und Stufe", description="Balken",
)  # fmt: skip
FOUND = (
    Finding("online", State.HOLDS, "Bei 3 Behörden belegt online."),
    Finding("once_only", State.FAILS, "NOOTS ist bestellt, aber noch nicht bereit.", "V-2026-0001"),
    Finding("evidence_upload", State.UNKNOWN, "Die Leistung läuft nicht auf diesem System."),
)
SHOWN = Shown(FOUND, Computed(None, 3, (FOUND[1].text,)))
MINE = AssessmentView(
    uuid.UUID(int=3), 5, KEY, None, "", "1.1", MODEL.digest(), 4, Evidence.TOLD, (CriterionValue("K01", 4, "Vermerk 7/26"),),
    FOUND, "Stand der Meldung", "Demo Beratung", DAY, None, AT, None, "Demodaten",
)  # fmt: skip


def _paged(rows: list[object]) -> object:
    return Paginator(rows, 25).page(1)


def _table(name: str, *heads: str) -> Table:
    return Table(name, f"Tabelle {name}", heads, [[german(NAME, url="/verwaltung/x/", note=KEY), Cell("3"), Cell("belegt", level="success")]])  # fmt: skip


_OVERVIEW = {
    **_CUT, "model": MODEL, "models": [MODEL, shipped()["2.0"]], "unfilled": 10, "assessed": 5, "all": 7, "shown": 2, "chart": CHART,
    "table": _table("ressorts", "Ressort", "Stufe", "Nachweis"), "services": _table("leistungen-liste", "Leistung", "Stufe", "Nachweis"),
    "page": _paged([1]), "ressorts": ["Ministerium der Finanzen"], "levels": [("0", "0 · Offline")], "statement": "SELECT 1",
    "choice": {"modell": "1.1", "ressort": "", "stufe": "0"}, "pager_query": "modell=1.1",
}  # fmt: skip
_ROW = {
    "model": MODEL,
    "url": "/verwaltung/reifegrad/modelle/1.1/",
    "since": "Juni 2020",
    "replaced": "Juli 2025",
}
_SERVICE = {
    **_CUT, "key": KEY, "name": NAME, "model": MODEL, "models": [MODEL], "body": None, "body_name": "",
    "bodies": [Thing(body=BODY, body_name="Stadt Mainz")],
    "summaries": [
        {"model": MODEL, "assessment": MINE, "level_name": "Online-Transaktion", "shown": False, "conformity": "OZG-Konformität angenommen.", "inherited": False},
        {"model": shipped()["2.0"], "assessment": None, "level_name": "", "shown": False, "conformity": "", "inherited": False},
    ],
    "scale": [{"number": number, "name": "Stufe", "reached": number <= 3, "here": number == 3} for number in range(5)],
    "mine": MINE, "model_changed": True, "findings": _table("befunde", "Frage", "Ergebnis", "Text"),
    "computed": {"text": "höchstens Stufe 3", "reasons": (FOUND[1].text,), "above": True},
    "criteria": _table("kriterien", "Kriterium", "Berechnet", "Bewertet"), "differing": _table("abweichend", "Behörde", "Stufe", "Nachweis"),
    "history": _table("verlauf", "Erfasst", "Stufe", "Stand"), "may_assess": True,
    "form": forms.grouped(forms.fields_of(MODEL, MINE, SHOWN, DAY, 5), MODEL, opened=True), "errors": entry.errors("Begründen Sie die Stufe."),
    "can_withdraw": [MINE], "choice": {"modell": "1.1", "stelle": ""},
}  # fmt: skip
_NONE = Table("verlauf", "Verlauf", ["Erfasst"], [])
_TAKEN = ImportView(
    1, uuid.UUID(int=4), "ab" * 32, (KeptFile("data.json", "cd" * 32, 31_000),), "Demodaten: Abruf", DAY, AT, "Demo Beratung", 5, 2, 1,
    ("data.json, Zeile 3: „7“ ist kein Regionalschlüssel mit 12 Ziffern.",),
)  # fmt: skip
_FEDERAL = {**_CUT, "here": "federal_dashboard", "errors": [], "statement": "SELECT 1"}
_COMPARED = {
    **_FEDERAL, "taken": _TAKEN, "differing": 4, "compared": 9, "choice": {"art": "gleich", "schluessel": KEY, "gebiet": "07131"},
    "kinds": [{"text": "verschieden", "amount": 4, "here": True, "query": ""}, {"text": "gleich", "amount": 5, "here": False, "query": "art=gleich"}],
    "table": _table("zeilen", "Leistung", "Gebiet", "Vergleich"), "page": _paged([1]), "filter_query": "art=gleich",
    "files": [{"file": _TAKEN.files[0], "url": "/verwaltung/x/"}],
}  # fmt: skip
_TAKING = (entry.Field(name="files", label="Dateien", kind=entry.Kind.FILES, required=True, hint="zusammen"),)
_DASHBOARD: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "dashboard": (
        "office/dashboard/overview.html",
        {**_FEDERAL, "page": _paged([1]), "table": _table("abrufe", "Tag", "Quelle", "Zeilen"), "lines": 9, "forms": [("csv", "CSV")],
         "may_edit": True, "fields": _TAKING, "multipart": True, "submit": "Übernehmen", "errors": entry.errors("Die Dateien sind leer.")},
    ),
    "dashboard-empty": ("office/dashboard/overview.html", {**_FEDERAL, "page": _paged([]), "lines": 0, "forms": [], "may_edit": False}),
    "dashboard-import": ("office/dashboard/import.html", _COMPARED),
    "dashboard-import-same": (
        "office/dashboard/import.html",
        {**_COMPARED, "page": _paged([]), "differing": 0, "choice": {"art": "", "schluessel": "", "gebiet": ""}, "filter_query": ""},
    ),
}  # fmt: skip
MATURITY: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "maturity": ("office/maturity/overview.html", _OVERVIEW),
    "maturity-empty": ("office/maturity/overview.html", {**_OVERVIEW, "chart": "", "page": _paged([]), "all": 0, "unfilled": 0}),
    "maturity-models": (
        "office/maturity/models.html",
        {"here": "maturity", "rows": [_ROW], "checks": [("online", "Online, belegt")], "may_edit": True, "errors": [],
         "fields": (entry.Field(name="file", label="Datei", kind=entry.Kind.FILE),), "multipart": True, "submit": "Übernehmen"},
    ),
    "maturity-model": (
        "office/maturity/model.html",
        {"here": "maturity", **_ROW, "view": ModelView(MODEL, MODEL.digest(), AT, "Demo"), "rule": "Das niedrigste entscheidet.",
         "levels": _table("stufen", "Stufe", "Name", "Setzt voraus"), "criteria": _table("kriterien", "Kriterium", "Text", "Geprüft")},
    ),
    "maturity-service": ("office/maturity/service.html", _SERVICE),
    "maturity-service-empty": (
        "office/maturity/service.html",
        {**_SERVICE, "mine": None, "model_changed": False, "may_assess": False, "findings": _NONE, "differing": _NONE, "history": _NONE,
         "can_withdraw": [], "errors": [], "body": BODY, "body_name": "Stadt Mainz", "computed": {"text": "–", "reasons": (), "above": False}},
    ),
    **_DASHBOARD,
}  # fmt: skip
