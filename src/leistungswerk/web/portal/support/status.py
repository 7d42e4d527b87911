# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is disturbed, what is planned, what was: a page, a feed, a calendar file."""

import uuid
from datetime import UTC
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk import notice_views
from leistungswerk.enablement.desk.calendar import calendar
from leistungswerk.enablement.desk.notice_views import DayView, NoticeView
from leistungswerk.enablement.desk.states import NOTICE_WORDS, NoticeKind
from leistungswerk.programme.reuse import infrastructure
from leistungswerk.web import languages
from leistungswerk.web.notices import shown_notice
from leistungswerk.web.portal.site.kept import kept

_PAGE: Final = 20
_DAYS: Final = 90


def _strip(days: tuple[DayView, ...]) -> dict[str, object]:
    return {
        "days": [
            (number, each.day, each.kind.value if each.kind else "") for number, each in enumerate(days)
        ],
        "first": days[0].day,
        "count": len(days),
        "disturbed": sum(each.kind is NoticeKind.DISTURBANCE for each in days),
        "maintained": sum(each.kind is NoticeKind.MAINTENANCE for each in days),
    }


@require_safe
@kept("seite")
def status_page(request: HttpRequest) -> HttpResponse:
    """Now, soon, and the history."""
    now, said = times.now(), request.GET.get("seite", "1")
    number = max(int(said), 1) if said.isdecimal() and len(said) < 6 else 1
    past, total = notice_views.past(now, offset=(number - 1) * _PAGE, limit=_PAGE)
    pages: Paginator[object] = Paginator(range(total), _PAGE)
    context = {
        "here": "",
        "current": [shown_notice(each) for each in notice_views.current(now)],
        "planned": [shown_notice(each) for each in notice_views.planned(now)],
        "past": Page([shown_notice(each) for each in past], min(number, pages.num_pages), pages),
        "strip": _strip(notice_views.strip(now, _DAYS)),
        "now": now,
    }
    return render(request, "portal/support/status.html", context)


def _found(identity: uuid.UUID) -> NoticeView:
    found = notice_views.one(identity, times.now())
    if found is None:
        raise Http404
    return found


@require_safe
@kept()
def status_notice(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """One notice with everything that was said about it."""
    found = _found(identity)
    codes = found.base_services
    names = [each.name for each in infrastructure.base_services() if each.code in codes] if codes else []
    context = {"here": "", "shown": shown_notice(found), "base_names": names}
    return render(request, "portal/support/notice.html", context)


@require_safe
@kept()
def status_feed(request: HttpRequest) -> HttpResponse:
    """What changed last, as an Atom feed (RFC 4287)."""
    now, base = times.now(), settings().base_url
    found = notice_views.latest(now)
    context = {
        "base": base,
        "language": languages.current(),
        "updated": max((each.changed_at for each in found), default=now).astimezone(UTC),
        "rows": [
            (
                each,
                NOTICE_WORDS[each.kind],
                each.updates[0].text if each.updates else each.text,
                each.starts_at.astimezone(UTC),
                each.changed_at.astimezone(UTC),
            )
            for each in found
        ],
    }
    return render(
        request, "portal/support/feed.xml", context, content_type="application/atom+xml; charset=utf-8"
    )


@require_safe
def status_calendar(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    found = _found(identity)
    answer = HttpResponse(calendar(found, at=found.changed_at), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="wartung-{found.starts_at:%Y-%m-%d}.ics"'
    return answer
