# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core import limits, playground
from leistungswerk.web import errors as error_pages


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Local accounts; a wrong pair is answered alike whether the name exists or not."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = reverse("office:dashboard")
    if request.method != "POST":
        return render(request, "office/login.html", {"errors": [], "next": target, **_trainees()})
    username = request.POST.get("username", "")[:150]
    if not limits.may_sign_in(request.META.get("REMOTE_ADDR", ""), username):
        return error_pages.too_many(request)
    account = auth.authenticate(request, username=username, password=request.POST.get("password", "")[:1000])
    if account is None:
        message = _("Benutzername oder Passwort stimmt nicht. Bitte prüfen Sie beides.")
        errors = [{"id": "username", "label": _("Benutzername"), "message": message}]
        context = {"errors": errors, "next": target, "username": username, **_trainees()}
        return render(request, "office/login.html", context, status=422)
    auth.login(request, account)
    return HttpResponseRedirect(target)


def _trainees() -> dict[str, object]:
    """On a playground the accounts stand beside the form."""
    found = playground.standing()
    return {"demo_logins": found.logins if found else ()}


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return HttpResponseRedirect(reverse("office:login"))
