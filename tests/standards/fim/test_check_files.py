# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of both versions: lines, ids as they stand there, and what the reader alone would refuse."""

import contextlib
import re

import pytest
from check_cases import CASES, Case
from check_samples import FIELD_ID, GROUP_ID, choice, field, group, message, place, profile, related, schema
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.standards.fim import CodelistCollection, FimError, load_codelists, write_message
from leistungswerk.standards.fim.check import check, check_file, examine, run
from leistungswerk.standards.fim.convert import to_v2

CLEAN = write_message(message(schema()))
REFUSED = (
    "v2_duplicate-optional-value.xml",
    "v2_duplicate-required-value.xml",
    "v2_unknown-namespace.xml",
    "v3_duplicate-id-node.xml",
    "v3_empty-id-node.xml",
    "v3_invalid-freigabestatus.xml",
    "v3_missing-id-node.xml",
    "v3_unexpected-node.xml",
    "v3_unknown-namespace.xml",
)
READABLE = ("v2_simple.xml", "v2_rule.xml", "v2_label.xml", "v2_minimal.xml", "v3_simple.xml", "v3_input.xml")


def _line(data: bytes, piece: bytes) -> int:
    return data[: data.index(piece)].count(b"\n") + 1


def _is_writable(case: Case) -> bool:
    """Some flaws are too great to be written; :data:`PIECES` has them."""
    try:
        return bool(write_message(message(case.wrong)))
    except FimError:
        return False


WRITABLE = [case for case in CASES if _is_writable(case)]


@pytest.mark.parametrize(
    "case", WRITABLE, ids=[f"{case.code}-{number}" for number, case in enumerate(WRITABLE)]
)
def test_a_file_says_what_its_message_says(case):
    nachricht, lists = message(case.wrong), CodelistCollection(case.codelists)
    told = {(one.code, one.path) for one in examine(write_message(nachricht), lists).messages}
    assert told == {(one.code, one.path) for one in check(nachricht, lists)}


def test_a_file_without_a_flaw_is_clean():
    assert check_file(CLEAN) == ()


def test_a_message_names_the_line_of_the_child_that_is_wrong():
    data = CLEAN.replace(b"<code>input</code>", b"<code>knopf</code>", 1)
    found = [one for one in examine(data).messages if one.code == 1027]
    assert [(one.path, one.line) for one in found] == [(f"{GROUP_ID}.{FIELD_ID}", _line(data, b"knopf"))]


@pytest.mark.parametrize(
    ("text", "code"), [("5:2", 1047), ("3:0", 1047), ("0:0", 1021), ("", 1021), ("oft", 1046), ("1:-1", 1046)]
)
def test_an_impossible_cardinality_is_told_by_number_and_the_rest_is_checked_too(text, code):
    data = write_message(message(schema(place(group(art=None, name="")))))
    data = data.replace(b"<xdf:anzahl>0:1<", f"<xdf:anzahl>{text}<".encode(), 2)
    examination = examine(data)
    assert examination.refusals == ()
    told = {(one.code, one.path, one.line) for one in examination.messages}
    assert (code, GROUP_ID, _line(data, b"<xdf:anzahl>")) in told
    assert (code, f"{GROUP_ID}.{FIELD_ID}") in {(one.code, one.path) for one in examination.messages}
    assert 1002 in {one.code for one in examination.messages}
    assert not {1118, 1139} & {one.code for one in examination.messages}


def test_a_missing_cardinality_is_told_and_refused():
    data = re.sub(rb"\s*<xdf:anzahl>0:1</xdf:anzahl>", b"", CLEAN, count=1)
    examination = examine(data)
    assert "anzahl" in examination.refusals[0]
    assert 1021 in {one.code for one in examination.messages}


PIECES = (
    (1038, schema(), rb"<xdf:id>F12000000001</xdf:id>", b"<xdf:id/>"),
    (1038, schema(), rb"<xdf:id>F12000000001</xdf:id>", b""),
    (1002, schema(), rb"<xdf:name>Feld</xdf:name>", b""),
    (1007, schema(), rb"<xdf:id>D12000000001</xdf:id>", b""),
    (1027, schema(), rb"<xdf:feldart><code>input</code></xdf:feldart>", b""),
    (1028, schema(), rb"<xdf:datentyp><code>text</code>", b"<xdf:datentyp><code/>"),
    (1029, field(relation=(related("ERS", FIELD_ID),)), rb"<code>ERS</code>", b""),
    (1031, schema(), rb"<xdf:schemaelementart><code>RNG</code></xdf:schemaelementart>", b""),
    (1023, group(), rb"(?s)<xdf:struktur>.*</xdf:struktur>", b""),
    (1030, schema(), rb"<xdf:vorbefuellung><code>keine</code></xdf:vorbefuellung>", b""),
    (1078, schema(), rb"(?s)<xdf:struktur>.*</xdf:struktur>", b""),
    (1032, schema(), rb"<code>6</code>", b"<code>66</code>"),
    (
        1033,
        schema(),
        rb"<xdf:ableitungsmodifikationenStruktur><code>0</code>",
        b"<xdf:ableitungsmodifikationenStruktur>",
    ),
    (1055, profile(), rb"<code>001</code>", b"<code> </code>"),
    (
        1091,
        field(relation=(related("ERS", FIELD_ID),)),
        rb"(?<=<xdf:objekt>\n        )<xdf:id>F12000000001</xdf:id>",
        b"",
    ),
    (1092, profile(), rb"<xdf:istAbstrakt>false", b"<xdf:istAbstrakt>vielleicht"),
    (1092, profile(), rb"<xdf:istAbstrakt>false</xdf:istAbstrakt>", b""),
)


