# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dead links, reported and declared barriers, and what of it waits in „Mein Tag“."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.site import editing
from leistungswerk.enablement.site.states import BARRIER_REASONS
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window

_ANSWERED: Final = 10


@require_safe
@staff(Permission.EDIT_SITE)
def links(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = editing.dead_links(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {"here": "site_links", "rows": window(rows, total, number), "last": editing.last_link_check()}
    return render(request, "office/site/links.html", context)


@require_safe
@staff(Permission.ANSWER_BARRIER)
def barriers(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = editing.barrier_reports(
        actor, open_only=True, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    done, _count = editing.barrier_reports(actor, open_only=False, offset=0, limit=_ANSWERED)
    context = {
        "here": "site_barriers",
        "rows": window(rows, total, number),
        "done": done,
        "known": [(each, BARRIER_REASONS[each.reason]) for each in editing.known_barriers()],
        "reasons": [(item.value, word) for item, word in BARRIER_REASONS.items()],
    }
    return render(request, "office/site/barriers.html", context)


def waiting(actor: Actor) -> list[dict[str, str]]:
    """What of the site waits for the one who looks at „Mein Tag“."""
    found = []
    if actor.may(Permission.ANSWER_BARRIER):
        rows, total = editing.barrier_reports(actor, open_only=True, offset=0, limit=1)
        if total:
            text = ngettext(
                "Eine gemeldete Barriere beantworten (noch %(days)d Tage)",
                "%(count)d gemeldete Barrieren beantworten (die erste in %(days)d Tagen)",
                total,
            ) % {"count": total, "days": rows[0].days_left}
            found.append({"text": text, "url": reverse("office:site_barriers")})
    if actor.may(Permission.EDIT_SITE):
        if dead := editing.dead_link_count(actor):
            found.append(
                {
                    "text": _("Tote Verweise der Website: %(count)d") % {"count": dead},
                    "url": reverse("office:site_links"),
                }
            )
        if due := editing.due_count(actor):
            address = f"{reverse('office:site_pages')}?pruefen=1"
            found.append({"text": _("Seiten der Website prüfen: %(count)d") % {"count": due}, "url": address})
    return found
