# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exports of XProzess 2.0 and the files inside them."""

import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.xprozess import bpmn_of, read_export, unpack
from leistungswerk.standards.fim.xprozess.content import MAX_CONTENT
from leistungswerk.standards.fim.xprozess.model import Datei

XPROZESS = "99006028261000_xprozess2_ohne_inhalt.xml"


def test_the_official_export_is_read_without_a_remainder(official):
    reading = read_export(official(XPROZESS), tolerant=False)
    assert reading.findings == ()
    (klasse,) = reading.export.prozessklassen()
    (prozess,) = reading.export.prozesse()
    assert klasse.id == prozess.id == "99006028261000"
    assert [basis.name for basis in klasse.handlungsgrundlage] == [
        "§ 27 MuSchG",
        "§ 29 MuSchG",
        "§ 5 ArbSchG",
    ]
    assert len(prozess.aktivitaetengruppen()) == 12
    assert prozess.prozesssteckbrief.ausloeser[0].formular_id == "D00000094"
    assert prozess.prozesssteckbrief.detaillierungsstufe.code == "101"


def test_an_export_without_contents_has_no_model(official):
    (prozess,) = read_export(official(XPROZESS)).export.prozesse()
    assert bpmn_of(prozess) is None


def test_the_model_comes_out_of_the_official_export_when_it_is_in_it(official, packed):
    model = official("99006028261000.bpmn")
    inhalt = f"<xprozess:inhalt>{packed(('Modell.bpmn', model))}</xprozess:inhalt>"
    empty = r"<xprozess:inhalt\s*(/>|>\s*</xprozess:inhalt>)"
    filled = re.sub(empty, inhalt, official(XPROZESS).decode(), count=1).encode()
    (prozess,) = read_export(filled).export.prozesse()
    assert bpmn_of(prozess) == model


def test_names_of_people_are_not_kept(export):
    reading = read_export(export())
    assert "Muster" not in repr(reading)
    assert reading.export.prozesse()[0].zustandsangaben.status.code == "2"


def test_nested_references_and_receivers_become_words(export):
    group, _ = read_export(export()).export.prozesse()[0].aktivitaetengruppen()
    assert group.eingehende_daten[0].worte() == "D1"
    assert (
        group.spezifische_attribute.attribute[0].bereitgestellte_daten[0].worte() == "Nachfrage (an Halterin)"
    )


def test_an_unknown_element_is_kept_and_reported_or_refused(export):
    data = export().replace(b"<x:beschreibung>", b"<x:neu>1</x:neu><x:beschreibung>")
    reading = read_export(data)
    assert "„neu“" in reading.findings[0].message
    assert "neu" in reading.export.prozesse()[0].aktivitaetengruppen()[0].fremd[0]
    with pytest.raises(FimError) as caught:
        read_export(data, tolerant=False)
    assert caught.value.element == "neu"
    assert caught.value.line == data[: data.index(b"<x:neu>")].count(b"\n") + 1


def test_a_file_may_be_packed_without_compression(packed):
    content = unpack(Datei(inhalt=packed(("a.pdf", b"%PDF"), method=zipfile.ZIP_STORED)))
    assert (content.name, content.data) == ("a.pdf", b"%PDF")


def test_a_bomb_is_refused_however_small_it_is_packed(packed):
    content = packed(("m.bpmn", b"\0" * (MAX_CONTENT + 1)))
    assert len(content) < 40_000
    with pytest.raises(FimError, match="größer als die erlaubten 20480 KB"):
        unpack(Datei(dateiname="Modell", inhalt=content))


def test_a_refusal_names_file_line_and_remedy(export):
    (prozess,) = read_export(export("kein!Base64")).export.prozesse()
    with pytest.raises(FimError, match=r"„Modell“ \(Zeile \d+\) ist kein gültiges Base64; bitte") as caught:
        bpmn_of(prozess)
    assert caught.value.element == "inhalt"
    assert caught.value.line is not None


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(packed, method):
    with pytest.raises(FimError, match="gepackt"):
        unpack(Datei(inhalt=packed(("a", b"a" * 100), method=method)))


@pytest.mark.parametrize("files", [(), (("a", b"1"), ("b", b"2"))])
def test_exactly_one_file_is_expected(packed, files):
    with pytest.raises(FimError, match=f"enthält {len(files)} Dateien"):
        unpack(Datei(inhalt=packed(*files)))


@pytest.mark.parametrize("data", [b"", b"<a/>", b'<a xmlns="http://www.regierung-mv.de/xprozess/2"/>'])
def test_a_foreign_file_ends_in_one_german_sentence(data):
    with pytest.raises(FimError) as caught:
        read_export(data)
    assert "\n" not in str(caught.value)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_export_is_read_or_refused_but_never_fails(export, data):
    whole = export()
    start = data.draw(st.integers(0, len(whole)))
    damaged = (
        whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 50)) :]
    )
    try:
        for prozess in read_export(damaged).export.prozesse():
            bpmn_of(prozess)
    except FimError:
        return
