# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nachnutzungsverträge: begun from phase 2 on, moved step by step with the paper that made the step."""

import uuid
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import ContractParty, ContractStep, ReuseContract, ReuseOffer
from leistungswerk.programme.phases import require_phase
from leistungswerk.programme.reuse import contracts
from leistungswerk.programme.reuse.routes import AGREEMENTS, FIT_STORE_NUMBER, MOVES, Move
from leistungswerk.programme.reuse_states import CONTRACT_TRANSITIONS, ContractState, OfferState, Route
from leistungswerk.programme.reuse_words import CONTRACT_WORDS, ROUTE_WORDS
from leistungswerk.programme.states import Phase, SignatureForm


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The paper behind a move: it stays in the E-Akte, here stand its title, form, signer, file number and day."""

    document: str = ""
    form: SignatureForm | None = None
    signer: str = ""
    file_number: str = ""
    signed_on: date | None = None


def begin_contract(
    actor: Actor, *, project: uuid.UUID, offer: uuid.UUID, route: Route, contact: str, parties: Sequence[str] = ()
) -> uuid.UUID:  # fmt: skip
    """Open a contract route for a Vorhaben in phase 2 or later; returns its uuid.

    Agreements name their parties, at least two. Raises :class:`Refused` otherwise, for a route the offer does not
    take, or while another contract on the same offer is open.
    """
    row = project_for(actor, project, Permission.EDIT_CONTRACT)
    require_phase(row, Phase.DEVELOPMENT)
    found = ReuseOffer.objects.filter(uuid=offer).first()
    if found is None or found.state == OfferState.ENDED:
        raise Refused(_("Wählen Sie ein Angebot, das noch nicht beendet ist."))
    if found.routes and route.value not in found.routes:
        raise Refused(
            _(
                "Dieses Angebot wird nicht über „%(route)s“ bereitgestellt. Wählen Sie einen seiner Vertragswege."
            )
            % {"route": ROUTE_WORDS[route]}
        )
    names = tuple(dict.fromkeys(name.strip() for name in parties if name.strip()))
    if route in AGREEMENTS and len(names) < 2:
        raise Refused(_("Eine Vereinbarung braucht mindestens zwei Vertragsparteien. Nennen Sie alle."))
    at = times.now()
    try:
        with transaction.atomic():
            made = ReuseContract.objects.create(
                project=row, offer=found, route=route, contact=contact, opened_at=at
            )
            if route in AGREEMENTS:
                ContractParty.objects.bulk_create([ContractParty(contract=made, name=name) for name in names])
            events.publish(kind="contract.begun", subject=made.uuid, at=at)
            audit.record(actor, action="contract.begun", subject=f"contract:{made.uuid}", at=at, note=route)
    except IntegrityError as error:
        raise Refused(_("Zu diesem Angebot läuft in diesem Vorhaben schon ein Vertrag.")) from error
    return made.uuid


def _contract(actor: Actor, identity: uuid.UUID) -> contracts.ContractView:
    found = contracts.contract(actor, identity)
    if found is None:
        raise Missing(_("Diesen Vertrag gibt es nicht."))
    project_for(actor, found.project, Permission.EDIT_CONTRACT)
    return found


def move_contract(
    actor: Actor, *, contract: uuid.UUID, move: str, paper: Paper, number: str = "", ends_on: date | None = None,
    seen: ContractState,
) -> ContractState:  # fmt: skip
    """Record a step of the route with its paper; returns the state after it.

    ``seen`` is the state the person decided on. Raises :class:`Refused` for a step the route does not have here, a
    paper that lacks something, a wrong FIT-Store number or a missing signature; :class:`Overtaken` for the second
    of two.
    """
    held = _contract(actor, contract)
    if held.state is not seen:
        raise Overtaken(
            _("Jemand war schneller: Der Vertrag ist jetzt im Stand „%(state)s“.")
            % {"state": CONTRACT_WORDS[held.state]}
        )
    after = CONTRACT_TRANSITIONS[held.route][held.state].get(move)
    if after is None:
        raise Refused(
            _("Dieser Schritt folgt nicht auf „%(state)s“. Halten Sie die Reihenfolge des Vertragswegs ein.")
            % {"state": CONTRACT_WORDS[held.state]}
        )
    _check_paper(MOVES[held.route][move], paper)
    number = number.strip() or held.number
    _check_conclusion(held, after, number)
    at = times.now()
    with transaction.atomic():
        changed = ReuseContract.objects.filter(uuid=contract, state=held.state).update(
            state=after, number=number, ends_on=ends_on or held.ends_on
        )
        if not changed:
            raise Overtaken(_("Jemand war schneller und hat diesen Vertrag bewegt. Laden Sie die Seite neu."))
        ContractStep.objects.create(
            contract=ReuseContract.objects.get(uuid=contract), move=move, document=paper.document,
            form=paper.form or "", signer=paper.signer, file_number=paper.file_number, signed_on=paper.signed_on,
            at=at, by=actor.pseudonym,
        )  # fmt: skip
        events.publish(kind="contract.moved", subject=contract, at=at, data={"state": after.value})
        audit.record(
            actor, action=f"contract.{move}", subject=f"contract:{contract}", at=at, note=paper.file_number
        )
    return after


def _check_paper(move: Move, paper: Paper) -> None:
    needed = []
    if move.paper:
        needed += [(paper.document, _("Dokument")), (paper.file_number, _("Aktenzeichen"))]
    if move.signed:
        needed += [
            (paper.form or "", _("Form der Zeichnung")),
            (paper.signer, _("Gezeichnet von")),
            (str(paper.signed_on or ""), _("Gezeichnet am")),
        ]
    for value, field in needed:
        if not value.strip():
            raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": field})
    if paper.signed_on and paper.signed_on > times.legal_day(times.now()):
        raise Refused(_("„Gezeichnet am“ liegt in der Zukunft. Tragen Sie den Tag der Zeichnung ein."))


def _check_conclusion(held: contracts.ContractView, after: ContractState, number: str) -> None:
    if after is not ContractState.CONCLUDED:
        return
    if held.route is Route.FIT_STORE and not FIT_STORE_NUMBER.match(number):
        raise Refused(
            _(
                "„Vertragsnummer“: „%(number)s“ ist keine Nummer des FIT-Store. Sie sieht so aus: FITST/2026/0001."
            )
            % {"number": number}
        )
    if held.route in AGREEMENTS and (len(held.parties) < 2 or held.unsigned):
        raise Refused(
            _("Noch haben nicht alle gezeichnet. Es fehlen: %(names)s.") % {"names": ", ".join(held.unsigned)}
        )


def record_signature(actor: Actor, *, contract: uuid.UUID, party: int, paper: Paper) -> None:
    """Record how a party of an agreement signed outside; possible once, while the agreement is in signing."""
    held = _contract(actor, contract)
    if held.state is not ContractState.IN_SIGNING:
        raise Refused(_("Zeichnungen lassen sich nur eintragen, solange die Vereinbarung in Zeichnung ist."))
    _check_paper(Move("", "", signed=True), paper)
    if not paper.file_number.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Aktenzeichen")})
    at = times.now()
    with transaction.atomic():
        changed = ContractParty.objects.filter(
            pk=party, contract__uuid=contract, signed_on__isnull=True
        ).update(
            form=paper.form, signer=paper.signer, file_number=paper.file_number, signed_on=paper.signed_on
        )  # fmt: skip
        if not changed:
            raise Overtaken(_("Diese Zeichnung ist schon eingetragen, oder die Partei gibt es nicht."))
        audit.record(
            actor,
            action="contract.party_signed",
            subject=f"contract:{contract}",
            at=at,
            note=paper.file_number,
        )
