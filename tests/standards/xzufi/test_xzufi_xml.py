# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XZuFi messages in XML. The samples are our own: no real file was at hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xzufi_strategies import WORDS, objects

from leistungswerk.standards.fim import FimError, FindingKind
from leistungswerk.standards.fim.xzufi import (
    Code,
    Identifikator,
    Leistung,
    Loesche,
    Loeschung,
    Nachricht,
    Nachrichtenkopf,
    Onlinedienst,
    Organisationseinheit,
    Schreibe,
    XzufiVersion,
    read_message,
    write_message,
)
from leistungswerk.standards.fim.xzufi.nachricht import OBJEKTE

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

SAMPLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<xzufi:transfer.op xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xzufiVersion="2.2" produktbezeichnung="Probe">
  <xzufi:nachrichtenkopf>
    <xzufi:nachrichtUUID>8f2c</xzufi:nachrichtUUID>
    <xzufi:autor><xzufi:name>Erika Musterfrau</xzufi:name></xzufi:autor>
  </xzufi:nachrichtenkopf>
  <xzufi:transaktionID>7</xzufi:transaktionID>
  <xzufi:schreibe>
    <xzufi:leistung>
      <xzufi:id schemeAgencyID="L100042">4711</xzufi:id>
      <xzufi:struktur xsi:type="xzufi:LeistungsstrukturObjektMitVerrichtung">
        <xzufi:leistungsobjektID>99102013</xzufi:leistungsobjektID>
        <xzufi:verrichtung><xzufi:verrichtungLeiKa listURI="urn:x"><code>010</code></xzufi:verrichtungLeiKa>
        </xzufi:verrichtung>
      </xzufi:struktur>
      <xzufi:referenzLeiKa><code>99102013010000</code></xzufi:referenzLeiKa>
      <xzufi:modulText>
        <xzufi:leikaTextmodul><xzufi:code>06</xzufi:code></xzufi:leikaTextmodul>
        <xzufi:inhalt languageCode="de">Volltext &lt;b&gt;fett&lt;/b&gt;</xzufi:inhalt>
        <xzufi:geaendertDurch>Max Mustermann</xzufi:geaendertDurch>
      </xzufi:modulText>
      <xzufi:modulKosten><xzufi:kosten>
        <xzufi:typ><code>001</code></xzufi:typ>
        <xzufi:kostenauswahl><xzufi:kostenFix><xzufi:betrag currencyCode="EUR">12.50</xzufi:betrag>
        </xzufi:kostenFix></xzufi:kostenauswahl>
      </xzufi:kosten></xzufi:modulKosten>
      <xzufi:nochUnbekannt><xzufi:tief>x</xzufi:tief></xzufi:nochUnbekannt>
    </xzufi:leistung>
    <xzufi:organisationseinheit>
      <xzufi:id>OE1</xzufi:id>
      <xzufi:name><xzufi:name languageCode="de">Steueramt</xzufi:name></xzufi:name>
      <xzufi:zustaendigkeit>
        <xzufi:leistungID>4711</xzufi:leistungID><xzufi:gebietID>071</xzufi:gebietID>
        <xzufi:rolle><code>01</code></xzufi:rolle>
      </xzufi:zustaendigkeit>
    </xzufi:organisationseinheit>
    <xzufi:onlinedienst>
      <xzufi:id>OD1</xzufi:id>
      <xzufi:bezeichnung languageCode="de">Hundesteuer online</xzufi:bezeichnung>
      <xzufi:link><xzufi:typ listURI="urn:xoev-de:fim:codeliste:onlinedienstlinktyp"><code>01</code></xzufi:typ>
        <xzufi:link>https://example.org/hund</xzufi:link></xzufi:link>
    </xzufi:onlinedienst>
  </xzufi:schreibe>
  <xzufi:loesche><xzufi:leistungID>4712</xzufi:leistungID><xzufi:onlinedienst><xzufi:id>OD0</xzufi:id>
  </xzufi:onlinedienst></xzufi:loesche>