@pytest.mark.parametrize(("code", "payload", "old", "new"), PIECES)
def test_what_the_reader_refuses_is_still_told_by_number(code, payload, old, new):
    data, count = re.subn(old, new, write_message(message(payload)), count=1)
    assert count == 1
    examination = examine(data)
    assert code in {one.code for one in examination.messages}
    assert examination.refusals
    with pytest.raises(FimError, match=r"bitte|zulässig"):
        check_file(data)


def test_an_element_twice_in_a_group_is_a_message_and_no_refusal():
    nachricht = message(schema(place(group(place(field()), place(field())))))
    assert 1004 in {one.code for one in check_file(write_message(nachricht))}


@pytest.mark.parametrize("data", [b"", b"<", b"<a/>", CLEAN[:300], CLEAN.replace(b"0102", b"0105")])
def test_a_file_without_meaning_is_refused(data):
    with pytest.raises(FimError):
        examine(data)


@pytest.mark.parametrize("name", REFUSED)
def test_the_official_negative_samples_are_refused(official, name):
    with pytest.raises(FimError):
        check_file(official(name).read_bytes())


@pytest.mark.parametrize("name", READABLE)
def test_the_official_samples_are_checked(official, name):
    data = official(name).read_bytes()
    found = check_file(data)
    assert found
    for one in found:
        assert one.line is not None
        assert one.path.rpartition(".")[2].encode() in data


@pytest.mark.parametrize(
    "name", ["S00000094V1.0/S00000094V1.0_xdf2.xml", "S00000186V1.0/S00000186v1.0_xdf2.xml"]
)
def test_a_file_of_version_2_is_told_in_its_own_ids_and_lines(official, name):
    path = official(f"real/{name}")
    data, last = path.read_bytes(), path.read_bytes().count(b"\n") + 1
    found = check_file(data, load_codelists(path.parent))
    assert {1103, 1106, 1131} <= {one.code for one in found}
    for one in found:
        assert 1 <= (one.line or 0) <= last
        assert all(step.encode() in data for step in one.path.split("."))
        assert not re.search(r"[SFGR]\d{11}", one.message)


def test_the_line_in_a_file_of_version_2_is_that_of_its_own_element():
    data = write_message(to_v2(message(schema())).nachricht).replace(
        b"<xdf:fachlicherErsteller>Ministerium<", b"<xdf:fachlicherErsteller> <"
    )
    found = [one for one in check_file(data) if one.code == 1117 and one.path == "S12000001"]
    assert [one.line for one in found] == [_line(data, b"<xdf:fachlicherErsteller>")]


def test_an_empty_group_of_version_2_is_told_as_empty():
    data = write_message(to_v2(message(schema(place(group(place(field())))))).nachricht)
    start, end = data.index(b"<xdf:struktur>", data.index(b"G12000001")), data.index(b"</xdf:struktur>")
    data = data[:start] + data[end + len(b"</xdf:struktur>") :]
    told = {(one.code, one.path) for one in check_file(data)}
    assert (1023, "G12000001") in told
    assert not {1094, 1095, 1106} & {code for code, _ in told}


def test_versions_are_told_as_version_2_writes_them():
    twice = schema(place(field()), place(group(place(choice(identifikation=field().identifikation)))))
    data = write_message(to_v2(message(twice)).nachricht).replace(
        b"<xdf:version>1.0<", b"<xdf:version>2.3<", 2
    )
    found = [one for one in check_file(data) if one.code == 1003]
    assert found
    assert all(".0.0" not in one.message and "2.3" in one.message for one in found)


def test_no_more_messages_are_kept_than_anybody_reads(monkeypatch):
    monkeypatch.setattr(run, "MAX_MESSAGES", 3)
    examination = examine(
        write_message(
            message(
                schema(bezug=(), bezeichnung="", name="", status_gesetzt_am=None, status_gesetzt_durch="")
            )
        )
    )
    assert len(examination.messages) == 3
    assert examination.more == 2


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_ends_in_anything_but_messages(data):
    """Cut, repeat or replace pieces of a file between tags: an examination or a refusal, never a traceback."""
    pieces = re.split(rb"(?<=>)", CLEAN)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(2, len(pieces) - 2))
        new = data.draw(st.sampled_from([b"", b"?", b"<a/>", pieces[at] * 2, *pieces]))
        pieces[at] = new
    with contextlib.suppress(FimError):
        examination = examine(b"".join(pieces))
        assert all(one.message and one.remedy and one.line is not None for one in examination.messages)
