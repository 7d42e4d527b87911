# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import contextlib
import hashlib
import random

import pytest

from leistungswerk.standards.fim import FimError, FindingKind, read_message, write_message
from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Identifikation,
    Praezisierung,
    Regel,
    Stammdatenschema,
    XdfVersion,
)

REAL_94 = "real/S00000094V1.0/S00000094V1.0_xdf2.xml"
REAL_186 = "real/S00000186V1.0/S00000186v1.0_xdf2.xml"

# v3_input.xml repeats the optional `inhalt`, once empty, and has an empty `codelisteReferenz`. An empty optional
# element says nothing, so nothing is ambiguous: it is read strictly, and both are reported. The duplicates of
# v2_duplicate-*.xml are refused even though one of them is empty, as their names demand.
POSITIVE = [
    "v2_data-field-rule.xml",
    "v2_data-group-rule.xml",
    "v2_label.xml",
    "v2_minimal.xml",
    "v2_rule.xml",
    "v2_select.xml",
    "v2_simple.xml",
    "v3_input.xml",
    "v3_simple.xml",
    "v3_stammdatenschema_xmlstruct.xml",
    REAL_94,
    REAL_186,
]
NEGATIVE = {
    "v2_unknown-namespace.xml": ("xdatenfelder.stammdatenschema.0102", 2, "Namensraum"),
    "v2_duplicate-optional-value.xml": ("beschreibung", 15, "doppelt"),
    "v2_duplicate-required-value.xml": ("name", 13, "doppelt"),
    "v3_unknown-namespace.xml": ("xdatenfelder.datenfeldgruppe.0103", 3, "Namensraum"),
    "v3_duplicate-id-node.xml": ("id", 11, "doppelt"),
    "v3_empty-id-node.xml": ("id", 10, "leer"),
    "v3_missing-id-node.xml": ("id", 9, "fehlt"),
    "v3_unexpected-node.xml": ("unknown", 11, "unbekannt"),
    "v3_invalid-freigabestatus.xml": ("freigabestatus", 17, "„10“"),
}


def fields(container):
    for place in container.struktur:
        if isinstance(place.enthaelt, Datenfeld):
            yield place.enthaelt
        else:
            yield from fields(place.enthaelt)


def groups(container):
    for place in container.struktur:
        if isinstance(place.enthaelt, Datenfeldgruppe):
            yield place.enthaelt
            yield from groups(place.enthaelt)


@pytest.mark.parametrize("name", POSITIVE)
def test_an_official_file_is_read_strictly_and_survives_writing(official, name):
    data = official(name).read_bytes()
    reading = read_message(data)
    assert read_message(write_message(reading.nachricht)).nachricht == reading.nachricht
    assert read_message(data, tolerant=True) == reading
    assert reading.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", NEGATIVE)
def test_an_official_negative_file_is_refused_for_its_reason(official, name):
    element, line, reason = NEGATIVE[name]
    with pytest.raises(FimError) as caught:
        read_message(official(name).read_bytes())
    message = str(caught.value)
    assert (caught.value.element, caught.value.line) == (element, line)
    assert reason in message
    assert f"Zeile {line}" in message or f"und {line}" in message
    assert message.endswith(".")
    assert "\n" not in message


def test_every_official_message_is_known_as_positive_or_negative(official):
    folder = official("v2_minimal.xml").parent
    names = {path.name for path in folder.glob("v[23]_*.xml")}
    assert names == {name for name in POSITIVE if "/" not in name} | NEGATIVE.keys()


@pytest.mark.parametrize(
    ("name", "counts"),
    [(REAL_94, (44, 29, 16, 13)), (REAL_186, (156, 100, 42, 38))],
)
def test_a_real_schema_is_read_whole(official, name, counts):
    reading = read_message(official(name).read_bytes())
    schema = reading.nachricht.inhalt
    assert isinstance(schema, Stammdatenschema)
    found = list(fields(schema))
    holders = [schema, *groups(schema), *found]
    distinct = {field.identifikation for field in found}
    rules = sum(len(holder.regel) for holder in holders)
    assert (len(found), len(distinct), len(list(groups(schema))), rules) == counts
    assert reading.findings == ()


def test_equal_copies_share_one_struct(official):
    found = list(fields(read_message(official(REAL_186).read_bytes()).nachricht.inhalt))
    assert len({id(field) for field in found}) == 100


