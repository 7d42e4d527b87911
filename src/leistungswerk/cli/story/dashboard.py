# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A state of the federal dashboard, invented: our own lines, of which some are missing or say something else."""

from collections.abc import Iterator
from typing import Final

import msgspec

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.reporting.dashboard import own
from leistungswerk.reporting.dashboard.dto import Coverage, DvData, page
from leistungswerk.reporting.dashboard.reading import File
from leistungswerk.reporting.queries import cut_at
from leistungswerk.reporting.services.dashboard import take_in

_NOTE: Final = "Demodaten, erfunden: keine Angaben des Bundesdashboards"
_ADDRESS: Final = "https://demodaten.example/dienst"
_ELSEWHERE: Final = ("Demodaten: Hundesteuer Anmeldung", "99041006017000", "071350000000")
_MISSING, _LOWER, _UNCOUNTED, _BROKEN = 5, 3, 17, 11
"""Every so many lines: not there, with a smaller reach, not counted, not to be reached."""


def tell_dashboard() -> int:
    """Take in the invented state of today; returns how many lines it has, none where we have none to begin with."""
    lines = tuple(_invented(own.every_line(cut_at(), own.no_addresses)))
    if lines:
        whole = msgspec.json.encode(page(lines, number=0, size=len(lines), total=len(lines)))
        file = File("demodaten-bundesdashboard.json", whole)
        take_in(OPERATOR, files=[file], as_of=times.legal_day(times.now()), source=_NOTE)
    return len(lines)


def _invented(ours: Iterator[DvData]) -> Iterator[DvData]:
    last = None
    for number, line in enumerate(ours, start=1):
        last = line
        if number % _MISSING == 0:
            continue
        coverage = line.art_flaechendeckung
        if number % _UNCOUNTED == 0:
            coverage = Coverage.UNCOUNTED
        elif number % _LOWER == 0 and coverage is not Coverage.SOMEWHERE:
            coverage = Coverage.SOMEWHERE
        status = "nicht ok" if number % _BROKEN == 0 else "ok"
        yield msgspec.structs.replace(line, art_flaechendeckung=coverage, url=_ADDRESS, online_status=status)
    if last is not None:
        name, key, ars = _ELSEWHERE
        yield msgspec.structs.replace(
            last, leika_key=key, leika_name=name, ars=ars, ars_name=None, art_flaechendeckung=Coverage.DISTRICT, url=_ADDRESS,
        )  # fmt: skip
