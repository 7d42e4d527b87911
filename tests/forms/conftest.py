# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Official schemas, read and compiled once."""

from pathlib import Path

import pytest

from leistungswerk.forms import Plan, compile_form, compile_plan
from leistungswerk.standards.fim import CodelistCollection, load_codelists, read_message
from leistungswerk.standards.fim.model import Stammdatenschema


class Official:
    """An official schema with its code lists and its plan."""

    def __init__(self, folder: Path) -> None:
        (file,) = folder.glob("S*xdf2.xml")
        payload = read_message(file.read_bytes()).nachricht.inhalt
        assert isinstance(payload, Stammdatenschema)
        self.schema: Stammdatenschema = payload
        self.codelists: CodelistCollection = load_codelists(folder)
        self.plan: Plan = compile_plan(compile_form(self.schema, self.codelists))


@pytest.fixture(scope="session", params=["S00000094V1.0", "S00000186V1.0"])
def official(request: pytest.FixtureRequest, artefacts: Path) -> Official:
    return Official(artefacts / "xdatenfelder" / "real" / request.param)
