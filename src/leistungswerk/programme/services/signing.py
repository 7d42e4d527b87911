# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Zeichnungen: signed by a role, with dissent, refused with reasons, or signed outside and recorded here."""

import uuid
from collections.abc import Callable
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Role, Scope
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.gates import notices
from leistungswerk.programme.gates.rights import recording_scope, signing_scope
from leistungswerk.programme.models import GateCase, SigningStep
from leistungswerk.programme.services.gates import (
    RecordBroken,
    case_for,
    changed_since,
    complete,
    end,
    event_data,
    hold,
)
from leistungswerk.programme.states import GateState, SignatureAct, SignatureForm


class WrongRole(Refused):
    """The step belongs to another role; the sentence says to which, and where."""


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """A signature given outside: who signed when, in which form, and where the paper lies."""

    signer_name: str
    signed_on: date
    form: SignatureForm
    file_number: str
    note: str = ""
    """A dissenting view, if there was one."""


def sign(actor: Actor, *, case: uuid.UUID, position: int, digest: str, dissent: str = "") -> GateState:
    """Sign a step of the record with this digest; ``dissent`` is recorded and counts as a signature.

    Returns the state of the case afterwards. Raises :class:`WrongRole`, :class:`Refused` out of turn or for a
    second signature of one person, :class:`Overtaken` if somebody was faster, :class:`RecordBroken` if the last
    signature finds that the record is no longer true.
    """

    def _write(step: SigningStep, scope: Scope, at: datetime) -> None:
        step.act = (SignatureAct.SIGNED_WITH_DISSENT if dissent.strip() else SignatureAct.SIGNED).value
        step.note = dissent.strip()
        _in_system(actor, step, scope, at)

    return _act(actor, case, position, digest, signing_scope, _write)


def refuse(actor: Actor, *, case: uuid.UUID, position: int, digest: str, reason: str) -> GateState:
    """Refuse to sign, with reasons: the case ends, and only a new one can pass the gate."""
    if not reason.strip():
        raise Refused(_("Eine Verweigerung braucht eine Begründung, damit nachgebessert werden kann."))

    def _write(step: SigningStep, scope: Scope, at: datetime) -> None:
        step.act = SignatureAct.REFUSED.value
        step.note = reason.strip()
        _in_system(actor, step, scope, at)

    return _act(actor, case, position, digest, signing_scope, _write)


def record_outside(
    actor: Actor, *, case: uuid.UUID, position: int, digest: str, outside: Outside
) -> GateState:
    """Record a signature given on paper or elsewhere; anybody who signs on that side may record it."""

    def _write(step: SigningStep, _scope: Scope, at: datetime) -> None:
        _check_outside(outside, times.legal_day(step.case.opened_at), times.legal_day(at))
        step.act = (SignatureAct.SIGNED_WITH_DISSENT if outside.note.strip() else SignatureAct.SIGNED).value
        step.note, step.form = outside.note.strip(), outside.form.value
        step.signer, step.signer_name = actor.pseudonym, outside.signer_name.strip()
        step.signed_on, step.file_number = outside.signed_on, outside.file_number.strip()

    return _act(actor, case, position, digest, recording_scope, _write)


def _in_system(actor: Actor, step: SigningStep, scope: Scope, at: datetime) -> None:
    step.form = SignatureForm.IN_SYSTEM.value
    step.signer, step.signer_name, step.deputy_for = actor.pseudonym, actor.name, scope.deputy_for
    step.signed_on = times.legal_day(at)


def _check_outside(outside: Outside, opened: date, today: date) -> None:
    if outside.form is SignatureForm.IN_SYSTEM:
        raise Refused(_("Wählen Sie, in welcher Form außerhalb gezeichnet wurde."))
    if not outside.signer_name.strip():
        raise Refused(_("Nennen Sie, wer gezeichnet hat."))
    if not outside.file_number.strip():
        raise Refused(_("Nennen Sie das Aktenzeichen, unter dem das Schriftstück liegt."))
    if outside.signed_on > today:
        raise Refused(_("Das Datum der Zeichnung liegt in der Zukunft."))
    if outside.signed_on < opened:
        raise Refused(
            _("Das Schriftstück ist älter als diese Zeichnungsrunde; es kann ihren Stand nicht zeigen.")
        )


