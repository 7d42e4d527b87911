# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading reports: the list, one as it will be on paper, and its files."""

import uuid
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.register import queries as register
from leistungswerk.reporting import archive, report_views
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.report_views import AnswerView, ReportRow, ReportView, SectionView
from leistungswerk.reporting.reports import placeholders
from leistungswerk.reporting.reports import render as rendering
from leistungswerk.reporting.reports.blocks import Block, Paper, Prose
from leistungswerk.reporting.reports.collect import ReportData, Template
from leistungswerk.reporting.reports.sections import SECTIONS
from leistungswerk.reporting.reports.templates import EDITED, TITLES
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.reports import words


def row(found: ReportRow) -> dict[str, object]:
    """A report as lists show it."""
    word, level = words.STATES[found.state]
    return {
        "row": found,
        "title": TITLES[found.template],
        "template": words.TEMPLATES[found.template],
        "state": word,
        "level": level,
        "url": reverse("office:report", args=[found.uuid]),
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def reports(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = report_views.reports(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "reports",
        "rows": window([row(each) for each in found], total, number),
        "may_begin": actor.may(Permission.EDIT_REPORT),
    }
    return render(request, "office/reports/list.html", context)


def section_words(found: ReportView) -> list[dict[str, object]]:
    """The sections people write, and after them the questions, each with its address."""
    written = {each.key: each for each in found.sections}
    edited = [
        {"title": SECTIONS[key], "section": written.get(key, SectionView(key))}
        for key in EDITED[found.row.template]
    ]
    asked = [each for each in found.sections if each.key not in EDITED[found.row.template]]
    edited += [{"title": each.title, "section": each} for each in asked]
    for each in edited:
        section = each["section"]
        assert isinstance(section, SectionView)
        each["url"] = reverse("office:report_text", args=[found.row.uuid, section.key])
    return edited


def next_question(found: ReportView) -> str:
    """The key of the next question of an answer to the Landtag; empty for other reports."""
    numbers = [int(each.key[1:]) for each in found.sections if each.key[1:].isdecimal()]
    return f"q{max(numbers, default=0) + 1}" if found.row.template is Template.LANDTAG else ""


def figure_query(found: ReportView) -> str:
    """Stichtag and Datenstand as the pages of figures take them."""
    cut = found.row.cut
    return urlencode({"stichtag": cut.cut_off.isoformat(), "datenstand": cut.known_at.isoformat()})


def _blocks(found: ReportView, data: ReportData, paper: Paper) -> Iterator[dict[str, object]]:
    """Blocks for the page; figures within texts lead to their explanation."""
    # The sections keep their placeholders after freezing, so figures still lead somewhere; where the computation has
    # changed since, the words as they were frozen hold.
    changed = found.data_digest and found.data_digest != data.digest()
    edited = EDITED[found.row.template]
    asked = [each for each in found.sections if each.key not in edited and each.title]
    raw = {each.key: each.text for each in found.sections if each.key in edited}
    raw |= {f"q{number}": each.text for number, each in enumerate(asked, start=1)}
    if changed:
        raw = {}
    for block in paper.blocks:
        yield {"kind": _kind(block), "block": block, "paragraphs": _paragraphs(block, raw, data)}


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _paragraphs(block: Block, raw: dict[str, str], data: ReportData) -> list[tuple[placeholders.Piece, ...]]:
    if not isinstance(block, Prose):
        return []
    text = raw.get(block.section, "").strip() or block.text
    return [placeholders.pieces(part, data) for part in text.split("\n\n") if part.strip()]


def _answers(found: tuple[AnswerView, ...]) -> list[dict[str, object]]:
    return [
        {"each": each, "word": words.ANSWERS[each.answer][0], "level": words.ANSWERS[each.answer][1]}
        for each in found
    ]


@require_safe
@staff(Permission.SEE_PROJECT)
def report(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The report as it stands, with its next step; frozen ones with the files of the archive."""
    found = report_views.report(actor, identity)
    data, paper = rendering.report(found.row.template, found.row.cut, found.written)
    context = {
        "here": "reports",
        "head": row(found.row),
        "report": found,
        "paper": paper,
        "blocks": list(_blocks(found, data, paper)),
        "query": figure_query(found),
        "sections": section_words(found),
        "next_question": next_question(found),
        "answers": _answers(found.answers),
        "answered": sum(1 for each in found.answers if each.at),
        "earlier": _answers(found.earlier),
        "choices": [(key.value, word) for key, (word, _level) in list(words.ANSWERS.items())[1:]],
        "ministries": [(str(key), name) for key, name in register.all_ressorts()],
        "differs": bool(found.data_digest) and found.data_digest != data.digest(),
        "forms": [suffix.removeprefix(".") for suffix in rendering.FORMS],
    }
    return render(request, "office/reports/report.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def file(request: HttpRequest, actor: Actor, identity: uuid.UUID, form: str) -> HttpResponse:
    """The report as a file: of a frozen one the very bytes that were frozen."""
    found = report_views.report(actor, identity)
    suffix = f".{form}"
    if suffix not in rendering.FORMS:
        raise Http404
    if found.row.state is ReportState.FROZEN:
        content = archive.content(found.files.get(suffix, ""))
        if content is None:
            raise Refused(
                _("Diese Datei fehlt im Archiv oder wurde dort verändert. Spielen Sie die Sicherung ein.")
            )
    else:
        data, paper = rendering.report(found.row.template, found.row.cut, found.written)
        content = rendering.file(suffix, data, paper, found.row.cut.known_at)
    answer = HttpResponse(content, content_type=rendering.FORMS[suffix])
    name = f"{found.row.number}-{found.row.version}-{found.row.template.value}{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
