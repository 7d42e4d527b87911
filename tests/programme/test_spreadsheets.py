# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a stranger packed into a spreadsheet is looked at before it is opened."""

import io
import zipfile

import pytest

from leistungswerk.core.failures import Refused
from leistungswerk.programme.spreadsheets import read, write_xlsx

_TYPE = '<!DOCTYPE a [<!ENTITY lol "lol">]>'


def _with_book(change):
    """A workbook whose ``xl/workbook.xml`` went through ``change``."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx("Blatt", ["Stelle"], [["Mainz"]]))) as whole,
        zipfile.ZipFile(packed, "w") as made,
    ):
        for part in whole.namelist():
            content = whole.read(part)
            made.writestr(part, change(content.decode()) if part == "xl/workbook.xml" else content)
    return packed.getvalue()


def _before_root(text):
    start = text.index("<workbook")
    return text[:start], text[start:]


def test_a_table_comes_back_as_it_was_written():
    table = read("stellen.xlsx", _with_book(str.encode))
    assert table.columns == ("Stelle",)
    assert [(line, row[0]) for line, row in table.rows] == [(2, "Mainz")]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: _TYPE.join(_before_root(text)).encode(), id="at the beginning"),
        pytest.param(
            lambda text: f"<!--{' ' * 9000}-->{_TYPE}".join(_before_root(text)).encode(),
            id="behind a long comment",
        ),
        pytest.param(
            lambda text: f"{_TYPE}{_before_root(text)[1]}".encode("utf-16"), id="in another encoding"
        ),
        pytest.param(lambda _text: b"", id="nothing at all"),
        pytest.param(lambda _text: b"PK no markup", id="no markup"),
    ],
)
def test_a_part_with_a_document_type_or_without_markup_is_refused(change):
    with pytest.raises(Refused, match="keine lesbare Excel-Tabelle"):
        read("stellen.xlsx", _with_book(change))
