# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures: plan against what is bound and paid, one measure with its entries, and the acts of its keeper."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.money_access import measure_to_keep
from leistungswerk.programme.money_states import BookingKind
from leistungswerk.programme.queries import money as queries
from leistungswerk.programme.services.money import bookings
from leistungswerk.programme.services.money import measures as services
from leistungswerk.reporting import money
from leistungswerk.reporting.metrics import run
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.happened import happened_text
from leistungswerk.web.office.money import forms
from leistungswerk.web.office.money.shown import chart, definitions


def _keeps_any(actor: Actor) -> bool:
    return actor.may(Permission.EDIT_MONEY) or actor.may(Permission.EDIT_PROGRAMME_MONEY)


@require_safe
@staff(Permission.SEE_PROJECT)
def measures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All measures the actor sees in one Haushaltsjahr; the sums of all years drawn above. Two statements."""
    cut, query = asked_cut(request)
    rows = queries.measures(actor)
    lines = money.money(cut, subjects={row.uuid for row in rows})
    years = sorted({line.year for line in lines} | {cut.cut_off.year})
    year = fields.number(request.GET, "jahr", _("Haushaltsjahr")) or cut.cut_off.year
    of_year = {line.subject: line for line in lines if line.year == year}
    number = page_number(request)
    shown = [
        {
            "row": row,
            "line": of_year.get(row.uuid),
            "warnings": money.warnings(of_year[row.uuid]) if row.uuid in of_year else [],
            "url": reverse("office:measure", args=[row.uuid]),
        }
        for row in rows
    ]
    first = (number - 1) * PAGE_SIZE
    sums = money.by_year(lines)
    context = {
        "here": "measures", "cut": cut, "query": query, "is_now": not query, "stichtag": cut.cut_off.isoformat(),
        "year": year, "years": years, "rows": window(shown[first : first + PAGE_SIZE], len(shown), number),
        "sums": sums, "sum": next((each for each in sums if each.year == year), money.Sum(year, 0, 0, 0)),
        "chart": chart(sums) if sums else "", "warnings": [text for each in sums for text in money.warnings(each)],
        "keeps": _keeps_any(actor), "pager_query": f"jahr={year}" + (f"&{query}" if query else ""),
    }  # fmt: skip
    return render(request, "office/money/measures.html", context)


def _page(request: HttpRequest, actor: Actor, identity: uuid.UUID, *, typed: str = "", problem: str = "") -> HttpResponse:  # fmt: skip
    """One measure; ``typed`` names the form that was posted and ``problem`` what was refused in it."""
    found = queries.measure(actor, identity)
    cut, query = asked_cut(request)
    lines = money.money(cut, subjects={identity})
    history, _total = audit.of_subjects([f"measure:{identity}"], offset=0, limit=PAGE_SIZE)
    forms_of_page = forms.of_measure(found, times.legal_day(times.now())) if found.keeps else ()
    shown = [(form.bound(request.POST) if form.key == typed else form).shown() for form in forms_of_page]
    context = {
        "here": "measures", "cut": cut, "query": query, "is_now": not query, "stichtag": cut.cut_off.isoformat(),
        "measure": found, "lines": lines, "chart": chart(lines) if lines else "",
        "warnings": [text for line in lines for text in money.warnings(line)], "forms": shown, "opened": typed,
        "errors": entry.errors(problem), "history": [{"at": one.at, "text": happened_text(one.action), "note": one.note} for one in history],
        "definitions": definitions(), "statement": run.text("money"), "edit_url": reverse("office:edit_measure", args=[identity]),
    }  # fmt: skip
    return render(request, "office/money/measure.html", context, status=422 if problem else 200)


@require_safe
@staff(Permission.SEE_PROJECT)
def measure(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _page(request, actor, identity)


def _back(identity: uuid.UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("office:measure", args=[identity]))


@require_POST
@staff(Permission.SEE_PROJECT)
def budget(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    measure_to_keep(actor, identity)
    try:
        year = forms.needed_number(request, "year", _("Haushaltsjahr"))
        services.set_budget(
            actor, measure=identity, year=year, cents=forms.needed_cents(request, "amount", _("Ansatz")),
            file_number=entry.text(request, "file_number"),
            revision=forms.seen_revision(request, year),
        )  # fmt: skip
    except (Missing, NotAllowed, Overtaken):
        raise
    except Refused as refusal:
        return _page(request, actor, identity, typed="budget", problem=str(refusal))
    return _back(identity)


@require_POST
@staff(Permission.SEE_PROJECT)
def book(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    measure_to_keep(actor, identity)
    try:
        on = fields.day(request.POST, "on", _("Tag"))
        told = bookings.BookingEntry(
            kind=entry.chosen(request, "kind", BookingKind, _("Was")),
            year=fields.number(request.POST, "year", _("Haushaltsjahr")) or on.year, on=on,
            cents=forms.needed_cents(request, "amount", _("Betrag")), file_number=entry.text(request, "file_number"),
            purpose=entry.text(request, "purpose"), draws_on=fields.optional_identity(request.POST, "draws_on"),
        )  # fmt: skip
        bookings.book(actor, measure=identity, entry=told)
    except (Missing, NotAllowed, Overtaken):
        raise
    except Refused as refusal:
        return _page(request, actor, identity, typed="book", problem=str(refusal))
    return _back(identity)


@require_POST
@staff(Permission.SEE_PROJECT)
def reverse_one(request: HttpRequest, actor: Actor, identity: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    measure_to_keep(actor, identity)
    problem = entry.refusal(
        lambda: bookings.reverse_booking(
            actor, measure=identity, booking=row, reason=entry.text(request, "reason")
        )
    )
    if problem:
        return _page(request, actor, identity, typed=f"reverse-{row}", problem=problem)
    return _back(identity)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    if not _keeps_any(actor):
        raise NotAllowed(_("Maßnahmen legt der Haushalt an."))
    made: list[uuid.UUID] = []
    problem = ""
    if request.method == "POST":
        problem = entry.refusal(
            lambda: made.append(services.open_measure(actor, entry=forms.told_measure(request)))
        )
    if made:
        return _back(made[0])
    shown = forms.measure_fields(actor, None)
    return _form(request, _("Maßnahme anlegen"), shown, problem, reverse("office:measures"), _("Mittel"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    measure_to_keep(actor, identity)
    found = queries.measure(actor, identity)
    problem = ""
    if request.method == "POST":
        problem = entry.refusal(
            lambda: services.edit_measure(
                actor, measure=identity, entry=forms.told_measure(request), revision=entry.number(request, "revision")
            )
        )  # fmt: skip
        if not problem:
            return _back(identity)
    shown = forms.measure_fields(actor, found)
    return _form(
        request, _("Maßnahme bearbeiten"), shown, problem, reverse("office:measure", args=[identity]), found.row.title
    )  # fmt: skip


def _form(
    request: HttpRequest, heading: str, shown: tuple[entry.Field, ...], problem: str, up: str, up_text: str
) -> HttpResponse:
    context = {
        "here": "measures", "heading": heading, "fields": entry.bound(shown, request.POST) if problem else shown,
        "submit": _("Speichern"), "errors": entry.errors(problem), "up_url": up, "up_text": up_text, "cancel_url": up,
    }  # fmt: skip
    return render(request, "office/reuse/form.html", context, status=422 if problem else 200)
