# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk rollout …``."""

import json
import sys
import uuid
from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused

tools = typer.Typer(no_args_is_help=True, help="Roll-out: Anbindungsfragebogen.")
Body = Annotated[str, typer.Argument(help="Name oder Kennung der Vollzugsbehörde", metavar="BODY")]
Number = Annotated[
    str, typer.Argument(help="Nummer des Vorhabens, zum Beispiel V-2026-0042", metavar="VORHABEN")
]


def _unit(body: str, number: str) -> uuid.UUID:
    setup.django()
    setup.migrate()
    from leistungswerk.programme.rollout import plan

    found = plan.find_unit(OPERATOR, body=body, number=number)
    if found is None:
        raise Refused(
            f"„{body}“ ist keine Vollzugsbehörde des Vorhabens {number}. Prüfen Sie Name und Nummer."
        )
    return found


@tools.command()
def questionnaire(
    body: Body,
    number: Number,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Zieldatei", metavar="FILE")] = None,
) -> None:
    """Den Anbindungsfragebogen einer Vollzugsbehörde schreiben: die neueste Fassung oder, was schon bekannt ist."""
    unit = _unit(body, number)
    from leistungswerk.programme.rollout import questionnaire as questions
    from leistungswerk.programme.services import questionnaires

    filled = questionnaires.current(OPERATOR, unit=unit)
    data = questions.write(filled.content)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    output.write_bytes(data)
    say(f"Fassung {filled.version}: {output}" if filled.version else f"Vorausgefüllt: {output}")


@tools.command()
def answer(
    body: Body,
    number: Number,
    file: Annotated[
        Path, typer.Argument(help="Ausgefüllte Datei (JSON)", metavar="FILE", exists=True, dir_okay=False)
    ],
) -> None:
    """Einen ausgefüllten Anbindungsfragebogen prüfen und als nächste Fassung übernehmen."""
    unit = _unit(body, number)
    from leistungswerk.programme.services import questionnaires

    say(f"Übernommen als Fassung {questionnaires.read_file(OPERATOR, unit=unit, data=file.read_bytes())}.")


@tools.command()
def schema() -> None:
    """Das JSON Schema des Anbindungsfragebogens ausgeben."""
    setup.django()
    from leistungswerk.programme.rollout import questionnaire as questions

    say(json.dumps(questions.json_schema(), ensure_ascii=False, indent=2))
