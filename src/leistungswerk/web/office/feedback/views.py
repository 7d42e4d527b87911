# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feedback in the office: services by number of voices, and one service with its trend and texts.

One sees voices about bodies one reaches, and about services whose Vorhaben one's own organisation owns.
"""

import uuid
from typing import Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.online import feedback_sums
from leistungswerk.online.feedback import RATING_WORDS
from leistungswerk.online.feedback_sums import MonthSum
from leistungswerk.programme.service_projects import keys_owned
from leistungswerk.register import queries as register
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.tables import Cell, Table, german

_WIDTH, _HEIGHT, _TOP, _FOOT = 52, 160, 24, 24
_BEST: Final = 5


class Column(msgspec.Struct, frozen=True):
    """A month in the units of the drawing."""

    x: int
    y: float
    height: float
    middle: int
    text: str
    month: str
    title: str


class Trend(msgspec.Struct, frozen=True):
    columns: tuple[Column, ...]
    width: int
    height: int
    floor: int


class Share(msgspec.Struct, frozen=True):
    text: str
    count: int


def _scope(actor: Actor) -> tuple[frozenset[uuid.UUID] | None, frozenset[str]]:
    return actor.reach(Permission.SEE_REGISTER), keys_owned(actor)


def _one(value: float) -> str:
    return formats.number_format(value, decimal_pos=1)


def trend(months: tuple[MonthSum, ...]) -> Trend:
    """Averages as columns from 0 to 5; the table beside it says the same."""
    scale = (_HEIGHT - _TOP - _FOOT) / _BEST
    floor = _HEIGHT - _FOOT
    columns = tuple(
        Column(
            x=number * _WIDTH + 8,
            y=round(floor - each.average * scale, 1),
            height=round(each.average * scale, 1),
            middle=number * _WIDTH + _WIDTH // 2,
            text=_one(each.average),
            month=f"{each.month:%m/%y}",
            title=f"{each.month:%m/%Y}: {_one(each.average)} ({each.count})",
        )
        for number, each in enumerate(months)
    )
    return Trend(columns, max(len(months), 1) * _WIDTH, _HEIGHT, floor)


@require_safe
@staff(Permission.SEE_REGISTER)
def feedback_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    bodies, keys = _scope(actor)
    number = page_number(request)
    found, total = feedback_sums.services(bodies, keys, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [
        (
            german(each.name, url=reverse("office:feedback", args=[each.key])),
            Cell(str(each.count)),
            Cell(_one(each.average)),
            Cell("–" if each.recent is None else _one(each.recent)),
        )
        for each in found
    ]
    head = (_("Leistung"), _("Rückmeldungen"), _("Durchschnitt (1 bis 5)"), _("Letzte drei Monate"))
    context = {
        "here": "feedback_list",
        "table": Table("rueckmeldungen", _("Leistungen mit Rückmeldungen"), head, tuple(rows)),
        "rows": window(list(found), total, number),
        "total": total,
    }
    return render(request, "office/feedback/list.html", context)


@require_safe
@staff(Permission.SEE_REGISTER)
def feedback(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    bodies, keys = _scope(actor)
    months = feedback_sums.months(bodies, keys, key)
    service = register.service(key)
    if not months or service is None:
        raise Http404
    number = page_number(request)
    voices, total = feedback_sums.voices(bodies, keys, key, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    counted = feedback_sums.ratings(bodies, keys, key)
    head = (_("Monat"), _("Rückmeldungen"), _("Durchschnitt (1 bis 5)"))
    rows = tuple(
        (Cell(f"{each.month:%m/%Y}"), Cell(str(each.count)), Cell(_one(each.average)))
        for each in reversed(months)
    )
    context = {
        "here": "feedback_list",
        "service": service,
        "trend": trend(months),
        "table": Table("monate", _("Rückmeldungen je Monat"), head, rows),
        "shares": [
            Share(f"{rating} – {word}", counted.get(rating, 0)) for rating, word in RATING_WORDS.items()
        ],
        "count": sum(counted.values()),
        "voices": window(list(voices), total, number),
        "public": feedback_sums.public(key),
        "public_url": reverse("portal:leistung", args=[key]),
    }
    return render(request, "office/feedback/service.html", context)
