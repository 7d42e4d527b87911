# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compliance cost at the statutory days: what bodies entered, its sums, and the handing over to FITKO."""

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.money_access import keepable
from leistungswerk.programme.money_states import CUT_OFF_DAYS, METHOD_WORDS, Method
from leistungswerk.programme.queries import money as queries
from leistungswerk.programme.queries.money import EffortView
from leistungswerk.programme.reuse.amounts import show_cents
from leistungswerk.programme.services.money import efforts as services
from leistungswerk.programme.services.money.efforts import Delivery, EffortEntry, check_cut_off
from leistungswerk.register import queries as register
from leistungswerk.reporting import money
from leistungswerk.reporting.metrics import run
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.money import forms
from leistungswerk.web.office.money.tables import effort_digest


def _day(number: int) -> date:
    """The statutory day of a year; anything else does not exist."""
    if not 1 <= number <= date.max.year:
        raise Http404
    return check_cut_off(date(number, 1, 1))


@require_safe
@staff(Permission.SEE_PROJECT)
def newest(request: HttpRequest, actor: Actor) -> HttpResponse:
    """On to the latest statutory day that has come."""
    today = times.legal_day(times.now())
    last = max((day for day in CUT_OFF_DAYS if day <= today), default=CUT_OFF_DAYS[0])
    return HttpResponseRedirect(reverse("office:efforts", args=[last.year]))


def _deliver_fields() -> tuple[Field, ...]:
    today = times.legal_day(times.now())
    return (
        Field(name="concept", label=_("Gemeinsames Konzept und Fassung"), required=True, hint=_("Nach welchem Konzept von Bund und Ländern ermittelt wurde (IT-Planungsrat B-2025/41-IT).")),
        Field(name="delivered_on", label=_("Übermittelt am"), kind=Kind.DAY, required=True, value=today.isoformat()),
        Field(name="file_number", label=_("Aktenzeichen"), required=True),
    )  # fmt: skip


