# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Form versions and online services in the office: preview, release, publish."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import check_runs
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.settings import settings
from leistungswerk.delivery import queries as delivery
from leistungswerk.delivery import services as delivery_services
from leistungswerk.forms import all_hints
from leistungswerk.online import feedback_sums, plans, queries, rulebook
from leistungswerk.online.queries import FormVersionView, ServiceView
from leistungswerk.online.services import publishing
from leistungswerk.online.services.publishing import NotReady
from leistungswerk.online.states import FormState, ReleasePolicy
from leistungswerk.programme.reuse.sheets import runtime_parameters
from leistungswerk.register import queries as register
from leistungswerk.register.keys import leistung_urn
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.schemas import count_fields


def _form(identity: uuid.UUID) -> FormVersionView:
    found = queries.form_version(identity)
    if found is None:
        raise Http404
    return found


@require_POST
@staff(Permission.RELEASE_FORM)
def create(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Make a candidate from a schema with the rules that were released for it."""
    if register.document(identity) is None:
        raise Http404
    form = publishing.create_form_version(actor, document=identity)
    return HttpResponseRedirect(reverse("office:form_version", args=[form]))


def _choices() -> dict[str, list[tuple[str, str]]]:
    bodies = register.authorities()
    places = {body.territory.ars: body.territory.name for body in bodies}
    return {
        "services": [(item.key, f"{item.name} ({item.key})") for item in register.services()],
        "bodies": [(str(body.uuid), body.name) for body in bodies],
        "territories": [(ars, f"{name} ({ars})") for ars, name in sorted(places.items())],
        "connections": [(str(item.uuid), item.name) for item in delivery.connections()],
    }


def _publishing(found: FormVersionView) -> dict[str, object]:
    """Whether gate 2 of a Vorhaben has to release the version first."""
    waits = found.state is FormState.CANDIDATE and settings().release_policy == ReleasePolicy.GATE
    return {
        "by_gate": waits,
        "projects_url": reverse("office:projects"),
        "publish_url": reverse("office:publish", args=[found.uuid]),
    }


def _show(
    request: HttpRequest, found: FormVersionView, *, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    form = plans.plan(found.pk).form
    decided = rulebook.decisions_of(found.pk)
    released = [
        {"sentence": rule.sentence, "released": True, "decision": decided.get(rule.id)} for rule in form.rules
    ]
    hints = [{"sentence": hint.text, "released": False} for hint in all_hints(form)]
    context = {
        "here": "documents",
        "version": {
            "title": found.title,
            "digest": found.digest,
            "state": found.state,
            "created_at": found.created_at,
            "published_at": found.released_at,
            "schema_id": form.id,
            "schema_version": form.version,
        },
        "document_url": reverse("office:document", args=[found.document]),
        "pages": [{"title": page.title, "fields": count_fields(page.parts)} for page in form.pages],
        "rules": [*released, *hints],
        "rules_released": len(released),
        "hints": len(hints),
        "rules_url": reverse("office:rules", args=[found.document]),
        "preview_url": reverse("office:preview_start", args=[found.uuid]),
        **_publishing(found),
        "running": [
            {"title": item.authority.name, "url": reverse("office:service", args=[item.uuid])}
            for item in queries.services()
            if item.form_uuid == found.uuid
        ],
        "choices": _choices(),
        "chosen": {
            name: request.POST.get(name, "") for name in ("service", "body", "territory", "connection")
        },
        "problems": problems,
    }
    return render(request, "office/form_version.html", context, status=status)


@require_safe
@staff(Permission.RELEASE_FORM)
def form_version(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _show(request, _form(identity))


def _uuid(text: str) -> uuid.UUID:
    """An id from a select; an empty or broken one finds nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@require_POST
@staff(Permission.RELEASE_FORM)
def publish(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Release the version, if it is not yet, and bring it online for a body; refused before anything changes."""
    binding = publishing.Binding(
        form_version=identity,
        key=request.POST.get("service", ""),
        authority=_uuid(request.POST.get("body", "")),
        ars=request.POST.get("territory", ""),
        connection=_uuid(request.POST.get("connection", "")),
        parameters=runtime_parameters(identity, _uuid(request.POST.get("body", ""))),
    )
    try:
        publishing.check_binding(actor, binding=binding)
        publishing.publish_form(actor, form_version=identity)
        slug = publishing.publish_service(actor, binding=binding)
    except NotReady as refusal:
        return _show(request, _form(identity), problems=refusal.problems, status=422)
    except Refused as refusal:
        return _show(request, _form(identity), problems=(str(refusal),), status=422)
    found = queries.service_by_slug(slug)
    assert found is not None
    return HttpResponseRedirect(reverse("office:service", args=[found.uuid]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.RELEASE_FORM)
def preview(request: HttpRequest, actor: Actor, identity: uuid.UUID, page: str = "") -> HttpResponse:
    """The form as citizens will see it; a trial check says what they would be told. Nothing is saved."""
    found = _form(identity)
    plan = plans.plan(found.pk)
    slug = page or plan.form.pages[0].slug
    shown = next((item for item in plan.form.pages if item.slug == slug), None)
    if shown is None:
        raise Http404
    raw: dict[str, str] = {}
    tried = request.method == "POST"
    if tried:
        raw = plan.read_post(slug, dict(request.POST.lists()), {})
        changed = plan.apply_action(slug, raw, request.POST.get("_action", ""))
        raw, tried = (raw, True) if changed is None else (changed, False)
    errors = plan.check_page(slug, raw) if tried else ()
    context = {
        "here": "documents",
        "version": {"title": found.title, "digest": found.digest},
        "version_url": reverse("office:form_version", args=[identity]),
        "page": shown,
        "pages": [
            {
                "title": item.title,
                "url": reverse("office:preview", args=[identity, item.slug]),
                "current": item.slug == slug,
            }
            for item in plan.form.pages
        ],
        "fields_html": plan.render_page(slug, raw, errors),
        "errors": errors,
        "checked": tried,
        "form_action": reverse("office:preview", args=[identity, slug]),
        "multipart": plan.has_files(slug),
    }
    return render(request, "office/preview.html", context)


def _row(item: ServiceView) -> dict[str, object]:
    return {
        "title": item.title,
        "authority": item.authority.name,
        "territory": item.territory,
        "state": "active" if item.valid_to is None else "withdrawn",
        "connection": item.connection_name,
        "url": reverse("office:service", args=[item.uuid]),
    }


@require_safe
@staff(Permission.MANAGE_SERVICE)
def services(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = queries.services(running_only=False)
    number = page_number(request)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    context = {"here": "services", "rows": window([_row(item) for item in shown], len(found), number)}
    return render(request, "office/services.html", context)


def _service(identity: uuid.UUID) -> ServiceView:
    for item in queries.services(running_only=False):
        if item.uuid == identity:
            return item
    raise Http404


def _check(item: ServiceView) -> list[dict[str, object]]:
    run = check_runs.latest(
        kind="connection", subject_digest=delivery_services.connection_digest(item.connection_uuid)
    )
    if run is None:
        return []
    problems = run.report.get("problems", [])
    text = "; ".join(problems) if isinstance(problems, list) else ""
    # Told in the language of whoever asked; older runs were all told in German.
    language = run.report.get("language", "de")
    return [
        {
            "label": _("Zustellpunkt und Schlüssel"),
            "state": "ok" if run.ok else "failed",
            "text": text,
            "language": language,
            "at": run.at,
        }
    ]


def _feedback_url(actor: Actor, key: str) -> str:
    """Where voices about the Leistung are read; empty while nobody spoke, or where the actor may not look."""
    if not actor.may(Permission.SEE_REGISTER):
        return ""
    heard = feedback_sums.months(actor.reach(Permission.SEE_REGISTER), frozenset(), key)
    return reverse("office:feedback", args=[key]) if heard else ""


@require_safe
@staff(Permission.MANAGE_SERVICE)
def service(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    item = _service(identity)
    connection = delivery.connection(item.connection_uuid)
    assert connection is not None
    details = {
        "leistungsschluessel": item.key,
        "form_version": item.digest[:12],
        "form_version_url": reverse("office:form_version", args=[item.form_uuid]),
        "transport": connection.adapter,
        "destination": connection.options.get("destination_id", ""),
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "public_url": reverse("portal:service", args=[item.slug]) if item.valid_to is None else "",
    }
    context = {
        "here": "services",
        "service": _row(item) | details,
        "checks": _check(item),
        "check_url": reverse("office:check_service", args=[identity]),
        "feedback_url": _feedback_url(actor, item.key),
        "withdraw_url": reverse("office:withdraw_service", args=[identity]) if item.valid_to is None else "",
    }
    return render(request, "office/service.html", context)


@require_POST
@staff(Permission.MANAGE_SERVICE)
def check_service(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    item = _service(identity)
    delivery_services.check_connection(
        actor, connection=item.connection_uuid, identifier=leistung_urn(item.key), region=item.ars
    )
    return HttpResponseRedirect(reverse("office:service", args=[identity]))


@require_POST
@staff(Permission.MANAGE_SERVICE)
def withdraw(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    publishing.withdraw_service(actor, service=_service(identity).uuid)
    return HttpResponseRedirect(reverse("office:services"))
