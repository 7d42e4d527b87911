# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders to the Landesredaktion for one body."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.rollout import plan
from leistungswerk.programme.rollout.plan import OrderView
from leistungswerk.programme.rollout_states import ORDER_WORDS, OrderState, UnitState
from leistungswerk.programme.services import portal_orders
from leistungswerk.standards.fim.xzufi import VORBEHALT
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.rollout import shown

_LEVELS = {
    OrderState.DRAFTED: "warning",
    OrderState.ORDERED: "info",
    OrderState.READ_BACK: "success",
    OrderState.DEVIATING: "danger",
}
_MOST_BYTES = 20 * 1024 * 1024


def _order(order: OrderView, now: datetime) -> dict[str, object]:
    fields = {
        "link": _("Adresse"),
        "title": _("Bezeichnung"),
        "keys": _("Leistungsschlüssel"),
        "area": _("Gebiet"),
    }
    ordered = order.state is OrderState.ORDERED
    return {
        "order": order,
        "state": ORDER_WORDS[order.state],
        "level": _LEVELS[order.state],
        "due": ordered and order.recheck_at is not None and order.recheck_at <= now,
        "may_order": order.state in {OrderState.DRAFTED, OrderState.DEVIATING},
        "may_read": order.state is not OrderState.DRAFTED,
        "deviations": [
            {
                "field": fields.get(one["field"], one["field"]),
                "ordered": one["ordered"],
                "shown": one["shown"],
            }
            for one in order.deviations
        ],
        "url": reverse("office:rollout_order", args=[order.uuid]),
        "file_url": reverse("office:rollout_order_file", args=[order.uuid]),
    }


def _show(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    now = times.now()
    view = plan.unit(actor, identity, now)
    context = {
        "here": "rollout",
        "errors": errors or [],
        "view": view,
        "live": view.facts.state is UnitState.LIVE,
        "may_edit": actor.may(Permission.EDIT_ROLLOUT, view.facts.body.uuid),
        "orders": [_order(each, now) for each in view.orders],
        "vorbehalt": VORBEHALT,
        "unit_url": shown.unit_url(identity),
    }
    return render(request, "office/rollout/portal.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def orders(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return _show(request, actor, identity)
    try:
        portal_orders.draft(actor, unit=identity, url=request.POST.get("url", "")[:500])
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        return _show(request, actor, identity, errors=shown.errors(refusal, "url"))
    return HttpResponseRedirect(reverse("office:rollout_portal", args=[identity]))


def _posted(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > _MOST_BYTES:
        raise Refused(_("Wählen Sie die Datei aus, die zeigt, was im Portal steht (höchstens 20 MB)."))
    return bytes(file.read())


@require_POST
@staff(Permission.EDIT_ROLLOUT)
def act(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Mark an order as given, or compare what the portal shows with it."""
    unit = portal_orders.order_for(actor, identity, Permission.EDIT_ROLLOUT).unit.uuid
    try:
        if request.POST.get("act") == "ordered":
            portal_orders.mark_ordered(actor, order=identity)
        else:
            portal_orders.read_back(actor, order=identity, data=_posted(request))
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        return _show(request, actor, unit, errors=shown.errors(refusal, f"file-{identity}"))
    return HttpResponseRedirect(reverse("office:rollout_portal", args=[unit]))


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The order as XZuFi, for the Landesredaktion."""
    row = portal_orders.order_for(actor, identity)
    answer = HttpResponse(bytes(row.xml), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="xzufi-{row.uuid}.xml"'
    return answer
