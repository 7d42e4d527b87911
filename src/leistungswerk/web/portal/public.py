# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that everybody may see; none of them touches a citizen's data."""

import msgspec
from django.conf import settings as django_settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_safe

from leistungswerk.core.settings import settings
from leistungswerk.online import plans, queries
from leistungswerk.online.parameters import fill
from leistungswerk.online.queries import ServiceView
from leistungswerk.web import shells
from leistungswerk.web.portal.support import holding


class Contact(msgspec.Struct, frozen=True):
    name: str
    address: str
    email: str
    phone: str


class ServicePage(msgspec.Struct, frozen=True):
    """A service as page templates name it."""

    title: str
    summary: str
    authority: Contact
    territory: str
    legal_basis: str
    leistungsschluessel: str
    form_version: str
    schema_id: str
    schema_version: str
    parameters: tuple[tuple[str, str, str], ...] = ()


def service_context(item: ServiceView) -> ServicePage:
    form, body = plans.plan(item.form_version).form, item.authority
    town = f"{body.postcode} {body.city}".strip()
    address = "\n".join(line for line in (body.street, town) if line)
    return ServicePage(
        item.title,
        fill(form.help, item.parameters),
        Contact(body.name, address, body.email, body.phone),
        item.territory,
        "\n".join(basis.text for basis in form.legal_basis),
        item.key,
        item.digest[:12],
        item.schema_id,
        item.schema_version,
        item.parameters,
    )


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    item = queries.service_by_slug(slug)
    if item is None:
        raise Http404
    form = plans.plan(item.form_version).form
    fixed = {
        "service": service_context(item),
        "pages": tuple(page.title for page in form.pages),
        "disturbed": holding.for_service(item.key, item.connection_uuid),
    }
    own = {"start_url": reverse("portal:start", args=[slug])}
    return shells.render(request, "portal/service.html", fixed=fixed, own=own)


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and return to the page.

    Asked for with GET: a form without a token keeps public pages free of cookies, and the choice changes nothing
    but what the reader reads.
    """
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.GET.get("language", "")
    if chosen in {code for code, _name in django_settings.LANGUAGES}:
        response.set_cookie(
            django_settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings().secure,
        )
    return response


@require_safe
def schema(request: HttpRequest, fim_id: str, version: str, digest: str) -> HttpResponse:
    """JSON Schema of the answers under the address that metadata name; never changes."""
    form_version = queries.form_version_by_digest(digest)
    if form_version is None:
        raise Http404
    response = HttpResponse(plans.answer_schema(form_version), content_type="application/schema+json")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For supervisors: the process answers and reaches its database."""
    connection.ensure_connection()
    return JsonResponse({"ok": True})
