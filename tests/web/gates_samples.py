# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages of gates, votes, the decision and orders of signing."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from project_samples import FRAME

from leistungswerk.core.actor import Role
from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.programme.gates.reading import CaseView, StepView, WaitingView
from leistungswerk.programme.gates.requirements import Proof, Requirement
from leistungswerk.programme.states import Gate, GateState, SignatureAct, SignatureForm
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.gates.words import (
    ACT_WORDS,
    FORM_WORDS,
    IMPROVEMENT_WORDS,
    POINT_WORDS,
    STATE_WORDS,
)

_AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
_DIGEST = "5990f9948cff4dc6d20de01002e4100dc430666a18ac4fa437bb0dac538e367d"


def _step(
    position: int, act: SignatureAct | None, form: SignatureForm | None = None, *, is_open: bool = False
) -> Thing:
    step = StepView(
        position, position, Role.BUDGET, "Haushalt", "Ministerium der Finanzen", act, "Clara Demo" if act else "",
        "Bernd Demo" if act else "", form, "0412-12/2026" if form else "", date(2026, 11, 3) if act else None,
        "Nicht gedeckt." if act else "", is_open, is_open, is_open,
    )  # fmt: skip
    word, level = ACT_WORDS[act] if act else ("", "info")
    return Thing(
        step=step, act_word=word, act_level=level, form_word=FORM_WORDS.get(form, "") if form else ""
    )


def _case(state: GateState) -> Thing:
    steps = (
        _step(1, SignatureAct.SIGNED_WITH_DISSENT, SignatureForm.PAPER),
        _step(
            2,
            None if state is GateState.IN_SIGNING else SignatureAct.REFUSED,
            is_open=state is GateState.IN_SIGNING,
        ),
        _step(3, None),
    )
    case = CaseView(
        uuid.UUID(int=3), Gate.G1, 2 if state is GateState.IN_SIGNING else 1, state, _DIGEST, {}, _AT, _AT,
        "Die Deckung fehlt." if state is GateState.REFUSED else "", "", tuple(row.step for row in steps),
    )  # fmt: skip
    word, level = STATE_WORDS[state]
    return Thing(
        case=case, word=word, level=level, steps=steps, mine=[row for row in steps if row.step.may_sign],
        pdf_url="/vermerk.pdf", sign_url="/zeichnen/", withdraw_url="/zurueck/",
    )  # fmt: skip


def _requirement(code: str, state: str) -> Thing:
    item = Requirement(
        code=code, title="Schnittstelle mit dem Fachverfahren getestet", met=state == "met",
        text="Nicht geprüft: Es fehlt ein Test mit Produkt und Version des Fachverfahrens.", who="Integrationsarchitektur",
        proofs=(Proof("Generalprobe", _DIGEST, measured=True), Proof("Abnahme", "12-3/2026")), waivable=True,
        waived="Testsystem erst ab Januar." if state == "waived" else "",
    )  # fmt: skip
    return Thing(item=item, state=state, url="/dorthin/" if state == "missing" else "")