def _act(
    actor: Actor,
    identity: uuid.UUID,
    position: int,
    digest: str,
    right: Callable[[Actor, SigningStep], Scope | None],
    write: Callable[[SigningStep, Scope, datetime], None],
) -> GateState:
    case = case_for(actor, identity)
    at = times.now()
    with transaction.atomic():
        hold(case)
        steps = list(case.steps.select_related("organisation", "case").order_by("position"))
        step = _step(steps, position)
        scope = right(actor, step)
        if scope is None:
            raise _wrong_role(step)
        if digest != case.digest:
            raise Refused(
                _("Sie haben einen anderen Stand vor sich. Laden Sie die Seite neu und lesen Sie ihn.")
            )
        _check_turn(step, steps)
        write(step, scope, at)
        _check_four_eyes(step, steps)
        broken = _broken_at_the_end(case, step, steps)
        if broken:
            end(actor, case, GateState.WITHDRAWN, reason=broken, at=at)
        else:
            _store(actor, case, step, at)
            _follow(actor, case, step, steps, at)
        notices.take_back(case, at)
    if broken:
        raise RecordBroken(
            _(
                "Nicht gezeichnet: %(broken)s Die Zeichnung wurde zurückgezogen; öffnen Sie sie neu, wenn das behoben ist."
            )
            % {"broken": broken}
        )
    return GateState(case.state)


def _step(steps: list[SigningStep], position: int) -> SigningStep:
    found = next((each for each in steps if each.position == position), None)
    if found is None:
        raise Refused(_("Diese Zeichnung ist in der Reihenfolge nicht vorgesehen."))
    return found


def _wrong_role(step: SigningStep) -> WrongRole:
    return WrongRole(
        _(
            "Diese Zeichnung steht der Rolle „%(role)s“ bei „%(organisation)s“ zu. Diese Rolle haben Sie dort nicht."
        )
        % {"role": ROLES[Role(step.role)].word, "organisation": step.organisation_name}
    )


def _check_turn(step: SigningStep, steps: list[SigningStep]) -> None:
    if step.act:
        raise Overtaken(
            _("%(name)s war schneller: Diese Zeichnung ist schon geleistet.") % {"name": step.signer_name}
        )
    waiting = [each for each in steps if each.turn < step.turn and not each.act]
    if waiting:
        raise Refused(
            _("Vor dieser Zeichnung steht noch: %(roles)s.")
            % {"roles": ", ".join(str(ROLES[Role(each.role)].word) for each in waiting)}
        )


def _check_four_eyes(step: SigningStep, steps: list[SigningStep]) -> None:
    """The same person never signs two steps, neither as a deputy nor on paper."""
    for other in steps:
        if other.pk == step.pk or not other.act:
            continue
        in_system = {other.form, step.form} == {SignatureForm.IN_SYSTEM.value}
        same = (
            other.signer == step.signer
            if in_system
            else other.signer_name.casefold() == step.signer_name.casefold()
        )
        if same:
            raise Refused(
                _(
                    "%(name)s hat in dieser Runde schon als %(role)s gezeichnet. Nach dem Vier-Augen-Prinzip zeichnet hier jemand anderes."
                )
                % {"name": step.signer_name, "role": ROLES[Role(other.role)].word}
            )


def _broken_at_the_end(case: GateCase, step: SigningStep, steps: list[SigningStep]) -> str:
    """What the record says that is no longer so, asked before the last signature."""
    last = all(each.act for each in steps if each.pk != step.pk)
    return changed_since(case) if last and step.act != SignatureAct.REFUSED.value else ""


def _store(actor: Actor, case: GateCase, step: SigningStep, at: datetime) -> None:
    written = SigningStep.objects.filter(pk=step.pk, act="").update(
        act=step.act, note=step.note, form=step.form, signer=step.signer, signer_name=step.signer_name,
        deputy_for=step.deputy_for, signed_on=step.signed_on, file_number=step.file_number, at=at,
        digest=case.digest,
    )  # fmt: skip
    if not written:
        raise Overtaken(_("Diese Zeichnung ist inzwischen geleistet. Laden Sie die Seite neu."))
    note = f"{step.role} {step.form}" + (f" in Vertretung für {step.deputy_for}" if step.deputy_for else "")
    audit.record(
        actor,
        action=f"gate.step_{step.act}",
        subject=f"gate:{case.uuid}",
        at=at,
        digest=case.digest,
        note=note,
    )
    data = {**event_data(case), "role": step.role, "act": step.act}
    events.publish(kind="gate.step", subject=case.project.uuid, at=at, data=data)


def _follow(actor: Actor, case: GateCase, step: SigningStep, steps: list[SigningStep], at: datetime) -> None:
    if step.act == SignatureAct.REFUSED.value:
        end(actor, case, GateState.REFUSED, reason=step.note, at=at)
    elif all(each.act for each in steps):
        complete(actor, case, at)
    else:
        notices.ask_next(case, at)
