# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from pathlib import Path

import jsonschema_rs
import pytest
import typer
from lxml import etree
from typer.testing import CliRunner

from leistungswerk.cli.fim_convert import convert
from leistungswerk.core.failures import Refused
from leistungswerk.standards.fim import FimError, load_codelists, read_message, write_message
from leistungswerk.standards.fim.model import Code, Wert, XdfVersion

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
SCHEMA = DEMO / "S99000001V1.0_xdf2.xml"
LISTS = ["--codelists", str(DEMO / "codelists")]


@pytest.fixture
def run():
    app = typer.Typer()
    app.command("convert")(convert)

    def invoke(*args):
        return CliRunner().invoke(app, [str(arg) for arg in args])

    return invoke


@pytest.fixture
def feld_3(tmp_path, field, message):
    path = tmp_path / "feld.xml"
    feld = field(feldart=Code("select"), werte=(Wert("1", "Ja"),), vorbefuellung=Code("optional"))
    path.write_bytes(write_message(message(feld)))
    return path


def test_the_new_version_goes_to_standard_output_and_losses_to_standard_error(run):
    result = run(SCHEMA, "--to", "xdf3", *LISTS)
    assert result.exit_code == 0
    assert read_message(result.stdout_bytes).nachricht.xdf is XdfVersion.V3
    assert "Nicht gleichwertig, aber erhalten" in result.stderr
    assert "Verloren" not in result.stderr
    assert "Zeile" in result.stderr


def test_there_and_back_is_the_same_file(run, tmp_path):
    there, back = tmp_path / "drei.xml", tmp_path / "zwei.xml"
    assert run(SCHEMA, "--to", "xdf3", *LISTS, "-o", there).exit_code == 0
    assert run(there, "--to", "xdf2", "-o", back).exit_code == 0
    assert read_message(back.read_bytes()).nachricht == read_message(SCHEMA.read_bytes()).nachricht


def test_lists_made_of_values_stand_beside_the_file(run, tmp_path, feld_3):
    result = run(feld_3, "--to", "xdf2", "-o", tmp_path / "zwei.xml")
    folder = tmp_path / "zwei_codelisten"
    (liste,) = load_codelists(folder).codelisten
    assert liste.rows == (("1", "Ja"),)
    assert str(folder) in result.stderr
    assert "Verloren" in result.stderr
    assert "„vorbefuellung“ (optional)" in result.stderr


def test_without_a_file_lists_are_told_to_be_missing(run, feld_3):
    assert "nur mit -o" in run(feld_3, "--to", "xdf2").stderr


def test_a_json_schema_is_written(run, tmp_path):
    out = tmp_path / "schema.json"
    result = run(SCHEMA, "--to", "json-schema", *LISTS, "-o", out, "--base-uri", "https://a.example")
    assert result.exit_code == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["$id"].startswith("https://a.example/S99000001")
    jsonschema_rs.validator_for(document)


def test_an_xsd_is_written(run):
    etree.XMLSchema(etree.fromstring(run(SCHEMA, "--to", "xsd", *LISTS).stdout_bytes))


def test_notations_need_a_whole_schema(run, feld_3):
    result = run(feld_3, "--to", "xsd")
    assert isinstance(result.exception, Refused)
    assert "kein Stammdatenschema" in str(result.exception)


def test_what_cannot_be_read_is_refused_and_nothing_is_written(run, tmp_path):
    broken, out = tmp_path / "kaputt.xml", tmp_path / "neu.xml"
    broken.write_text("<a>", encoding="utf-8")
    result = run(broken, "--to", "xdf3", "-o", out)
    assert isinstance(result.exception, FimError)
    assert not out.exists()


def test_unknown_elements_are_kept_out_only_when_asked(run, tmp_path, feld_3):
    odd = tmp_path / "fremd.xml"
    odd.write_text(
        feld_3.read_text(encoding="utf-8").replace("<xdf:name>", "<xdf:neu/><xdf:name>"), encoding="utf-8"
    )
    assert isinstance(run(odd, "--to", "xdf2").exception, FimError)
    result = run(odd, "--to", "xdf2", "--tolerant")
    assert result.exit_code == 0
    assert "neu" in result.stderr


def test_a_place_nobody_can_write_to_is_named(run, tmp_path):
    result = run(SCHEMA, "--to", "xdf3", *LISTS, "-o", tmp_path / "fehlt" / "neu.xml")
    assert isinstance(result.exception, Refused)
    assert "kann nicht geschrieben werden" in str(result.exception)
