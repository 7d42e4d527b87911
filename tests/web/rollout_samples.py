# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of the roll-out."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator
from project_samples import FRAME

from leistungswerk.programme.rollout.questionnaire import QUESTIONS, SECTIONS

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
UNIT = "/verwaltung/rollout/zellen/1/"
TITLE = "Wohngeld online"
BODY = "Stadtverwaltung Musterstadt"


def _cell(look: str, text: str, first: str = "") -> Thing:
    return Thing(
        begun=look != "planned", look=look, text=text, first=first, who="Vollzugsbehörde" if first else "", act_url=UNIT + "pflicht/training/",
        url=UNIT,
    )  # fmt: skip


COLUMNS = [
    Thing(number="V-2026-0042", title=TITLE, keys=("99107023017000",), url="/verwaltung/vorhaben/1/rollout/"),
    Thing(
        number="V-2026-0043",
        title="Hundesteuer",
        keys=("99102013104000",),
        url="/verwaltung/vorhaben/2/rollout/",
    ),
]
CELLS = (
    _cell("live", "Live"),
    _cell(
        "missing",
        "In Vorbereitung, 3 fehlen",
        "Das Zertifikat ist am 31.10.2026 abgelaufen. Tragen Sie das neue ein.",
    ),
    _cell("ready", "Bereit"),
    _cell("attention", "Live, bald fällig"),
    _cell("planned", "Geplant, 9 fehlen", "Benennen Sie noch: Projektleitung, technische Ansprechperson."),
    _cell("exempt", "Ausgenommen"),
)
ROWS = [
    Thing(
        name=name,
        url=f"/verwaltung/rollout/stellen/{number}/",
        cells=[
            Thing(column=COLUMNS[0], cell=CELLS[number * 2]),
            Thing(column=COLUMNS[1], cell=CELLS[number * 2 + 1]),
        ],
    )
    for number, name in enumerate((BODY, "Kreisverwaltung Musterland", "Verbandsgemeinde Muster"))
] + [
    Thing(
        name="Stadt Ohne",
        url="/x/",
        cells=[Thing(column=COLUMNS[0], cell=None), Thing(column=COLUMNS[1], cell=CELLS[0])],
    )
]
COUNTS = [
    Thing(text="Live", number=3),
    Thing(text="In Vorbereitung", number=8),
    Thing(text="Geplant", number=0),
]
SHARE = Thing(live=3, relevant=193, exempt=1)
CHOICE = Thing(search="", project=None, district="", wave="", state=None, readiness=None, route=None)
MATRIX = {
    "here": "rollout",
    "columns": COLUMNS,
    "rows": ROWS,
    "bodies": 193,
    "projects": 10,
    "choice": CHOICE,
    "filters": Thing(
        districts=[("07315", "Mainz")], states=[("live", "Live")], waves=[("pilot", "Pilot")],
        readiness=[("ready", "Bereit zum Go-live")], projects=[("1", TITLE)],
    ),
    "counts": COUNTS,
    "share": SHARE,
    "row_pages": Thing(number=2, total=8, query="?"),
    "column_pages": Thing(number=1, total=2, query="?"),
}  # fmt: skip


def _duty(title: str, level: str, status: str, text: str = "") -> Thing:
    return Thing(
        duty="training", title=title, level=level, status=status, text=text, who="Vollzugsbehörde" if text else "",
        url=UNIT + "pflicht/training/" if text else "", open=level == "danger", idle=level == "info",
    )  # fmt: skip


