# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All Vorhaben as list, board and timeline. What is chosen stands in the address: an address is a saved list."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.queries import portfolio as queries
from leistungswerk.programme.queries.portfolio import Filter, Line, Sort
from leistungswerk.programme.states import PATH_WORDS, PHASE_WORDS, PROJECT_WORDS, Path, Phase, ProjectState
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.projects.timeline import drawing
from leistungswerk.web.office.typed import read_uuid

_Member = TypeVar("_Member", bound=StrEnum)
_NAMES = ("q", "stelle", "phase", "weg", "stand", "faellig", "sort")


def _member(of: type[_Member], text: str | None) -> _Member | None:
    try:
        return of(text) if text is not None else None
    except ValueError:
        return None


def read_filter(values: QueryDict) -> Filter:
    """The filter in an address; what makes no sense is left out."""
    phase = values.get("phase", "")
    path = values.get("weg", "")
    return Filter(
        text=values.get("q", "")[:200].strip(),
        owner=read_uuid(values.get("stelle", "")),
        phase=Phase(int(phase)) if phase in {"0", "1", "2", "3"} else None,
        path=Path.UNDECIDED if path == "offen" else _member(Path, path or None),
        state=_member(ProjectState, values.get("stand") or None),
        overdue=values.get("faellig") == "1",
        sort=_member(Sort, values.get("sort")) or Sort.NEWEST,
    )


def address_part(values: QueryDict, **changes: str) -> str:
    """The query of the address with what is chosen, for links that keep it."""
    kept = {name: values.get(name, "")[:200] for name in _NAMES}
    return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def line_row(line: Line) -> dict[str, object]:
    """A Vorhaben with its words."""
    return {
        "line": line,
        "phase": f"{line.phase.value} {PHASE_WORDS[line.phase]}",
        "path": PATH_WORDS[line.path],
        "state": PROJECT_WORDS[line.state],
    }


def _choices(actor: Actor) -> dict[str, object]:
    words: Mapping[ProjectState, str | Promise] = PROJECT_WORDS
    return {
        "owners": [(str(identity), name) for identity, name in queries.owners_seen(actor)],
        "phases": [(str(phase.value), f"{phase.value} {PHASE_WORDS[phase]}") for phase in Phase],
        "paths": [("offen" if path is Path.UNDECIDED else path.value, PATH_WORDS[path]) for path in Path],
        "states": [(state.value, words[state]) for state in ProjectState],
    }


def _frame(request: HttpRequest, actor: Actor, view: str) -> dict[str, object]:
    """What list, board and timeline have in common: the filter, and the ways between them."""
    return {
        "here": view,
        "view": view,
        "chosen": {name: request.GET.get(name, "") for name in _NAMES},
        "filtered": any(request.GET.get(name) for name in _NAMES if name != "sort"),
        "query": address_part(request.GET),
        "keep": address_part(request.GET),
        "edits": actor.may(Permission.EDIT_PROJECT),
        **_choices(actor),
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def projects(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    by = read_filter(request.GET)
    found, total = queries.lines(actor, by, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    columns = (
        (Sort.NUMBER, _("Nummer")),
        (Sort.TITLE, _("Vorhaben")),
        (Sort.OWNER, _("Bedarfsträger")),
        (Sort.PHASE, _("Phase")),
    )
    context = {
        **_frame(request, actor, "projects"),
        "rows": window([line_row(line) for line in found], total, number),
        "total": total,
        "columns": [
            {"title": title, "url": address_part(request.GET, sort=sort), "current": by.sort is sort}
            for sort, title in columns
        ],
        "target_sort": {
            "url": address_part(request.GET, sort=Sort.TARGET),
            "current": by.sort is Sort.TARGET,
        },
    }
    return render(request, "office/projects/list.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = queries.board(actor, read_filter(request.GET))
    context = {
        **_frame(request, actor, "project_board"),
        "board_columns": [
            {
                "title": f"{column.phase.value} {PHASE_WORDS[column.phase]}",
                "key": column.phase.value,
                "cards": [line_row(card) for card in column.cards],
                "total": column.total,
                "more": column.total - len(column.cards),
                "url": address_part(request.GET, phase=str(column.phase.value), stand="active"),
            }
            for column in found.columns
        ],
        "apart": [
            {
                "title": PROJECT_WORDS[state],
                "key": state.value,
                "cards": [line_row(card) for card in cards],
                "total": total,
                "more": total - len(cards),
                "url": address_part(request.GET, stand=state.value),
            }
            for state, cards, total in found.apart
        ],
    }
    return render(request, "office/projects/board.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def timeline(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was planned beside what is proved; the table below says the same."""
    number = page_number(request)
    found, total = queries.spans(
        actor, read_filter(request.GET), offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    context = {
        **_frame(request, actor, "project_timeline"),
        "rows": window(
            [{**line_row(span.line), "passed": span.passed, "span": span} for span in found], total, number
        ),
        "drawing": drawing(found, times.legal_day(times.now())) if found else None,
    }
    return render(request, "office/projects/timeline.html", context)