</xzufi:transfer.op>"""


def messages(version: XzufiVersion) -> st.SearchStrategy[Nachricht]:
    things = st.one_of(*(objects(struct, version, for_json=False) for struct in OBJEKTE.values()))
    deletions = st.builds(Loeschung, st.sampled_from(sorted(OBJEKTE)), st.builds(Identifikator, WORDS))
    operations = st.builds(Schreibe, st.lists(things, max_size=2).map(tuple)) | st.builds(
        Loesche, st.lists(deletions, max_size=2).map(tuple)
    )
    return st.builds(
        Nachricht,
        version=st.just(version),
        art=st.just("transfer.operationen.040101"),
        kopf=objects(Nachrichtenkopf, version, for_json=False),
        operationen=st.lists(operations, max_size=2).map(tuple),
        transaktion_id=st.none() | WORDS,
        transaktion_position=st.none() | WORDS,
        attribute=st.just((("produkthersteller", "wir"),)),
    )


@pytest.mark.parametrize("version", list(XzufiVersion))
def test_reading_what_was_written_gives_the_same_message(version):
    @SLOW
    @given(messages(version))
    def check(message):
        assert read_message(write_message(message), tolerant=False).nachricht == message

    check()


def test_the_frame_with_its_operations_is_read():
    message = read_message(SAMPLE).nachricht
    service, unit, online = message.objekte()
    assert isinstance(service, Leistung)
    assert service.schluessel() == ("99102013010000",)
    assert service.text("06") == "Volltext <b>fett</b>"
    assert service.struktur.verrichtung == Code("010", "urn:x")
    assert isinstance(unit, Organisationseinheit)
    assert unit.zustaendigkeit[0].rolle.code == "01"
    assert isinstance(online, Onlinedienst)
    assert online.link[0].link == "https://example.org/hund"
    assert message.transaktion_id == "7"
    assert message.operationen[1] == Loesche(
        (Loeschung("leistung", Identifikator("4712")), Loeschung("onlinedienst", Identifikator("OD0")))
    )


def test_an_unknown_element_survives_and_is_reported():
    reading = read_message(SAMPLE)
    (raw,) = reading.nachricht.objekte()[0].fremd
    assert "nochUnbekannt" in raw
    (finding,) = reading.findings
    assert finding.kind is FindingKind.UNKNOWN_ELEMENT
    assert finding.line is not None
    assert read_message(write_message(reading.nachricht)).nachricht == reading.nachricht


def test_strict_reading_refuses_an_unknown_element_with_its_line():
    with pytest.raises(FimError, match=r"nochUnbekannt.*Zeile") as caught:
        read_message(SAMPLE, tolerant=False)
    assert caught.value.element == "nochUnbekannt"
    assert caught.value.line == SAMPLE[: SAMPLE.index(b"nochUnbekannt")].count(b"\n") + 1


def test_names_of_people_are_not_kept():
    kept = write_message(read_message(SAMPLE).nachricht).decode()
    assert "Musterfrau" not in kept
    assert "Mustermann" not in kept


def test_names_of_people_do_not_hide_in_unknown_elements():
    data = SAMPLE.replace(b"<xzufi:tief>x", b"<xzufi:erstelltDurch>Max</xzufi:erstelltDurch><xzufi:tief>x")
    assert "Max" not in write_message(read_message(data).nachricht).decode()


def test_the_reservation_about_real_data_travels_with_the_reading():
    assert "ungeprüft gegen Echtdaten" in read_message(SAMPLE).vorbehalt


def test_an_object_that_cannot_be_understood_is_kept_raw_and_reported():
    data = SAMPLE.replace(b"<xzufi:id>OE1</xzufi:id>", b"")
    reading = read_message(data)
    assert len(reading.nachricht.objekte()) == 2
    assert "Steueramt" in reading.nachricht.operationen[0].fremd[0]
    assert any("„id“" in finding.message for finding in reading.findings)


def test_a_wrong_number_is_reported_with_its_line_and_kept():
    data = SAMPLE.replace(b"12.50", b"viel")
    reading = read_message(data)
    finding = next(one for one in reading.findings if one.kind is FindingKind.INVALID_VALUE)
    assert "„viel“" in finding.message
    assert "viel" in write_message(reading.nachricht).decode()


@pytest.mark.parametrize(
    "junk",
    [b"<xzufi:z/>", b"<xzufi:modulText><xzufi:inhalt/></xzufi:modulText>", b'<xzufi:modulText q="1"/>'],
)
def test_a_flood_of_junk_is_refused_before_it_fills_memory(junk):
    end = b"    </xzufi:leistung>"
    with pytest.raises(FimError, match="mehr als 10000 Angaben"):
        read_message(SAMPLE.replace(end, junk * 10_001 + end))


def test_a_character_xml_cannot_hold_is_refused(leistung):
    bad = Onlinedienst(id=Identifikator("a\x00b"))
    message = Nachricht(
        version=XzufiVersion.V220, art="x", kopf=Nachrichtenkopf(), operationen=(Schreibe((bad,)),)
    )
    with pytest.raises(FimError, match="nicht erlaubt"):
        write_message(message)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b'<a xmlns="http://xoev.de/schemata/xzufi/2_2_0"/>',
        b'<a xmlns="http://xoev.de/schemata/xzufi/1_0_0"><nachrichtenkopf/></a>',
        b'<!DOCTYPE a [<!ENTITY x "y">]><a xmlns="http://xoev.de/schemata/xzufi/2_2_0">&x;</a>',
        SAMPLE[:900],
    ],
)
def test_bad_xml_ends_in_one_german_sentence(data):
    with pytest.raises(FimError) as caught:
        read_message(data)
    assert "\n" not in str(caught.value)


@SLOW
@given(st.data())
def test_a_damaged_message_is_read_or_refused_but_never_fails(data):
    start = data.draw(st.integers(0, len(SAMPLE)))
    length = data.draw(st.integers(0, 60))
    damaged = SAMPLE[:start] + data.draw(st.binary(max_size=10)) + SAMPLE[start + length :]
    try:
        reading = read_message(damaged)
    except FimError:
        return
    assert read_message(write_message(reading.nachricht)).nachricht == reading.nachricht