DUTIES = [
    _duty("Ansprechpersonen", "success", "Erfüllt"),
    _duty("Zertifikate", "warning", "Bald fällig", "Das Zertifikat läuft am 24.12.2026 ab, in 29 Tagen."),
    _duty("Schulung", "danger", "Fehlt", "Die Sachbearbeitung ist noch nicht geschult."),
]
VIEW = Thing(
    facts=Thing(
        uuid=uuid.UUID(int=1), body=Thing(name=BODY, uuid=uuid.UUID(int=2)), wave="Welle 1", transport="fit_connect",
        go_live_on=date(2027, 2, 1), project=Thing(title=TITLE, number="V-2026-0042", uuid=uuid.UUID(int=3)),
    ),
    live_from=date(2026, 11, 2), live_to=None, reason="", revision=4, expected_cases=240, questionnaire=2,
)  # fmt: skip
URLS = Thing(
    edit=UNIT + "a/", move=UNIT + "b/", contact=UNIT + "c/", questionnaire=UNIT + "d/", portal=UNIT + "e/",
    gate=UNIT + "f/", body="/verwaltung/rollout/stellen/1/", project="/verwaltung/vorhaben/1/rollout/",
)  # fmt: skip
UNIT_PAGE = {
    "here": "rollout",
    "errors": [],
    "view": VIEW,
    "state": "In Vorbereitung",
    "state_level": "warning",
    "route": "Roll-out (Kommunen, in Wellen)",
    "duties": DUTIES,
    "idle": [
        _duty("OSCI-Postfach", "info", "Nicht nötig"),
        _duty("Bekanntmachung", "info", "Nach dem Go-live"),
    ],
    "next": DUTIES[2],
    "ready": False,
    "gate": Thing(signing=False, url=""),
    "may_edit": True,
    "transport": "FIT-Connect",
    "transports": [("fit_connect", "FIT-Connect"), ("osci_xta", "OSCI/XTA")],
    "moves": [
        Thing(move="declare_interest", text="Interesse bekunden", reason=False),
        Thing(move="exempt", text="Mit Grund ausnehmen", reason=True),
    ],
    "contacts": [
        Thing(part="lead", title="Projektleitung", name="", roles="Digitalisierung in der Kommune"),
        Thing(part="technical", title="technische Ansprechperson", name="", roles=""),
    ],
    "people": [("1", "M. Muster")],
    "usage": Thing(seen=12, expected=40, days=60, text="Deutlich weniger als erwartet.", counted=True),
    "has_questionnaire": True,
    "urls": URLS,
}
DUTY_PAGE = {
    "here": "rollout",
    "errors": [],
    "view": VIEW,
    "finding": DUTIES[1],
    "title": "Zertifikate",
    "mark": Thing(at=AT, reference="Seriennummer 4711"),
    "measured": False,
    "waivable": True,
    "certificate": True,
    "connections": [],
    "chosen": Thing(state="done", reference="Seriennummer 4711", valid_until="2026-12-24"),
    "may_edit": True,
    "unit_url": UNIT,
}
QUESTIONNAIRE = {
    "here": "rollout",
    "body": BODY,
    "unit_url": UNIT,
    "file_url": UNIT + "fragebogen.json",
    "schema_url": "/verwaltung/rollout/fragebogen.schema.json",
    "errors": [{"id": "stelle__plz", "label": "", "message": "Postleitzahl: „5511“ hat nicht die erwartete Form, zum Beispiel 55116."}],
    "ready": True,
    "may_edit": True,
    "version": 2,
    "sections": [
        Thing(
            title=title,
            questions=[
                Thing(
                    field=each.field, title=each.title, kind=each.kind.value, required=each.required,
                    example=each.example, value="", wrong=each.field == "stelle__plz",
                )
                for each in QUESTIONS
                if each.section == name
            ],
        )
        for name, title in SECTIONS.items()
    ],
}  # fmt: skip
PORTAL = {
    "here": "rollout",
    "errors": [],
    "view": VIEW,
    "live": True,
    "may_edit": True,
    "orders": [
        Thing(
            order=Thing(
                uuid=uuid.UUID(int=5), digest="3f79bb7b435b05321651daefd374cdc6", drafted_at=AT, ordered_at=AT,
                recheck_at=AT, read_back_at=None, state="deviating",
            ),
            state="Weicht ab", level="danger", due=True, may_order=True, may_read=True,
            deviations=[Thing(field="Leistungsschlüssel", ordered="99107023017000", shown="")],
            url="/verwaltung/rollout/auftraege/1/", file_url="/verwaltung/rollout/auftraege/1/auftrag.xml",
        )
    ],
    "vorbehalt": "Ungeprüft gegen Echtdaten.",
    "unit_url": UNIT,
}  # fmt: skip


def _task(title: str, text: str, level: str = "danger", **more: object) -> Thing:
    fields = {"titles": (TITLE,), "more": 0, "due": date(2027, 2, 1), "urgent": False, **more}
    return Thing(title=title, text=text, who="Vollzugsbehörde", level=level, url=UNIT, **fields)


