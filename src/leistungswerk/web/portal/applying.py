# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling in and submitting: the hot path of the portal."""

import uuid
from collections.abc import Mapping
from typing import TypeAlias

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.failures import ConfigurationFailure, Refused
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.core.settings import settings
from leistungswerk.forms import FieldError, Page, Plan, UploadInfo
from leistungswerk.forms.posted import anchor
from leistungswerk.online import drafts, plans, queries
from leistungswerk.online.drafts import DraftContent, OpenDraft
from leistungswerk.online.parameters import fill
from leistungswerk.online.services import drafting, submitting
from leistungswerk.online.services.drafting import NewUpload
from leistungswerk.online.services.submitting import Incomplete
from leistungswerk.online.states import DraftState
from leistungswerk.reporting.services import usage
from leistungswerk.web import errors as error_pages
from leistungswerk.web import origin, shells
from leistungswerk.web.portal import cookies, summary
from leistungswerk.web.portal.addresses import url

Posted: TypeAlias = Mapping[str, list[str]]


class Heading(msgspec.Struct, frozen=True):
    """What the template shows of a page besides its fields."""

    title: str
    help: str


class Sheet(msgspec.Struct, frozen=True):
    """A page of a draft with everything a view needs."""

    draft: OpenDraft
    code: ResumeCode
    plan: Plan
    page: Page
    number: int


def _step_url(draft: uuid.UUID, page: Page) -> str:
    return url("step", draft, page.slug)


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft and go to its first page; the code is in the cookie from now on."""
    item = queries.service_by_slug(slug)
    if item is None:
        raise Http404
    begun = drafting.start(service=item.pk)
    usage.begin(
        day=times.legal_day(times.now()),
        service_key=item.key,
        device=origin.device(request),
        country=origin.country(request),
    )
    first = plans.plan(item.form_version).form.pages[0]
    response = HttpResponseRedirect(_step_url(begun.draft, first))
    cookies.put(response, begun.draft, begun.code)
    return response


def _open(request: HttpRequest, identity: uuid.UUID) -> tuple[OpenDraft, ResumeCode] | HttpResponse:
    """The draft for the holder of its cookie; otherwise the page that says what to do."""
    code = cookies.code_for(request, identity)
    if code is None:
        return HttpResponseRedirect(reverse("portal:resume"))
    draft = drafts.load(identity, code)
    if draft is DraftState.SUBMITTED:
        return HttpResponseRedirect(url("confirmation", identity))
    if not isinstance(draft, OpenDraft):
        return error_pages.expired(request)
    return draft, code


def _sheet(opened: tuple[OpenDraft, ResumeCode], slug: str) -> Sheet:
    draft, code = opened
    plan = plans.plan(queries.service(draft.service).form_version)
    for number, page in enumerate(plan.form.pages, start=1):
        if page.slug == slug:
            return Sheet(draft, code, plan, page, number)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    """One page of the form: show it, save it, go on."""
    opened = _open(request, draft)
    if isinstance(opened, HttpResponse):
        return opened
    sheet = _sheet(opened, page)
    if request.method == "POST":
        return _save(request, sheet)
    # A page that was saved before shows at once what is still wrong with it.
    seen = sheet.page.slug in sheet.draft.content.seen
    return _show(request, sheet, _found(sheet) if seen else ())


def _found(sheet: Sheet) -> tuple[FieldError, ...]:
    content = sheet.draft.content
    return sheet.plan.check_page(sheet.page.slug, sheet.plan.settled(content.raw), content.uploads)


def _show(
    request: HttpRequest, sheet: Sheet, found: tuple[FieldError, ...], *, status: int = 200
) -> HttpResponse:
    content, item = sheet.draft.content, queries.service(sheet.draft.service)
    raw = sheet.plan.settled(content.raw)
    pages = sheet.plan.form.pages
    back = _step_url(sheet.draft.uuid, pages[sheet.number - 2]) if sheet.number > 1 else None
    fixed = {
        "service": item,
        "page": Heading(sheet.page.title, fill(sheet.page.help, item.parameters)),
        "number": sheet.number,
        "total": len(pages) + 1,
        "multipart": sheet.plan.has_files(sheet.page.slug),
        "max_upload": settings().upload_bytes,
    }
    fields = sheet.plan.render_page(sheet.page.slug, raw, found, uploads=content.uploads)
    own: dict[str, str] = {
        "fields_html": SafeString(fields),
        "code": sheet.code.shown,
        "form_action": _step_url(sheet.draft.uuid, sheet.page),
    }
    if back:
        own["back_url"] = back
    if found:
        return render(request, "portal/step.html", {**fixed, **own, "errors": found}, status=status)
    return shells.render(request, "portal/step.html", fixed=fixed, own=own)


def _stored(request: HttpRequest, sheet: Sheet) -> tuple[tuple[str, str, UploadInfo], ...]:
    """Store the files of this page; returns field name, upload id and what the draft keeps of each."""
    found = []
    for name in request.FILES:
        if sheet.plan.upload_field(sheet.page.slug, sheet.draft.content.raw, name) is None:
            continue
        for file in request.FILES.getlist(name):
            identity, info = drafting.add_upload(sheet.draft, file=_new_upload(file))
            found.append((name, identity, info))
    return tuple(found)


def _new_upload(file: "UploadedFile[bytes]") -> NewUpload:
    return NewUpload(file.name or "Datei", file.content_type or "application/octet-stream", file.read())


def _save(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Save whatever was typed, right or wrong; then say what is wrong, or go on."""
    slug, plan = sheet.page.slug, sheet.plan
    post = dict(request.POST.lists())
    action = request.POST.get("_action", "next")
    try:
        stored = _stored(request, sheet)
    except Refused as refusal:
        return _show(
            request, sheet, (FieldError(name="", id="", label="", message=str(refusal)),), status=422
        )

    def _edit(content: DraftContent) -> DraftContent:
        raw = plan.read_post(slug, post, content.raw)
        for name, identity, _info in stored:
            raw = plan.attach(slug, raw, name, identity)
        changed = plan.apply_action(slug, raw, action)
        raw = raw if changed is None else changed
        # A page whose rows were just changed is not finished: nothing on it is called wrong yet.
        seen = content.seen if slug in content.seen or changed is not None else (*content.seen, slug)
        uploads = content.uploads | {identity: info for _name, identity, info in stored}
        used = plan.upload_ids(raw) if uploads else frozenset()
        return DraftContent(raw, {key: info for key, info in uploads.items() if key in used}, seen)

    saved = drafting.change(sheet.draft, sheet.code, _edit)
    if saved is None:
        return HttpResponseRedirect(url("confirmation", sheet.draft.uuid))
    held = sheet.draft.content.uploads.keys() | {identity for _name, identity, _info in stored}
    if dropped := frozenset(held - saved.content.uploads.keys()):
        drafting.remove_uploads(saved, dropped)
    return _after_save(request, msgspec.structs.replace(sheet, draft=saved), action)


