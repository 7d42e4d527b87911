# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of signing of an organisation, gate by gate."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.gates.order import SIDE_WORDS, order, own_order, own_side
from leistungswerk.programme.services.signing_orders import MOST, ROLES_OF_SIDE, set_order
from leistungswerk.programme.states import GATE_WORDS, Gate
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.queries.signing_bodies import signing_body
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff

_SPARE = 2
"""Empty places offered on the page beside those that are set."""


def _places(request: HttpRequest) -> list[tuple[int, Role]]:
    """Role and turn of every row that was filled in."""
    found: list[tuple[int, Role]] = []
    for number in range(1, MOST + 1):
        role, turn = request.POST.get(f"role{number}", ""), request.POST.get(f"turn{number}", "")
        if not role:
            continue
        if role not in {item.value for item in Role} or not turn.isdecimal() or not 0 < int(turn) < 10:
            raise Refused(
                _("Zeile %(number)d: Wählen Sie die Rolle, und geben Sie die Stufe von 1 bis 9 an.")
                % {"number": number}
            )
        found.append((int(turn), Role(role)))
    return found


def _gate(request: HttpRequest, organisation: int, kind: OrganisationKind, gate: Gate) -> dict[str, object]:
    own = own_order(organisation, gate)
    everything = order(gate, organisation, kind)
    mine = [place for place in everything if place.side is own_side(gate)]
    rows = [(str(place.turn), place.role.value) for place in mine] + [("", "")] * _SPARE
    if request.method == "POST" and request.POST.get("gate") == gate.value:
        rows = [
            (request.POST.get(f"turn{n}", ""), request.POST.get(f"role{n}", ""))
            for n in range(1, len(rows) + 1)
        ]
    return {
        "gate": gate.value,
        "title": GATE_WORDS[gate],
        "own": bool(own),
        "rows": [{"number": n, "turn": turn, "role": role} for n, (turn, role) in enumerate(rows, start=1)],
        "others": [
            {"role": ROLES[place.role].word, "side": SIDE_WORDS[place.side]}
            for place in everything
            if place.side is not own_side(gate)
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def signing_order(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Show and set the order; it holds for cases opened from now on."""
    body = signing_body(identity)
    if body is None:
        raise Http404
    require(actor, Permission.SEE_REGISTER, identity)
    problem = ""
    if request.method == "POST":
        gate = request.POST.get("gate", "")

        def _set() -> None:
            if gate not in {item.value for item in Gate}:
                raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))
            places = [] if request.POST.get("act") == "default" else _places(request)
            set_order(actor, organisation=identity, gate=Gate(gate), places=places)

        problem = entry.refusal(_set)
        if not problem:
            return HttpResponseRedirect(reverse("office:signing_order", args=[identity]))
    context = {
        "here": "signatures",
        "body": body.name,
        "gates": [_gate(request, body.pk, body.kind, gate) for gate in Gate],
        "roles": [(role.value, ROLES[role].word) for role in ROLES_OF_SIDE],
        "may_edit": actor.may(Permission.EDIT_ORGANISATION, identity),
        "errors": entry.errors(problem),
    }
    return render(request, "office/gates/signing_order.html", context, status=422 if problem else 200)
