# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening, signing, refusing, recording, withdrawing and waiving at a gate."""

import uuid
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.access import project_for
from leistungswerk.programme.services import gates as cases
from leistungswerk.programme.services import signing, waivers
from leistungswerk.programme.services.signing import Outside, WrongRole
from leistungswerk.programme.states import Gate, SignatureForm
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.gates.pages import gate_named, gate_url, show_gate


def _answer(
    request: HttpRequest,
    actor: Actor,
    where: tuple[uuid.UUID, Gate, uuid.UUID | None],
    act: Callable[[], object],
) -> HttpResponse:
    """Run an act and go back to the gate; a refusal stands on the page, with what was typed."""
    project, gate, organisation = where
    try:
        act()
    except (Missing, NotAllowed, Overtaken):
        raise
    except Refused as refusal:
        return show_gate(
            request,
            actor,
            project,
            gate,
            organisation,
            problem=str(refusal),
            status=403 if isinstance(refusal, WrongRole) else 422,
            typed={name: str(value) for name, value in request.POST.items()},
        )
    return HttpResponseRedirect(gate_url(project, gate, organisation))


def parsed_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def parsed_day(text: str, label: str) -> date:
    """A day as date fields send it; raises :class:`Refused` that names the field."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("„%(field)s“: Geben Sie ein Datum an.") % {"field": label}) from error


@require_POST
@staff()
def open_gate(request: HttpRequest, actor: Actor, identity: uuid.UUID, gate: str) -> HttpResponse:
    chosen, organisation = gate_named(gate), parsed_uuid(request.POST.get("organisation", ""))
    project_for(actor, identity)
    return _answer(
        request,
        actor,
        (identity, chosen, organisation),
        lambda: cases.open_case(actor, project=identity, gate=chosen, organisation=organisation),
    )


def _where(actor: Actor, identity: uuid.UUID) -> tuple[uuid.UUID, Gate, uuid.UUID | None]:
    row = cases.case_for(actor, identity)
    return row.project.uuid, Gate(row.gate), row.organisation.uuid if row.organisation else None


@require_POST
@staff()
def sign_case(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One form, four acts: sign, sign with dissent, refuse, record what was signed outside."""

    def _act() -> object:
        position, digest = entry.number(request, "position"), request.POST.get("digest", "")
        match request.POST.get("act", ""):
            case "sign":
                return signing.sign(actor, case=identity, position=position, digest=digest)
            case "dissent":
                dissent = entry.text(request, "dissent")
                if not dissent:
                    raise Refused(_("Schreiben Sie Ihre abweichende Auffassung, oder zeichnen Sie ohne."))
                return signing.sign(actor, case=identity, position=position, digest=digest, dissent=dissent)
            case "refuse":
                reason = entry.text(request, "reason")
                return signing.refuse(actor, case=identity, position=position, digest=digest, reason=reason)
            case "outside":
                return signing.record_outside(
                    actor, case=identity, position=position, digest=digest, outside=_outside(request)
                )
            case _:
                raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))

    return _answer(request, actor, _where(actor, identity), _act)


def _outside(request: HttpRequest) -> Outside:
    return Outside(
        signer_name=entry.text(request, "signer_name"),
        signed_on=parsed_day(request.POST.get("signed_on", ""), _("Gezeichnet am")),
        form=entry.chosen(request, "form", SignatureForm, _("Form")),
        file_number=entry.text(request, "file_number"),
        note=entry.text(request, "note"),
    )


@require_POST
@staff()
def withdraw(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _answer(
        request,
        actor,
        _where(actor, identity),
        lambda: cases.withdraw_case(actor, case=identity, reason=entry.text(request, "withdrawal")),
    )


@require_POST
@staff()
def waive(request: HttpRequest, actor: Actor, identity: uuid.UUID, gate: str) -> HttpResponse:
    """Give up a requirement with a reason, or ask for it again."""
    chosen = gate_named(gate)
    project_for(actor, identity)
    code = request.POST.get("requirement", "")

    def _act() -> None:
        if request.POST.get("act") == "take_back":
            waivers.take_back_waiver(actor, project=identity, gate=chosen, requirement=code)
            return
        reason = entry.text(request, "waiver")
        waivers.waive(actor, project=identity, gate=chosen, requirement=code, reason=reason)

    return _answer(request, actor, (identity, chosen, None), _act)
