# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps of the life cycle, one address for each; what is refused is said on a page of its own."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.queries import resolutions as queries
from leistungswerk.programme.resolution_states import CoSignature, VoteResult
from leistungswerk.programme.services.resolutions import coordination, deciding
from leistungswerk.register import queries as register
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.fields import day, identity, number, optional_day, text

Act = Callable[[Actor, uuid.UUID, QueryDict], object]


def _uuids(posted: QueryDict, name: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(each) for each in posted.getlist(name)]
    except ValueError as error:
        raise Refused(_("Wählen Sie aus der Liste.")) from error


def _coordinate(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    coordination.ask_for_co_signature(
        actor,
        resolution=resolution,
        ministries=_uuids(posted, "ministries"),
        due_on=day(posted, "due_on", _("Frist")),
    )


def _answer(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    said = text(posted, "answer")
    answer = CoSignature(said) if said in set(CoSignature) else CoSignature.ASKED
    coordination.answer_co_signature(
        actor, resolution=resolution, ministry=identity(posted, "ministry", _("Ressort")), answer=answer,
        note=text(posted, "note"),
    )  # fmt: skip


def _settle(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    coordination.settle_objection(
        actor, resolution=resolution, ministry=identity(posted, "ministry", _("Ressort")),
        settlement=text(posted, "settlement"),
    )  # fmt: skip


def _hear(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    coordination.hear(
        actor, resolution=resolution, body=identity(posted, "body", _("Stelle")),
        asked_on=day(posted, "asked_on", _("Angefragt am")),
        answered_on=optional_day(posted, "answered_on", _("Geantwortet am")), statement=text(posted, "statement"),
        file_number=text(posted, "file_number"),
    )  # fmt: skip


def _body(posted: QueryDict) -> int:
    return number(posted, "decided_by", _("Wer hat entschieden")) or 0


def _decide(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    deciding.decide(
        actor, resolution=resolution, body=_body(posted), decided_on=day(posted, "decided_on", _("Beschlossen am")),
        file_number=text(posted, "file_number"), urgent_reason=text(posted, "urgent_reason"),
    )  # fmt: skip


def _confirm(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    deciding.confirm(
        actor,
        resolution=resolution,
        body=_body(posted),
        confirmed_on=day(posted, "confirmed_on", _("Bestätigt am")),
    )


def _session(posted: QueryDict) -> int:
    found = number(posted, "session", _("Sitzung"))
    if not found:
        raise Refused(_("Nennen Sie die Nummer der Sitzung."))
    return found


def _register(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    deciding.register_for_session(
        actor, resolution=resolution, council=identity(posted, "council", _("Gremium")), session=_session(posted),
        agenda_item=text(posted, "agenda_item"), late_reason=text(posted, "late_reason"),
    )  # fmt: skip


def _postpone(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    deciding.postpone(
        actor, resolution=resolution, council=identity(posted, "council", _("Gremium")), session=_session(posted),
        reason=text(posted, "reason"),
    )  # fmt: skip


def _result(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    said = text(posted, "result")
    if said not in set(VoteResult):
        raise Refused(_("Wählen Sie, wie die Sitzung entschieden hat."))
    deciding.record_result(
        actor, resolution=resolution, number=text(posted, "number"), result=VoteResult(said),
        adopted_on=day(posted, "adopted_on", _("Sitzungstag")), votes=text(posted, "votes"),
        declaration=text(posted, "declaration"),
    )  # fmt: skip


def _publish(actor: Actor, resolution: uuid.UUID, posted: QueryDict) -> None:
    deciding.publish(
        actor, resolution=resolution, published_on=day(posted, "published_on", _("Veröffentlicht am")),
        published_at=text(posted, "published_at"),
    )  # fmt: skip


ACTS: Final[Mapping[str, Act]] = {
    "abstimmen": _coordinate,
    "mitzeichnen": _answer,
    "beilegen": _settle,
    "anhoeren": _hear,
    "reif": lambda actor, resolution, _posted: coordination.mature(actor, resolution=resolution),
    "entwurf": lambda actor, resolution, _posted: coordination.revise(actor, resolution=resolution),
    "zurueckziehen": lambda actor, resolution, posted: coordination.withdraw(
        actor, resolution=resolution, reason=text(posted, "reason")
    ),
    "beschliessen": _decide,
    "bestaetigen": _confirm,
    "anmelden": _register,
    "vorbereitet": lambda actor, resolution, _posted: deciding.step(
        actor, resolution=resolution, name="prepare"
    ),
    "abmelden": lambda actor, resolution, _posted: deciding.step(
        actor, resolution=resolution, name="take_back"
    ),
    "vertagen": _postpone,
    "ergebnis": _result,
    "veroeffentlichen": _publish,
    "umsetzen": lambda actor, resolution, _posted: deciding.begin_implementation(
        actor, resolution=resolution
    ),
    "abschliessen": lambda actor, resolution, _posted: deciding.complete(actor, resolution=resolution),
}


@require_POST
@staff(Permission.SEE_PROJECT)
def take_step(request: HttpRequest, actor: Actor, identity: uuid.UUID, step: str) -> HttpResponse:
    act = ACTS.get(step)
    if act is None:
        raise Http404
    act(actor, identity, request.POST)
    return HttpResponseRedirect(reverse("office:resolution", args=[identity]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def task(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """A task: who does it, which services it is about, and that it is done."""
    found = queries.task(actor, identity)
    if request.method == "POST":
        if "proof" in request.POST:
            deciding.finish_task(
                actor, task=identity, done_on=day(request.POST, "done_on", _("Erledigt am")),
                proof=text(request.POST, "proof"),
            )  # fmt: skip
        else:
            deciding.assign_task(
                actor, task=identity, addressee=fields.optional_identity(request.POST, "addressee"),
                services=tuple(text(request.POST, "services").replace(",", " ").split()),
            )  # fmt: skip
        return HttpResponseRedirect(reverse("office:resolution", args=[found.resolution]))
    context = {
        "here": "resolutions",
        "task": found,
        "resolution_url": reverse("office:resolution", args=[found.resolution]),
        "keys": " ".join(key for key, _name in found.services),
        "bodies": [(str(key), name) for key, name in register.all_ressorts()],
        "may_edit": actor.may(Permission.EDIT_RESOLUTION),
    }
    return render(request, "office/resolutions/task.html", context)
