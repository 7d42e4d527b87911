# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closing a round: first what it would say, gaps by name, then the act. And cancelling one opened by mistake."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.round_states import PartState, RoundState
from leistungswerk.reporting.rounds import statement
from leistungswerk.reporting.rounds import views as reading
from leistungswerk.reporting.services.rounds import closing, opening
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.rounds import shown


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.ACCEPT_ROUND)
def close(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = reading.round_view(actor, identity)
    back = reverse("office:round", args=[identity])
    if found.row.state is not RoundState.OPEN:
        return HttpResponseRedirect(back)
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(
            lambda: closing.close_round(actor, identity=identity, remark=entry.text(request, "remark"))
        )
        if not refused:
            return HttpResponseRedirect(back)
    missing = [each.name for each in found.parts if each.state is not PartState.ACCEPTED]
    asked = (
        Field(
            name="remark",
            label=_("Warum trotz Lücken abgeschlossen wird") if missing else _("Bemerkung"),
            kind=Kind.AREA,
            hint=_("Steht im Bericht neben den Lücken."),
            required=bool(missing),
            language="de",
        ),
    )
    context = {
        "here": "rounds",
        "head": shown.round_row(found.row),
        "missing": missing,
        "statement": statement.preview(identity),
        "fields": entry.bound(asked, request.POST) if refused else asked,
        "errors": entry.errors(refused),
        "back_url": back,
        "cancel_url": reverse("office:cancel_round", args=[identity]),
        "may_cancel": len(missing) == len(found.parts),
    }
    return render(request, "office/rounds/close.html", context, status=422 if refused else 200)


@require_POST
@staff(Permission.ACCEPT_ROUND)
def cancel(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    opening.cancel_round(actor, identity=identity, reason=entry.text(request, "reason"))
    return HttpResponseRedirect(reverse("office:round", args=[identity]))
