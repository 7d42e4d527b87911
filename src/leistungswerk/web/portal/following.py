# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""After submitting: confirmation, status, receipt; and the way back with a code."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import limits
from leistungswerk.core.sealing import ResumeCode, SealError
from leistungswerk.online import drafts, feedback, plans, queries
from leistungswerk.online.drafts import OpenDraft
from leistungswerk.online.queries import ApplicationView
from leistungswerk.online.receipt import receipt_pdf
from leistungswerk.online.services import submitting
from leistungswerk.online.states import ApplicationState
from leistungswerk.web import errors as error_pages
from leistungswerk.web import shells
from leistungswerk.web.portal import cookies
from leistungswerk.web.portal.addresses import url
from leistungswerk.web.templatetags.faces import moment


def _found(request: HttpRequest, draft: uuid.UUID) -> tuple[ApplicationView, ResumeCode] | HttpResponse:
    code = cookies.code_for(request, draft)
    if code is None:
        return HttpResponseRedirect(reverse("portal:resume"))
    application = queries.application_of(draft, code)
    if application is None:
        return HttpResponseRedirect(url("application", draft))
    return application, code


def _own(application: ApplicationView, code: ResumeCode) -> dict[str, str]:
    """What is only this citizen's."""
    return {
        "reference": application.reference,
        "code": code.shown,
        "status_url": url("status", application.draft),
        "receipt_url": url("receipt", application.draft),
        "feedback_token": feedback.token(code, application.service),
    }


@require_safe
def confirmation(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    found = _found(request, draft)
    if isinstance(found, HttpResponse):
        return found
    application, code = found
    service = queries.service(application.service)
    # Written in words of the reader's language here: a shell knows no times.
    own = _own(application, code) | {"sent": moment(application.sent_at)}
    fixed = {"service": service, "authority": service.authority}
    return shells.render(request, "portal/confirmation.html", fixed=fixed, own=own)


def _steps(application: ApplicationView) -> list[dict[str, object]]:
    """The way of an application in words, with the two dates that deadlines hang on."""
    state = application.state
    received = state is not ApplicationState.SENT
    decided = state in (ApplicationState.ACCEPTED, ApplicationState.REJECTED)
    last = {
        ApplicationState.ACCEPTED: (
            _("Angenommen"),
            _("Die Behörde hat Ihren Antrag übernommen und bearbeitet ihn."),
        ),
        ApplicationState.REJECTED: (
            _("Zurückgewiesen"),
            _(
                "Die Behörde konnte Ihren Antrag nicht übernehmen. Bitte wenden Sie sich mit der Vorgangsnummer an sie."
            ),
        ),
    }.get(
        state, (_("Annahme durch die Behörde"), _("Die Behörde prüft, ob sie Ihren Antrag übernehmen kann."))
    )
    return [
        {
            "label": _("Abgesendet"), "at": application.sent_at, "done": True, "current": False,
            "text": _("Ihr Antrag ist sicher gespeichert."),
        },
        {
            "label": _("Bei der Behörde eingegangen"), "at": application.received_at, "done": received,
            "current": not received,
            "text": _("Ihr Antrag liegt im elektronischen Eingang der Behörde.") if received
            else _("Wir stellen Ihren Antrag gerade zu. Ist die Behörde nicht erreichbar, versuchen wir es weiter."),
        },
        {
            "label": last[0], "at": application.decided_at, "done": decided, "current": received and not decided,
            "text": last[1],
        },
    ]  # fmt: skip


@require_safe
def status(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    found = _found(request, draft)
    if isinstance(found, HttpResponse):
        return found
    application, code = found
    service = queries.service(application.service)
    context = _own(application, code) | {
        "service": service,
        "authority": service.authority,
        "sent_at": application.sent_at,
        "received_at": application.received_at,
        "state": application.state,
        "steps": _steps(application),
        # The receiver's own words may speak of content: the citizen sees them, nobody else here.
        "problems": application.problems,
    }
    return render(request, "portal/status.html", context)


@require_POST
def receipt(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """The PDF receipt, made from the citizen's copy when asked for."""
    found = _found(request, draft)
    if isinstance(found, HttpResponse):
        return found
    application, code = found
    try:
        copy = submitting.open_copy(application, code)
    except SealError:
        return error_pages.forbidden(request)
    pdf = receipt_pdf(application, copy)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{application.reference}.pdf"'
    return response


def _invalid(message: str) -> list[dict[str, str]]:
    return [{"id": "code", "label": _("Ihr Code"), "message": message}]


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Enter a code: leads to the draft, or to the status of what it has become."""
    if request.method != "POST":
        return render(request, "portal/resume.html", {"here": "resume", "errors": []})
    if not limits.allowed("resume", request.META.get("REMOTE_ADDR", ""), per_minute=20):
        return error_pages.too_many(request)
    code = ResumeCode.read(request.POST.get("code", "")[:200])
    if code is None:
        errors = _invalid(
            _("Dieser Code ist nicht vollständig oder enthält einen Tippfehler. Er hat 28 Zeichen.")
        )
        return render(request, "portal/resume.html", {"here": "resume", "errors": errors}, status=422)
    found = queries.resume(code)
    if found is None:
        errors = _invalid(
            _("Zu diesem Code gibt es keinen Antrag mehr. Entwürfe löschen wir nach Ablauf der Frist.")
        )
        return render(request, "portal/resume.html", {"here": "resume", "errors": errors}, status=422)
    response = HttpResponseRedirect(url("status" if found.submitted else "application", found.draft))
    cookies.put(response, found.draft, code)
    return response


@require_safe
def overview(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    """Where the citizen was: the first page not yet saved, or the review."""
    code = cookies.code_for(request, draft)
    if code is None:
        return HttpResponseRedirect(reverse("portal:resume"))
    opened = drafts.load(draft, code)
    if not isinstance(opened, OpenDraft):
        if opened is not None:
            return HttpResponseRedirect(url("status", draft))
        return error_pages.expired(request)
    pages = plans.plan(queries.service(opened.service).form_version).form.pages
    for page in pages:
        if page.slug not in opened.content.seen:
            return HttpResponseRedirect(url("step", draft, page.slug))
    return HttpResponseRedirect(url("review", draft))
