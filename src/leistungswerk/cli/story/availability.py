# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What bodies are said to offer online already: invented, told („gemeldet“) and marked, so that figures have a shape.

What goes live by a gate in the demonstration is left to the gate.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from leistungswerk.core import times
from leistungswerk.register.kinds import Transport
from leistungswerk.register.queries.for_figures import Competence, deciding_bodies
from leistungswerk.reporting.services import told

SOURCE: Final = "Demodaten, erfunden"
DAYS: Final = 900
"""So long ago the first body began; since then the bodies are told to be competent."""


def availability(keys: Collection[str], today: date) -> list[told.Report]:
    """Bodies that are said to be online for the services by ``today``: an earlier service of the list has come further.

    The first service is everywhere, at the second one body is missing, the last has hardly begun.
    """
    bodies: dict[str, list[Competence]] = defaultdict(list)
    for competence in deciding_bodies(keys):
        bodies[competence.service_key].append(competence)
    reports: list[told.Report] = []
    for place, key in enumerate(keys):
        everywhere = sorted(bodies[key], key=lambda body: _mixed(body.service_key + body.ars))
        share = 1 - place / len(keys)
        count = (
            len(everywhere) if place == 0 else min(len(everywhere) - 1, round(len(everywhere) * share + 1))
        )
        if place == 1:
            count = len(everywhere) - 1
        reports += [
            told.Report(
                service_key=key, body=body.body, body_name=body.body_name, ars=body.ars,
                since=_began(today, rank, count, place),
                transport=Transport.FIT_CONNECT if _mixed(body.ars)[0] < "b" else "",
            )
            for rank, body in enumerate(everywhere[:count])
        ]  # fmt: skip
    return reports


def tell_availability(reports: Sequence[told.Report], after: date) -> None:
    """Record what began after a day and until now."""
    at = times.now()
    begun = [each for each in reports if after < each.since <= times.legal_day(at)]
    told.record_reports(begun, source=SOURCE, at=at)


def _began(today: date, rank: int, count: int, place: int) -> date:
    """Slow at first, then faster; later services begin later."""
    length = DAYS - place * 45
    return today - timedelta(days=length - round(length * (rank / count) ** 0.6))


def _mixed(text: str) -> str:
    """An order that is the same everywhere and means nothing."""
    return hashlib.sha256(text.encode()).hexdigest()
