# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the last data round said: in one sentence for the cabinet, in full where people work with it.

No report names a person, and what is public tells how many gaps and dissents there were, not their words.
"""

from datetime import date
from typing import Final

import msgspec

from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports.blocks import Block, Heading, Points, Prose
from leistungswerk.reporting.reports.words import counted, day
from leistungswerk.reporting.rounds.statement import DissentLine, round_statement

_MOST_SHORT: Final = 3
"""So many gaps and dissents stand in the cabinet's report; the rest are counted."""
_MOST: Final = 25


class RoundTold(msgspec.Struct, frozen=True, kw_only=True):
    """The closing statement of the last round closed by the Datenstand; every number counts accepted answers."""

    number: str
    cut_off: date
    asked: int
    confirmed: int
    corrected: int
    gaps: tuple[str, ...]
    dissents: tuple[str, ...]
    """Who disagrees, with what, and how."""
    changes: tuple[str, ...]
    """Against the round before."""
    late: tuple[str, ...]
    """What was corrected after closing and is known at the Datenstand."""

    @property
    def answered(self) -> int:
        return self.confirmed + self.corrected


def round_told(cut: Cut) -> RoundTold | None:
    """``None`` where no round with a Stichtag by then was closed by the Datenstand."""
    said = round_statement(cut.cut_off, cut.known_at)
    if said is None:
        return None
    return RoundTold(
        number=said.number,
        cut_off=said.cut_off,
        asked=said.asked,
        confirmed=said.confirmed,
        corrected=said.corrected,
        gaps=said.gaps,
        dissents=tuple(map(_dissent, said.dissents)),
        changes=said.changes,
        late=tuple(
            f"{each.about}: gesagt war {each.said}, richtig ist {each.right}. {each.reason}"
            for each in said.late
        ),
    )


def _dissent(each: DissentLine) -> str:
    about = f" zu {each.about}" if each.about else ""
    part = f" ({each.part})" if each.part != each.organisation else ""
    return f"{each.organisation}{part}{about}: {each.text}"


def sentence(told: RoundTold) -> str:
    """How far the round came, in one sentence."""
    found = [
        f"{counted(told.answered)} von {counted(told.asked)} Fragen beantwortet, davon {counted(told.corrected)} berichtigt"
    ]
    if told.gaps:
        found.append(
            "eine benannte Lücke" if len(told.gaps) == 1 else f"{counted(len(told.gaps))} benannte Lücken"
        )
    if told.dissents:
        one = len(told.dissents) == 1
        found.append(
            "eine abweichende Auffassung"
            if one
            else f"{counted(len(told.dissents))} abweichende Auffassungen"
        )
    return f"Datenabfrage {told.number} zum {day(told.cut_off)}: {'; '.join(found)}. Antworten zählen als gemeldet."


def in_short(told: RoundTold | None) -> list[Block]:
    """For the cabinet: the sentence, and the first gaps and dissents."""
    if told is None:
        return []
    return [
        Prose(sentence(told)),
        *_points("", told.gaps, _MOST_SHORT),
        *_points("Abweichend: ", told.dissents, _MOST_SHORT),
    ]


def section(told: RoundTold | None, *, public: bool = False) -> list[Block]:
    """The round under its heading; ``public``: without the words of gaps, dissents and corrections."""
    if told is None:
        return []
    blocks: list[Block] = [Heading("Datenabfrage"), Prose(sentence(told))]
    parts = (
        ("Benannte Lücken", told.gaps),
        ("Abweichende Auffassungen", told.dissents),
        ("Geändert seit der letzten Abfrage", told.changes),
        ("Nach Abschluss berichtigt", told.late),
    )
    for title, texts in () if public else parts:
        if texts:
            blocks += [Heading(title, 3), *_points("", texts, _MOST)]
    return blocks


def _points(before: str, texts: tuple[str, ...], most: int) -> list[Block]:
    shown = [f"{before}{text}" for text in texts[:most]]
    if len(texts) > most:
        shown.append(f"Weitere {counted(len(texts) - most)} stehen in der Abschlusserklärung der Abfrage.")
    return [Points(tuple(shown))] if shown else []
