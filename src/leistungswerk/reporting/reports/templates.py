# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sections a report has, for whom it is written."""

from collections.abc import Callable, Mapping
from datetime import UTC
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import msgspec
from django.utils import formats

from leistungswerk.core import audit, times
from leistungswerk.core.settings import settings
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports import calculation, closing, doubts, rounds, sections
from leistungswerk.reporting.reports.blocks import Block, Drawing, Heading, PageBreak, Paper, Prose
from leistungswerk.reporting.reports.collect import FOR_EVERYBODY, ReportData, Template
from leistungswerk.reporting.reports.full import full, questions
from leistungswerk.reporting.reports.support import sentence, support
from leistungswerk.reporting.reports.words import day
from leistungswerk.reporting.reports.written import Written

TITLES: Final[Mapping[Template, str]] = MappingProxyType(
    {
        Template.CABINET: "Verwaltungsdigitalisierung: Bericht an den Ministerrat",
        Template.LANDTAG: "Verwaltungsdigitalisierung: Antwort an den Landtag",
        Template.COUNCIL: "Verwaltungsdigitalisierung: Bericht an den IT-Kooperationsrat",
        Template.PUBLIC: "Verwaltungsdigitalisierung: Fortschrittsbericht",
        Template.FULL: "Verwaltungsdigitalisierung: Gesamtbericht",
    }
)
EDITED: Final[Mapping[Template, tuple[str, ...]]] = MappingProxyType(
    {
        Template.CABINET: ("statements", "risks"),
        Template.LANDTAG: ("mandate", "finance", "law"),
        Template.COUNCIL: ("mandate", "statements", "reuse", "finance", "risks", "law"),
        Template.PUBLIC: ("statements",),
        Template.FULL: tuple(sections.SECTIONS),
    }
)
"""Which sections people write in which report, in the order they stand in it."""
_LOW: Final = 150
"""Height of the development that leaves room on a first page: for the Ressorts (cabinet), for the map (public)."""
_MOST_FOCUS: Final = 16
"""Fokusleistungen that leave room for map, risks and Datenlage on the second page of the cabinet's report."""


def _edited(written: Written, *names: str) -> list[Block]:
    return [block for name in names for block in sections.edited(written.texts, name)]


def _beside(drawn: list[Block], blocks: list[Block]) -> list[Block]:
    """The blocks beside the drawing that ends the first, where paper allows it."""
    *before, drawing = drawn
    assert isinstance(drawing, Drawing)
    return [*before, msgspec.structs.replace(drawing, beside=len(blocks)), *blocks]


def _cabinet(data: ReportData, written: Written) -> list[Block]:
    return [
        *_edited(written, "statements"),
        Heading("Auf einen Blick"),
        *sections.key_figures(data),
        *sections.development(data, height=_LOW),
        *sections.phases(data, table=False),
        PageBreak(),
        *_beside(
            sections.map_of_land(data, public=False, width=40),
            [
                Heading("Support"),
                Prose(sentence(data.support)),
                *doubts.data_situation(data, rules=False),
                *rounds.in_short(data.round),
                *closing.changes(written.changes),
            ],
        ),
        *sections.focus(data, table=False, most=_MOST_FOCUS),
        *_edited(written, "risks"),
    ]


def _landtag(data: ReportData, written: Written) -> list[Block]:
    return [
        *_edited(written, "mandate"),
        *questions(data, written),
        Heading("Zahlen zum Stichtag"),
        *sections.key_figures(data),
        *sections.all_figures(data),
        *sections.phases(data),
        *sections.map_of_land(data, public=True),
        *sections.focus(data),
        *sections.transports(data),
        *sections.usage(data),
        *support(data.support, tickets=False),
        *_edited(written, "finance", "law"),
        *doubts.data_situation(data),
        *rounds.section(data.round),
        *calculation.definitions(data),
    ]


def _council(data: ReportData, written: Written) -> list[Block]:
    return [
        *_edited(written, "mandate", "statements"),
        Heading("Kennzahlen"),
        *sections.key_figures(data),
        *sections.all_figures(data),
        *sections.development(data),
        *sections.phases(data),
        *sections.map_of_land(data, public=False),
        *sections.districts_table(data),
        *sections.focus(data),
        *_edited(written, "reuse"),
        *sections.transports(data),
        *sections.usage(data),
        *support(data.support, tickets=True),
        *_edited(written, "finance", "risks", "law"),
        *doubts.data_situation(data),
        *rounds.section(data.round),
        *calculation.definitions(data),
    ]


def _public(data: ReportData, written: Written) -> list[Block]:
    return [
        *_edited(written, "statements"),
        Heading("Auf einen Blick"),
        *sections.key_figures(data, ("m2", "m3", "m4")),
        *sections.development(data, height=_LOW),
        *_beside(
            sections.map_of_land(data, public=True, width=34),
            [*sections.usage(data), *doubts.data_situation(data)],
        ),
        *sections.focus(data),
        *rounds.section(data.round, public=True),
        *calculation.definitions(data),
    ]


_BUILDERS: Final[Mapping[Template, Callable[[ReportData, Written], list[Block]]]] = MappingProxyType(
    {
        Template.CABINET: _cabinet,
        Template.LANDTAG: _landtag,
        Template.COUNCIL: _council,
        Template.PUBLIC: _public,
        Template.FULL: full,
    }
)


def _annexes(data: ReportData) -> list[Block]:
    """What stands behind everything else; the report of fifteen sections has them as its last."""
    if data.template in (Template.CABINET, Template.FULL):
        return []
    services = [] if data.template is Template.PUBLIC else sections.annex(data)
    return [*services, *calculation.queries(data)]


def _addresses(data: ReportData, cut: Cut) -> dict[str, str]:
    """Code of a metric → its page at this Stichtag and Datenstand: for everybody where the report is, else in the office."""
    asked = {"stichtag": cut.cut_off.isoformat()}
    if cut.known_at != times.end_of_day(cut.cut_off):
        asked["datenstand"] = cut.known_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    query = urlencode(asked, safe=":")
    pages = "fortschritt" if data.template in FOR_EVERYBODY else "verwaltung"
    return {each.code: f"{settings().base_url}/{pages}/zahlen/{each.code}/?{query}" for each in data.figures}


def paper(data: ReportData, cut: Cut, written: Written) -> Paper:
    """The report of a template with its data, collected for ``cut``, and the texts of people."""
    moment = cut.known_at.replace(microsecond=0)
    known = formats.date_format(moment.astimezone(times.BERLIN), "j. F Y, H:i")
    remark = f"{written.remark} · " if written.remark else ""
    stand = f"{remark}Stichtag {day(data.cut_off)} · Datenstand {known}"
    blocks = _BUILDERS[data.template](data, written)
    if not written.texts.get("statements", "").strip() and data.template in (
        Template.CABINET,
        Template.PUBLIC,
    ):
        blocks.insert(0, Prose(sections.summary(data)))
    if data.template is Template.CABINET:
        blocks += closing.co_signatures_in_short(written.answers)
    else:
        blocks += [
            *closing.changes(written.changes),
            *closing.co_signatures(written.answers),
            *_annexes(data),
        ]
    return Paper(
        title=str(TITLES[data.template]),
        subtitle=stand,
        place="Rheinland-Pfalz",
        demo=settings().demo,
        language="de",
        stand=stand,
        digest=data.digest(),
        audit_head=audit.head_at(moment),
        addresses=_addresses(data, cut),
        blocks=tuple(blocks),
    )
