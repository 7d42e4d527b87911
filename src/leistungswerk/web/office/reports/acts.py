# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps of a report, one address for each."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting import report_views
from leistungswerk.reporting.services import report_rounds, reports
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.reports.writing import posted_cut


def _ask(request: HttpRequest, actor: Actor, report: uuid.UUID) -> None:
    try:
        ministries = [uuid.UUID(each) for each in request.POST.getlist("ministries")]
    except ValueError as error:
        raise Refused(_("Wählen Sie aus der Liste.")) from error
    report_rounds.ask_for_co_signature(
        actor, report=report, ministries=ministries, due_on=fields.day(request.POST, "due_on", _("Frist"))
    )


def _answer(request: HttpRequest, actor: Actor, report: uuid.UUID) -> None:
    report_rounds.answer(
        actor, report=report, ministry=fields.identity(request.POST, "ministry", _("Ressort")),
        said=entry.chosen(request, "answer", CoSignature, _("Antwort")), note=entry.text(request, "note"),
    )  # fmt: skip


def _recut(request: HttpRequest, actor: Actor, report: uuid.UUID) -> None:
    cut_off, known_at = posted_cut(request)
    reports.set_cut(actor, report=report, cut_off=cut_off, known_at=known_at)


def _revise(_request: HttpRequest, actor: Actor, report: uuid.UUID) -> None:
    report_rounds.revise(actor, report=report)


def _freeze(_request: HttpRequest, actor: Actor, report: uuid.UUID) -> None:
    report_rounds.freeze(actor, report=report)


def _supersede(_request: HttpRequest, actor: Actor, report: uuid.UUID) -> uuid.UUID:
    return report_rounds.supersede(actor, report=report)


Act = Callable[[HttpRequest, Actor, uuid.UUID], uuid.UUID | None]
ACTS: Final[Mapping[str, Act]] = {
    "mitzeichnung": _ask,
    "antworten": _answer,
    "zurueckholen": _revise,
    "festschreiben": _freeze,
    "ersetzen": _supersede,
    "stichtag": _recut,
}


@require_POST
@staff(Permission.SEE_PROJECT)
def take_step(request: HttpRequest, actor: Actor, identity: uuid.UUID, step: str) -> HttpResponse:
    act = ACTS.get(step)
    if act is None:
        raise Http404
    report_views.report(actor, identity)
    then = act(request, actor, identity) or identity
    return HttpResponseRedirect(reverse("office:report", args=[then]))
