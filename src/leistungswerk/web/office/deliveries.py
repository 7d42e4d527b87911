# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Applications, deliveries and the audit log: metadata only, content is sealed."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leistungswerk.core import audit, events, outbox
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.outbox import OutboxView
from leistungswerk.core.outbox_states import LIVE, OutboxState
from leistungswerk.delivery import queries as delivery
from leistungswerk.delivery import services as delivery_services
from leistungswerk.online import queries
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.happened import happened_text, outcome_text


@require_safe
@staff(Permission.SEE_DELIVERIES)
def applications(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = queries.applications(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    ways = outbox.of_subjects([row.parcel for row in found])
    rows = [
        {
            "reference": row.reference,
            "service": queries.service(row.service).title,
            "state": row.state,
            "sent_at": row.sent_at,
            "received_at": row.received_at,
            "delivery_state": ways[row.parcel].state if row.parcel in ways else "",
            "attempts": ways[row.parcel].attempts if row.parcel in ways else 0,
            "url": reverse("office:application", args=[row.reference]),
        }
        for row in found
    ]
    context = {"here": "applications", "rows": window(rows, total, number)}
    return render(request, "office/applications.html", context)


def _retry_url(way: OutboxView | None, actor: Actor) -> str:
    if way is None or way.state is not OutboxState.DEAD or not actor.may(Permission.REPLAY_DELIVERY):
        return ""
    return reverse("office:replay", args=[way.uuid])


@require_safe
@staff(Permission.SEE_DELIVERIES)
def application(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    found = queries.application_by_reference(reference)
    if found is None:
        raise Http404
    item, parcel = queries.service(found.service), delivery.parcel(found.parcel)
    way = outbox.of_subjects([found.parcel]).get(found.parcel)
    attempts = parcel.attempts if parcel else ()
    context = {
        "here": "applications",
        "application": {
            "reference": found.reference,
            "service": item.title,
            "authority": item.authority.name,
            "state": found.state,
            "sent_at": found.sent_at,
            "received_at": found.received_at,
        },
        "delivery": {
            "state": way.state if way else "",
            "destination": parcel.connection if parcel else "",
            "next_attempt": way.not_before if way and way.state in LIVE else None,
            "reason": way.last_problem if way else "",
        },
        "events": [
            {"at": event.at, "text": happened_text(event.kind)} for event in events.of_subject(found.uuid)
        ],
        "attempts": [
            {"number": number, "started_at": one.at, "state": outcome_text(one.outcome), "reason": one.reason}
            for number, one in enumerate(attempts, start=1)
        ],
        "retry_url": _retry_url(way, actor),
    }
    return render(request, "office/application.html", context)


def _show_rows(request: HttpRequest, actor: Actor, *, problem: str = "") -> HttpResponse:
    number = page_number(request)
    found, total = outbox.page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    names = queries.references([row.subject for row in found])
    ways = {f"connection:{item.pk}": item.name for item in delivery.connections()}
    rows = [
        {
            "reference": names.get(row.subject, ""),
            "application_url": reverse("office:application", args=[names[row.subject]])
            if row.subject in names
            else "",
            "destination": ways.get(row.lane, row.lane),
            "state": row.state,
            "attempts": row.attempts,
            "next_attempt": row.not_before if row.state in LIVE else None,
            "reason": row.last_problem,
            "retry_url": _retry_url(row, actor),
        }
        for row in found
    ]
    notice = {"level": "warning", "title": _("Nicht erneut zugestellt"), "text": problem} if problem else None
    context = {"here": "deliveries", "rows": window(rows, total, number), "notice": notice}
    return render(request, "office/deliveries.html", context, status=409 if problem else 200)


@require_safe
@staff(Permission.SEE_DELIVERIES)
def outbox_rows(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _show_rows(request, actor)


@require_POST
@staff(Permission.REPLAY_DELIVERY)
def replay(request: HttpRequest, actor: Actor, row: uuid.UUID) -> HttpResponse:
    try:
        delivery_services.replay(actor, row=row)
    except Refused as refusal:
        return _show_rows(request, actor, problem=str(refusal))
    return HttpResponseRedirect(reverse("office:deliveries"))


@require_safe
@staff(Permission.SEE_AUDIT)
def audit_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = audit.page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    shown = [
        {
            "at": row.at,
            "actor": row.actor,
            "action": happened_text(row.action),
            "subject": row.subject,
            "digest": row.digest,
        }
        for row in rows
    ]
    context = {"here": "audit", "rows": window(shown, total, number), "chain": None}
    return render(request, "office/audit.html", context)
