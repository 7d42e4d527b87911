# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People in the office: who holds which role where, deputies, and access."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import limits, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES, assignable
from leistungswerk.register import queries, services
from leistungswerk.register.entries import PersonEntry
from leistungswerk.register.queries import PersonDetail
from leistungswerk.register.services import Access
from leistungswerk.web import errors as error_pages
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.register.fields import Field, day, named, one_of, required, said, typed


@require_safe
@staff(Permission.SEE_REGISTER)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    number, today = page_number(request), times.legal_day(times.now())
    try:
        place = uuid.UUID(request.GET["stelle"]) if request.GET.get("stelle") else None
    except ValueError:
        raise Http404 from None
    found, total = queries.people_page(
        actor, organisation=place, on=today, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    rows = [
        {
            "row": row,
            "roles": [ROLES[role].word for role in row.roles],
            "url": reverse("office:person", args=[row.uuid]),
        }
        for row in found
    ]
    context = {
        "here": "people", "rows": window(rows, total, number), "kept": f"stelle={place}" if place else "",
        "may_enter": actor.may(Permission.ASSIGN_ROLES),
    }  # fmt: skip
    return render(request, "office/register/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_REGISTER)
def person(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    errors: list[dict[str, str]] = []
    access: Access | None = None
    if request.method == "POST":
        try:
            if request.POST.get("act") == "access":
                access = services.open_access(
                    actor, person=identity, username=typed(request, "username", 150)
                )
            else:
                _ACTS[request.POST.get("act", "")](request, actor, identity)
        except KeyError:
            return error_pages.bad_request(request)
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            if access is None:
                return HttpResponseRedirect(reverse("office:person", args=[identity]))
    found = queries.person_detail(actor, identity, times.legal_day(times.now()))
    if found is None:
        raise Http404
    context = {**_context(actor, found), "errors": errors, "access": access}
    return render(request, "office/register/person.html", context, status=422 if errors else 200)


def _assign(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    services.assign_role(
        actor, person=identity, role=one_of(Role, typed(request, "role")), organisation=required(request, "organisation"),
        valid_from=day(request, "valid_from") or times.legal_day(times.now()),
    )  # fmt: skip


def _end_role(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    role = one_of(Role, typed(request, "role"))
    services.end_role(actor, person=identity, role=role, organisation=required(request, "organisation"))


def _deputy(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    services.name_deputy(
        actor, person=identity, deputy=required(request, "deputy"),
        valid_from=day(request, "valid_from") or times.legal_day(times.now()), valid_to=day(request, "valid_to"),
        reason=typed(request, "reason", 200),
    )  # fmt: skip


def _end_deputy(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    number = typed(request, "deputyship", 18)
    services.end_deputyship(actor, person=identity, deputyship=int(number) if number.isdecimal() else 0)


def _lock(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    services.set_person_active(actor, person=identity, active=typed(request, "active") == "1")


_ACTS: dict[str, Callable[[HttpRequest, Actor, uuid.UUID], None]] = {
    "assign": _assign,
    "end_role": _end_role,
    "deputy": _deputy,
    "end_deputy": _end_deputy,
    "lock": _lock,
}


def _context(actor: Actor, found: PersonDetail) -> dict[str, object]:
    managed = actor.may(Permission.ASSIGN_ROLES, found.organisation.uuid)
    own = actor.person == found.uuid
    today = times.legal_day(times.now())
    reach = actor.reach(Permission.ASSIGN_ROLES)
    places = queries.choices(reach=reach) if managed and not own else ()
    roles = sorted(
        {role for place in ([found.organisation, *places]) for role in assignable(actor, place.uuid)},
        key=lambda role: str(ROLES[role].word),
    )
    others = (
        [each for each in queries.people_choices(actor) if each.uuid != found.uuid] if managed or own else []
    )
    return {
        "here": "people", "person": found, "own": own, "managed": managed,
        "roles": [
            {"row": row, "word": ROLES[row.role].word, "may_end": row.role in assignable(actor, row.organisation.uuid)}
            for row in found.roles
        ],
        "role_fields": (
            Field(name="role", label=_("Rolle"), kind="select", options=tuple((role.value, ROLES[role].word) for role in roles), required=True, german=False),
            Field(name="organisation", label=_("Stelle"), kind="select", value=str(found.organisation.uuid), options=named(places), required=True),
            Field(name="valid_from", label=_("Gilt ab"), kind="date", value=today.isoformat(), required=True),
        ) if places and roles else (),
        "deputy_fields": (
            Field(name="deputy", label=_("Vertreten durch"), kind="select", options=named(others), required=True),
            Field(name="valid_from", label=_("Von"), kind="date", value=today.isoformat(), required=True),
            Field(name="valid_to", label=_("Bis einschließlich"), kind="date", hint=_("Leer: bis auf Weiteres.")),
        ) if others else (),
        "username_fields": (Field(name="username", label=_("Benutzername"), required=True),) if not found.username else (),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.ASSIGN_ROLES)
def enter(request: HttpRequest, actor: Actor, identity: uuid.UUID | None = None) -> HttpResponse:
    """Enter a person, or change work contacts and the organisation."""
    found = None
    if identity is not None:
        found = queries.person_detail(actor, identity, times.legal_day(times.now()))
        if found is None or not actor.may(Permission.ASSIGN_ROLES, found.organisation.uuid):
            raise Http404
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            entry = _entry(request)
            if identity is None:
                identity = services.enter_person(actor, entry=entry)
            else:
                services.edit_person(actor, person=identity, entry=entry)
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:person", args=[identity]))
    context = {
        "here": "people", "errors": errors, "fields": _person_fields(request, actor, found),
        "title": found.name if found else _("Person eintragen"), "up": reverse("office:people"),
        "up_text": _("Personen"),
    }  # fmt: skip
    return render(request, "office/register/form.html", context, status=422 if errors else 200)


def _entry(request: HttpRequest) -> PersonEntry:
    return PersonEntry(
        name=typed(request, "name", 200), organisation=required(request, "organisation"),
        function=typed(request, "function", 200), email=typed(request, "email", 200),
        phone=typed(request, "phone", 60),
    )  # fmt: skip


def _person_fields(request: HttpRequest, actor: Actor, found: PersonDetail | None) -> list[Field]:
    stored = {name: str(getattr(found, name, "")) for name in ("name", "function", "email", "phone")}
    place = str(found.organisation.uuid) if found else request.GET.get("stelle", "")
    value = {name: request.POST.get(name, text) for name, text in {**stored, "organisation": place}.items()}
    bodies = named(queries.choices(reach=actor.reach(Permission.ASSIGN_ROLES)))
    door = _("Dienststellung oder Referat, wie am Türschild.")
    return [
        Field(name="name", label=_("Name"), value=value["name"], required=True),
        Field(
            name="organisation",
            label=_("Stelle"),
            kind="select",
            value=value["organisation"],
            options=bodies,
            required=True,
        ),
        Field(name="function", label=_("Funktion"), value=value["function"], hint=door),
        Field(name="email", label=_("Dienstliche E-Mail"), kind="email", value=value["email"]),
        Field(name="phone", label=_("Dienstliches Telefon"), value=value["phone"]),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """With a one-time code a person chooses a password; nobody is signed in yet."""
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        if not limits.may_sign_in(request.META.get("REMOTE_ADDR", ""), typed(request, "username", 150)):
            return error_pages.too_many(request)
        try:
            services.use_access_code(
                username=typed(request, "username", 150),
                code=typed(request, "code", 100),
                password=_twice(request),
            )
        except Refused as refusal:
            problems = said(refusal, "username")
        else:
            return HttpResponseRedirect(reverse("office:login"))
    fields = (
        Field(name="username", label=_("Benutzername"), value=request.POST.get("username", ""), required=True),
        Field(name="code", label=_("Einmal-Code"), required=True),
        Field(name="password", label=_("Neues Passwort"), kind="password", hint=_("Mindestens 12 Zeichen."), required=True),
        Field(name="password_again", label=_("Neues Passwort wiederholen"), kind="password", required=True),
    )  # fmt: skip
    context = {"errors": problems, "fields": fields}
    return render(request, "office/register/choose_password.html", context, status=422 if problems else 200)


def _twice(request: HttpRequest) -> str:
    first, again = (request.POST.get(name, "")[:1000] for name in ("password", "password_again"))
    if first != again:
        raise Refused(_("Die beiden Passwörter sind verschieden. Geben Sie dasselbe zweimal ein."))
    return first
