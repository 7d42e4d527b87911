# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out, and the first page of the office."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import events, limits, outbox
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.outbox_states import LIVE, OutboxState
from leistungswerk.online import queries
from leistungswerk.online.states import FormState
from leistungswerk.register import queries as register
from leistungswerk.web import errors as error_pages
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.words import event_text


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Local accounts; a wrong pair is answered alike whether the name exists or not."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = reverse("office:dashboard")
    if request.method != "POST":
        return render(request, "office/login.html", {"errors": [], "next": target})
    if not limits.allowed("login", request.META.get("REMOTE_ADDR", ""), per_minute=10):
        return error_pages.too_many(request)
    username = request.POST.get("username", "")[:150]
    account = auth.authenticate(request, username=username, password=request.POST.get("password", "")[:1000])
    if account is None:
        message = _("Benutzername oder Passwort stimmt nicht. Bitte prüfen Sie beides.")
        errors = [{"id": "username", "label": _("Benutzername"), "message": message}]
        context = {"errors": errors, "next": target, "username": username}
        return render(request, "office/login.html", context, status=422)
    auth.login(request, account)
    return HttpResponseRedirect(target)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return HttpResponseRedirect(reverse("office:login"))


@require_safe
@staff()
def dashboard(request: HttpRequest, actor: Actor) -> HttpResponse:
    documents = register.documents(offset=0, limit=0)[1]
    applications = queries.applications(offset=0, limit=0)[1]
    counts = outbox.counts()
    forms = queries.form_versions()
    candidates = [form for form in forms if form.state is FormState.CANDIDATE]
    services = queries.services()
    actions = []
    if dead := counts.get(OutboxState.DEAD, 0):
        text = _("Angehaltene Zustellungen ansehen: %(count)d") % {"count": dead}
        actions.append({"text": text, "url": reverse("office:deliveries")})
    if not documents:
        actions.append({"text": _("Das erste Schema übernehmen"), "url": reverse("office:documents")})
    actions.extend(
        {
            "text": _("Formularfassung prüfen und freigeben: %(title)s") % {"title": form.title},
            "url": reverse("office:form_version", args=[form.uuid]),
        }
        for form in candidates[:3]
    )
    numbers = (
        (_("Schemata"), documents),
        (_("Online-Dienste"), len(services)),
        (_("Anträge"), applications),
        (_("In Zustellung"), sum(counts.get(state, 0) for state in LIVE)),
        (_("Angehalten"), counts.get(OutboxState.DEAD, 0)),
    )
    seen = events.latest(10) if actor.may(Permission.SEE_DELIVERIES) else ()
    context = {
        "here": "dashboard",
        "counts": [{"label": label, "value": value} for label, value in numbers],
        "next_actions": actions,
        "recent": [{"at": event.at, "text": event_text(event.kind), "url": ""} for event in seen],
    }
    return render(request, "office/dashboard.html", context)
