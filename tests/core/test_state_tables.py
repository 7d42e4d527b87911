# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws the states of the code into the documentation; ``UPDATE_DOCS=1`` renews the file."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from leistungswerk.core.outbox_states import TRANSITIONS, OutboxState
from leistungswerk.enablement.desk.states import TICKET_TRANSITIONS, TicketState
from leistungswerk.enablement.directory.states import MAILING_TRANSITIONS, MailingState
from leistungswerk.online.states import APPLICATION_TRANSITIONS, FORM_TRANSITIONS, ApplicationState, FormState
from leistungswerk.programme import reuse_states as reuse
from leistungswerk.programme import states as programme
from leistungswerk.programme.reuse_words import ROUTE_WORDS
from leistungswerk.register.message_states import MESSAGE_TRANSITIONS, MessageState
from leistungswerk.reporting import round_states as rounds
from leistungswerk.reporting.report_states import REPORT_TRANSITIONS, ReportState

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "states.md"
ROUNDS = "leistungswerk.reporting.round_states"
TEST = "tests/core/test_state_tables.py"
TABLES = (
    ("Outbox row", "leistungswerk.core.outbox_states", OutboxState, TRANSITIONS),
    ("Application (Antrag)", "leistungswerk.online.states", ApplicationState, APPLICATION_TRANSITIONS),
    ("Form version (Formularfassung)", "leistungswerk.online.states", FormState, FORM_TRANSITIONS),
    ("Message (Nachricht)", "leistungswerk.register.message_states", MessageState, MESSAGE_TRANSITIONS),
    ("Report (Bericht)", "leistungswerk.reporting.report_states", ReportState, REPORT_TRANSITIONS),
    ("Vorhaben", "leistungswerk.programme.states", programme.ProjectState, programme.PROJECT_TRANSITIONS),
    ("Ticket", "leistungswerk.enablement.desk.states", TicketState, TICKET_TRANSITIONS),
    ("Mailing (Rundmail)", "leistungswerk.enablement.directory.states", MailingState, MAILING_TRANSITIONS),
    (
        "Item of a checklist",
        "leistungswerk.programme.states",
        programme.ItemState,
        programme.ITEM_TRANSITIONS,
    ),
    (
        "Gate case (Zeichnung)",
        "leistungswerk.programme.states",
        programme.GateState,
        programme.GATE_TRANSITIONS,
    ),
    (
        "Decision on the kind of digitisation",
        "leistungswerk.programme.states",
        programme.DecisionState,
        programme.DECISION_TRANSITIONS,
    ),
    (
        "Beratung",
        "leistungswerk.programme.states",
        programme.ConsultationState,
        programme.CONSULTATION_TRANSITIONS,
    ),
    *(
        (
            f"Nachnutzungsvertrag: {ROUTE_WORDS[route]}",
            "leistungswerk.programme.reuse_states",
            reuse.ContractState,
            reuse.CONTRACT_TRANSITIONS[route],
        )
        for route in reuse.Route
    ),
    (
        "Request for a base service (Basisdienst)",
        "leistungswerk.programme.reuse_states",
        reuse.BaseServiceState,
        reuse.BASE_SERVICE_TRANSITIONS,
    ),
    ("Data round (Datenabfrage)", ROUNDS, rounds.RoundState, rounds.ROUND_TRANSITIONS),
    ("Part of a data round", ROUNDS, rounds.PartState, rounds.PART_TRANSITIONS),
    ("Line of a data round", ROUNDS, rounds.LineState, rounds.LINE_TRANSITIONS),
)


def _table(
    title: str, module: str, states: type[StrEnum], moves: Mapping[str, Mapping[str, str]]
) -> list[str]:
    rows = [
        f"| `{state}` | `{move}` | `{after}` |"
        for state in states
        for move, after in moves.get(state, {}).items()
    ]
    ends = ", ".join(f"`{state}`" for state in states if state in moves and not moves[state])
    arrows = [
        f"    {state} --> {after}: {move}" for state in states for move, after in moves.get(state, {}).items()
    ]
    picture = ["```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(states))}", *arrows, "```"]
    head = [f"## {title}", "", f"Defined in `{module}`. Nothing follows: {ends or 'none'}.", ""]
    return [*head, *picture, "", "| State | Move | Next state |", "|---|---|---|", *rows, ""]


def _document() -> str:
    # REUSE-IgnoreStart
    lines = [
        "<!--",
        "SPDX-FileCopyrightText: Leistungswerk contributors",
        "SPDX-License-Identifier: EUPL-1.2",
        # REUSE-IgnoreEnd
        "-->",
        "# States and the moves between them",
        "",
        f"Drawn from the code by `{TEST}`; renew it with `UPDATE_DOCS=1 ./do test {TEST}`.",
        "",
    ]
    for table in TABLES:
        lines.extend(_table(*table))
    return "\n".join(lines).rstrip() + "\n"


def test_the_documentation_shows_the_states_of_the_code():
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(_document(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == _document(), "stale: run again with UPDATE_DOCS=1"


@pytest.mark.parametrize(("title", "module", "states", "moves"), TABLES, ids=[table[0] for table in TABLES])
def test_every_state_is_in_its_table_and_leads_to_states_only(title, module, states, moves):
    reached = {
        next(iter(states)),
        *(after for after_state in moves.values() for after in after_state.values()),
    }
    assert set(moves) <= set(states)
    assert reached <= set(moves), "a state is reached that has no row"
    if "Nachnutzungsvertrag" not in title:
        assert set(moves) == set(states)
