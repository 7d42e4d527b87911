# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cuts the fonts of KERN to size: small woff2 parts for pages, whole TrueType files for documents.

KERN brings Fira Sans (SIL Open Font License 1.1) as 29 files of 130 KB. Pages use three cuts, each in two
parts: letters of German and English at once, all further Latin letters only when a page shows one (names
are written in the letters of DIN 91379). Documents are set by typst, which reads TrueType, not woff2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

import msgspec

FAMILY = "Fira Sans"


class Cut(msgspec.Struct, frozen=True):
    """One cut of the family: name of the file that KERN ships, weight and style for CSS."""

    name: str
    weight: int
    style: str = "normal"


class Part(msgspec.Struct, frozen=True):
    """A range of letters that becomes a file of its own."""

    suffix: str
    ranges: tuple[tuple[int, int], ...]
    display: str = "swap"
    """CSS ``font-display``; the letters of every page are preloaded, and what comes too late moves nothing."""

    def letters(self) -> list[int]:
        return [letter for first, last in self.ranges for letter in range(first, last + 1)]

    def css_range(self) -> str:
        return ",".join(
            f"U+{first:04X}" if first == last else f"U+{first:04X}-{last:04X}" for first, last in self.ranges
        )


CUTS = (Cut("FiraSans-Regular", 400), Cut("FiraSans-SemiBold", 600), Cut("FiraSans-Italic", 400, "italic"))

PARTS = (
    Part(
        "basis",
        (
            (0x20, 0x7E), (0xA0, 0xFF), (0x1E9E, 0x1E9E), (0x2013, 0x2014), (0x2018, 0x201A),
            (0x201C, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026), (0x202F, 0x202F), (0x2039, 0x203A),
            (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212),
        ),
        "optional",
    ),
    Part("latein", ((0x100, 0x24F), (0x300, 0x36F), (0x1E00, 0x1E9D), (0x1E9F, 0x1EFF))),
)  # fmt: skip

_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "case"]


def part_name(cut: Cut, part: Part) -> str:
    """File name of one part of one cut."""
    return f"{cut.name}-{part.suffix}.woff2"


def font_faces(names: Mapping[str, str]) -> str:
    """The ``@font-face`` rules; ``names`` tells under which name each part lies in ``fonts/``."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{cut.weight};font-style:{cut.style};font-display:{part.display};'
        f'src:url("fonts/{names[part_name(cut, part)]}") format("woff2");unicode-range:{part.css_range()}}}\n'
        for cut in CUTS
        for part in PARTS
    )


def page_fonts(source: Path) -> dict[str, bytes]:
    """Each cut in its parts as woff2, by file name."""
    return {
        part_name(cut, part): _part(source / f"{cut.name}.woff2", part.letters())
        for cut in CUTS
        for part in PARTS
    }


def write_document_fonts(source: Path, target: Path) -> None:
    """Write each cut whole as TrueType into ``target``; typst embeds only the letters a document shows."""
    from fontTools.ttLib import TTFont

    for cut in CUTS:
        with TTFont(source / f"{cut.name}.woff2", recalcTimestamp=False) as font:
            font.flavor = None
            font.save(target / f"{cut.name}.ttf")


def _part(source: Path, letters: Iterable[int]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = ["*"]  # copyright and licence stay in the file, as the font licence demands
    with TTFont(source, recalcTimestamp=False) as font:  # same input, same bytes
        font["OS/2"].version = 4  # the bits of its style word are those of version 4
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        font.flavor = "woff2"
        written = BytesIO()
        font.save(written)
    return written.getvalue()