def test_limits_and_line_ends_of_version_2_are_kept(official):
    schema = read_message(official(REAL_186).read_bytes()).nachricht.inhalt
    suffix = next(
        field for field in fields(schema) if field.praezisierung and "L}" in field.praezisierung.roh
    )
    assert suffix.praezisierung == Praezisierung(
        min_length="1",
        max_length="2",
        pattern=r"[\p{L}0-9. ]*",
        roh='{"minLength":"1","pattern":"[\\\\p{L}0-9. ]*","maxLength":"2"}',
    )
    assert schema.regel[0].skript == "function script() {\r\n\r\n}"
    assert schema.regel[0].satz.startswith("Wenn das Feld F00002364")


def test_version_3_keeps_links_keywords_relations_and_rules(official):
    group = read_message(official("v3_simple.xml").read_bytes()).nachricht.inhalt
    assert group.freigabestatus == Code("6", list_version="2020-03-19")
    assert group.stichwort[0].uri == "some reference"
    assert group.relation[0].objekt == Identifikation("G60000000088", "1.1.0")
    assert group.regel[0].bezug[0].link == "some reference link"
    assert group.regel[0].satz.startswith("Es muss entweder")
    assert group.struktur[0].anzahl == Anzahl(0, 1)
    assert group.struktur[0].enthaelt.bezug == ()


def test_an_empty_repetition_is_reported_and_the_content_counts(official):
    reading = read_message(official("v3_input.xml").read_bytes())
    field = reading.nachricht.inhalt.struktur[0].enthaelt
    assert field.inhalt == "Some Content"
    assert field.codeliste_referenz is None
    assert {finding.element for finding in reading.findings} == {"inhalt", "codelisteReferenz"}


# Our own messages: what the standard forbids, one change at a time.


@pytest.fixture
def xml_text(schema, place, group, field, message) -> str:
    inner = group("G1", place(field("F2")), place(field("F3"), 0, None))
    return write_message(message(schema(place(field("F1")), place(inner)))).decode()


REFUSED = [
    ("<xdf:feldart><code>input</code>", "<xdf:feldart><code>slider</code>", "feldart", "slider"),
    ("<xdf:anzahl>0:*", "<xdf:anzahl>2:1", "anzahl", "2:1"),
    ("<xdf:anzahl>0:*", "<xdf:anzahl>0:0", "anzahl", "0:0"),
    ("<xdf:anzahl>0:*", "<xdf:anzahl>eins", "anzahl", "eins"),
    ("<xdf:anzahl>0:*", "<xdf:anzahl>*:1", "anzahl", "*:1"),
    ("<xdf:name>Schema</xdf:name>", "", "name", "fehlt"),
    ("<xdf:name>Schema</xdf:name>", "<xdf:name> </xdf:name>", "name", "leer"),
    ("<xdf:id>F1</xdf:id>", "<xdf:id> </xdf:id>", "id", "leer"),
    ("<xdf:id>F1</xdf:id>", "<xdf:id>F1</xdf:id><xdf:neu/>", "neu", "unbekannt"),
    ("<xdf:id>F1</xdf:id>", '<xdf:id>F1</xdf:id><n:a xmlns:n="urn:n"/>', "a", "urn:n"),
    ("<xdf:id>F1</xdf:id>", "<xdf:id>F1</xdf:id><id>F1</id>", "id", "ohne Namensraum"),
    ("<xdf:name>Schema", "<xdf:name><b>Schema</b>", "b", "unbekannt"),
    ("<code>input</code>", "<xdf:code>input</xdf:code>", "code", "unbekannt"),
    ("<code>input</code>", "<code>input</code><code>label</code>", "code", "unbekannt"),
    ("<code>input</code>", "", "feldart", "leer"),
    ("<xdf:id>F3</xdf:id>", "<xdf:id>F2</xdf:id>", "struktur", "F2"),
    ("<xdf:header>", "<xdf:header/><xdf:header>", "header", "doppelt"),
    (
        "xdatenfelder.stammdatenschema.0102",
        "xdatenfelder.irgendwas.0199",
        "xdatenfelder.irgendwas.0199",
        "keine",
    ),
    (
        "xdatenfelder.stammdatenschema.0102",
        "xdatenfelder.codeliste.0105",
        "xdatenfelder.codeliste.0105",
        "Codeliste",
    ),
]