_REQUIREMENTS = [_requirement("a", "missing"), _requirement("b", "waived"), _requirement("c", "met")]
_GATE: Mapping[str, object] = {
    **FRAME,
    "gate": "G1",
    "gate_title": "Art der Digitalisierung entschieden",
    "body": "",
    "organisation": "",
    "requirements": _REQUIREMENTS,
    "missing": 1,
    "met": 2,
    "current": None,
    "rounds": [],
    "may_open": True,
    "may_withdraw": False,
    "open_url": "/eroeffnen/",
    "waive_url": "/verzicht/",
    "waivable": [_REQUIREMENTS[0].item],
    "gates_url": "/gates/",
    "forms": [(form.value, word) for form, word in FORM_WORDS.items()],
    "problem": "",
    "typed": {},
}
_SIGNING = {
    "current": _case(GateState.IN_SIGNING),
    "rounds": [_case(GateState.REFUSED)],
    "may_open": False,
    "may_withdraw": True,
    "problem": "Eine Verweigerung braucht eine Begründung, damit nachgebessert werden kann.",
}
_FIELDS = (
    Field(name="way", label="Weg", kind=Kind.SELECT, options=(("A", "A – Nachnutzung"),), required=True),
    Field(name="reasons", label="Begründung", kind=Kind.AREA, required=True),
    Field(name="review_on", label="Wiedervorlage am", kind=Kind.DAY, hint="Nur bei Weg D."),
)
_OPTIONS = [
    Thing(
        path=path,
        title=title,
        language="de",
        cells=[
            Thing(name=f"{path}-x-{name}", dimension=word, points="2", text="Geprüft.")
            for name, word in (("legal", "Rechtlich"), ("financial", "Finanziell"))
        ],
        sum=8 if path == "A" else None,
    )
    for path, title in (("A", "Wohngeld aus Schleswig-Holstein"), ("B", "Eigenentwicklung"))
]
_DECISION: Mapping[str, object] = {
    **FRAME,
    "steps": [Thing(position=1, title="Antrag prüfen", improvement="simplify", reason="Einmal genügt")],
    "improvements": [(item.value, word) for item, word in IMPROVEMENT_WORDS.items()],
    "offers": [Thing(title="Wohngeld", operator="Dataport", cost_yearly=12000, limits="Keine Unterschrift.")],
    "searched_at": _AT,
    "options": _OPTIONS,
    "points": POINT_WORDS,
    "fields": _FIELDS,
    "typed": {},
    "act": "",
    "revision": 4,
    "has_draft": True,
    "may_edit": True,
    "lock": "",
    "signed": None,
    "signed_path": "",
    "paper_url": "/vorlage/",
    "gate_url": "/gates/G1/",
    "paper_length": 900,
    "errors": [],
}
_SIGNED = Thing(not_digitisable=False, path="B", signed_at=_AT, review_on=date(2027, 11, 2))
_PAPER = "# Entscheidungsvorlage\n\nText\n\n| Dimension | Punkte |\n|---|---|\n| Rechtlich | 2 |\n"
_VOTE = Thing(
    uuid=uuid.UUID(int=9), voter_name="Emil Demo", given_on=date(2026, 11, 2), file_number="DS-7", conditions="Löschfrist",
    conditions_met_on=date(2026, 11, 3), counts=True,
)  # fmt: skip
_BADGE = ("In Zeichnung", "info")
GATES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "gates": (
        "office/gates/gates.html",
        {
            **FRAME,
            "lines": [
                Thing(gate="G0", title="Bereit zur Beratung", url="/g0/", state=_BADGE, bodies=[]),
                Thing(
                    gate="G3", title="Go-live", url="", state=None,
                    bodies=[Thing(name="Stadt Musterstadt", url="/g3/1/", state=_BADGE)],
                ),
                Thing(gate="G4", title="Flächendeckend", url="/g4/", state=None, bodies=[]),
            ],
        },
    ),
    "gate": ("office/gates/gate.html", _GATE),
    "gate-signing": ("office/gates/gate.html", {**_GATE, **_SIGNING}),
    "signatures": (
        "office/gates/waiting.html",
        {
            "here": "signatures",
            "rows": [
                Thing(
                    item=WaitingView(
                        uuid.UUID(int=3), Gate.G1, uuid.UUID(int=7), "V-2026-0042", "Wohngeld", "Haushalt", _AT, deputy=False
                    ),
                    title="Art der Digitalisierung entschieden",
                    url="/g1/",
                )
            ],
        },
    ),
    "signatures-empty": ("office/gates/waiting.html", {"here": "signatures", "rows": []}),
    "votes": (
        "office/gates/votes.html",
        {
            **FRAME,
            "votes": [
                Thing(vote=_VOTE, kind="Datenschutz", verdict="Zustimmung mit Auflagen", level="warning", may_fulfil=True)
            ],
            "missing": ["Informationssicherheit"],
            "risks": [
                Thing(
                    risk=Thing(gate="G1", text="Befristet bis Mai.", signer_name="Hanna Demo", at=_AT), kind="Datenschutz"
                )
            ],
            "vote_fields": _FIELDS,
            "risk_fields": _FIELDS,
            "today": "2026-11-02",
            "errors": [],
        },
    ),
    "decision": ("office/gates/decision.html", _DECISION),
    "decision-locked": (
        "office/gates/decision.html",
        {**_DECISION, "may_edit": False, "lock": "Gate G1 wird gerade gezeichnet.", "signed": _SIGNED, "signed_path": "Eigenentwicklung"},
    ),
    "paper": (
        "office/gates/paper.html",
        {
            **FRAME, "text": _PAPER, "preview": to_html(_PAPER), "unsaved": True, "revision": 1, "may_edit": True,
            "lock": "", "decision_url": "/entscheidung/", "errors": [],
        },
    ),
    "signing-order": (
        "office/gates/signing_order.html",
        {
            "here": "signatures",
            "body": "Ministerium der Finanzen",
            "gates": [
                Thing(
                    gate="G2", title="Freigabe", own=True, rows=[Thing(number=1, turn="1", role="budget"), Thing(number=2, turn="", role="")],
                    others=[Thing(role="Technische Leitung", side="LDI")],
                )
            ],
            "roles": [("budget", "Haushalt")],
            "may_edit": True,
            "errors": [],
        },
    ),
}  # fmt: skip