TASKS = [
    _task("Zertifikate", "Das Zertifikat ist am 31.10.2026 abgelaufen.", urgent=True, due=None),
    _task(
        "Ansprechpersonen",
        "Benennen Sie noch: technische Ansprechperson.",
        titles=(TITLE, "Hundesteuer"),
        more=4,
    ),
    _task("Go-live", "Alles ist da. Zeichnen Sie den Go-live (Gate G3).", "success"),
]
COCKPIT = {
    "here": "rollout_bodies",
    "body": Thing(name=BODY),
    "kind": "Kreisfreie Stadt",
    "route": "Roll-out (Kommunen, in Wellen)",
    "next": TASKS[0],
    "tasks": Paginator(TASKS, 2).page(1),
    "live": 1,
    "relevant": 6,
    "standings": [
        Thing(cell=cell, number="V-2026-0042", title=TITLE, due=date(2027, 2, 1), wave="Welle 1")
        for cell in CELLS
    ],
    "more_standings": 3,
    "matrix_url": "/verwaltung/rollout/",
}
_BODY_ROW = Thing(
    row=Thing(
        name=BODY, relevant=6, live=1, preparing=2, next_day=date(2027, 2, 1), certificate=date(2026, 12, 24), orders=1
    ),
    kind="Kreisfreie Stadt", url="/verwaltung/rollout/stellen/1/", soon=True,
)  # fmt: skip
_VENDOR_ROW = Thing(
    row=Thing(
        product="Wohngeld plus", version="5.1", body=BODY, ars="073150000000", project=TITLE, keys=("99107023017000",),
        due=date(2027, 2, 1), schema=Thing(fim_id="S60000094", version="1.2"),
    ),
    transport="FIT-Connect", interface=Thing(level="warning", text="Im Test"), state="In Vorbereitung",
    schema_url="/schema/S60000094/1.2/3f79/",
)  # fmt: skip
PLAN = {
    **FRAME,
    "errors": [],
    "may_plan": True,
    "waves": [
        Thing(kind="pilot", name="Pilot", starts_on=date(2026, 9, 1), go_live_on=date(2026, 11, 2), bodies=2, live=2),
        Thing(kind="wave", name="Welle 1", starts_on=None, go_live_on=date(2027, 2, 1), bodies=40, live=0),
    ],
    "rows": Paginator(
        [
            Thing(
                row=Thing(
                    cell=Thing(unit=uuid.UUID(int=number), wave="Welle 1"), name=f"{BODY} {number}", live_from=None,
                    reason="", expected_cases=240,
                ),
                route="Roll-out", transport="FIT-Connect", cell=CELLS[number % 6], body_url="/verwaltung/rollout/stellen/1/",
            )
            for number in range(4)
        ],
        2,
    ).page(1),
    "total": 193,
    "pages": Thing(number=2, total=8, query="?"),
    "choice": CHOICE,
    "counts": COUNTS,
    "share": SHARE,
    "states": [("live", "Live")],
    "routes": [("rollout", "Roll-out (Kommunen, in Wellen)")],
    "wave_choices": [("1", "Pilot")],
    "wave_kinds": [("pilot", "Pilot"), ("wave", "Welle")],
    "transports": [("fit_connect", "FIT-Connect")],
    "urls": Thing(**{"take": "/a/", "add": "/b/", "wave": "/c/", "bulk": "/d/", "export": "/e/", "import": "/f/"}),
}  # fmt: skip
IMPORT = {
    **FRAME,
    "errors": [],
    "checked": True,
    "changes": [Thing(line=2, body=BODY, column="Welle", before="", after="Welle 1")],
    "bodies": 1,
    "content": "S2VubnVuZw==",
    "back_url": "/verwaltung/vorhaben/1/rollout/",
    "export_url": "/verwaltung/vorhaben/1/rollout/tabelle.csv",
}
ROLLOUT: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "rollout": ("office/rollout/matrix.html", MATRIX),
    "rollout-empty": ("office/rollout/matrix.html", {**MATRIX, "rows": []}),
    "rollout-project": ("office/rollout/project.html", PLAN),
    "rollout-project-empty": (
        "office/rollout/project.html",
        {**PLAN, "rows": Paginator([], 25).page(1), "total": 0, "waves": []},
    ),
    "rollout-unit": ("office/rollout/unit.html", UNIT_PAGE),
    "rollout-unit-ready": ("office/rollout/unit.html", {**UNIT_PAGE, "ready": True, "next": None}),
    "rollout-duty": ("office/rollout/duty.html", DUTY_PAGE),
    "rollout-questionnaire": ("office/rollout/questionnaire.html", QUESTIONNAIRE),
    "rollout-questionnaire-not-yet": (
        "office/rollout/questionnaire.html",
        {**QUESTIONNAIRE, "ready": False, "errors": []},
    ),
    "rollout-portal": ("office/rollout/portal.html", PORTAL),
    "rollout-body": ("office/rollout/cockpit.html", COCKPIT),
    "rollout-bodies": (
        "office/rollout/bodies.html",
        {
            "here": "rollout_bodies",
            "rows": Paginator([_BODY_ROW] * 3, 2).page(1),
            "search": "",
            "pages": Thing(number=1, total=2, query="?"),
        },
    ),
    "rollout-vendors": (
        "office/rollout/vendors.html",
        {
            "here": "rollout_vendors",
            "rows": Paginator([_VENDOR_ROW] * 3, 2).page(1),
            "chosen": "1",
            "projects": [("1", TITLE), ("2", "Hundesteuer")],
            "pages": Thing(number=1, total=2, query="?"),
        },
    ),
    "rollout-import": ("office/rollout/import.html", IMPORT),
    "rollout-import-start": ("office/rollout/import.html", {**IMPORT, "checked": False, "changes": []}),
}
