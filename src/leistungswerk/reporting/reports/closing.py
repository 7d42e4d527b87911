# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a report ends, whoever it is for: what changed since the last one, and what the Ressorts said."""

from collections.abc import Sequence

from leistungswerk.reporting.reports.blocks import Block, Heading, Points, Prose, Table
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


def co_signatures_in_short(answers: Sequence[Answer]) -> list[Block]:
    """The same in running text, where paper is short: who said what, with every reason word for word."""
    if not answers:
        return []
    plain: dict[str, list[str]] = {}
    for each in answers:
        if not each.note:
            plain.setdefault(each.word, []).append(each.ressort)
    said = [f"{word[:1].upper()}{word[1:]}: {', '.join(names)}." for word, names in plain.items()]
    noted = [f"{each.ressort}: {each.word} – „{each.note}“" for each in answers if each.note]
    return [Heading("Mitzeichnung"), Prose("\n".join([*said, *noted]))]
