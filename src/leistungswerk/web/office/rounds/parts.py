# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of one Ressort or project office: answered here, then released, checked, accepted, or sent back."""

import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.register import seats
from leistungswerk.reporting.round_states import PartKind, PartState, Question
from leistungswerk.reporting.rounds import parts as reading
from leistungswerk.reporting.rounds.parts import LineFilter, PartView, Show
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rounds import shown, words

_MOST_FINDINGS = 20
_MOST_SOUGHT = 80
_ON_LINES = frozenset({"answer", "return_lines", "return_to_ressort"})
"""Acts on chosen lines."""


def asked_filter(request: HttpRequest, found: PartView | None = None) -> LineFilter:
    """What the address asks to show; ``found`` gives what helps most where it asks for nothing."""
    wanted = request.GET.get("zeige", "")
    show = Show(wanted) if wanted in set(Show) else _helpful(found) if found else Show.ALL
    question = request.GET.get("frage", "")
    return LineFilter(
        show,
        request.GET.get("suche", "")[:_MOST_SOUGHT].replace("\x00", "").strip(),
        Question(question) if question in set(Question) else None,
    )


def _helpful(found: PartView) -> Show:
    if "answer" in found.acts and found.mine.left:
        return Show.LEFT
    if found.acts & {"check", "accept", "release"} and found.mine.corrected + found.mine.unknown:
        return Show.CHANGED
    return Show.ALL


def filter_query(wanted: LineFilter, **changes: str) -> str:
    """The filter as it travels in addresses."""
    values = {"zeige": wanted.show.value, "suche": wanted.text, "frage": wanted.question or "", **changes}
    return urlencode({name: value for name, value in values.items() if value})


@require_safe
@staff(Permission.SEE_PROJECT)
def part(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return page(request, actor, identity)


def page(
    request: HttpRequest,
    actor: Actor,
    identity: uuid.UUID,
    *,
    refused: str = "",
    typed: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The page; after a refusal with its sentence, and ``typed`` so that nothing typed is lost."""
    found = reading.part_view(actor, identity)
    wanted = asked_filter(request, found)
    number = page_number(request)
    rows, total = reading.lines(actor, identity, wanted, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        **_part(found, wanted),
        "rows": window([shown.line_row(each) for each in rows], total, number),
        "errors": entry.errors(refused),
        "typed": typed or {},
        "notice": _done(request, found),
    }
    return render(request, "office/rounds/part.html", context, status=422 if refused else 200)


def _part(found: PartView, wanted: LineFilter) -> dict[str, object]:
    """What the page says of the part, beside its lines."""
    own = reverse("office:round_part", args=[found.row.uuid])
    return {
        "here": "rounds",
        "head": shown.round_row(found.round),
        "part": found,
        "row": shown.part_row(found.row),
        "days": shown.days_left(found.row.due),
        "own_url": own,
        "query": filter_query(wanted),
        "tabs": _tabs(found, wanted, own),
        "wanted": wanted,
        "questions": [(each.value, word) for each, word in words.QUESTIONS.items()],
        "people": _people(found),
        "findings": [
            {"finding": each, "url": reverse("office:round_line", args=[each.line])}
            for each in found.findings[:_MOST_FINDINGS]
        ],
        "more_findings": max(len(found.findings) - _MOST_FINDINGS, 0),
        "ticks": bool(found.acts & _ON_LINES),
        "steps": [shown.step_row(each) for each in found.steps],
        "asked_reason": _last_reason(found, "escalation_asked"),
        "sheet_url": f"{reverse('office:round_sheet', args=[found.row.uuid])}?{filter_query(wanted)}",
        "upload_url": reverse("office:take_round_sheet", args=[found.row.uuid]),
    }


def _tabs(found: PartView, wanted: LineFilter, own: str) -> Sequence[Mapping[str, object]]:
    mine = found.mine
    numbers = {
        Show.LEFT: mine.left,
        Show.CHANGED: mine.corrected + mine.unknown,
        Show.CONFIRMED: mine.confirmed,
        Show.ALL: mine.asked + mine.merged,
    }
    return [
        {
            "text": words.SHOWN[each],
            "count": numbers[each],
            "url": f"{own}?{filter_query(wanted, zeige=each.value)}",
            "current": each is wanted.show,
        }
        for each in Show
    ]


def _people(found: PartView) -> Sequence[str]:
    """Who speaks for the part, for those who want to ask."""
    role = Role.PROJECT_OFFICE if found.row.kind is PartKind.PROJECT_OFFICE else Role.RESSORT_CONTACT
    return [
        each.name for each in seats.holders_for(role, found.row.organisation, times.legal_day(times.now()))
    ]


def _last_reason(found: PartView, act: str) -> str:
    return next((step.reason for step in found.steps if step.act == act), "")


def _done(request: HttpRequest, found: PartView) -> Mapping[str, str] | None:
    """After a bulk act: how many, and what is left."""
    said = request.GET.get("fertig", "")
    if not said.isdecimal() or len(said) > 7:
        return None
    count, left = int(said), found.mine.left
    title = ngettext("Eine Angabe übernommen.", "%(count)d Angaben übernommen.", count) % {"count": count}
    if found.row.state is not PartState.COLLECTING:
        return {"level": "success", "title": title, "text": ""}
    rest = ngettext("Eine ist noch offen.", "%(count)d sind noch offen.", left) % {"count": left}
    text = rest if left else _("Alles ist beantwortet.")
    return {"level": "success", "title": title, "text": text}
