# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations in the office: the tree, one body, entering one, and the Neuzuschnitt."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES
from leistungswerk.register import queries, services
from leistungswerk.register.entries import Contact, OrganisationEntry, Recut, Succession
from leistungswerk.register.kinds import (
    ORGANISATION_WORDS,
    RESPONSIBILITY_WORDS,
    OrganisationKind,
)
from leistungswerk.register.queries import BodyDetail
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.register.fields import (
    Field,
    chosen,
    day,
    named,
    one_of,
    required,
    said,
    typed,
    words,
)


@require_safe
@staff(Permission.SEE_REGISTER)
def organisations(request: HttpRequest, actor: Actor) -> HttpResponse:
    tree = queries.body_tree()
    context = {
        "here": "organisations",
        "kinds": [
            {"kind": kind.value, "word": ORGANISATION_WORDS[kind], "nodes": nodes, "open": len(nodes) <= 12}
            for kind, nodes in tree.items()
        ],
        "may_enter": actor.may(Permission.EDIT_ORGANISATION),
        "may_recut": actor.may(Permission.RECUT_ORGANISATIONS),
    }
    return render(request, "office/register/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_REGISTER)
def organisation(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            services.edit_contact(actor, organisation=identity, contact=_contact(request))
        except (NotAllowed, Missing):
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:organisation", args=[identity]))
    found = queries.body_detail(identity)
    if found is None:
        raise Http404
    may_edit = actor.may(Permission.EDIT_ORGANISATION, identity) and found.valid_to is None
    today = times.legal_day(times.now())
    visible = {row.uuid for row in queries.people_choices(actor)}
    holders = [
        (holder, ROLES[holder.role].word)
        for holder in queries.role_holders(identity, today)
        if holder.person.uuid in visible
    ]
    context = {
        "here": "organisations", "body": found, "word": ORGANISATION_WORDS[found.kind], "errors": errors,
        "holders": holders, "parts": [(RESPONSIBILITY_WORDS[kind], count) for kind, count in found.competent.items()],
        "may_edit": may_edit, "may_people": actor.may(Permission.ASSIGN_ROLES, identity),
        "fields": _contact_fields(request, found) if may_edit else (),
    }  # fmt: skip
    return render(request, "office/register/organisation.html", context, status=422 if errors else 200)


def _contact(request: HttpRequest) -> Contact:
    return Contact(**{name: typed(request, name, 200) for name in Contact.__struct_fields__})


def _contact_fields(request: HttpRequest, found: BodyDetail | None) -> tuple[Field, ...]:
    stored = found.contact if found else Contact()
    value = {name: request.POST.get(name, getattr(stored, name)) for name in Contact.__struct_fields__}
    return (
        Field(name="street", label=_("Straße und Hausnummer"), value=value["street"]),
        Field(name="postcode", label=_("Postleitzahl"), value=value["postcode"]),
        Field(name="city", label=_("Ort"), value=value["city"]),
        Field(name="email", label=_("E-Mail"), kind="email", value=value["email"]),
        Field(name="phone", label=_("Telefon"), value=value["phone"]),
        Field(name="website", label=_("Internetadresse"), value=value["website"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_ORGANISATION)
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter a body below one's own, or (who may recut) one of its own."""
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            identity = services.enter_organisation(actor, entry=_entry(request))
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:organisation", args=[identity]))
    reach = actor.reach(Permission.EDIT_ORGANISATION)
    value = {
        name: request.POST.get(name, "")
        for name in ("kind", "name", "short_name", "parent", "ars", "valid_from")
    }
    fields = [
        Field(name="kind", label=_("Art"), kind="select", value=value["kind"], options=words(ORGANISATION_WORDS), required=True, german=False),
        Field(name="name", label=_("Name"), value=value["name"], required=True),
        Field(name="short_name", label=_("Kurzname"), value=value["short_name"]),
        Field(name="parent", label=_("Untersteht"), kind="select", value=value["parent"], options=named(queries.choices(reach=reach)), required=reach is not None),
        Field(name="ars", label=_("Regionalschlüssel des Gebiets"), value=value["ars"], hint=_("12 Ziffern; ohne Gebiet kann die Stelle für keine Leistung zuständig sein.")),
        Field(name="valid_from", label=_("Besteht seit"), kind="date", value=value["valid_from"]),
        *_contact_fields(request, None),
    ]  # fmt: skip
    context = {
        "here": "organisations", "errors": errors, "fields": fields, "title": _("Stelle eintragen"),
        "up": reverse("office:organisations"), "up_text": _("Stellen"),
    }  # fmt: skip
    return render(request, "office/register/form.html", context, status=422 if errors else 200)


def _entry(request: HttpRequest) -> OrganisationEntry:
    return OrganisationEntry(
        kind=one_of(OrganisationKind, typed(request, "kind")), name=typed(request, "name", 200),
        short_name=typed(request, "short_name", 60), parent=chosen(request, "parent"),
        ars="".join(typed(request, "ars", 20).split()), valid_from=day(request, "valid_from"),
        contact=_contact(request),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.RECUT_ORGANISATIONS)
def recut(request: HttpRequest, actor: Actor) -> HttpResponse:
    """End bodies and let others go on, in one act."""
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            entry = _recut(request)
            services.recut(actor, entry=entry)
        except (NotAllowed, Overtaken):
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:organisation", args=[entry.successions[0].successor]))
    bodies = named(queries.choices())
    pairs = [
        (
            Field(name=f"predecessor_{each}", label=_("Stelle, die endet"), kind="select", value=request.POST.get(f"predecessor_{each}", ""), options=bodies, required=each == 1),
            Field(name=f"successor_{each}", label=_("Nachfolgerin"), kind="select", value=request.POST.get(f"successor_{each}", ""), options=bodies, required=each == 1),
        )
        for each in range(1, _PAIRS + 1)
    ]  # fmt: skip
    context = {
        "here": "organisations", "errors": errors, "pairs": pairs,
        "fields": (
            Field(name="day", label=_("Erster Tag der Nachfolgerinnen"), kind="date", value=request.POST.get("day", ""), required=True),
            Field(name="act", label=_("Angeordnet durch"), value=request.POST.get("act", ""), hint=_("Etwa: Organisationserlass vom 18. Mai 2026."), required=True),
        ),
    }  # fmt: skip
    return render(request, "office/register/recut.html", context, status=422 if errors else 200)


_PAIRS = 5


def _recut(request: HttpRequest) -> Recut:
    on = day(request, "day")
    if on is None:
        raise Refused(_("Nennen Sie den ersten Tag der Nachfolgerinnen."))
    successions = []
    for each in range(1, _PAIRS + 1):
        names = (f"predecessor_{each}", f"successor_{each}")
        if any(typed(request, name) for name in names):
            successions.append(Succession(*(required(request, name) for name in names)))
    return Recut(day=on, act=typed(request, "act"), successions=tuple(successions))
