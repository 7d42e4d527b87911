# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The maturity of one service: what is assessed, what the system shows, where bodies differ, and the form."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries as register
from leistungswerk.reporting.maturity import known
from leistungswerk.reporting.maturity.known import AssessmentView
from leistungswerk.reporting.maturity.values import CriterionValue
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.services.maturity import Assessment, assess, may_assess
from leistungswerk.reporting.services.maturity import withdraw as take_back
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.figures.views import cut_context
from leistungswerk.web.office.maturity import forms, shown

_HISTORY = 40


def _asked(request: HttpRequest, cut: Cut) -> tuple[str, uuid.UUID | None]:
    """Model and body as asked for in the address or posted: the leading model and all bodies by default."""
    said = request.POST if request.method == "POST" else request.GET
    code = said.get("modell", "")
    body = said.get("stelle", "")
    try:
        return code if code in known.models() else known.leading(cut.cut_off), uuid.UUID(
            body
        ) if body else None
    except ValueError as error:
        raise Missing(_("Diese Behörde gibt es nicht.")) from error


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def service(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    cut, query = asked_cut(request)
    code, body = _asked(request, cut)
    problem = ""
    if request.method == "POST":
        problem = entry.refusal(lambda: assess(actor, entry=_told(request, key, code, body)))
        if not problem:
            return HttpResponseRedirect(_address(key, code, body))
    return _page(request, actor, key, (code, body), (cut, query), problem=problem)


def _address(key: str, code: str, body: uuid.UUID | None) -> str:
    return (
        reverse("office:maturity_service", args=[key])
        + f"?modell={code}"
        + (f"&stelle={body}" if body else "")
    )


def _told(request: HttpRequest, key: str, code: str, body: uuid.UUID | None) -> Assessment:
    document = known.model(code).document
    values = []
    for criterion in document.criteria:
        level = fields.number(request.POST, f"level-{criterion.id}", criterion.id)
        evidence = entry.text(request, f"evidence-{criterion.id}")
        if level is None and evidence:
            raise Refused(
                _("Zu Kriterium %(id)s steht ein Nachweis, aber keine Stufe. Wählen Sie die Stufe.") % {"id": criterion.id}
            )  # fmt: skip
        if level is not None:
            values.append(CriterionValue(criterion.id, level, evidence))
    return Assessment(
        service_key=key, model=code, body=body, level=fields.number(request.POST, "level", _("Stufe")),
        valid_from=fields.day(request.POST, "valid_from", _("Gilt ab")), values=tuple(values),
        reason=entry.text(request, "reason"), source=entry.text(request, "source"), seen=entry.number(request, "seen"),
    )  # fmt: skip


def _page(
    request: HttpRequest,
    actor: Actor,
    key: str,
    where: tuple[str, uuid.UUID | None],
    when: tuple[Cut, str],
    *,
    problem: str = "",
) -> HttpResponse:
    code, body = where
    cut, query = when
    name = register.service_names([key]).get(key)
    if name is None:
        raise Http404
    bodies = known.bodies(key, cut)
    if body is not None and body not in {each.body for each in bodies}:
        raise Http404
    view = known.model(code)
    held = known.assessments(key, cut)
    mine = next((each for each in held if (each.model, each.body) == where), None)
    system = known.computed(key, body, view.document, cut)
    may = may_assess(actor, key, body)
    form = forms.fields_of(
        view.document, mine, system, times.legal_day(times.now()), known.newest(key, code, body)
    )
    bound = entry.bound(form, request.POST) if problem else form
    context = {
        **cut_context(cut, query), "here": "maturity", "key": key, "name": name, "model": view.document, "body": body,
        "models": [each.document for each in known.models().values()], "bodies": bodies,
        "body_name": next((each.body_name for each in bodies if each.body == body), ""),
        "summaries": shown.summaries(held, body), "scale": shown.scale(view.document, mine),
        "mine": mine, "model_changed": mine is not None and mine.model_digest != view.digest,
        "findings": shown.findings(system.findings), "computed": shown.computed(system, mine),
        "criteria": shown.criteria(view.document, mine, system), "differing": shown.differing(held, key),
        "history": shown.history(known.history(key, cut, limit=_HISTORY)), "may_assess": may,
        "form": forms.grouped(bound, view.document, opened=bool(problem)), "errors": entry.errors(problem),
        "can_withdraw": _withdrawable(actor, held, key), "choice": {"modell": code, "stelle": str(body or "")},
    }  # fmt: skip
    return render(request, "office/maturity/service.html", context, status=422 if problem else 200)


def _withdrawable(actor: Actor, held: tuple[AssessmentView, ...], key: str) -> list[AssessmentView]:
    return [each for each in held if each.superseded_at is None and may_assess(actor, key, each.body)]


@require_POST
@staff(Permission.SEE_PROJECT)
def withdraw(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    cut, query = asked_cut(request)
    if not actor.may(Permission.ASSESS_MATURITY):
        raise NotAllowed(_("Reifegrade bewertet, wer für die Leistung oder die Behörde zuständig ist."))
    problem = entry.refusal(
        lambda: take_back(
            actor, service_key=key, fact=fields.identity(request.POST, "fact", _("Bewertung")),
            reason=entry.text(request, "reason"),
        )
    )  # fmt: skip
    code, body = _asked(request, cut)
    if problem:
        return _page(request, actor, key, (code, body), (cut, query), problem=problem)
    return HttpResponseRedirect(_address(key, code, body))
