# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the figures of a report come about: what each means, and every query word for word."""

from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.reports.blocks import Block, Definition, Definitions, Heading, Listing, Prose
from leistungswerk.reporting.reports.collect import ReportData


def definitions(data: ReportData) -> list[Block]:
    """3 · what each metric means, word for word as on the pages."""
    return [
        Heading("Definitionen"),
        Definitions(
            tuple(
                Definition(
                    f"{each.code.upper()} {each.title}",
                    f"{each.definition} Grundgesamtheit: {each.denominator_text}",
                    each.code,
                )
                for each in data.figures
            )
        ),
    ]


def queries(data: ReportData) -> list[Block]:
    """15 · every query word for word; what all of them begin with stands once."""
    return [
        Heading("Anlage: So ist gerechnet"),
        Prose(
            "Jede Kennzahl ist eine Abfrage (SQL) über die Fakten. „:cut_off“ steht für den Stichtag, „:known_at“ für den "
            "Datenstand dieses Berichts. Jede Abfrage beginnt mit der gemeinsamen Grundlage; mit ihr zusammen lässt sie "
            "sich ausführen."
        ),
        Heading("Gemeinsame Grundlage", 3),
        Listing(run.ground()),
        *(
            block
            for each in data.figures
            for block in (Heading(f"{each.code.upper()} {each.title}", 3), Listing(run.text(each.code)))
        ),
    ]
