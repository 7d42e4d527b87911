"""Applications, deliveries and the audit log: metadata only, content is sealed."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from leistungswerk.core import audit, events, outbox
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.delivery import queries as delivery
from leistungswerk.delivery import services as delivery_services
from leistungswerk.online import queries
from leistungswerk.web.office.access import PAGE_SIZE, page_number, pager, staff


@require_safe
@staff(Permission.SEE_DELIVERIES)
def applications(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = queries.applications(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    shown = [{"application": row, "service": queries.service(row.service)} for row in rows]
    context = {"here": "applications", "rows": shown, "page": pager(total, number)}
    return render(request, "office/applications.html", context)


@require_safe
@staff(Permission.SEE_DELIVERIES)
def application(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    found = queries.application_by_reference(reference)
    if found is None:
        raise Http404
    context = {
        "here": "applications",
        "application": found,
        "service": queries.service(found.service),
        "parcel": delivery.parcel(found.parcel),
        "events": events.of_subject(found.uuid),
    }
    return render(request, "office/application.html", context)


def _rows(request: HttpRequest, actor: Actor, *, problem: str = "") -> HttpResponse:
    number = page_number(request)
    rows, total = outbox.page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "deliveries",
        "rows": rows,
        "page": pager(total, number),
        "counts": outbox.counts(),
        "may_replay": actor.may(Permission.REPLAY_DELIVERY),
        "problem": problem,
    }
    return render(request, "office/deliveries.html", context, status=409 if problem else 200)


@require_safe
@staff(Permission.SEE_DELIVERIES)
def outbox_rows(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _rows(request, actor)


@require_POST
@staff(Permission.REPLAY_DELIVERY)
def replay(request: HttpRequest, actor: Actor, row: uuid.UUID) -> HttpResponse:
    try:
        delivery_services.replay(actor, row=row)
    except Refused as refusal:
        return _rows(request, actor, problem=str(refusal))
    return HttpResponseRedirect(reverse("office:deliveries"))


@require_safe
@staff(Permission.SEE_AUDIT)
def audit_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = audit.page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {"here": "audit", "rows": rows, "page": pager(total, number)}
    return render(request, "office/audit.html", context)
