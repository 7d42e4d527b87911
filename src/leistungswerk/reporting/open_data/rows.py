# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the data sets, one after the other, never all of them in memory.

Availability is read service by service. That is exact while others write: facts are never overwritten, and every
statement asks for the same Stichtag and Datenstand.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.register.queries import gazetteer
from leistungswerk.reporting import queries
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import EVERYWHERE, Within
from leistungswerk.reporting.open_data import usage
from leistungswerk.reporting.public_usage import published_months

Value = str | int | float | bool | None
Row = tuple[Value, ...]
ALL: Final = 10_000_000
"""More rows than any statement here gives."""
_PLACES: Final = 500
"""Territories counted at once."""


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def pair(row: Mapping[str, Any]) -> Row:
    """A row of ``pairs.sql`` as the data set tells it."""
    there = row["evidence"] is not None
    return (
        row["service_key"],
        row["name"] or row["service_key"],
        _text(row["ressort"]),
        _text(row["ars"]),
        row["body_name"],
        there,
        row["evidence"],
        _text(row["since"]),
        bool(row["end_to_end"]) if there else None,
    )


def service(row: Mapping[str, Any]) -> Row:
    """A row of ``services.sql``."""
    return (
        row["service_key"],
        row["name"] or row["service_key"],
        _text(row["ozg_id"]),
        _text(row["theme"]),
        _text(row["ressort"]),
        row["competent"],
        row["shown"],
        row["told"],
        row["end_to_end"],
        row["missing"],
    )


def territory(row: Mapping[str, Any], name: str | None) -> Row:
    """A row of ``territories.sql``."""
    competent, shown, told = row["competent"], row["shown"], row["told"]
    return row["ars"], name, competent, shown, told, row["end_to_end"], competent - shown - told


def metric(share: queries.Share) -> Row:
    percent = float(share.percent.replace(",", ".")) if share.percent is not None else None
    return (
        share.code,
        str(share.title),
        str(share.definition),
        str(share.denominator_text),
        share.shown,
        share.total,
        share.denominator,
        percent,
    )


def _availability(cut: Cut) -> Iterator[Row]:
    services = run.rows("services", cut, kept=True, limit=ALL, offset=0)
    for key in [str(row["service_key"]) for row in services]:
        found = run.rows("pairs", cut, within=Within(service=key), wanted="", limit=ALL, offset=0)
        for row in found:
            yield pair(row)


def _services(cut: Cut) -> Iterator[Row]:
    for row in run.rows("services", cut, kept=True, limit=ALL, offset=0):
        yield service(row)


def _territories(cut: Cut) -> Iterator[Row]:
    names = gazetteer.names()
    found = territories(cut)
    for start in range(0, len(found), _PLACES):
        within = Within(places=tuple(found[start : start + _PLACES]))
        for row in run.rows("territories", cut, within=within):
            yield territory(row, names.get(str(row["ars"])))


def territories(cut: Cut, within: Within = EVERYWHERE) -> list[str]:
    """The Regionalschlüssel of all territories with bodies that decide, in order."""
    return [str(row["ars"]) for row in run.rows("areas", cut, within=within)]


def _metrics(cut: Cut) -> Iterator[Row]:
    for share in public_figures(cut):
        yield metric(share)


def _usage(cut: Cut) -> Iterator[Row]:
    yield from usage.rows(usage.months(cut))


def public_figures(
    cut: Cut, within: Within = EVERYWHERE, codes: Collection[str] = ()
) -> tuple[queries.Share, ...]:
    """The metrics everybody may ask for at any Stichtag; of a part of the Land without usage."""
    return tuple(
        published(share)
        for share in queries.figures(cut, kept=True, within=within, codes=codes)
        if share.denominator is not None or not within
    )


def published(share: queries.Share) -> queries.Share:
    """A metric as it may be asked for at every Stichtag: usage as the sum of its published months.

    Otherwise the answers for two days, one less the other, would tell a single application.
    """
    if share.code != "m7":
        return share
    total = sum(count or 0 for _month, count in published_months(share.cut))
    return msgspec.structs.replace(
        share,
        shown=total,
        total=total,
        definition=f"{share.definition} {_('Öffentlich sind abgeschlossene Monate.')}",
        statement=run.text("published"),
    )


ROWS: Final[Mapping[str, Callable[[Cut], Iterator[Row]]]] = MappingProxyType(
    {
        "verfuegbarkeit": _availability,
        "leistungen": _services,
        "gebiete": _territories,
        "kennzahlen": _metrics,
        "nutzung": _usage,
    }
)
