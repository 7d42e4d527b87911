# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps of a part, one address for each; a refusal is said on the page itself, with what was typed."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.reporting.rounds import parts as reading
from leistungswerk.reporting.services.rounds import answering, chain
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.rounds import parts
from leistungswerk.web.office.typed import read_uuid

Act = Callable[[HttpRequest, Actor, uuid.UUID], int | None]


def _ticked(request: HttpRequest) -> list[uuid.UUID]:
    return [found for each in request.POST.getlist("lines") if (found := read_uuid(each)) is not None]


def _reason(request: HttpRequest) -> str:
    return entry.text(request, "reason")


def _confirm(request: HttpRequest, actor: Actor, part: uuid.UUID) -> int:
    if request.POST.get("alle"):
        return answering.confirm_lines(actor, part=part)
    ticked = _ticked(request)
    if not ticked:
        raise Refused(_("Wählen Sie die Angaben aus, die Sie bestätigen."))
    return answering.confirm_lines(actor, part=part, lines=ticked)


def _return_lines(request: HttpRequest, actor: Actor, part: uuid.UUID) -> None:
    chain.return_lines(actor, part=part, lines=_ticked(request), reason=_reason(request))


def _return_to_ressort(request: HttpRequest, actor: Actor, part: uuid.UUID) -> None:
    chain.return_to_ressort(actor, part=part, reason=_reason(request), lines=_ticked(request))


def _extend(request: HttpRequest, actor: Actor, part: uuid.UUID) -> None:
    due = fields.day(request.POST, "due", _("Neue Frist"))
    chain.extend(actor, part=part, due=due, reason=_reason(request))


ACTS: Final[Mapping[str, Act]] = {
    "bestaetigen": _confirm,
    "zeilen-zurueckgeben": _return_lines,
    "freigeben": lambda _request, actor, part: chain.release(actor, part=part),
    "pruefen": lambda _request, actor, part: chain.check(actor, part=part),
    "zurueckgeben": _return_to_ressort,
    "abnehmen": lambda _request, actor, part: chain.accept(actor, part=part),
    "zurueck-zur-pruefung": lambda request, actor, part: chain.return_to_check(
        actor, part=part, reason=_reason(request)
    ),
    "eskalation-erbitten": lambda request, actor, part: chain.ask_for_escalation(
        actor, part=part, reason=_reason(request)
    ),
    "eskalieren": lambda request, actor, part: chain.escalate(actor, part=part, reason=_reason(request)),
    "nicht-eskalieren": lambda request, actor, part: chain.decline_escalation(
        actor, part=part, reason=_reason(request)
    ),
    "frist": _extend,
    "abweichen": lambda request, actor, part: chain.dissent(actor, part=part, text=_reason(request)),
}


@require_POST
@staff(Permission.SEE_PROJECT)
def take_step(request: HttpRequest, actor: Actor, identity: uuid.UUID, step: str) -> HttpResponse:
    """One step; what it changed, if it can be counted, is said on the page one comes back to."""
    act = ACTS.get(step)
    if act is None:
        raise Http404
    reading.part_of(actor, identity)
    counted: list[int | None] = []
    refused = entry.refusal(lambda: counted.append(act(request, actor, identity)))
    if refused:
        typed = {
            "step": step,
            "reason": request.POST.get("reason", ""),
            "due": request.POST.get("due", ""),
            "lines": frozenset(_ticked(request)),
        }
        return parts.page(request, actor, identity, refused=refused, typed=typed)
    query = parts.filter_query(parts.asked_filter(request)) if "zeige" in request.GET else ""
    if counted[0] is not None:
        query = f"fertig={counted[0]}"
    address = reverse("office:round_part", args=[identity])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
