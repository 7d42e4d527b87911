# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entering contacts, looking at them again, ending them."""

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.roles import ROLES
from leistungswerk.enablement.directory.queries import contacts as queries
from leistungswerk.enablement.directory.queries.contacts import ContactView
from leistungswerk.enablement.directory.services import contacts as services
from leistungswerk.enablement.directory.services.contacts import ContactEntry
from leistungswerk.register import queries as register
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.typed import read_uuid


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_CONTACTS)
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    made: list[uuid.UUID] = []
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(lambda: made.append(services.enter_contact(actor, entry=_typed(request))))
    if made:
        return HttpResponseRedirect(reverse("office:contact", args=made))
    return _form(request, _("Kontakt eintragen"), _shape(actor, None), refused, reverse("office:contacts"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_CONTACTS)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    services.contact_for(actor, identity)
    known = queries.contact(actor, identity)
    if known is None:
        raise Http404
    page, refused = reverse("office:contact", args=[identity]), ""
    if request.method == "POST":
        refused = entry.refusal(
            lambda: services.edit_contact(
                actor, contact=identity, entry=_typed(request), revision=entry.number(request, "revision")
            )
        )
        if not refused:
            return HttpResponseRedirect(page)
    return _form(request, _("Kontakt ändern"), _shape(actor, known), refused, page)


def _form(
    request: HttpRequest, heading: str, shape: tuple[Field, ...], refused: str, back: str
) -> HttpResponse:
    context = {
        "here": "contacts",
        "heading": heading,
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "errors": entry.errors(refused),
        "cancel_url": back,
    }
    return render(request, "office/contacts/form.html", context, status=422 if refused else 200)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def check(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    services.check_contact(actor, contact=identity)
    return HttpResponseRedirect(reverse("office:contact", args=[identity]))


@require_POST
@staff(Permission.EDIT_CONTACTS)
def end(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    services.end_contact(actor, contact=identity)
    return HttpResponseRedirect(reverse("office:contacts"))


def _shape(actor: Actor, known: ContactView | None) -> tuple[Field, ...]:
    bodies = register.choices(reach=actor.reach(Permission.EDIT_CONTACTS))
    roles = sorted(((role.value, str(ROLES[role].word)) for role in Role), key=lambda pair: pair[1])
    return (
        Field(
            name="organisation", label=_("Stelle"), kind=Kind.SELECT, required=True, language="de",
            options=tuple((str(each.uuid), each.name) for each in bodies),
            value=str(known.organisation.uuid) if known else "",
        ),
        Field(
            name="title", label=_("Wofür"), required=True, value=known.title if known else "",
            hint=_("Was wird hier beantwortet? Zum Beispiel „Fragen zum Wohngeld“. Kein Name einer Person."),
        ),
        Field(
            name="role", label=_("Rolle"), kind=Kind.SELECT, options=tuple(roles),
            value=known.role.value if known and known.role else "",
            hint=_("Mit einer Rolle erreichen auch Rundmails dieses Postfach."),
        ),
        Field(
            name="email", label=_("E-Mail"), kind=Kind.EMAIL, value=known.email if known else "",
            hint=_("Ein Funktionspostfach, damit niemand fehlt, wenn jemand fehlt."),
        ),
        Field(name="phone", label=_("Telefon"), value=known.phone if known else ""),
        Field(
            name="hours", label=_("Erreichbar"), value=known.hours if known else "",
            hint=_("Zum Beispiel Mo–Do 9–15 Uhr, Fr 9–12 Uhr."),
        ),
        *_how_far(known),
    )  # fmt: skip


def _how_far(known: ContactView | None) -> tuple[Field, ...]:
    """What a contact is for, how long it holds and who sees it."""
    return (
        Field(
            name="services", label=_("Leistungsschlüssel"), kind=Kind.AREA, rows=3,
            value="\n".join(key for key, _name in known.services) if known else "",
            hint=_("Für welche Leistungen, ein Schlüssel je Zeile. Leer: für alle."),
        ),
        Field(
            name="valid_until", label=_("Gilt bis"), kind=Kind.DAY,
            value=entry.day_text(known.valid_until) if known else "", hint=_("Leer: bis auf Weiteres."),
        ),
        Field(
            name="public", label=_("Öffentlich zeigen, auf der Seite „Kontakt“ der Website"), kind=Kind.CHECK,
            value="ja" if known and known.public else "",
        ),
        Field(name="revision", kind=Kind.HIDDEN, value=str(known.revision if known else 1)),
    )  # fmt: skip


def _typed(request: HttpRequest) -> ContactEntry:
    organisation = read_uuid(entry.text(request, "organisation"))
    if organisation is None:
        raise Refused(_("Wählen Sie bei „Stelle“, wem das Postfach gehört."))
    role = entry.text(request, "role")
    return ContactEntry(
        organisation=organisation,
        title=entry.text(request, "title"),
        role=Role(role) if role in set(Role) else None,
        email=entry.text(request, "email"),
        phone=entry.text(request, "phone"),
        hours=entry.text(request, "hours"),
        services=tuple(key for key in re.split(r"[\s,;]+", entry.text(request, "services")) if key),
        public=bool(request.POST.get("public")),
        valid_until=fields.optional_day(request.POST, "valid_until", _("Gilt bis")),
    )
