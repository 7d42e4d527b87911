# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One body in one Vorhaben: its duties in order, and the act for each."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.roles import ROLES
from leistungswerk.delivery import queries as delivery
from leistungswerk.programme.phases import Locked
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout import plan, words
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.facts import CONTACT_ROLES, NAMED_AS, ContactPart, route_of
from leistungswerk.programme.rollout.plan import UnitView
from leistungswerk.programme.rollout.rules import MEASURED, WAIVABLE, blocking
from leistungswerk.programme.rollout.usage import Verdict
from leistungswerk.programme.rollout_states import (
    DUTY_WORDS,
    UNIT_TRANSITIONS,
    UNIT_WORDS,
    Duty,
    DutyState,
    UnitState,
)
from leistungswerk.programme.services import duties, go_live, units
from leistungswerk.programme.services.duties import DutyEntry
from leistungswerk.programme.services.gates import NotReady, open_case
from leistungswerk.programme.states import Gate
from leistungswerk.register.kinds import Transport
from leistungswerk.register.queries import execution
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.rollout import shown

Errors = list[dict[str, str]]


def show(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, *, errors: Errors | None = None
) -> HttpResponse:
    """The page of a cell."""
    now = times.now()
    view = plan.unit(actor, identity, now)
    body, facts = view.facts.body, view.facts
    may_edit = actor.may(Permission.EDIT_ROLLOUT, body.uuid)
    found = [shown.finding(each, identity) for each in view.findings]
    context = {
        "here": "rollout",
        "errors": errors or [],
        "view": view,
        "state": UNIT_WORDS[facts.state],
        "state_level": shown.STATE_LEVELS[facts.state],
        "route": words.ROUTE_WORDS[route_of(body.kind)],
        "duties": [each for each in found if not each["idle"]],
        "idle": [each for each in found if each["idle"]],
        "next": next((each for each in found if each["open"]), None),
        "ready": facts.state is UnitState.PREPARING and not blocking(view.findings),
        "may_edit": may_edit,
        "transport": words.TRANSPORT_WORDS[facts.transport] if facts.transport else "",
        "transports": shown.transports(),
        "moves": _moves(actor, view) if may_edit or actor.may(Permission.PLAN_ROLLOUT, view.owner) else [],
        "contacts": _contacts(view),
        "people": [(str(each.uuid), each.name) for each in execution.people(body.uuid)] if may_edit else [],
        "usage": _usage(view),
        "gate": {"signing": view.signing is not None, "url": _case_url(view)},
        "has_questionnaire": facts.project.runtime is not RuntimeKind.OWN,
        "urls": {
            **{
                name: reverse(f"office:rollout_{name}", args=[identity])
                for name in ("edit", "move", "contact", "questionnaire", "portal", "gate")
            },
            "body": reverse("office:rollout_body", args=[body.uuid]),
            "project": reverse("office:rollout_project", args=[facts.project.uuid]),
        },
    }
    return render(request, "office/rollout/unit.html", context, status=422 if errors else 200)


def _moves(actor: Actor, view: UnitView) -> list[dict[str, object]]:
    texts = {
        "declare_interest": _("Interesse bekunden"),
        "prepare": _("Vorbereitung beginnen"),
        "exempt": _("Mit Grund ausnehmen"),
        "include": _("Wieder aufnehmen"),
        "withdraw": _("Mit Grund zurücknehmen"),
    }
    plans = actor.may(Permission.PLAN_ROLLOUT, view.owner)
    edits = actor.may(Permission.EDIT_ROLLOUT, view.facts.body.uuid)
    return [
        {"move": move, "text": texts[move], "reason": move in {"exempt", "withdraw"}}
        for move in UNIT_TRANSITIONS[view.facts.state]
        if move in texts and (plans if move in units.MOVES_OF_THE_PLAN else edits)
    ]


def _contacts(view: UnitView) -> list[dict[str, object]]:
    named = dict(view.contacts)
    return [
        {
            "part": part.value,
            "title": words.CONTACT_WORDS[part.value],
            "name": named.get(NAMED_AS[part].value, ""),
            "roles": ", ".join(
                str(ROLES[role].word) for role in Role if role in CONTACT_ROLES[part] & view.facts.body.roles
            ),
        }
        for part in ContactPart
    ]


def _case_url(view: UnitView) -> str:
    if view.signing is None:
        return ""
    return reverse("office:gate_case", args=[view.signing])


def _usage(view: UnitView) -> dict[str, object] | None:
    if view.usage is None:
        return None
    seen = view.usage
    expected = round(seen.expected) if seen.expected is not None else 0
    texts = {
        Verdict.NO_EXPECTATION: _(
            "Wie viele Fälle zu erwarten sind, ist nicht angegeben; die Zahl allein sagt nichts."
        ),
        Verdict.NOT_COUNTED: _("Der Dienst läuft in einem anderen System. Hier kommen keine Zahlen an."),
        Verdict.TOO_EARLY: _("Zu früh oder zu wenige Fälle erwartet, um etwas zu sagen."),
        Verdict.LOW: _(
            "Deutlich weniger als erwartet. Prüfen Sie, ob der neue Weg bekannt ist und funktioniert."
        ),
        Verdict.AS_EXPECTED: _("Wie erwartet."),
        Verdict.HIGH: _("Deutlich mehr als erwartet."),
    }
    return {
        "seen": seen.seen,
        "expected": expected if seen.expected is not None else None,
        "days": seen.days,
        "text": texts[seen.verdict],
        "counted": seen.verdict is not Verdict.NOT_COUNTED,
    }


