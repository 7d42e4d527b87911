# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sections a report has, for whom it is written."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.utils import formats

from leistungswerk.core import audit, times
from leistungswerk.core.settings import settings
from leistungswerk.reporting.reports import sections
from leistungswerk.reporting.reports.blocks import Block, Heading, PageBreak, Paper, Prose
from leistungswerk.reporting.reports.collect import ReportData, Template
from leistungswerk.reporting.reports.sections import Texts

TITLES: Final[Mapping[Template, str]] = MappingProxyType(
    {
        Template.CABINET: "Verwaltungsdigitalisierung: Bericht an den Ministerrat",
        Template.LANDTAG: "Verwaltungsdigitalisierung: Antwort an den Landtag",
        Template.COUNCIL: "Verwaltungsdigitalisierung: Bericht an den IT-Kooperationsrat",
        Template.PUBLIC: "Verwaltungsdigitalisierung in Rheinland-Pfalz: Fortschrittsbericht",
    }
)
SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mandate": "Auftrag und Stichtag",
        "statements": "Kernaussagen",
        "questions": "Fragen und Antworten",
        "reuse": "Nachnutzung: Verträge und Anbindungen",
        "finance": "Finanzen und Erfüllungsaufwand",
        "risks": "Risiken und Entscheidungsbedarf",
        "law": "Rechtsänderungsbedarf",
    }
)
"""Sections that people write; everything else is computed."""


def _edited(texts: Texts, *names: str) -> list[Block]:
    return [block for name in names for block in sections.edited(texts, name, str(SECTIONS[name]))]


def _cabinet(data: ReportData, texts: Texts) -> list[Block]:
    return [
        *_edited(texts, "statements"),
        Heading("Auf einen Blick"),
        *sections.key_figures(data),
        *sections.development(data),
        *sections.phases(data, table=False),
        PageBreak(),
        *sections.map_of_land(data, public=False, width=46),
        *sections.focus(data, table=False),
        *_edited(texts, "risks"),
        *sections.data_situation(data),
    ]


def _landtag(data: ReportData, texts: Texts) -> list[Block]:
    return [
        *_edited(texts, "mandate", "questions"),
        Heading("Zahlen zum Stichtag"),
        *sections.key_figures(data),
        *sections.all_figures(data),
        *sections.phases(data),
        *sections.map_of_land(data, public=True),
        *sections.focus(data),
        *sections.transports(data),
        *sections.usage(data, public=True),
        *_edited(texts, "finance", "law"),
        *sections.data_situation(data),
        *sections.definitions(data),
        *sections.annex(data),
    ]


def _council(data: ReportData, texts: Texts) -> list[Block]:
    return [
        *_edited(texts, "mandate", "statements"),
        Heading("Kennzahlen"),
        *sections.key_figures(data),
        *sections.all_figures(data),
        *sections.development(data),
        *sections.phases(data),
        *sections.map_of_land(data, public=False),
        *sections.districts_table(data),
        *sections.focus(data),
        *_edited(texts, "reuse"),
        *sections.transports(data),
        *sections.usage(data, public=False),
        *_edited(texts, "finance", "risks", "law"),
        *sections.data_situation(data),
        *sections.definitions(data),
        *sections.annex(data),
    ]


def _public(data: ReportData, texts: Texts) -> list[Block]:
    return [
        *_edited(texts, "statements"),
        Heading("Auf einen Blick"),
        *sections.key_figures(data, ("m2", "m3", "m4")),
        *sections.development(data),
        *sections.map_of_land(data, public=True),
        *sections.focus(data),
        *sections.usage(data, public=True),
        *sections.data_situation(data),
        *sections.definitions(data),
    ]


_BUILDERS: Final[Mapping[Template, Callable[[ReportData, Texts], list[Block]]]] = MappingProxyType(
    {
        Template.CABINET: _cabinet,
        Template.LANDTAG: _landtag,
        Template.COUNCIL: _council,
        Template.PUBLIC: _public,
    }
)


def paper(data: ReportData, texts: Texts) -> Paper:
    """The report of a template with its data and the texts of people."""
    moment = datetime.fromisoformat(data.known_at)
    known = formats.date_format(moment.astimezone(times.BERLIN), "j. F Y, H:i")
    stand = f"Stichtag {sections.day(data.cut_off)} · Datenstand {known}"
    blocks = _BUILDERS[data.template](data, texts)
    if not texts.get("statements", "").strip() and data.template in (Template.CABINET, Template.PUBLIC):
        blocks.insert(0, Prose(_summary(data)))
    return Paper(
        title=str(TITLES[data.template]),
        subtitle=stand,
        place="Rheinland-Pfalz",
        demo=settings().demo,
        language="de",
        stand=stand,
        digest=data.digest(),
        audit_head=audit.head_at(moment),
        blocks=tuple(blocks),
    )


def _summary(data: ReportData) -> str:
    """One computed sentence where nobody has written the Kernaussagen."""
    wide = next(each for each in data.figures if each.code == "m2")
    some = next(each for each in data.figures if each.code == "m3")
    return (
        f"Von {wide.denominator or 0} Leistungen mit bekannter Zuständigkeit sind {wide.total} bei allen zuständigen "
        f"Behörden online, {some.total} bei mindestens einer. Gezählt ist, was belegt oder gemeldet ist; beides wird "
        "getrennt genannt."
    )
