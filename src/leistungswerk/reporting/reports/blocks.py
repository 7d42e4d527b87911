# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as a row of blocks: the same for paper, for a word processor and for a page.

Every number in a block comes from :class:`~leistungswerk.reporting.reports.collect.ReportData`; texts that people
edit stand in :class:`Prose` and are marked as theirs.
"""

import msgspec


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    text: str
    level: int = 2


class Prose(msgspec.Struct, frozen=True, tag="prose"):
    """Paragraphs separated by empty lines. ``section`` is the name under which people edit it; empty: computed."""

    text: str
    section: str = ""


class Points(msgspec.Struct, frozen=True, tag="points"):
    items: tuple[str, ...]


class Kpi(msgspec.Struct, frozen=True):
    """One large figure: what it says, of what, and how sure; ``code`` of the metric, whose page explains it."""

    value: str
    label: str
    note: str
    code: str = ""


class Kpis(msgspec.Struct, frozen=True, tag="kpis"):
    items: tuple[Kpi, ...]


class Drawing(msgspec.Struct, frozen=True, tag="drawing"):
    """``alternative`` says in words what the drawing shows; ``width`` in per cent of the text.

    ``beside``: so many of the blocks that follow stand beside it on paper; elsewhere they follow it.
    """

    svg: str
    alternative: str
    caption: str
    width: int = 100
    beside: int = 0


class Table(msgspec.Struct, frozen=True, tag="table"):
    """``numeric`` are the places of columns with numbers, set to the right; ``narrow`` those of short codes."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    narrow: tuple[int, ...] = ()


class Definition(msgspec.Struct, frozen=True):
    """``code`` of the metric it belongs to, whose page has query and rows."""

    term: str
    meaning: str
    code: str = ""


class Definitions(msgspec.Struct, frozen=True, tag="definitions"):
    items: tuple[Definition, ...]


class Listing(msgspec.Struct, frozen=True, tag="listing"):
    """A statement word for word; its lines stay as they are."""

    text: str


class PageBreak(msgspec.Struct, frozen=True, tag="break"):
    pass


Block = Heading | Prose | Points | Kpis | Drawing | Table | Definitions | Listing | PageBreak


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A report ready to be set: its head, its blocks and its foot."""

    title: str
    subtitle: str
    place: str
    demo: bool
    language: str
    stand: str
    """Stichtag and Datenstand in words."""
    digest: str
    """Of the data, printed on every page."""
    audit_head: str
    addresses: dict[str, str]
    """Code of a metric → where it opens, at this Stichtag and Datenstand, to its query and its rows."""
    blocks: tuple[Block, ...]
