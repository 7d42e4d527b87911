# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages about FIM building blocks."""

from collections.abc import Mapping
from types import SimpleNamespace as Thing

from django.core.paginator import Page, Paginator
from page_samples import AT, DIGEST

from leistungswerk.standards.fim.xprozess.diagram import Bounds, Diagram, Flow, Node, NodeKind, Shape
from leistungswerk.web.office.fim_words import drawing

NOTHING: Page = Paginator([], 25).page(1)
CODELISTS = [
    Thing(
        uri="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat",
        version="2024-02-02",
        sha256=DIGEST,
        imported_at=AT,
        source="https://repository.example/api/version_codeliste/urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat_2024-02-02/genericode",
        fetched_at=AT,
        schemas=3,
    ),
    Thing(
        uri="urn:de:fim:codeliste:gebäudeteil", version="", sha256=DIGEST, imported_at=AT, source="", fetched_at=None,
        schemas=0,
    ),
]  # fmt: skip
MESSAGE = Thing(
    uuid="00000000-0000-0000-0000-000000000001", kind="xzufi", state="proposed", sha256=DIGEST, content_sha256=DIGEST,
    file_name="XZUFI20260304.xml", standard="XZuFi 2.2.0", imported_at=AT, decided_at=None, entries=2,
)  # fmt: skip
ENTRY = Thing(
    entry=Thing(
        title="Hundesteuer Anmeldung", identifier="L100042 4711", version="3", service_key="99102013104000", current=True
    ),
    kind="Leistung",
    url="/verwaltung/bausteine/1/0/",
)  # fmt: skip
CHANGES = [
    Thing(element="Textmodul › Volltext (06) › Inhalt › deutsch", kind="geändert",
          before="<p>Die Anmeldung kostet nichts.</p>", after="<p>Die Anmeldung kostet 5 €.</p><p>Bar.</p>"),
    Thing(element="Fristen Nr. 1", kind="hinzugefügt", before=None, after="Typ: 001; Frist: Dauer: 2"),
    Thing(element="Gebiet der Gültigkeit", kind="entfernt", before="07", after=None),
]  # fmt: skip
DIAGRAM = Diagram(
    name="Anmeldung",
    nodes=(
        Node(id="a", kind=NodeKind.START, name="Anzeige"),
        Node(id="b", kind=NodeKind.STEP, name="Prüfen"),
    ),
    flows=(Flow(id="f", source="a", target="b"),),
    shapes=(
        Shape(element="a", bounds=Bounds(0, 0, 36, 36)),
        Shape(element="b", bounds=Bounds(90, 0, 120, 80)),
    ),
)
PROCESS = {
    "here": "documents",
    "fim": "messages",
    "row": ENTRY,
    "message_url": "/verwaltung/bausteine/1/",
    "vorbehalt": False,
    "sections": [Thing(title="Beschreibung", lines=["Erste Zeile.", "Zweite Zeile."], language="de")],
    "drawing": drawing(DIAGRAM, "Anmeldung"),
    "steps": [
        Thing(
            number=1, name="Anzeige empfangen", kind="Start", place="Gemeinde", description="Die Anzeige geht ein.",
            sentences=["Weiter mit Schritt 2 („Prüfen“)."],
            legal_basis=[("§ 5 KAG", "https://recht.example/kag"), ("Satzung", "")],
            data_in=["D99000000001 (von Halterin)"], data_out=[],
        ),
        Thing(number=2, name="Prüfen", kind="Schritt", place="", description="", sentences=["Hier endet der Ablauf."],
              legal_basis=[], data_in=[], data_out=[]),
    ],
    "participants": ["Gemeinde", "Halterin"],
    "no_model": False,
    "related": [ENTRY],
    "running": [
        Thing(title="Hundesteuer", url="/verwaltung/dienste/1/", form_url="/verwaltung/formulare/1/",
              schema="S99000001 1.0", territory="Mainz")
    ],
}  # fmt: skip

FIM: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "codelists": (
        "office/codelists.html",
        {"here": "documents", "fim": "codelists", "rows": Paginator(CODELISTS * 3, 2).page(1)},
    ),
    "messages": (
        "office/messages.html",
        {
            "here": "documents", "fim": "messages", "errors": [],
            "rows": Paginator([Thing(message=Thing(**{**vars(MESSAGE), "state": state}), url="/verwaltung/bausteine/1/")
                               for state in ("proposed", "accepted", "refused")] * 3, 3).page(1),
        },
    ),
    "messages-empty": ("office/messages.html", {
        "here": "documents", "fim": "messages", "rows": NOTHING,
        "errors": [{"id": "message", "label": "Datei", "message": "Wählen Sie eine Datei aus.", "language": ""}],
    }),
    "message-proposed": ("office/message.html", {
        "here": "documents", "fim": "messages", "message": MESSAGE, "findings": [], "entries": [ENTRY], "more": 3,
        "compared": [Thing(entry=ENTRY, before=ENTRY, changes=CHANGES)], "base": DIGEST, "errors": [],
    }),
    "message-entry-process": ("office/message_entry.html", PROCESS),
    "message-entry-text": ("office/message_entry.html", {
        **PROCESS, "drawing": "", "steps": [], "participants": [], "no_model": True, "vorbehalt": True, "related": [],
        "running": [],
    }),
    "codelists-empty": ("office/codelists.html", {"here": "documents", "fim": "codelists", "rows": NOTHING}),
}  # fmt: skip