def _do(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, act: Callable[[], object], field: str
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        return show(request, actor, identity, errors=shown.errors(refusal, field))
    return HttpResponseRedirect(shown.unit_url(identity))


@require_safe
@staff(Permission.SEE_PROJECT)
def unit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return show(request, actor, identity)


@require_POST
@staff(Permission.EDIT_ROLLOUT)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    post = request.POST

    def _edit() -> None:
        units.edit_unit(
            actor,
            unit=identity,
            transport=shown.chosen(Transport, post.get("transport", "")),
            expected_cases=shown.amount(post.get("expected", "")),
            revision=shown.amount(post.get("revision", "")) or 0,
        )

    return _do(request, actor, identity, _edit, "expected")


@require_POST
@staff(Permission.SEE_PROJECT)
def move(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    wanted, reason = request.POST.get("move", ""), request.POST.get("reason", "")

    def _move() -> None:
        if wanted == "withdraw":
            go_live.withdraw(actor, unit=identity, reason=reason)
        else:
            units.move_unit(actor, unit=identity, move=wanted, reason=reason)

    return _do(
        request, actor, identity, _move, f"reason-{wanted}" if wanted in {"exempt", "withdraw"} else ""
    )


@require_POST
@staff(Permission.EDIT_ROLLOUT)
def contact(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    part = shown.chosen(ContactPart, request.POST.get("part", ""))
    person = shown.identities([request.POST.get("person", "")])

    def _name() -> None:
        if part is None or not person:
            raise Refused(_("Wählen Sie eine Person aus, die bei dieser Stelle eingetragen ist."))
        duties.name_contact(actor, unit=identity, part=part, person=person[0])

    return _do(request, actor, identity, _name, "kontakte")


@require_POST
@staff(Permission.EDIT_ROLLOUT)
def gate(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Open the case of G3 for this body; whoever it is waited for signs it."""
    row = unit_for(actor, identity)

    def _open() -> None:
        try:
            open_case(actor, project=row.project.uuid, gate=Gate.G3, organisation=row.organisation.uuid)
        except (NotReady, Locked) as refusal:
            raise Refused(str(refusal)) from refusal

    return _do(request, actor, identity, _open, "")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def duty(request: HttpRequest, actor: Actor, identity: uuid.UUID, duty: str) -> HttpResponse:
    """One duty: what the rule says, how to meet it, and the form to record it."""
    kind = shown.chosen(Duty, duty)
    row = unit_for(actor, identity, Permission.EDIT_ROLLOUT if request.method == "POST" else None)
    if kind is None:
        raise Http404
    errors: Errors = []
    posted = request.POST
    if request.method == "POST":
        try:
            entry = DutyEntry(
                duty=kind,
                state=shown.chosen(DutyState, posted.get("state", "")) or DutyState.OPEN,
                reference=posted.get("reference", "")[:300],
                valid_until=shown.day(posted.get("valid_until", "")) if kind is Duty.CERTIFICATE else None,
            )
            duties.record_duty(actor, unit=identity, entry=entry)
        except Refused as refusal:
            if type(refusal) is not Refused:
                raise
            field = "valid_until" if kind is Duty.CERTIFICATE and posted.get("reference") else "reference"
            errors = shown.errors(refusal, field)
        else:
            return HttpResponseRedirect(shown.unit_url(identity))
    return _duty_page(request, actor, plan.unit(actor, row.uuid, times.now()), kind, errors)


def _duty_page(
    request: HttpRequest, actor: Actor, view: UnitView, kind: Duty, errors: Errors
) -> HttpResponse:
    identity, mark = view.facts.uuid, view.marks.get(kind)
    own = view.facts.project.runtime is RuntimeKind.OWN
    context = {
        "here": "rollout",
        "errors": errors,
        "view": view,
        "finding": shown.finding(next(each for each in view.findings if each.duty is kind), identity),
        "title": DUTY_WORDS[kind],
        "mark": mark,
        "measured": kind in MEASURED,
        "waivable": kind in WAIVABLE,
        "certificate": kind is Duty.CERTIFICATE,
        "connections": [(str(each.uuid), each.name) for each in delivery.connections()]
        if kind is Duty.CONNECTION and own
        else [],
        "chosen": {
            "state": request.POST.get("state") or (mark.state.value if mark else DutyState.DONE.value),
            "reference": request.POST.get("reference", mark.reference if mark else ""),
            "valid_until": request.POST.get(
                "valid_until", mark.valid_until.isoformat() if mark and mark.valid_until else ""
            ),
        },
        "may_edit": actor.may(Permission.EDIT_ROLLOUT, view.facts.body.uuid),
        "unit_url": shown.unit_url(identity),
    }
    return render(request, "office/rollout/duty.html", context, status=422 if errors else 200)
