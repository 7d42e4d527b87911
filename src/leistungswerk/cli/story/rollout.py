# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story goes on after the decision: release (gate 2), preparation of bodies, go-live (gate 3), portal.

Path A runs on an invented service of another Land. Path B runs on this instance: its form version was really
rehearsed and checked before gate 2 is opened (:mod:`.own_way`).
"""

import uuid
from datetime import date, timedelta
from typing import Final

import msgspec

from leistungswerk.cli.story.cast import Cast
from leistungswerk.cli.story.way import Way
from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor, Role
from leistungswerk.programme.reuse_states import ContractState, Route, RuntimeKind
from leistungswerk.programme.rollout import plan
from leistungswerk.programme.rollout.facts import ContactPart
from leistungswerk.programme.rollout_states import Duty, DutyState, WaveKind
from leistungswerk.programme.services import (
    contracts,
    duties,
    infrastructure,
    parameters,
    portal_orders,
    questionnaires,
    running,
    units,
    waivers,
)
from leistungswerk.programme.services.contracts import Paper
from leistungswerk.programme.services.duties import DutyEntry
from leistungswerk.programme.services.gates import open_case
from leistungswerk.programme.services.parameters import ParameterEntry
from leistungswerk.programme.services.running import AccessibilityEntry, RuntimeEntry
from leistungswerk.programme.services.units import Plan, WaveEntry
from leistungswerk.programme.states import Gate, SignatureForm
from leistungswerk.register import services as register
from leistungswerk.register.entries import Contact
from leistungswerk.register.kinds import Transport

FILE: Final = "DEMO-2026-0003"
_DESTINATION: Final = "6a1f4a3c-3b7e-4e5c-9d1b-0f2d3c4b5a69"
_CONTRACT: Final = (
    "declare_interest",
    "begin_coordination",
    "send_coordination_letter",
    "receive_offer",
    "accept",
)
_STATES: Final = (
    ContractState.PREPARED, ContractState.INTEREST_DECLARED, ContractState.IN_COORDINATION, ContractState.COORDINATED,
    ContractState.OFFERED,
)  # fmt: skip
_PARTS: Final = (
    (ContactPart.LEAD, Role.MUNICIPAL_LEAD), (ContactPart.TECHNICAL, Role.INFORMATION_SECURITY),
    (ContactPart.FUNCTIONAL, Role.CASE_WORKER),
)  # fmt: skip
_CONTACT: Final = Contact(
    street="Demostraße 1", postcode="55116", city="Demostadt", email="demo@example.org", phone="0000 0000",
    website="https://stadt.example.org/",
)  # fmt: skip
_TO_WAVE: Final = timedelta(days=60)
_BEHIND: Final = timedelta(days=100)
"""So long ago a late Vorhaben began its pilot: its wave, too, is over by more than a month."""
_DONE: Final = (Duty.DATA_PROTECTION, Duty.TRAINING, Duty.SUPPORT, Duty.PRODUCTION_TEST)


class Stretch(msgspec.Struct, frozen=True):
    """A decided Vorhaben and what it takes further: who owns it, which bodies go live, in their order."""

    way: Way
    cast: Cast
    owner: uuid.UUID
    live: tuple[uuid.UUID, ...]
    preparing: tuple[uuid.UUID, ...] = ()
    late: bool = False
    """Whether the days of pilot and wave have passed: those in the wave are still preparing."""

    def _as(self, role: Role) -> Actor:
        return self.cast.actor(role, self.owner)

    # Path A: an invented service of another Land.

    def conclude_contract(self, offer: uuid.UUID) -> None:
        """The route of the FIT-Store, paper by paper."""
        actor, today = (
            self.cast.actor(Role.PROGRAMME_MANAGEMENT, self.cast.provider),
            times.legal_day(times.now()),
        )
        contract = contracts.begin_contract(
            actor,
            project=self.way.project,
            offer=offer,
            route=Route.FIT_STORE,
            contact="Nachnutzungsmanagement",
        )
        paper = Paper(
            document="Demodaten",
            form=SignatureForm.QUALIFIED,
            signer="Demo Leitung",
            file_number=FILE,
            signed_on=today,
        )
        for seen, move in zip(_STATES, _CONTRACT, strict=True):
            contracts.move_contract(
                actor, contract=contract, move=move, paper=paper, number="FITST/2026/0001", seen=seen
            )

    def run_elsewhere(self) -> None:
        """The foreign service, its test with the Fachverfahren, the operator's acceptance, who answers for the data."""
        today = times.legal_day(times.now())
        runtime = infrastructure.register_runtime(
            OPERATOR, kind=RuntimeKind.EFA, name="Demo-Dienst eines anderen Landes", operator="Demo-Betreiber",
            url="https://wohngeld.example.org/",
        )  # fmt: skip
        entry = RuntimeEntry(
            runtime=runtime, version="4.2", url="https://wohngeld.example.org/", controller="Demo-Land (§ 8a OZG)",
            receiving_controller="Vollzugsbehörde", controller_file_number=FILE,
            interface_product="Demo-Fachverfahren", interface_version="1.0", interface_tested_on=today,
            interface_passed=True, interface_file_number=FILE, accepted_on=today, accepted_by="Demo-Betreiber",
            acceptance_file_number=FILE,
        )  # fmt: skip
        running.record_runtime(
            self._as(Role.SERVICE_OWNER), project=self.way.project, entry=entry, revision=0
        )
        waivers.waive(
            self._as(Role.SERVICE_OWNER), project=self.way.project, gate=Gate.G2, requirement="accessibility_run",
            reason="Demodaten: Die Seite des Demo-Dienstes gibt es nicht; geprüft hat ein Mensch.",
        )  # fmt: skip

    def fill_parameters(self, rows: dict[uuid.UUID, dict[str, str]], *entries: ParameterEntry) -> None:
        """Define parameters and let each body confirm its sheet."""
        owner, today = self._as(Role.SERVICE_OWNER), times.legal_day(times.now())
        for entry in entries:
            parameters.define_parameter(owner, project=self.way.project, entry=entry)
        for organisation, values in rows.items():
            body = self.cast.actor(Role.MUNICIPAL_LEAD, organisation)
            sheet = parameters.draft_sheet(body, project=self.way.project, organisation=organisation)
            parameters.fill_sheet(body, sheet=sheet, told=values, revision=0)
            parameters.confirm_sheet(body, sheet=sheet, valid_from=today, revision=1)

    # Both paths.

    def test_by_a_person(self, digest: str = "") -> None:
        entry = AccessibilityEntry(
            tester_name="Demo Prüfung der Barrierefreiheit", tested_on=times.legal_day(times.now()),
            method="NVDA und Tastatur (Demodaten)", subject_digest=digest, file_number=FILE,
        )  # fmt: skip
        running.record_accessibility_test(self._as(Role.SERVICE_OWNER), project=self.way.project, entry=entry)

    def release(self) -> None:
        """Gate 2, opened with everything it asks for."""
        self.way.settle(Gate.G2)
        self.way.vote()
        self.way.sign(open_case(self._as(Role.SERVICE_OWNER), project=self.way.project, gate=Gate.G2))

    def plan(self) -> None:
        """Every body of the register, a pilot and a wave; in the pilot those that go live."""
        manager, today = (
            self.cast.actor(Role.ROLLOUT_MANAGER, self.cast.provider),
            times.legal_day(times.now()),
        )
        units.take_from_register(manager, project=self.way.project)
        begin = today - _BEHIND if self.late else today
        for kind, name, bodies, day in (
            (WaveKind.PILOT, "Pilot", self.live, begin),
            (WaveKind.WAVE, "Welle 1", self.preparing, begin + _TO_WAVE),
        ):
            if bodies:
                entry = WaveEntry(kind=kind, name=name, starts_on=begin, go_live_on=day)
                wave = units.add_wave(manager, project=self.way.project, entry=entry)
                planned = Plan(wave=str(wave), transport=Transport.FIT_CONNECT, expected_cases=180)
                chosen = [self._unit(body) for body in bodies]
                units.plan_units(manager, project=self.way.project, units=chosen, plan=planned)
        for body in self.preparing:
            units.move_unit(self.cast.actor(Role.MUNICIPAL_LEAD, body), unit=self._unit(body), move="prepare")

    def _unit(self, body: uuid.UUID) -> uuid.UUID:
        found = plan.find_unit(OPERATOR, body=str(body), number=self.way.number)
        assert found is not None
        return found

    def go_live(self, body: uuid.UUID, *, connection: str = _DESTINATION) -> None:
        """Every duty of a body, its own signature (gate 3), and the order to the portal, read back."""
        lead, unit = self.cast.actor(Role.MUNICIPAL_LEAD, body), self._unit(body)
        units.move_unit(lead, unit=unit, move="prepare")
        register.edit_contact(lead, organisation=body, contact=_CONTACT)
        for part, role in _PARTS:
            duties.name_contact(lead, unit=unit, part=part, person=self.cast.person(role, body))
        until = times.legal_day(times.now()) + timedelta(days=400)
        self._record(lead, unit, Duty.CONNECTION, connection)
        self._record(lead, unit, Duty.CERTIFICATE, FILE, until)
        self._record(lead, unit, Duty.PORTAL_ENTRY, FILE)
        for duty in _DONE:
            self._record(lead, unit, duty, FILE)
        if connection == _DESTINATION:
            questionnaires.save(lead, unit=unit, content=_answers(lead, unit))
        self.way.sign(open_case(lead, project=self.way.project, gate=Gate.G3, organisation=body))
        self._order(lead, unit)
        if body == self.live[0]:
            self._record(lead, unit, Duty.ANNOUNCEMENT, FILE)

    @staticmethod
    def _record(actor: Actor, unit: uuid.UUID, duty: Duty, reference: str, until: date | None = None) -> None:
        entry = DutyEntry(duty=duty, state=DutyState.DONE, reference=reference, valid_until=until)
        duties.record_duty(actor, unit=unit, entry=entry)

    @staticmethod
    def _order(actor: Actor, unit: uuid.UUID) -> None:
        order = plan.unit(actor, unit, times.now()).orders[0].uuid
        portal_orders.mark_ordered(actor, order=order)
        written = bytes(portal_orders.order_for(actor, order).xml)
        portal_orders.read_back(actor, order=order, data=written)


def _answers(actor: Actor, unit: uuid.UUID) -> dict[str, object]:
    """An Anbindungsfragebogen with every answer, on what the register knows already."""
    told = {
        f"{who}_{what}": text
        for who in ("projektleitung", "technisch", "fachlich")
        for what, text in (("name", "Demodaten"), ("email", "demo@example.org"), ("telefon", "0000 0000"))
    }
    return {
        **questionnaires.current(actor, unit=unit).content,
        "zustellung": {"destination_id": _DESTINATION},
        "portal": {
            "organisationseinheit": "DEMO.OE.1",
            "pvog_link": "https://portal.example.org/demo",
            "datenschutz_link": "https://stadt.example.org/datenschutz",
        },
        "kontakte": told,
        "betrieb": {"erste_hilfe": "Demodaten", "manuelle_faelle": "Demodaten"},
    }