@pytest.mark.parametrize(("old", "new", "element", "says"), REFUSED)
def test_what_the_standard_forbids_is_refused_with_element_and_line(xml_text, old, new, element, says):
    assert old in xml_text
    count = -1 if "0102" in old else 1
    with pytest.raises(FimError) as caught:
        read_message(xml_text.replace(old, new, count).encode())
    assert caught.value.element == element
    assert says in str(caught.value)
    assert str(caught.value.line) in str(caught.value)


def test_broken_xml_is_refused_as_such(xml_text):
    with pytest.raises(FimError, match="beschädigt oder unvollständig"):
        read_message(xml_text.encode()[:-40])


def test_tolerant_reading_keeps_unknown_elements_and_tells_where(xml_text):
    foreign = '<n:notiz xmlns:n="urn:n" a="1">Text <n:b/></n:notiz>'
    data = xml_text.replace("<xdf:name>Gruppe", f"{foreign}<xdf:name>Gruppe").encode()
    reading = read_message(data, tolerant=True)
    group = reading.nachricht.inhalt.struktur[1].enthaelt
    assert group.fremd == ('<n:notiz xmlns:n="urn:n" a="1">Text <n:b></n:b></n:notiz>',)
    (finding,) = reading.findings
    assert (finding.kind, finding.element) == (FindingKind.UNKNOWN_ELEMENT, "notiz")
    assert finding.line == data[: data.index(b"<n:notiz")].count(b"\n") + 1
    assert finding.path.endswith("xdf:datenfeldgruppe/n:notiz")
    again = read_message(write_message(reading.nachricht), tolerant=True)
    assert again.nachricht == reading.nachricht


def test_tolerant_reading_keeps_elements_whose_namespace_is_no_uri(xml_text):
    data = xml_text.replace("<xdf:name>Gruppe", '<a xmlns="x"/><xdf:name>Gruppe').encode()
    (kept,) = read_message(data, tolerant=True).nachricht.inhalt.struktur[1].enthaelt.fremd
    assert kept.startswith("<a ")
    assert 'xmlns="x"' in kept


def test_tolerant_reading_reports_what_strict_reading_refuses(xml_text):
    data = (
        xml_text.replace("<code>input</code>", "<code>slider</code>", 1)
        .replace("<xdf:bezeichnung>Antrag</xdf:bezeichnung>", "", 1)
        .replace("<xdf:id>F3</xdf:id>", "<xdf:id>F2</xdf:id>")
        .replace("<xdf:name>Gruppe", "<xdf:name>Erster</xdf:name><xdf:name>Gruppe")
    )
    reading = read_message(data.encode(), tolerant=True)
    assert [finding.kind for finding in reading.findings] == [
        FindingKind.INVALID_VALUE,
        FindingKind.DUPLICATE_ELEMENT,
        FindingKind.AMBIGUOUS_NAME,
        FindingKind.MISSING_ELEMENT,
    ]
    assert reading.nachricht.inhalt.struktur[1].enthaelt.name == "Erster"


def test_two_different_copies_of_one_element_are_refused_with_both_lines(
    schema, place, group, field, message
):
    payload = schema(place(field("F1")), place(group("G1", place(field("F1", name="Anders")))))
    data = write_message(message(payload))
    with pytest.raises(FimError, match=r"F1 Version 1\.0\.0 .* in den Zeilen (\d+) und (\d+);"):
        read_message(data)
    reading = read_message(data, tolerant=True)
    assert [finding.kind for finding in reading.findings] == [FindingKind.DIFFERING_COPIES]
    assert reading.nachricht.inhalt == payload


def test_copies_that_differ_only_in_blanks_are_both_kept(schema, place, group, field, message):
    payload = schema(
        place(field("F1", beschreibung="Ein\n  Text")),
        place(group("G1", place(field("F1", beschreibung="Ein\n      Text")))),
    )
    reading = read_message(write_message(message(payload)))
    assert reading.nachricht.inhalt == payload


def test_one_id_in_different_groups_is_no_mistake(schema, place, group, field, message):
    payload = schema(place(field("F1")), place(group("G1", place(field("F1")))))
    assert read_message(write_message(message(payload))).findings == ()


