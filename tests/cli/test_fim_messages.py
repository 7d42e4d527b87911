# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``fim process`` and ``fim xzufi``."""

import json

import pytest

from message_samples import CHANGED, SAMPLE


@pytest.fixture
def texts(tmp_path):
    """Two versions of a message."""
    for name, content in (("alt.xml", SAMPLE), ("neu.xml", CHANGED)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_objects_are_listed_with_title_and_key(lw, texts):
    done = lw("fim", "xzufi", texts / "alt.xml")
    assert done.code == 0
    assert "leistung L100042 4711 · Hundesteuer Anmeldung · 99102013104000" in done.out
    assert "ungeprüft gegen Echtdaten" in done.err
    entries = json.loads(lw("fim", "xzufi", texts / "alt.xml", "--json").out)
    assert [entry["object"] for entry in entries] == [
        "leistung L100042 4711",
        "organisationseinheit OE1",
        "onlinedienst OD1",
    ]


def test_what_changed_is_told_and_is_exit_code_1(lw, texts):
    done = lw("fim", "xzufi", texts / "neu.xml", "--diff", texts / "alt.xml")
    assert done.code == 1
    assert "geändert von „Die Anmeldung kostet nichts.“ zu „Die Anmeldung kostet 5 €.“" in done.out
    [change] = json.loads(lw("fim", "xzufi", texts / "neu.xml", "--diff", texts / "alt.xml", "--json").out)
    assert change["element"] == "Textmodul › Volltext (06) › Inhalt › deutsch"
    assert lw("fim", "xzufi", texts / "alt.xml", "--diff", texts / "alt.xml").code == 0


def test_objects_that_came_and_went_are_told(lw, texts):
    (texts / "andere.xml").write_text(SAMPLE.replace(">OE1<", ">OE2<"), encoding="utf-8")
    done = lw("fim", "xzufi", texts / "andere.xml", "--diff", texts / "alt.xml")
    assert "organisationseinheit OE2: ganzes Objekt: hinzugefügt" in done.out
    assert "organisationseinheit OE1: ganzes Objekt: entfernt" in done.out


def test_an_official_process_is_listed_and_drawn(lw, artefacts, tmp_path):
    folder = artefacts / "xprozess"
    export, model = folder / "99006028261000_xprozess2_ohne_inhalt.xml", folder / "99006028261000.bpmn"
    assert "--bpmn" in lw("fim", "process", export).out
    done = lw("fim", "process", export, "--bpmn", model, "--svg", tmp_path / "p.svg")
    assert done.code == 0
    assert "Rechtsgrundlage" in done.out
    assert (tmp_path / "p.svg").read_text(encoding="utf-8").startswith("<svg")
    [process] = json.loads(lw("fim", "process", export, "--bpmn", model, "--json").out)
    assert process["id"]
    assert len(process["steps"]) > 10
    assert any(step["legal_basis"] for step in process["steps"])


@pytest.mark.parametrize("command", ["process", "xzufi"])
def test_another_file_is_one_sentence_and_exit_code_2(lw, tmp_path, command):
    (tmp_path / "x.xml").write_text("<a/>", encoding="utf-8")
    done = lw("fim", command, tmp_path / "x.xml")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_drawing_needs_one_process_with_a_model(lw, artefacts, tmp_path):
    export = artefacts / "xprozess" / "99006028261000_xprozess2_ohne_inhalt.xml"
    done = lw("fim", "process", export, "--svg", tmp_path / "p.svg")
    assert done.code == 2
    assert "gefunden wurden 0" in done.err
