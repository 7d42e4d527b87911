# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gates of a Vorhaben, one gate with everything it asks for, and what waits for the reader's signature."""

import uuid
from collections.abc import Mapping
from typing import Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates import reading
from leistungswerk.programme.gates.reading import CaseView, StepView
from leistungswerk.programme.gates.requirements import Act, Requirement, requirements
from leistungswerk.programme.services import gates as cases
from leistungswerk.programme.states import GATE_WORDS, Gate, GateState
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.gates.pdf import case_pdf
from leistungswerk.web.office.gates.words import ACT_WORDS, FORM_WORDS, STATE_WORDS
from leistungswerk.web.office.projects.page import project_page

_ORDER: Final = ("missing", "waived", "met")
"""What is still to be done stands first."""


class RequirementRow(msgspec.Struct, frozen=True):
    """A requirement as the page lists it."""

    item: Requirement
    state: str
    """``met``, ``waived`` or ``missing``."""
    url: str


class StepRow(msgspec.Struct, frozen=True):
    step: StepView
    act_word: str | Promise
    act_level: str
    form_word: str | Promise


class CaseRow(msgspec.Struct, frozen=True):
    """A round with its words and addresses."""

    case: CaseView
    word: str | Promise
    level: str
    steps: tuple[StepRow, ...]
    mine: tuple[StepRow, ...]
    """Steps the reader may sign or record now."""
    pdf_url: str
    sign_url: str
    withdraw_url: str


def gate_named(name: str) -> Gate:
    """The gate of an address; 404 for anything else."""
    if name not in {gate.value for gate in Gate}:
        raise Http404
    return Gate(name)


def act_url(act: Act | None) -> str:
    """Where a requirement is mended; empty where no page of that name exists."""
    if act is None:
        return ""
    try:
        return reverse(act.address, args=act.arguments)
    except NoReverseMatch:
        return ""


def gate_url(project: uuid.UUID, gate: Gate, organisation: uuid.UUID | None = None) -> str:
    if organisation is not None:
        return reverse("office:gate_of_body", args=[project, gate.value, organisation])
    return reverse("office:gate", args=[project, gate.value])


def _requirement_row(item: Requirement) -> RequirementRow:
    state = "met" if item.met else "waived" if item.waived else "missing"
    return RequirementRow(item, state, act_url(item.act))


def _step_row(step: StepView) -> StepRow:
    word, level = ACT_WORDS[step.act] if step.act else ("", "info")
    return StepRow(step, word, level, FORM_WORDS.get(step.form, "") if step.form else "")


def case_row(case: CaseView) -> CaseRow:
    word, level = STATE_WORDS[case.state]
    steps = tuple(_step_row(step) for step in case.steps)
    return CaseRow(
        case,
        word,
        level,
        steps,
        tuple(row for row in steps if row.step.may_sign or row.step.may_record),
        reverse("office:gate_record", args=[case.uuid]),
        reverse("office:sign_case", args=[case.uuid]),
        reverse("office:withdraw_case", args=[case.uuid]),
    )


@require_safe
@staff()
def gates(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """All gates of a Vorhaben in their order, each with its newest state."""
    row = project_for(actor, identity)
    found = reading.states([row.pk]).get(row.pk, {})
    bodies = reading.bodies(row)
    lines = [
        {
            "gate": gate.value,
            "title": GATE_WORDS[gate],
            "url": gate_url(identity, gate) if gate is not Gate.G3 else "",
            "state": STATE_WORDS[found[gate]] if gate in found else None,
            "bodies": [
                {
                    "name": body.name,
                    "url": gate_url(identity, gate, body.uuid),
                    "state": STATE_WORDS[body.state] if body.state else None,
                }
                for body in bodies
            ]
            if gate is Gate.G3
            else [],
        }
        for gate in Gate
    ]
    return project_page(
        request,
        actor,
        identity,
        section="gates",
        template="office/gates/gates.html",
        context={"lines": lines},
    )


@require_safe
@staff()
def gate(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, gate: str, organisation: uuid.UUID | None = None
) -> HttpResponse:
    if gate_named(gate) is Gate.G3 and organisation is None:
        project_for(actor, identity)
        return HttpResponseRedirect(reverse("office:gates", args=[identity]))
    return show_gate(request, actor, identity, gate_named(gate), organisation)


def show_gate(
    request: HttpRequest,
    actor: Actor,
    identity: uuid.UUID,
    gate: Gate,
    organisation: uuid.UUID | None = None,
    *,
    problem: str = "",
    status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page of a gate; ``problem`` is what an act was refused for, ``typed`` what stood in the fields."""
    return project_page(
        request,
        actor,
        identity,
        section="gates",
        template="office/gates/gate.html",
        context={
            **_gate_context(actor, identity, gate, organisation),
            "gates_url": reverse("office:gates", args=[identity]),
            "open_url": reverse("office:open_gate", args=[identity, gate.value]),
            "waive_url": reverse("office:waive", args=[identity, gate.value]),
            "forms": [(form.value, word) for form, word in FORM_WORDS.items()],
            "problem": problem,
            "typed": typed or {},
        },
        status=status,
    )


def _gate_context(
    actor: Actor, identity: uuid.UUID, gate: Gate, organisation: uuid.UUID | None
) -> dict[str, object]:
    """What the gate asks for, its rounds, and what the reader may do."""
    row = project_for(actor, identity)
    subject = cases.subject_of(row, gate, organisation)
    shown = sorted(
        map(_requirement_row, requirements(gate, subject)), key=lambda row: _ORDER.index(row.state)
    )
    found = [case_row(case) for case in reading.rounds(actor, identity, gate, organisation)]
    current = next((each for each in found if each.case.state is GateState.IN_SIGNING), None)
    missing = [each for each in shown if each.item.blocks]
    owner = row.owner.uuid
    may_waive = actor.may(Permission.EDIT_PROJECT, owner) and actor.may(Permission.SIGN, owner)
    may_open = cases.may_open(actor, subject)
    return {
        "gate": gate.value,
        "gate_title": GATE_WORDS[gate],
        "body": subject.unit.organisation.name if subject.unit else "",
        "organisation": organisation or "",
        "requirements": shown,
        "missing": len(missing),
        "met": len(shown) - len(missing),
        "current": current,
        "rounds": [each for each in found if each is not current],
        "may_open": current is None and may_open,
        "may_withdraw": current is not None and may_open,
        "waivable": [each.item for each in missing if each.item.waivable] if may_waive else [],
    }


@require_safe
@staff()
def case(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """From a notice to the gate it is about."""
    row = cases.case_for(actor, identity)
    body = row.organisation.uuid if row.organisation else None
    return HttpResponseRedirect(gate_url(row.project.uuid, Gate(row.gate), body))


@require_safe
@staff()
def record_pdf(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The record with its signatures as PDF for the E-Akte."""
    row = cases.case_for(actor, identity)
    name = f"{row.project.number}-{row.gate}-{row.round}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(
        case_pdf(reading.case_view(actor, row)), content_type="application/pdf", headers=headers
    )


@require_safe
@staff()
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the reader's own signature; never a list about somebody else."""
    rows = [
        {"item": row, "title": GATE_WORDS[row.gate], "url": reverse("office:gate_case", args=[row.case])}
        for row in reading.waiting(actor)
    ]
    return render(request, "office/gates/waiting.html", {"here": "signatures", "rows": rows})
