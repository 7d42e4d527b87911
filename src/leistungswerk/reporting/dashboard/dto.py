# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of the dashboard API 1.0, named as there (DvDataDto, PageDvDataDto, ArsDto)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, Generic, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

_Item = TypeVar("_Item")


class Coverage(StrEnum):
    """``art_flaechendeckung``, the widest first."""

    FEDERATION = "bundesweit flächendeckend"
    LAND = "landesweit flächendeckend"
    DISTRICT = "kreisweit flächendeckend"
    SOMEWHERE = "in mind. einer Kommune verfügbar"
    UNCOUNTED = "nicht in Auswertung berücksichtigt"


RANKS: Final = {coverage: rank for rank, coverage in enumerate(Coverage, start=1)}
"""1 is the widest; ``metrics/own_lines.sql`` and ``dashboard_lines.sql`` use these numbers."""
BY_RANK: Final = {rank: coverage for coverage, rank in RANKS.items()}
ONLINE: Final = ("ok", "nicht ok")
ACTIVE: Final = ("ja", "nein")


class DvData(msgspec.Struct, frozen=True, kw_only=True):
    """One service in one Gebiet. ``url`` and ``online_status`` are left out where we do not know them."""

    leika_key: str
    leika_name: str
    ars: str
    ars_name: str | None = None
    ars_federal_state: str | None = None
    bundesland: str | None = None
    leika_bezeichnung: str | None = None
    ozgid: int | None = None
    ozg_bezeichnung: str | None = None
    url: str | UnsetType = UNSET
    online_status: Literal["ok", "nicht ok"] | UnsetType = UNSET
    aktiv: Literal["ja", "nein"] | None = None
    art_flaechendeckung: Coverage


FIELDS: Final = DvData.__struct_fields__


class ArsData(msgspec.Struct, frozen=True):
    ars: str
    arsName: str  # noqa: N815 - the name of the field


class Sort(msgspec.Struct, frozen=True):
    unsorted: bool
    sorted: bool
    empty: bool


class Pageable(msgspec.Struct, frozen=True):
    paged: bool
    unpaged: bool
    pageNumber: int  # noqa: N815
    pageSize: int  # noqa: N815
    offset: int
    sort: Sort


class Page(msgspec.Struct, Generic[_Item], frozen=True, kw_only=True):
    """A page as the API answers; ``number`` begins with 0."""

    totalPages: int  # noqa: N815
    totalElements: int  # noqa: N815
    pageable: Pageable
    numberOfElements: int  # noqa: N815
    size: int
    content: Sequence[_Item]
    number: int
    sort: Sort
    first: bool
    last: bool
    empty: bool


_SORTED: Final = Sort(unsorted=False, sorted=True, empty=False)


def page(content: Sequence[_Item], *, number: int, size: int, total: int) -> Page[_Item]:
    """``content`` is what stands on this page; ``total`` how many there are on all."""
    pages = -(-total // size) if size else 0
    return Page(
        totalPages=pages,
        totalElements=total,
        pageable=Pageable(True, False, number, size, number * size, _SORTED),
        numberOfElements=len(content),
        size=size,
        content=content,
        number=number,
        sort=_SORTED,
        first=number == 0,
        last=number >= pages - 1,
        empty=not content,
    )
