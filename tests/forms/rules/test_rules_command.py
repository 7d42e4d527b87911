# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from leistungswerk.cli.fim_rules import rules
from leistungswerk.standards.fim import FimError

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
COMMAND = typer.Typer()
COMMAND.command()(rules)


def run(*arguments: str):
    return CliRunner().invoke(COMMAND, [str(each) for each in arguments])


def test_rules_are_listed_as_json():
    result = run(DEMO / "S99000001V1.0_xdf2.xml", "--codelists", DEMO / "codelists", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert {tuple(each) for each in found} == {("id", "version", "sentence", "expression", "status", "notes")}
    assert found[0]["id"] == "R99000001"
    assert found[0]["status"] == "recognised"
    assert found[0]["expression"].startswith("muss mindestens eines von G99000001.")


def test_rules_are_told_beside_their_sentences():
    result = run(DEMO / "S99000001V1.0_xdf2.xml")
    assert result.exit_code == 0
    assert "Satz       Es muss mindestens eines" in result.stdout
    assert "„E-Mail-Adresse“" in result.stdout
    assert "erkannt" in result.stdout.splitlines()[-1]


def test_an_unreadable_file_is_refused(tmp_path):
    file = tmp_path / "leer.xml"
    file.write_text("<a/>", encoding="utf-8")
    with pytest.raises(FimError):
        raise run(file).exception
