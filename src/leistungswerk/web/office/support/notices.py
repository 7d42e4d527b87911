# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Disturbances and maintenance as the desk tells them."""

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk import notice_views
from leistungswerk.enablement.desk.notice_views import NoticeView
from leistungswerk.enablement.desk.services import notices
from leistungswerk.enablement.desk.services.notices import NoticeEntry
from leistungswerk.enablement.desk.states import NOTICE_WORDS, NoticeKind
from leistungswerk.programme.reuse import infrastructure
from leistungswerk.register import queries as register
from leistungswerk.web.notices import shown_notice
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.support.words import clock_text
from leistungswerk.web.office.typed import read_uuid


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def all_notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What holds and what is planned, then what was."""
    now, number = times.now(), page_number(request)
    past, total = notice_views.past(now, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "desk_notices",
        "rows": [shown_notice(each) for each in notice_views.open_ones(now)],
        "past": window([shown_notice(each) for each in past], total, number),
    }
    return render(request, "office/support/notices.html", context)


def _found(identity: uuid.UUID) -> NoticeView:
    found = notice_views.one(identity, times.now())
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def notice(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One notice: how it stands, a word more about it, its end."""
    found = _found(identity)
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(lambda: _act(request, actor, identity))
        if not refused:
            return HttpResponseRedirect(reverse("office:desk_notice", args=[identity]))
    context = {
        "here": "desk_notices",
        "shown": shown_notice(found),
        "base_names": _base_names(found.base_services),
        "typed": request.POST if refused else {},
        "errors": entry.errors(refused),
    }
    return render(request, "office/support/notice.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    if request.POST.get("act") == "end":
        notices.end(
            actor,
            notice=identity,
            text=entry.text(request, "end_text"),
            answer=entry.text(request, "answer"),
            ended_at=fields.moment(request.POST, "ended_at", _("Seit wann ist es vorbei?"))
            if entry.text(request, "ended_at")
            else None,
        )
        return
    planned = entry.text(request, "planned_end")
    notices.update(
        actor,
        notice=identity,
        text=entry.text(request, "text"),
        planned_end=fields.moment(request.POST, "planned_end", _("Neues geplantes Ende"))
        if planned
        else None,
    )


def _base_names(codes: tuple[str, ...]) -> list[str]:
    return [each.name for each in infrastructure.base_services() if each.code in codes] if codes else []


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def new_notice(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tell something; from a ticket it is linked to it."""
    refused, made = "", uuid.UUID(int=0)
    ticket = read_uuid(request.POST.get("ticket", "") or request.GET.get("anfrage", ""))
    if request.method == "POST":
        try:
            made = notices.publish(actor, entry=_typed(request), ticket=ticket)
        except Refused as problem:
            refused = str(problem)
        if not refused:
            return HttpResponseRedirect(reverse("office:desk_notice", args=[made]))
    shape = _fields(None)
    context = {
        "here": "desk_notices",
        "heading": _("Störung oder Wartung melden"),
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "ticket": ticket,
        "errors": entry.errors(refused),
        "cancel_url": reverse("office:desk_notices"),
    }
    return render(request, "office/support/form.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def edit_notice(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _found(identity)
    page = reverse("office:desk_notice", args=[identity])
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(
            lambda: notices.edit(
                actor, notice=identity, entry=_typed(request), revision=entry.number(request, "revision")
            )
        )
        if not refused:
            return HttpResponseRedirect(page)
    shape = _fields(found)
    context = {
        "here": "desk_notices",
        "heading": _("Meldung ändern"),
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "errors": entry.errors(refused),
        "cancel_url": page,
    }
    return render(request, "office/support/form.html", context, status=422 if refused else 200)


def _fields(known: NoticeView | None) -> tuple[Field, ...]:
    return (
        Field(
            name="kind", label=_("Was ist es?"), kind=Kind.SELECT, options=entry.choices(NOTICE_WORDS), required=True,
            value=known.kind if known else NoticeKind.DISTURBANCE,
        ),
        Field(
            name="title", label=_("Überschrift"), value=known.title if known else "", required=True, language="de",
            hint=_("Was nicht geht, in einem Satz: „Anhänge lassen sich nicht hochladen“."),
        ),
        Field(
            name="text", label=_("Text"), kind=Kind.AREA, rows=5, value=known.text if known else "", required=True,
            hint=_("Was heißt das für die Menschen, was können sie stattdessen tun?"), language="de",
        ),
        Field(
            name="starts_at", label=_("Beginn"), kind=Kind.MOMENT, required=True,
            value=clock_text(known.starts_at if known else times.now()),
        ),
        Field(
            name="planned_end", label=_("Geplantes Ende"), kind=Kind.MOMENT,
            value=clock_text(known.planned_end if known else None),
            hint=_("Es steht da als Plan. Zu Ende ist es erst, wenn Sie es beenden."),
        ),
        *_affected_fields(known),
    )  # fmt: skip


def _affected_fields(known: NoticeView | None) -> tuple[Field, ...]:
    revision = (Field(name="revision", kind=Kind.HIDDEN, value=str(known.revision)),) if known else ()
    return (
        *revision,
        Field(
            name="everything", label=_("Das ganze Portal ist betroffen"), kind=Kind.CHECK,
            value="ja" if known and known.everything else "",
        ),
        Field(
            name="services", label=_("Leistungen"), kind=Kind.AREA, rows=3,
            value="\n".join(key for key, _name in known.services) if known else "",
            hint=_("Leistungsschlüssel, je Zeile einer."),
        ),
        Field(
            name="base_services", label=_("Basisdienste"), kind=Kind.CHECKS,
            options=tuple((each.code, each.name) for each in infrastructure.base_services()),
            values=known.base_services if known else (),
            hint=_("Betroffen sind dann alle Leistungen, deren Vorhaben den Basisdienst nutzt."),
        ),
        Field(
            name="connections", label=_("Verbindungen"), kind=Kind.CHECKS,
            options=tuple((str(each.uuid), each.name) for each in delivery.connections()),
            values=tuple(str(each) for each, _name in known.connections) if known else (),
        ),
    )  # fmt: skip


def _typed(request: HttpRequest) -> NoticeEntry:
    keys = tuple(key for key in re.split(r"[\s,;]+", entry.text(request, "services")) if key)
    missing = sorted(set(keys) - set(register.service_ids(keys)))
    if missing:
        raise Refused(_("Diese Leistungsschlüssel gibt es nicht: %(keys)s") % {"keys": ", ".join(missing)})
    return NoticeEntry(
        kind=entry.chosen(request, "kind", NoticeKind, _("Was ist es?")),
        title=entry.text(request, "title"),
        text=entry.text(request, "text"),
        starts_at=fields.moment(request.POST, "starts_at", _("Beginn")),
        planned_end=fields.moment(request.POST, "planned_end", _("Geplantes Ende"))
        if entry.text(request, "planned_end")
        else None,
        everything=bool(request.POST.get("everything")),
        services=keys,
        base_services=tuple(request.POST.getlist("base_services"))[:50],
        connections=tuple(
            found for text in request.POST.getlist("connections") if (found := read_uuid(text)) is not None
        ),
    )
