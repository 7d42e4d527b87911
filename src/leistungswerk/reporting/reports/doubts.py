# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Section 14 of a report, Datenlage: gaps, contradictions, corrections and mergers, each in one sentence."""

from collections.abc import Iterable, Sequence
from typing import Final

from leistungswerk.reporting.reports.blocks import Block, Heading, Points, Prose
from leistungswerk.reporting.reports.collect import ReportData
from leistungswerk.reporting.reports.words import counted, day
from leistungswerk.reporting.situation import Merged, Situation

_MOST: Final = 5
"""Mergers told by name; the rest are counted."""
RULES: Final = (
    "Widersprechen sich Beleg und Meldung, gilt der Beleg. Ein Zeitraum, der einen bekannten überschneidet, wird nicht "
    "angenommen. Was nach dem Datenstand berichtigt wird, steht im nächsten Bericht und ändert diesen nicht. Geplantes "
    "zählt nicht."
)
_GAPS: Final = {
    "ohne_zustaendigkeit": (
        "Leistungen im Register ohne bekannte zuständige Behörde: {count}. Sie fehlen im Nenner."
    ),
    "verfuegbar_ohne_zustaendigkeit": (
        "Verfügbar gemeldet, wo keine Zuständigkeit bekannt ist: {count}. Sie zählen nicht."
    ),
    "ohne_reifegrad": "Verfügbare Leistungen ohne Reifegrad nach Modell 1.1: {count}. Sie fehlen in M1.",
}


def data_situation(data: ReportData, *, rules: bool = True) -> list[Block]:
    """14 · what makes the figures doubtful, told openly; ``rules``: with how contradictions are settled."""
    items = (*gap_texts(data.gaps), *situation_texts(data.situation))
    told: list[Block] = [Points(items)] if items else [Prose("Keine bekannten Lücken und Widersprüche.")]
    return [Heading("Datenlage"), *told, *([Prose(RULES)] if rules else [])]


def gap_texts(gaps: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Each known gap as a sentence with its number."""
    return tuple(_GAPS[name].format(count=counted(count)) for name, count in gaps if count)


def situation_texts(found: Situation) -> tuple[str, ...]:
    """Contradictions, corrections after the Stichtag and mergers as sentences."""
    told = []
    if found.contradicting:
        told.append(
            f"In der Datenabfrage {found.round_number} widersprechen {counted(found.contradicting)} Meldungen dem, was "
            "bekannt ist. Das Bekannte gilt weiter; die Meldungen stehen mit Namen in der Abfrage."
            if found.contradicting > 1
            else f"In der Datenabfrage {found.round_number} widerspricht eine Meldung dem, was bekannt ist. Das Bekannte "
            "gilt weiter; die Meldung steht mit Namen in der Abfrage."
        )
    if found.corrected:
        told.append(
            f"Zwischen Stichtag und Datenstand nachgetragen oder berichtigt: {counted(found.corrected)} Angaben zum "
            "Stichtag. Sie sind hier eingerechnet."
        )
    return (*told, *_mergers(found.merged))


def _mergers(found: Sequence[Merged]) -> Iterable[str]:
    for each in found[-_MOST:]:
        yield (
            f"{each.name} ist am {day(each.on)} in {each.successor} aufgegangen. Bis zum Tag davor zählt die alte Stelle, "
            "seitdem die neue: als verfügbar nur, was alle Vorgängerinnen hatten."
        )
    if len(found) > _MOST:
        yield f"Weitere Stellen, die in anderen aufgegangen sind: {counted(len(found) - _MOST)}."
