# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim check``: for people, as JSON, and its exit codes."""

import json
from pathlib import Path

import pytest
from check_samples import codelist, field, listed, message, place, profile, schema

from leistungswerk.cli import fim_check
from leistungswerk.cli.terminal import _console
from leistungswerk.standards.fim import FimError, write_codelist, write_message


@pytest.fixture(autouse=True)
def _fresh_console():
    """The console writes where standard output leads now."""
    _console.cache_clear()
    yield
    _console.cache_clear()


@pytest.fixture
def file(tmp_path):
    def make(payload, name: str = "schema.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(write_message(message(payload)))
        return path

    return make


def _exit_code(*files: Path, codelists: Path | None = None, as_json: bool = False) -> int:
    try:
        fim_check.check(list(files), codelists, as_json)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_nothing_above_a_hint_ends_with_0(file, capfd):
    assert _exit_code(file(schema())) == 0
    assert _exit_code(file(schema(status_gesetzt_durch=None))) == 0
    assert "Hinweis (1)" in capfd.readouterr().out


@pytest.mark.parametrize(
    "payload", [schema(bezug=()), profile(hilfetext=""), schema(place(field(), bezug=()))]
)
def test_a_warning_or_an_error_ends_with_1(file, payload):
    if payload == schema(place(field(), bezug=())):
        payload = schema(place(field(praezisierung=None)))
    assert _exit_code(file(payload)) == 1


@pytest.mark.parametrize("content", [b"", b"kein XML", b"<a xmlns='urn:fremd'/>"])
def test_an_unreadable_file_ends_with_2(tmp_path, content, capfd):
    path = tmp_path / "kaputt.xml"
    path.write_bytes(content)
    assert _exit_code(path) == 2
    assert "Fehler: " in capfd.readouterr().err


def test_a_file_that_is_not_there_ends_with_2(tmp_path, capfd):
    assert _exit_code(tmp_path / "fehlt.xml") == 2
    assert "fehlt.xml" in capfd.readouterr().err


def test_a_file_not_well_formed_by_the_standard_ends_with_2_and_tells_what_it_can(file, capfd):
    path = file(schema())
    path.write_bytes(path.read_bytes().replace(b"<xdf:id>F12000000001</xdf:id>", b"<xdf:id/>"))
    assert _exit_code(path, as_json=True) == 2
    out, err = capfd.readouterr()
    assert 1038 in {entry["code"] for entry in json.loads(out)}
    assert "„id“" in err


def test_json_is_a_list_of_messages(file, capfd):
    path = file(schema(bezug=()))
    assert _exit_code(path, as_json=True) == 1
    assert json.loads(capfd.readouterr().out) == [
        {
            "code": 1051,
            "severity": "critical",
            "path": "S12000000001",
            "line": 7,
            "message": "Das Datenschema S12000000001 „Schema“ nennt keine Handlungsgrundlage. "
            "Bitte nennen Sie im Bezug die Rechtsnorm.",
        }
    ]


def test_json_of_a_clean_file_is_an_empty_list(file, capfd):
    assert _exit_code(file(schema()), as_json=True) == 0
    assert json.loads(capfd.readouterr().out) == []


def test_json_of_several_files_names_the_file(file, capfd):
    bad, good = file(schema(bezug=()), "a.xml"), file(schema(), "b.xml")
    assert _exit_code(bad, good, as_json=True) == 1
    assert [entry["file"] for entry in json.loads(capfd.readouterr().out)] == [str(bad)]


def test_people_read_severity_path_line_and_remedy(file, capfd):
    assert _exit_code(file(schema(bezug=(), name="[bold]Fett[/bold]"))) == 1
    out = capfd.readouterr().out
    assert "Kritischer Fehler (1)" in out
    assert "1051  S12000000001 · Zeile" in out
    assert "„[bold]Fett[/bold]“ nennt keine Handlungsgrundlage." in out
    assert "→ Bitte nennen Sie im Bezug die Rechtsnorm." in out
    assert "Kritischer Fehler: 1 · Methodischer Fehler: 0 · Warnung: 0 · Hinweis: 0" in out


def test_code_lists_beside_the_file_are_used(file, tmp_path, capfd):
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "farben.xml").write_bytes(write_codelist(codelist()))
    path = file(schema(place(listed(inhalt="9"))))
    assert _exit_code(path) == 0
    assert _exit_code(path, codelists=lists, as_json=True) == 1
    out = capfd.readouterr().out
    assert [entry["code"] for entry in json.loads(out[out.index("[") :])] == [1076]


def test_a_folder_of_code_lists_that_is_not_there_is_refused(file, tmp_path):
    with pytest.raises(FimError, match="Ordner"):
        fim_check.check([file(schema())], tmp_path / "fehlt", as_json=False)
