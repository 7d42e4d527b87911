# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as a file: PDF for the file and the hand, ODT for the ministries' habit of editing, CSV as annex."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils import translation

from leistungswerk.core import documents
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports import placeholders
from leistungswerk.reporting.reports.blocks import Paper
from leistungswerk.reporting.reports.collect import ReportData, Template, collect
from leistungswerk.reporting.reports.odt import odt
from leistungswerk.reporting.reports.odt_parts import MIMETYPE
from leistungswerk.reporting.reports.templates import paper
from leistungswerk.reporting.reports.workbook import workbook
from leistungswerk.reporting.reports.written import NOTHING, Written

_TEMPLATE: Final = Path(__file__).parents[1] / "documents" / "report.typ"


def report(template: Template, cut: Cut, written: Written = NOTHING) -> tuple[ReportData, Paper]:
    """The data of a report and its paper; reports are German, in whatever language they are asked for."""
    with translation.override("de"):
        data = collect(template, cut)
        return data, paper(data, cut, filled(written, data))


def filled(written: Written, data: ReportData) -> Written:
    """The texts with their figures in place of the placeholders."""
    return msgspec.structs.replace(
        written,
        texts={key: placeholders.filled(text, data) for key, text in written.texts.items()},
        questions=tuple(
            msgspec.structs.replace(each, answer=placeholders.filled(each.answer, data))
            for each in written.questions
        ),
    )


def pdf(made: Paper, known_at: datetime) -> bytes:
    """PDF/UA-1 and PDF/A-2a; the same paper gives the same bytes."""
    return documents.pdf(_TEMPLATE, made, at=known_at, archive=True)


def csv_annex(data: ReportData) -> Iterator[str]:
    """The service list line by line, with Stichtag, Datenstand and digest in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    head = (
        ("Stichtag", data.cut_off.isoformat()),
        ("Datenstand", data.known_at),
        ("Datenprüfsumme", data.digest()),
        ("Leistungsschlüssel", "Leistung", "zuständige Behörden", "belegt", "gemeldet", "durchgängig"),
    )
    rows = (
        (each.key, _safe(each.name), each.competent, each.shown, each.told, each.end_to_end)
        for each in data.services
    )
    for row in chain(head, rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _safe(text: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


FORMS: Final = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".odt": MIMETYPE,
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".csv": "text/csv; charset=utf-8",
    }
)
"""Endings a report can have, with their media type."""


def file(suffix: str, data: ReportData, made: Paper, known_at: datetime) -> bytes:
    """The report in one of the :data:`FORMS`."""
    if suffix == ".pdf":
        return pdf(made, known_at)
    if suffix == ".odt":
        return odt(made, known_at)
    if suffix == ".xlsx":
        return workbook(data, known_at)
    return "".join(csv_annex(data)).encode()
