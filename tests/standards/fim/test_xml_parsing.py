# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.standards import xml

LAUGHS = b"""<!DOCTYPE a [<!ENTITY l0 "ha">
<!ENTITY l1 "&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;">
<!ENTITY l2 "&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;">
<!ENTITY l3 "&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;">
<!ENTITY l4 "&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;">
<!ENTITY l5 "&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;">
<!ENTITY l6 "&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;">]>
"""


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><a/>',
        LAUGHS + b"<a>&l6;</a>",
        LAUGHS + b'<a b="&l6;"/>',
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(data):
    with pytest.raises(xml.XmlError):
        xml.parse(data)


def test_a_document_type_is_named_in_the_message():
    with pytest.raises(xml.XmlError, match="DOCTYPE"):
        xml.parse(b"<!DOCTYPE a><a/>")


def test_an_xinclude_is_not_followed():
    root = xml.parse(
        b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/hostname" parse="text"/></a>'
    )
    assert "".join(root.itertext()) == ""


@pytest.mark.parametrize("depth", [101, 150, 300, 10_000, 79_999])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(xml.XmlError, match="zu tief"):
        xml.parse(nested(depth))


def test_the_deepest_allowed_nesting_is_read():
    assert xml.parse(nested(100)).tag == "a"
    assert xml.parse(nested(3), max_depth=3).tag == "a"
    with pytest.raises(xml.XmlError, match="3 Ebenen"):
        xml.parse(nested(4), max_depth=3)


def test_too_many_bytes_are_refused_before_parsing():
    with pytest.raises(xml.XmlError, match="größer"):
        xml.parse(b"x" * 11, max_bytes=10)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "leer"),
        (b"kein XML", 1, "leer"),
        (b"<a>\n<b>\n</a>", 3, "passen nicht"),
        (b"<a>\n<b>text", 2, "bricht"),
        (b"<a>\n&foo;</a>", 2, "Zeichenname"),
        (b"<a>\n\x00</a>", 2, ""),
        (b"<a>\n\xff\xfe</a>", 2, ""),
    ],
)
def test_broken_xml_names_line_and_reason_in_german(data, line, reason):
    with pytest.raises(xml.XmlError, match="beschädigt oder unvollständig") as caught:
        xml.parse(data)
    assert caught.value.line == line
    assert reason in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_encodings_are_read(encoding):
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>Straße</a>'.encode(encoding)
    assert xml.parse(data).text == "Straße"


def test_comments_do_not_cut_text_in_two():
    assert xml.parse(b"<a>eins<!-- zwei --><?drei?>vier</a>").text == "einsvier"


def test_a_file_is_refused_by_its_size_without_being_read(tmp_path):
    path = tmp_path / "riesig.xml"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(xml.XmlError, match=r"„riesig\.xml“ ist größer als die erlaubten 20\.480 KB"):
        xml.read_limited(path)


def test_a_small_file_is_read(tmp_path):
    path = tmp_path / "klein.xml"
    path.write_bytes(b"<a/>")
    assert xml.read_limited(path, max_bytes=4) == b"<a/>"
    with pytest.raises(xml.XmlError, match="größer"):
        xml.read_limited(path, max_bytes=3)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(xml.XmlError, match="kann nicht gelesen werden"):
        xml.read_limited(tmp_path / "fehlt.xml")


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


@given(XML_TEXT, st.text("\r\n\t<>&\"' ]"))
def test_written_text_and_attributes_are_read_back_exactly(plain, marks):
    value = plain + marks + plain
    root = xml.parse(f'<a b="{xml.attribute(value)}">{xml.text(value)}</a>'.encode())
    assert (root.text or "") == value
    assert root.get("b") == value


@pytest.mark.parametrize("value", ["\x00", "a\x0bb", "\ud800", "\ufffe"])
def test_characters_that_xml_forbids_are_not_written(value):
    with pytest.raises(xml.XmlError, match="nicht erlaubt"):
        xml.text(value)


@given(st.binary(max_size=300))
def test_any_bytes_are_parsed_or_refused(data):
    with contextlib.suppress(xml.XmlError):
        xml.parse(data)
