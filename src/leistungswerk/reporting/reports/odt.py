# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as OpenDocument text (ODF 1.3), for the ministries' habit of editing.

Real headings, tables with header rows, drawings with their text alternative. Written by hand: a text of nine kinds
of blocks needs no library. The same paper gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Final

from leistungswerk.reporting.reports import blocks
from leistungswerk.reporting.reports.blocks import Block, Paper
from leistungswerk.reporting.reports.odt_parts import (
    COLUMN,
    CONTENT,
    MANIFEST,
    META,
    MIMETYPE,
    PICTURE,
    STYLES,
)

_WIDTH: Final = 17.0
"""Text width of the page in cm."""
_BOX: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_NARROWEST: Final = 25
"""What a column of words needs at least, in mm."""
_COLUMN: Final = re.compile(r'table:style-name="W([0-9]+)"')
_INDENT: Final = re.compile(r"  +")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP knows: no time of making may stand in the file."""


def odt(paper: Paper, at: datetime) -> bytes:
    """The whole file; ``at`` is the time of making that stands in it."""
    pictures = [each.svg for each in paper.blocks if isinstance(each, blocks.Drawing)]
    body = "".join(_body(paper))
    widths = "".join(COLUMN % (width, width) for width in sorted(set(_COLUMN.findall(body))))
    foot = f"{paper.stand} · Datenprüfsumme {paper.digest[:32]} … · Protokoll {paper.audit_head}"
    entries = {
        "META-INF/manifest.xml": MANIFEST
        % "".join(PICTURE % number for number in range(1, len(pictures) + 1)),
        "content.xml": CONTENT % (widths, body),
        "meta.xml": META % (_text(paper.title), at.isoformat(timespec="seconds"), paper.language),
        "styles.xml": STYLES.replace("{foot}", _text(foot)),
        **{f"Pictures/{number}.svg": svg for number, svg in enumerate(pictures, start=1)},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        # First and not compressed, so that the kind is told by the first bytes (ODF 1.3 part 2, 3.3).
        file.writestr(zipfile.ZipInfo("mimetype", _MOMENT), MIMETYPE, zipfile.ZIP_STORED)
        for name, content in entries.items():
            file.writestr(zipfile.ZipInfo(name, _MOMENT), content.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _body(paper: Paper) -> Iterator[str]:
    if paper.demo:
        yield _paragraph("Demodaten: Zahlen und Stände sind erfunden", "Quiet")
    yield _paragraph(paper.place, "Quiet")
    yield _heading(paper.title, 1)
    yield _paragraph(paper.subtitle, "Quiet")
    pictures = tables = 0
    for block in paper.blocks:
        if isinstance(block, blocks.Drawing):
            pictures += 1
            yield _drawing(block, pictures)
        elif isinstance(block, blocks.Table | blocks.Kpis):
            tables += 1
            yield _table(_as_table(block), tables)
        elif isinstance(block, blocks.Definitions):
            yield "".join(_definition(each, paper.addresses) for each in block.items)
        else:
            yield _simple(block)


def _simple(block: Block) -> str:
    if isinstance(block, blocks.Heading):
        return _heading(block.text, block.level)
    if isinstance(block, blocks.Prose):
        return "".join(_paragraph(part) for part in block.text.split("\n\n") if part.strip())
    if isinstance(block, blocks.Points):
        items = "".join(f"<text:list-item>{_paragraph(item)}</text:list-item>" for item in block.items)
        return f'<text:list text:style-name="Points">{items}</text:list>'
    if isinstance(block, blocks.Listing):
        return f'<text:p text:style-name="Listing">{_kept_spaces(block.text)}</text:p>'
    return '<text:p text:style-name="Break"/>'


def _definition(item: blocks.Definition, addresses: Mapping[str, str]) -> str:
    told = _paragraph(item.term, "Term") + _paragraph(item.meaning)
    if item.code not in addresses:
        return told
    address = escape(addresses[item.code])
    return (
        f'{told}<text:p text:style-name="Quiet">Abfrage und Zeilen: '
        f'<text:a xlink:type="simple" xlink:href="{address}">{address}</text:a></text:p>'
    )


def _as_table(block: blocks.Table | blocks.Kpis) -> blocks.Table:
    if isinstance(block, blocks.Table):
        return block
    rows = tuple((item.label, item.value, item.note) for item in block.items)
    return blocks.Table("Auf einen Blick", ("Kennzahl", "Wert", "Hinweis"), rows, (1,))


def _text(words: str) -> str:
    """Escaped, without the control signs XML does not know, lines kept."""
    clean = "".join(sign for sign in words if sign == "\n" or sign >= " ")
    return escape(clean).replace("\n", "<text:line-break/>")


def _kept_spaces(words: str) -> str:
    """Lines that begin with spaces keep them: XML would fold them to one (ODF 1.3 part 3, 6.1.3)."""
    return _INDENT.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', _text(words))


def _paragraph(words: str, style: str = "Text") -> str:
    return f'<text:p text:style-name="{style}">{_text(words)}</text:p>'


def _heading(words: str, level: int) -> str:
    return f'<text:h text:style-name="Heading_{level}" text:outline-level="{level}">{_text(words)}</text:h>'


def _drawing(block: blocks.Drawing, number: int) -> str:
    width = _WIDTH * block.width / 100
    box = _BOX.search(block.svg)
    height = width * float(box[2]) / float(box[1]) if box else width / 2
    return (
        f'<text:p text:style-name="Picture"><draw:frame draw:name="Bild {number}" text:anchor-type="as-char" '
        f'svg:width="{width:.2f}cm" svg:height="{height:.2f}cm"><draw:image xlink:href="Pictures/{number}.svg" '
        f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/svg+xml"/>'
        f"<svg:title>{_text(block.caption)}</svg:title><svg:desc>{_text(block.alternative)}</svg:desc></draw:frame>"
        f"</text:p>{_paragraph(block.caption, 'Quiet')}"
    )


def _widths(block: blocks.Table) -> list[int]:
    """Of the columns in mm: numbers and codes as wide as their longest word, the rest shares what is left."""
    fixed = {}
    for column in (*block.numeric, *block.narrow):
        words = (*block.head[column].split(), *(row[column] for row in block.rows))
        fixed[column] = max(map(len, words), default=0) * 2 + 4
    whole = int(_WIDTH * 10)
    others = len(block.head) - len(fixed)
    share = (whole - sum(fixed.values())) // others if others else 0
    if not others or share < _NARROWEST:
        return [whole // len(block.head)] * len(block.head)
    return [fixed.get(column, share) for column in range(len(block.head))]


def _table(block: blocks.Table, number: int) -> str:
    def _row(cells: tuple[str, ...], style: str) -> str:
        told = "".join(
            f'<table:table-cell table:style-name="Cell" office:value-type="string">'
            f"{_paragraph(cell, style + ('_Number' if column in block.numeric else ''))}</table:table-cell>"
            for column, cell in enumerate(cells)
        )
        return f"<table:table-row>{told}</table:table-row>"

    columns = "".join(f'<table:table-column table:style-name="W{width}"/>' for width in _widths(block))
    head = f"<table:table-header-rows>{_row(block.head, 'Head')}</table:table-header-rows>"
    rows = "".join(_row(row, "Cell_Text") for row in block.rows)
    return (
        f'{_paragraph(block.caption, "Caption")}<table:table table:name="Tabelle {number}" '
        f'table:style-name="Table">{columns}{head}{rows}</table:table>{_paragraph("")}'
    )