def _page(request: HttpRequest, actor: Actor, cut_off: date, problem: str = "") -> HttpResponse:
    number = page_number(request)
    rows, total = queries.efforts(actor, cut_off, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    whole = actor.reach(Permission.SEE_PROJECT) is None
    sums = money.efforts(run.Cut(cut_off, times.now())) if whole else ()
    today, delivered = times.legal_day(times.now()), queries.delivery(cut_off)
    come = cut_off <= today
    fields_ = _deliver_fields()
    action = reverse("office:deliver_efforts", args=[cut_off.year])
    handing = entry.inline(
        action, entry.bound(fields_, request.POST) if problem else fields_, _("Übermittlung vermerken")
    )
    context = {
        "here": "efforts", "cut_off": cut_off, "days": CUT_OFF_DAYS, "come": come, "rows": window(rows, total, number),
        "sums": sums, "yearly": sum(each.yearly for each in sums), "once": sum(each.once for each in sums),
        "estimated": sum(each.estimated for each in sums), "delivered": delivered,
        "keeps": come and not delivered and actor.may(Permission.EDIT_MONEY),
        "handing": handing if come and not delivered and total and whole and actor.may(Permission.EDIT_PROGRAMME_MONEY) else None,
        "changed": bool(delivered and whole and effort_digest(actor, cut_off) != delivered.digest),
        "statement": run.text("compliance"), "errors": entry.errors(problem), "words": METHOD_WORDS,
    }  # fmt: skip
    return render(request, "office/money/efforts.html", context, status=422 if problem else 200)


@require_safe
@staff(Permission.SEE_PROJECT)
def efforts(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    return _page(request, actor, _day(number))


@require_POST
@staff(Permission.EDIT_PROGRAMME_MONEY)
def deliver(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    cut_off = _day(number)
    problem = entry.refusal(
        lambda: services.deliver(
            actor, cut_off=cut_off,
            delivery=Delivery(
                concept=entry.text(request, "concept"), file_number=entry.text(request, "file_number"),
                delivered_on=fields.day(request.POST, "delivered_on", _("Übermittelt am")),
                digest=effort_digest(actor, cut_off),
            ),
        )
    )  # fmt: skip
    if problem:
        return _page(request, actor, cut_off, problem)
    return HttpResponseRedirect(reverse("office:efforts", args=[number]))


def _fields(actor: Actor, held: EffortView | None) -> tuple[Field, ...]:
    bodies = register.choices(reach=keepable(actor))
    methods = tuple((method.value, word) for method, word in METHOD_WORDS.items())

    def amount(name: str) -> str:
        return show_cents(getattr(held, name)).removesuffix(" €") if held else ""

    return (
        Field(name="body", label=_("Behörde"), kind=Kind.SELECT, required=True, value=str(held.body) if held else "", options=tuple((str(each.uuid), each.name) for each in bodies)),
        Field(name="duty", label=_("Vorgabe"), required=True, value=held.duty if held else "", hint=_("Was das Gesetz der Behörde aufgibt, etwa: Antrag elektronisch entgegennehmen und bescheiden.")),
        Field(name="service_key", label=_("Leistungsschlüssel"), value=held.service_key if held else "", hint=_("Vierzehn Ziffern; leer, wenn die Vorgabe alle Leistungen betrifft.")),
        Field(name="cases", label=_("Fallzahl je Jahr"), required=True, value=str(held.cases) if held else ""),
        Field(name="minutes", label=_("Minuten je Fall"), required=True, value=str(held.minutes) if held else ""),
        Field(name="rate", label=_("Lohnkosten je Stunde"), required=True, value=amount("rate_cents"), hint=_("In Euro, nach der Lohnkostentabelle des geltenden Leitfadens für Ihre Ebene und Laufbahngruppe.")),
        Field(name="material", label=_("Sachkosten je Fall"), value=amount("material_cents"), hint=_("In Euro, zum Beispiel 12.500,00.")),
        Field(name="once", label=_("Einmaliger Aufwand"), value=amount("once_cents"), hint=_("Umstellung, Einrichtung, Schulung; in Euro.")),
        Field(name="method", label=_("Wie ermittelt"), kind=Kind.SELECT, required=True, options=methods, value=held.method.value if held else ""),
        Field(name="file_number", label=_("Aktenzeichen"), required=True, value=held.file_number if held else ""),
        Field(name="revision", kind=Kind.HIDDEN, value=str(held.revision if held else 0)),
    )  # fmt: skip


def _told(request: HttpRequest) -> EffortEntry:
    return EffortEntry(
        body=fields.identity(request.POST, "body", _("Behörde")), duty=entry.text(request, "duty"),
        service_key=entry.text(request, "service_key"), cases=forms.needed_number(request, "cases", _("Fallzahl je Jahr")),
        minutes=forms.needed_number(request, "minutes", _("Minuten je Fall")),
        rate_cents=forms.needed_cents(request, "rate", _("Lohnkosten je Stunde")),
        material_cents=forms.optional_cents(request, "material", _("Sachkosten je Fall")),
        once_cents=forms.optional_cents(request, "once", _("Einmaliger Aufwand")),
        method=entry.chosen(request, "method", Method, _("Wie ermittelt")), file_number=entry.text(request, "file_number"),
    )  # fmt: skip


def _form(request: HttpRequest, actor: Actor, heading: str, held: EffortView | None, cut_off: date, problem: str) -> HttpResponse:  # fmt: skip
    up, shown = reverse("office:efforts", args=[cut_off.year]), _fields(actor, held)
    context = {
        "here": "efforts", "heading": heading, "fields": entry.bound(shown, request.POST) if problem else shown,
        "submit": _("Speichern"), "errors": entry.errors(problem), "up_url": up, "up_text": _("Erfüllungsaufwand"),
        "cancel_url": up,
    }  # fmt: skip
    return render(request, "office/reuse/form.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_MONEY)
def new(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    cut_off, problem = _day(number), ""
    if request.method == "POST":
        problem = entry.refusal(lambda: services.enter_effort(actor, cut_off=cut_off, entry=_told(request)))
        if not problem:
            return HttpResponseRedirect(reverse("office:efforts", args=[number]))
    return _form(request, actor, _("Erfüllungsaufwand eintragen"), None, cut_off, problem)


def _held(actor: Actor, identity: uuid.UUID) -> EffortView:
    held = queries.effort(actor, identity)
    if held is None:
        raise Http404
    require(actor, Permission.EDIT_MONEY, held.body)
    return held


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    held, problem = _held(actor, identity), ""
    if request.method == "POST":
        problem = entry.refusal(
            lambda: services.edit_effort(
                actor, effort=identity, entry=_told(request), revision=entry.number(request, "revision")
            )
        )
        if not problem:
            return HttpResponseRedirect(reverse("office:efforts", args=[held.cut_off.year]))
    return _form(request, actor, _("Angabe ändern"), held, held.cut_off, problem)


@require_POST
@staff(Permission.SEE_PROJECT)
def withdraw(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    held = _held(actor, identity)
    try:
        services.withdraw_effort(actor, effort=identity)
    except Refused as refusal:
        return _page(request, actor, held.cut_off, str(refusal))
    return HttpResponseRedirect(reverse("office:efforts", args=[held.cut_off.year]))
