# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comments and history of a Vorhaben."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.queries import history as queries
from leistungswerk.programme.queries.history import HistoryLine
from leistungswerk.programme.services import participation
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.happened import happened_text
from leistungswerk.web.office.projects.page import project_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def comments(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            participation.comment(actor, project=identity, text=request.POST.get("text", ""))
        except (NotAllowed, Missing):
            raise
        except Refused as refusal:
            errors = [{"id": "text", "label": _("Kommentar"), "message": str(refusal)}]
        else:
            return HttpResponseRedirect(reverse("office:project_comments", args=[identity]))
    number = page_number(request)
    found, total = queries.comments(actor, identity, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "rows": window(found, total, number),
        "errors": errors,
        "typed": request.POST.get("text", "") if errors else "",
        "may_comment": actor.may(Permission.COMMENT),
    }
    return project_page(
        request, actor, identity, section="comments", template="office/projects/comments.html", context=context,
        status=422 if errors else 200,
    )  # fmt: skip


def history_row(line: HistoryLine) -> dict[str, object]:
    """A line as the table shows it; whoever may not see names reads who it was in general."""
    who = line.who or (_("System") if line.by_system else _("eine beteiligte Person"))
    return {
        "at": line.at,
        "who": who,
        "action": happened_text(line.action),
        "note": line.note,
        "digest": line.digest,
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def history(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    number = page_number(request)
    found, total = queries.history(actor, identity, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {"rows": window([history_row(line) for line in found], total, number)}
    return project_page(
        request, actor, identity, section="history", template="office/projects/history.html", context=context
    )