def test_text_between_elements_and_unknown_attributes_are_reported_not_dropped_in_silence(xml_text):
    data = xml_text.replace("<xdf:stammdatenschema>", '<xdf:stammdatenschema neu="1">verirrt')
    reading = read_message(data.encode())
    assert {finding.kind for finding in reading.findings} == {
        FindingKind.STRAY_TEXT,
        FindingKind.UNKNOWN_ATTRIBUTE,
    }
    assert any("verirrt" in finding.message for finding in reading.findings)
    assert any("„neu“" in finding.message for finding in reading.findings)


def test_values_beside_a_reference_are_refused(schema, place, field, message):
    data = write_message(message(schema(place(field("F1")))))
    both = (
        b"<xdf:werte><xdf:wert><xdf:code>1</xdf:code><xdf:name>eins</xdf:name></xdf:wert></xdf:werte>"
        b"<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:x</xdf:canonicalIdentification>"
        b"</xdf:codelisteReferenz></xdf:datenfeld>"
    )
    with pytest.raises(FimError, match="bitte entfernen Sie eines von beiden"):
        read_message(data.replace(b"</xdf:datenfeld>", both))


def test_parameters_targets_and_errors_of_a_rule_are_kept_as_xml(schema, place, field, message):
    rule = Regel(
        identifikation=Identifikation("R1", "1.0.0"),
        name="Regel",
        letzte_aenderung="2026-01-01T00:00:00Z",
        typ=Code("V"),
        bezug=(Bezug("§ 1", "https://example.org"),),
        fremd=('<xdf:ziel xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">F1</xdf:ziel>',),
    )
    payload = schema(place(field("F1")), regel=(rule,))
    reading = read_message(write_message(message(payload)))
    assert reading.nachricht.inhalt == payload
    assert reading.findings == ()


def test_findings_of_one_file_are_bounded(xml_text):
    data = xml_text.replace("<xdf:name>Gruppe", "<neu/>" * 5000 + "<xdf:name>Gruppe")
    reading = read_message(data.encode(), tolerant=True)
    assert len(reading.findings) == 1001
    assert "4000 weitere" in reading.findings[-1].message
    assert len(reading.nachricht.inhalt.struktur[1].enthaelt.fremd) == 5000


def test_a_schema_of_two_thousand_fields_is_read(schema, place, group, field, message):
    payload = schema(
        *(
            place(group(f"G{step}", *(place(field(f"F{step}-{number}")) for number in range(100))))
            for step in range(20)
        )
    )
    reading = read_message(write_message(message(payload)))
    assert reading.nachricht.inhalt == payload
    assert len(list(fields(reading.nachricht.inhalt))) == 2000


def test_groups_nest_as_deep_as_xml_may(schema, place, group, field, message):
    def nested(depth: int):
        element = field("F1")
        for number in range(depth):
            element = group(f"G{number}", place(element))
        return write_message(message(schema(place(element))))

    assert len(list(groups(read_message(nested(31)).nachricht.inhalt))) == 31
    with pytest.raises(FimError, match="zu tief"):
        read_message(nested(40))


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_file_is_read_or_refused_never_anything_else(xml_text, seed):
    chance = random.Random(seed)
    pieces = xml_text.splitlines(keepends=True)
    for _ in range(40):
        damaged = pieces.copy()
        first, second = chance.randrange(2, len(damaged) - 1), chance.randrange(2, len(damaged) - 1)
        match chance.randrange(4):
            case 0:
                del damaged[first]
            case 1:
                damaged.insert(first, damaged[second])
            case 2:
                damaged[first], damaged[second] = damaged[second], damaged[first]
            case _:
                damaged[first] = damaged[first].replace("xdf:", "", 2)
        data = "".join(damaged).encode()
        for tolerant in (False, True):
            with contextlib.suppress(FimError):
                reading = read_message(data, tolerant=tolerant)
                again = read_message(write_message(reading.nachricht), tolerant=tolerant)
                assert again.nachricht == reading.nachricht


@pytest.mark.parametrize("version", XdfVersion)
def test_the_version_is_told_by_the_namespace(version, xml_text):
    if version is XdfVersion.V3:
        assert read_message(xml_text.encode()).nachricht.xdf is version
    else:
        data = xml_text.replace("xdatenfelder_3.0.0", "xdatenfelder_2")
        with pytest.raises(FimError, match=r"„freigabestatus“ aus dem Namensraum .*_2“"):
            read_message(data.encode())
