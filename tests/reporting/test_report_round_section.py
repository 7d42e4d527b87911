# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a report says of the last data round, and names at the ends of lines that do not meet."""

import itertools
import re
from datetime import date

import msgspec

from leistungswerk.reporting.drawings import Line, lines
from leistungswerk.reporting.reports import rounds
from leistungswerk.reporting.reports.blocks import Heading, Points, Prose
from leistungswerk.reporting.reports.rounds import RoundTold

TOLD = RoundTold(
    number="A-2026-01", cut_off=date(2026, 9, 30), asked=1200, confirmed=1000, corrected=150,
    gaps=tuple(f"Ministerium {number}: eine Antwort fehlt." for number in range(5)),
    dissents=("Ministerium der Finanzen zu Wohngeld: Die Zahl ist zu hoch.",), changes=("Wohngeld: 7 Fälle.",),
    late=("Wohngeld: gesagt war 7, richtig ist 8. Vertippt.",),
)  # fmt: skip


def _words(blocks):
    return "\n".join(
        text
        for block in blocks
        for text in (
            block.items
            if isinstance(block, Points)
            else (block.text,)
            if isinstance(block, Prose | Heading)
            else ()
        )
    )


def test_the_cabinet_reads_one_sentence_the_first_gaps_and_the_dissent():
    said = _words(rounds.in_short(TOLD))
    assert (
        "Datenabfrage A-2026-01 zum 30. September 2026: 1.150 von 1.200 Fragen beantwortet, davon 150 berichtigt"
        in said
    )
    assert "5 benannte Lücken; eine abweichende Auffassung" in said
    assert "Ministerium 2: eine Antwort fehlt." in said
    assert "Ministerium 3" not in said
    assert "Weitere 2 stehen in der Abschlusserklärung der Abfrage." in said
    assert "Abweichend: Ministerium der Finanzen zu Wohngeld: Die Zahl ist zu hoch." in said


def test_who_works_with_it_reads_every_gap_dissent_change_and_correction():
    said = _words(rounds.section(TOLD))
    for text in (*TOLD.gaps, *TOLD.dissents, *TOLD.changes, *TOLD.late):
        assert text in said


def test_the_public_reads_how_many_but_no_words_of_gaps_and_dissents():
    said = _words(rounds.section(TOLD, public=True))
    assert "5 benannte Lücken" in said
    assert not any(text in said for text in (*TOLD.gaps, *TOLD.dissents, *TOLD.late))


def test_without_a_round_there_is_no_section_and_without_gaps_no_word_of_them():
    assert rounds.section(None) == rounds.in_short(None) == []
    whole = msgspec.structs.replace(TOLD, gaps=(), dissents=())
    assert "Lücke" not in _words(rounds.section(whole)) + _words(rounds.in_short(whole))


def test_names_at_the_ends_of_lines_never_meet_even_with_one_month():
    day = date(2026, 11, 30)
    series = [
        Line(name, ((day, value),))
        for name, value in (("eins", 25.0), ("zwei", 25.5), ("drei", 0.0), ("vier", 1.0))
    ]
    drawing = lines(series, top=100, unit=" %", name="x", description="y", identity="z")
    heights = sorted(
        float(re.search(rf'<text[^>]*\by="([\d.]+)"[^>]*>{name}<', drawing)[1])
        for name in ("eins", "zwei", "drei", "vier")
    )
    assert all(below - above >= 15 for above, below in itertools.pairwise(heights))
    assert heights[-1] <= 200
    assert drawing.count("11/2026") == 1
