"""Form versions and online services in the office: preview, release, publish."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import check_runs
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.delivery import queries as delivery
from leistungswerk.delivery import services as delivery_services
from leistungswerk.online import plans, queries
from leistungswerk.online.queries import FormVersionView, ServiceView
from leistungswerk.online.services import publishing
from leistungswerk.online.services.publishing import NotReady
from leistungswerk.register import queries as register
from leistungswerk.register.keys import leistung_urn
from leistungswerk.web.office.access import staff


def _form(identity: uuid.UUID) -> FormVersionView:
    found = queries.form_version(identity)
    if found is None:
        raise Http404
    return found


@require_POST
@staff(Permission.RELEASE_FORM)
def create(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Make a candidate from a schema. Rules are released with the FIM toolchain; until then by fixture."""
    form = publishing.create_form_version(actor, document=identity)
    return HttpResponseRedirect(reverse("office:form_version", args=[form]))


def _show(
    request: HttpRequest, found: FormVersionView, *, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    form = plans.plan(found.pk).form
    context = {
        "here": "documents",
        "form_version": found,
        "form": form,
        "preview_url": reverse("office:preview_start", args=[found.uuid]),
        "services": register.services(),
        "authorities": register.authorities(),
        "connections": delivery.connections(),
        "running": [item for item in queries.services() if item.form_uuid == found.uuid],
        "problems": problems,
        "chosen": request.POST,
    }
    return render(request, "office/form_version.html", context, status=status)


@require_safe
@staff(Permission.RELEASE_FORM)
def form_version(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _show(request, _form(identity))


@require_POST
@staff(Permission.RELEASE_FORM)
def publish_form(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    try:
        publishing.publish_form(actor, form_version=identity)
    except Refused as refusal:
        return _show(request, _form(identity), problems=(str(refusal),), status=422)
    return HttpResponseRedirect(reverse("office:form_version", args=[identity]))


def _uuid(text: str) -> uuid.UUID:
    """An id from a select; an empty or broken one finds nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@require_POST
@staff(Permission.MANAGE_SERVICE)
def publish_service(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    authority = register.authority(_uuid(request.POST.get("authority", "")))
    binding = publishing.Binding(
        form_version=identity,
        key=request.POST.get("service", ""),
        authority=_uuid(request.POST.get("authority", "")),
        ars=request.POST.get("territory", "") or (authority.territory.ars if authority else ""),
        connection=_uuid(request.POST.get("connection", "")),
    )
    try:
        slug = publishing.publish_service(actor, binding=binding)
    except NotReady as refusal:
        return _show(request, _form(identity), problems=refusal.problems, status=422)
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
        "form_version": found,
        "pages": [
            {
                "title": item.title,
                "url": reverse("office:preview", args=[identity, item.slug]),
                "current": item.slug == slug,
            }
            for item in plan.form.pages
        ],
        "page": shown,
        "fields_html": plan.render_page(slug, raw, errors),
        "errors": errors,
        "tried": tried,
        "form_action": reverse("office:preview", args=[identity, slug]),
        "back_url": reverse("office:form_version", args=[identity]),
    }
    return render(request, "office/preview.html", context)


def _check(item: ServiceView) -> check_runs.CheckView | None:
    return check_runs.latest(
        kind="connection", subject_digest=delivery_services.connection_digest(item.connection_uuid)
    )


@require_safe
@staff(Permission.MANAGE_SERVICE)
def services(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = [{"service": item, "check": _check(item)} for item in queries.services(running_only=False)]
    return render(request, "office/services.html", {"here": "services", "rows": rows})


def _service(identity: uuid.UUID) -> ServiceView:
    for item in queries.services(running_only=False):
        if item.uuid == identity:
            return item
    raise Http404


@require_safe
@staff(Permission.MANAGE_SERVICE)
def service(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    item = _service(identity)
    context = {
        "here": "services",
        "service": item,
        "connection": delivery.connection(item.connection_uuid),
        "check": _check(item),
        "public_url": reverse("portal:service", args=[item.slug]),
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
    publishing.withdraw_service(actor, service=identity)
    return HttpResponseRedirect(reverse("office:services"))
