# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages on which rules are released."""

from collections.abc import Mapping
from types import SimpleNamespace as Thing

from django.core.paginator import Page, Paginator
from page_samples import AT, LATER

RECOGNISED = {"level": "success", "text": "Erkannt"}
CONTRARY = {"level": "danger", "text": "Widerspruch"}
OPEN = {"level": "info", "text": "Offen"}
RELEASED = {"level": "success", "text": "Freigegeben"}
DOCUMENT = Thing(name="Hundesteuer Anmeldung", id="S60000094", version="1.2", url="/verwaltung/formulare/1/")
SENTENCE = 'Wenn das Feld F60000041 "Art" = "999 Sonstiges", dann muss das Feld F60000042 befüllt sein.'
PIECES = [
    Thing(text="Wenn das Feld ", mark="plain", name=""),
    Thing(text='F60000041 "Art"', mark="element", name=""),
    Thing(text=" = ", mark="plain", name=""),
    Thing(text='"999 Sonstiges"', mark="value", name=""),
    Thing(text=", dann muss das Feld ", mark="plain", name=""),
    Thing(text="F60000042", mark="element", name="Welche Art?"),
    Thing(text=" oder ", mark="plain", name=""),
    Thing(text="F69999999", mark="unknown", name=""),
]
MEANING = ["„Welche Art?“ muss ausgefüllt sein, wenn „Art“ = „Sonstiges“."]
EXPRESSION = 'wenn F60000041 „Art“ = "999" dann muss F60000042 „Welche Art?“ befüllt sein.'
PROGRESS = {
    "total": 12,
    "open": 5,
    "released": 6,
    "width": 720,
    "segments": [
        Thing(name="released", text="freigegeben", count=6, x=0, width=360),
        Thing(name="unchecked", text="abgelehnt oder verzichtet", count=1, x=360, width=60),
        Thing(name="open", text="offen", count=5, x=420, width=300),
    ],
}
ROW = Thing(
    id="R60000017", version="1.0", sentence=SENTENCE, status=RECOGNISED, choice=OPEN, single=True, corrected=True,
    url="/verwaltung/formulare/1/regeln/regel/R60000017/",
)  # fmt: skip
LIST = {
    "here": "documents",
    "fim": "schemas",
    "document": DOCUMENT,
    "list_url": "/verwaltung/formulare/1/regeln/",
    "progress": PROGRESS,
    "filters": [
        Thing(text="Alle", count=12, url="?", current=True),
        Thing(text="Offen", count=5, url="?stand=offen", current=False),
    ],
    "query": "stand=offen",
    "rows": Paginator([ROW, Thing(**{**vars(ROW), "status": CONTRARY, "choice": RELEASED})] * 3, 2).page(2),
    "next": Thing(kind="confirm", count=4, url="/verwaltung/formulare/1/regeln/bestaetigen/"),
}
NOTHING: Page = Paginator([], 25).page(1)
FIELD = Thing(name="Art", path="F60000041", type="Auswahl", page="Hund")
INPUT = Thing(
    id="probe-0", name="probe:F60000041", label="Art", where="Hund 1", options=[("999", "Sonstiges"), ("001", "Dackel")],
    value="999", hint="", calculated=False,
)  # fmt: skip
DATE = Thing(**{**vars(INPUT), "id": "probe-1", "name": "probe:F60000043", "options": [], "value": "24.12.2026",
                "hint": "zum Beispiel 24.12.2026"})  # fmt: skip
RULE = {
    **LIST,
    "rule": Thing(
        id="R60000017", version="1.0", url="/verwaltung/formulare/1/regeln/regel/R60000017/", status=RECOGNISED,
        choice=OPEN, is_open=True, is_released=False, single=True, corrected=False, seen=0,
    ),
    "number": 3,
    "total": 12,
    "previous_url": "/verwaltung/formulare/1/regeln/regel/R60000016/",
    "next_url": "/verwaltung/formulare/1/regeln/regel/R60000018/",
    "open_url": "/verwaltung/formulare/1/regeln/regel/R60000019/",
    "pieces": PIECES,
    "findings": [Thing(level="info", text="Beim Namen von F60000042 fehlt das Anführungszeichen.", place="")],
    "meaning": MEANING,
    "expression": EXPRESSION,
    "rows": 4,
    "reading": Thing(problems=[], notes=[], meaning=MEANING, sound=True, checked=False),
    "fields": [FIELD],
    "trial": Thing(
        inputs=[INPUT, DATE, Thing(**{**vars(DATE), "id": "probe-2", "name": "probe:F3", "calculated": True})],
        told=[
            {"level": "danger", "text": "Verlangt, fehlt aber", "sentence": MEANING[0], "value": ""},
            {"level": "success", "text": "Berechnet", "sentence": MEANING[0], "value": "12,50 €"},
        ],
        seed=0,
    ),
    "note": "",
    "history": [],
    "errors": [],
}  # fmt: skip
HISTORY = [
    Thing(badge=RELEASED, actor="account:6a2c1f0e-7d6b-4c58-9b3e-0d8f5a4b1c2d", at=LATER, note="", number=2,
          expression=EXPRESSION, corrected=True),
    Thing(badge=OPEN, actor="operator", at=AT, note="Rücksprache\nmit dem Fachreferat", number=1, expression="",
          corrected=False),
]  # fmt: skip
ERRORS = [
    Thing(id="", label="", message="Begründen Sie in der Notiz, warum das Formular diese Regel nicht prüft.")
]

RULES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "rules": ("office/rules.html", LIST),
    "rules-open": (
        "office/rules.html", {**LIST, "rows": NOTHING, "next": Thing(kind="open", count=1, url="/verwaltung/r/")},
    ),
    "rules-decided": ("office/rules.html", {**LIST, "next": Thing(kind="form", url="/verwaltung/f/")}),
    "rules-none": (
        "office/rules.html",
        {**LIST, "progress": {**PROGRESS, "total": 0}, "rows": NOTHING, "next": Thing(kind="none")},
    ),
    "rules-confirm": (
        "office/rules_confirm.html",
        {
            **LIST,
            "rows": [
                Thing(key=f"R6000001{number}", id=f"R6000001{number}", pieces=PIECES, meaning=MEANING, chosen=True,
                      url="/verwaltung/r/")
                for number in (7, 8)
            ],
            "left": 3,
            "errors": [{"id": "", "label": "", "message": "Wählen Sie mindestens eine Regel aus."}],
        },
    ),
    "rules-confirm-none": ("office/rules_confirm.html", {**LIST, "rows": [], "left": 0, "errors": []}),
    "rule": ("office/rule.html", RULE),
    "rule-wrong": (
        "office/rule.html",
        {
            **RULE,
            "meaning": [],
            "fields": [],
            "reading": Thing(problems=["Zeile 1, Zeichen 9: „dann“ passt hier nicht."], notes=[], meaning=[],
                             sound=False, checked=True),
            "trial": Thing(problem="Sobald die Bedeutung zum Schema passt, können Sie sie hier ausprobieren."),
            "errors": ERRORS,
        },
    ),
    "rule-released": (
        "office/rule.html",
        {
            **RULE,
            "rule": Thing(**{**vars(RULE["rule"]), "choice": RELEASED, "is_open": False, "is_released": True,
                             "corrected": True, "seen": 2}),
            "reading": Thing(problems=[], notes=["Die Codeliste liegt nicht vor."], meaning=MEANING, sound=True,
                             checked=True),
            "history": HISTORY,
        },
    ),
}  # fmt: skip
