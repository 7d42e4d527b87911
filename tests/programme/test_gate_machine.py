# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever people try in whatever order: no phase without signatures, four eyes, and no change to what was decided."""

from collections import Counter

import pytest
from django.db import transaction
from gate_cases import decide, people, ready_for_advice
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Refused
from leistungswerk.programme.gates.record import digest_of
from leistungswerk.programme.models import ChecklistItem, GateCase, Project
from leistungswerk.programme.services.gates import open_case, withdraw_case
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.programme.services.signing import refuse, sign
from leistungswerk.programme.states import Gate, GateState, Phase

pytestmark = pytest.mark.django_db
NAMES = ("contact", "owner", "head_of_unit", "budget", "technical", "both", "stranger")
actors = st.sampled_from(NAMES)
positions = st.integers(1, 3)


class Gates(RuleBasedStateMachine):
    land: object

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.who = people(self.land)
        self.who.both = self.land.actor(
            (Role.SERVICE_OWNER, self.land.ministry), (Role.UNIT_HEAD, self.land.ministry)
        )
        entry = ProjectEntry(title="Wohngeld", services=("99107023017000",))
        self.project = begin_project(OPERATOR, owner=self.land.ministry.uuid, entry=entry)
        ready_for_advice(self.land, self.project)
        self.prepared = False
        self.decided: dict[int, tuple[str, str, int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)

    def _tried(self, act) -> None:
        """A use case that may say no; what it refuses leaves nothing behind."""
        try:
            act()
        except Refused:
            return

    def _case(self) -> GateCase | None:
        return GateCase.objects.order_by("-pk").first()

    @rule(name=actors, gate=st.sampled_from([Gate.G0, Gate.G1, Gate.G2]))
    def open(self, name, gate) -> None:
        if not self.prepared and Project.objects.get().phase == Phase.ADVICE:
            decide(self.land, self.who, self.project)
            self.prepared = True
        self._tried(lambda: open_case(getattr(self.who, name), project=self.project, gate=gate))

    @rule(name=actors, position=positions)
    def sign(self, name, position) -> None:
        case = self._case()
        if case is not None:
            actor = getattr(self.who, name)
            self._tried(lambda: sign(actor, case=case.uuid, position=position, digest=case.digest))

    @rule(position=positions)
    def sign_by_the_book(self, position) -> None:
        case = self._case()
        names = {"G0": ("contact",), "G1": ("owner", "head_of_unit", "budget")}
        if case is not None and position <= len(names.get(case.gate, ())):
            actor = getattr(self.who, names[case.gate][position - 1])
            self._tried(lambda: sign(actor, case=case.uuid, position=position, digest=case.digest))

    @rule(name=actors, position=positions)
    def refuse(self, name, position) -> None:
        case = self._case()
        if case is not None:
            actor = getattr(self.who, name)
            self._tried(
                lambda: refuse(actor, case=case.uuid, position=position, digest=case.digest, reason="Nein.")
            )

    @rule(name=actors)
    def withdraw(self, name) -> None:
        case = self._case()
        if case is not None:
            self._tried(lambda: withdraw_case(getattr(self.who, name), case=case.uuid, reason="Zurück."))

    @rule(state=st.sampled_from(["open", "done"]))
    def evidence_comes_and_goes(self, state) -> None:
        ChecklistItem.objects.update(state=state)

    @invariant()
    def no_phase_without_its_gate_signed(self) -> None:
        signed = set(
            GateCase.objects.filter(state__in=[GateState.PASSED, GateState.SUPERSEDED]).values_list(
                "gate", flat=True
            )
        )
        row = Project.objects.get()
        assert row.phase < Phase.ADVICE or "G0" in signed
        assert row.phase < Phase.DEVELOPMENT or {"G0", "G1"} <= signed
        assert (row.path == "B") == ("G1" in signed)

    @invariant()
    def what_passed_has_every_signature_of_different_people(self) -> None:
        for case in GateCase.objects.filter(state__in=[GateState.PASSED, GateState.SUPERSEDED]):
            steps = list(case.steps.all())
            assert all(step.act in {"signed", "signed_with_dissent"} for step in steps)
            assert max(Counter(step.signer for step in steps).values()) == 1
            assert {step.digest for step in steps} == {case.digest}

    @invariant()
    def what_was_decided_never_changes(self) -> None:
        for case in GateCase.objects.exclude(state=GateState.IN_SIGNING):
            assert digest_of(case.record) == case.digest
            now = (case.digest, case.reason, case.steps.exclude(act="").count())
            assert self.decided.setdefault(case.pk, now) == now

    @invariant()
    def one_round_at_a_time(self) -> None:
        live = Counter(GateCase.objects.filter(state=GateState.IN_SIGNING).values_list("gate", flat=True))
        assert all(count == 1 for count in live.values())


def test_no_order_of_acts_passes_a_gate_without_its_signatures(land):
    # Made before the first run: what a run does is taken back, the Land stays.
    Gates.land = land
    run_state_machine_as_test(
        Gates,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