def _after_save(request: HttpRequest, sheet: Sheet, action: str) -> HttpResponse:
    draft, pages = sheet.draft, sheet.plan.form.pages
    if action.startswith(("add:", "remove:")):
        return HttpResponseRedirect(f"{_step_url(draft.uuid, sheet.page)}#{anchor(action)}")
    if action == "save":
        return HttpResponseRedirect(url("saved", draft.uuid))
    if action == "back" and sheet.number > 1:
        return HttpResponseRedirect(_step_url(draft.uuid, pages[sheet.number - 2]))
    found = _found(sheet)
    if found:
        return _show(request, sheet, found, status=422)
    if sheet.number < len(pages):
        return HttpResponseRedirect(_step_url(draft.uuid, pages[sheet.number]))
    return HttpResponseRedirect(url("review", draft.uuid))


@require_safe
def saved(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    opened = _open(request, draft)
    if isinstance(opened, HttpResponse):
        return opened
    found, code = opened
    context = {
        "code": code.shown,
        "expires": times.legal_day(found.expires_at),
        "service": queries.service(found.service),
        "continue_url": url("application", draft),
    }
    return render(request, "portal/saved.html", context)


@require_safe
def review(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    opened = _open(request, draft)
    if isinstance(opened, HttpResponse):
        return opened
    return _review(request, *opened)


def _review(request: HttpRequest, draft: OpenDraft, code: ResumeCode, *, status: int = 200) -> HttpResponse:
    item = queries.service(draft.service)
    plan, content = plans.plan(item.form_version), draft.content
    raw = plan.settled(content.raw)
    problems = plan.check(raw, content.uploads)
    own: dict[str, str] = {
        "sections": summary.markup(
            plan.summary(raw, content.uploads), lambda slug: url("step", draft.uuid, slug)
        ),
        "submit_url": url("submit", draft.uuid),
        "back_url": _step_url(draft.uuid, plan.form.pages[-1]),
        "revision": str(draft.revision),
        "code": code.shown,
    }
    if not problems and status == 200:
        return shells.render(request, "portal/review.html", fixed={"service": item}, own=own)
    listed = [
        {"page_title": found.title, "url": url("step", draft.uuid, found.slug), "errors": found.errors}
        for found in problems
    ]
    return render(request, "portal/review.html", {**own, "service": item, "problems": listed}, status=status)


@require_POST
def submit(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Submit; every click, however many and however fast, ends at the one confirmation."""
    opened = _open(request, draft)
    if isinstance(opened, HttpResponse):
        return opened
    found, code = opened
    if request.POST.get("_revision") != str(found.revision):
        # What was reviewed is not what would be sent: show it again.
        return _review(request, found, code, status=409)
    try:
        submitting.submit(found, code)
    except Incomplete:
        return _review(request, found, code, status=422)
    except ConfigurationFailure:
        return error_pages.page(
            request, 503, action={"url": url("review", draft), "text": _("Zurück zum Antrag")}
        )
    return HttpResponseRedirect(url("confirmation", draft))
