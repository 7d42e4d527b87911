# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables of the office as data: ``parts/data_table.html`` gives each caption, scroll region and row headers."""

from collections.abc import Sequence
from datetime import date

import msgspec
from django.utils import formats
from django.utils.functional import Promise

Word = str | Promise


class Cell(msgspec.Struct, frozen=True):
    """``level`` makes it a badge, ``url`` a link; ``note`` stands below in small; German data are ``german``."""

    text: Word
    url: str = ""
    level: str = ""
    note: Word = ""
    german: bool = False


class Table(msgspec.Struct, frozen=True):
    """The first cell of each row is its header. ``id`` is unique on the page."""

    id: str
    caption: Word
    head: Sequence[Word]
    rows: Sequence[Sequence[Cell]]


def german(text: str, url: str = "", note: str = "") -> Cell:
    return Cell(text or "–", url=url, note=note, german=bool(text))


def day(value: date | None) -> Cell:
    return Cell(formats.date_format(value, "j. F Y") if value else "–")
