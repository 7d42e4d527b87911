# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of fifteen sections (domain.md 6.2), and the answers to questions of the Landtag."""

import msgspec

from leistungswerk.reporting.reports import calculation, doubts, rounds, sections
from leistungswerk.reporting.reports.blocks import Block, Heading, Prose, Table
from leistungswerk.reporting.reports.collect import ReportData
from leistungswerk.reporting.reports.support import support
from leistungswerk.reporting.reports.words import counted, day
from leistungswerk.reporting.reports.written import Written


def questions(data: ReportData, written: Written) -> list[Block]:
    """Each question word for word, its answer, and the figures the answer rests on."""
    if not written.questions:
        return []
    blocks: list[Block] = [Heading("Fragen und Antworten")]
    for each in written.questions:
        blocks.append(Heading(f"Frage {each.number}: {each.question}", 3))
        blocks.append(Prose(each.answer.strip() or "Die Antwort steht noch aus.", f"q{each.number}"))
        blocks += sections.figures_table(data, each.figures, f"Zahlen zu Frage {each.number}")
    return blocks


def full(data: ReportData, written: Written) -> list[Block]:
    """All fifteen, numbered; one without data says so instead of vanishing."""
    texts = written.texts
    parts: tuple[tuple[str, list[Block]], ...] = (
        (sections.SECTIONS["mandate"], _told(texts.get("mandate", ""), "mandate", [_mandate(data)])),
        (sections.SECTIONS["statements"], _told(texts.get("statements", ""), "statements", [Prose(sections.summary(data))])),
        ("Kennzahlen M1 bis M8", [*sections.key_figures(data), *sections.all_figures(data), *calculation.definitions(data)]),
        ("Stand je Phase und Entwicklung", [_phases(data), *sections.development(data)]),
        ("Stand je Ressort", _body(sections.phases(data))),
        ("Stand je Kommune", [*_body(sections.map_of_land(data, public=False)), *sections.districts_table(data)]),
        ("Fokusleistungen", _body(sections.focus(data))),
        (sections.SECTIONS["reuse"], _written(texts.get("reuse", ""), "reuse", sections.paths(data))),
        ("Anbindung der Fachverfahren", _body(sections.transports(data)) or [_MISSING]),
        ("Nutzung und Support", [*_body(sections.usage(data)), *support(data.support, tickets=True)]),
        (sections.SECTIONS["finance"], _written(texts.get("finance", ""), "finance", sections.costs(data))),
        (sections.SECTIONS["risks"], _written(texts.get("risks", ""), "risks", [])),
        (sections.SECTIONS["law"], _written(texts.get("law", ""), "law", [])),
        ("Datenlage", [*_body(doubts.data_situation(data)), *rounds.section(data.round)]),
        ("Anlagen: Leistungen und Rechenwege", [*(_body(sections.annex(data)) or [_MISSING]), *calculation.queries(data)]),
    )  # fmt: skip
    return [
        block
        for number, (title, blocks) in enumerate(parts, start=1)
        for block in (Heading(f"{number} {title}"), *map(_lower, blocks))
    ]


_MISSING = Prose(
    "Hierzu ist am Stichtag nichts erfasst. Der Abschnitt bleibt stehen, damit die Lücke zu sehen ist."
)


def _lower(block: Block) -> Block:
    """Headings of sections that stand on their own elsewhere are one rank lower here."""
    return msgspec.structs.replace(block, level=3) if isinstance(block, Heading) else block


def _body(blocks: list[Block]) -> list[Block]:
    """A section without its own heading: the numbered one says it."""
    return blocks[1:] if blocks and isinstance(blocks[0], Heading) else blocks


def _told(text: str, key: str, instead: list[Block]) -> list[Block]:
    return [Prose(text.strip(), key)] if text.strip() else instead


def _written(text: str, key: str, computed: list[Block]) -> list[Block]:
    """What people wrote, then what is computed; a kind sentence where there is neither."""
    prose: list[Block] = [Prose(text.strip(), key)] if text.strip() else []
    return [*prose, *computed] or [_MISSING]


def _mandate(data: ReportData) -> Prose:
    return Prose(
        f"Der Bericht nennt, was am {day(data.cut_off)} galt, so weit es am Datenstand bekannt war. Spätere "
        "Berichtigungen ändern ihn nicht; sie stehen im nächsten Bericht."
    )


def _phases(data: ReportData) -> Table:
    names = (
        "Erste Schritte",
        "Information und Beratung",
        "Anpassung und Entwicklung",
        "Implementierung und Roll-out",
    )
    rows = tuple(
        (str(phase), name, counted(sum(each.phases[phase] for each in data.ressorts)))
        for phase, name in enumerate(names)
    )  # fmt: skip
    return Table("Laufende Vorhaben je Phase", ("Phase", "Name", "Vorhaben"), rows, (2,), narrow=(0,))
