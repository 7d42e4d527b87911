# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a report ends, whoever it is for: what changed since the last one, and what the Ressorts said."""

from collections.abc import Sequence

from leistungswerk.reporting.reports.blocks import Block, Heading, Points, Table
from leistungswerk.reporting.reports.written import Answer


def changes(sentences: Sequence[str]) -> list[Block]:
    """What changed since the last report."""
    return [Heading("Seit dem letzten Bericht"), Points(tuple(sentences))] if sentences else []


def co_signatures(answers: Sequence[Answer]) -> list[Block]:
    """Who co-signed, and dissent word for word."""
    if not answers:
        return []
    rows = tuple((each.ressort, each.word, each.note or "–") for each in answers)
    return [
        Heading("Mitzeichnung"),
        Table("Antworten der Ressorts", ("Ressort", "Antwort", "Hinweis oder Grund"), rows),
    ]
