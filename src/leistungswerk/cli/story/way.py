# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One Vorhaben of the story on its way through the gates, act by act."""

import uuid
from decimal import Decimal
from typing import Final

import msgspec

from leistungswerk.cli.story.cast import Cast
from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor, Role
from leistungswerk.programme.decisions import reading as decided
from leistungswerk.programme.gates import reading
from leistungswerk.programme.queries.checklists import checklists
from leistungswerk.programme.queries.projects import project_head
from leistungswerk.programme.services import (
    consultations,
    decisions,
    infrastructure,
    items,
    process_steps,
    votes,
)
from leistungswerk.programme.services.gates import open_case
from leistungswerk.programme.services.participation import add_executing_bodies, name_contact
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.programme.services.signing import refuse, sign
from leistungswerk.programme.states import (
    Dimension,
    EvidenceKind,
    Gate,
    Ground,
    Improvement,
    ItemState,
    Path,
    Verdict,
    VoteKind,
)
from leistungswerk.register import services as register
from leistungswerk.register.entries import FimEntry
from leistungswerk.register.kinds import FimBlock


class Line(msgspec.Struct, frozen=True):
    """A line of ``demo/story.json``."""

    key: str
    name: str
    ozg_id: str
    ozg_name: str
    typing: str
    title: str
    owner: str
    bodies: str
    """Who decides: ``districts``, ``local`` (all municipal bodies) or ``state`` (the owner itself)."""
    path: str
    stage: str


ADVISED: Final = frozenset(
    {"advice", "decided", "refused", "blocked", "deferred", "not_digitisable", "rolling", "complete"}
)
DECIDED: Final = frozenset({"decided", "blocked", "rolling", "complete", "deferred", "not_digitisable"})


class Way:
    """A Vorhaben with the people of its owner."""

    def __init__(
        self,
        cast: Cast,
        line: Line,
        owner: uuid.UUID,
        bodies: list[uuid.UUID],
        *,
        offer: uuid.UUID | None = None,
    ) -> None:
        self._cast, self.line, self.owner, self.bodies, self.offer = cast, line, owner, bodies, offer
        self.project = uuid.UUID(int=0)
        self.number = ""

    def _as(self, role: Role) -> Actor:
        return self._cast.actor(role, self.owner)

    def begin(self) -> None:
        entry = ProjectEntry(
            title=self.line.title,
            services=(self.line.key,),
            goal="Demodaten: Die Leistung soll online und durchgängig digital werden.",
            staff_share=Decimal("0.2"),
            budget_line="Demo 0000 000 00",
            expected_cases=1200,
        )
        self.project = begin_project(self._as(Role.RESSORT_CONTACT), owner=self.owner, entry=entry)
        self.resume(self.project)

    def resume(self, project: uuid.UUID) -> None:
        """Go on with a Vorhaben that was begun before."""
        head = project_head(OPERATOR, project)
        assert head is not None
        self.project, self.number = project, head.number

    def advise(self) -> None:
        """Everything gate 0 asks for, and its signature."""
        contact = self._as(Role.RESSORT_CONTACT)
        person = self._cast.person(Role.SERVICE_OWNER, self.owner)
        name_contact(contact, project=self.project, person=person, role=Role.SERVICE_OWNER)
        add_executing_bodies(contact, project=self.project, bodies=self.bodies)
        self._finish(Gate.G0)
        self.sign(open_case(contact, project=self.project, gate=Gate.G0))

    def _finish(self, gate: Gate) -> None:
        """Tick what people tick, with an invented file number; facts tick themselves."""
        owner = self._as(Role.SERVICE_OWNER)
        listed = [each for each in checklists(owner, self.project) if each.gate is gate]
        for item in (item for each in listed for item in each.items):
            if item.state is ItemState.OPEN and item.evidence is not EvidenceKind.LIVE_FACT:
                proof = items.EvidenceEntry(
                    title=f"Demodaten: {item.title}"[:200],
                    file_number="DEMO-2026-0001",
                    url="https://example.org/demo" if item.evidence is EvidenceKind.LINK else "",
                )
                items.finish_item(owner, project=self.project, item=item.uuid, evidence=proof)

    def _waive(self, gate: Gate) -> None:
        """Facts the story cannot bring about (a checked schema of every Leistung) are waived with a reason."""
        owner = self._as(Role.SERVICE_OWNER)
        for item in (
            item for each in checklists(owner, self.project) if each.gate is gate for item in each.items
        ):
            if item.state is ItemState.OPEN:
                items.waive_item(
                    owner, project=self.project, item=item.uuid, reason="Demodaten: liegt nicht vor."
                )

    def sign(self, case: uuid.UUID) -> None:
        for step in reading.open_steps(case):
            actor = self._cast.actor(step.role, step.organisation)
            sign(actor, case=case, position=step.position, digest=step.digest)

    def settle(self, gate: Gate) -> None:
        """Finish the checklist of a gate; facts that cannot be brought about are waived with a reason."""
        self._finish(gate)
        self._waive(gate)

    def examine(self) -> None:
        """The preliminary work of phase 1: advice, process, FIM state, reuse, options."""
        owner = self._as(Role.SERVICE_OWNER)
        self._take_advice(owner)
        for title, improvement, reason in _STEPS:
            step = process_steps.StepEntry(title=title, improvement=improvement, reason=reason)
            process_steps.add_step(owner, project=self.project, entry=step)
        register.set_fim_state(
            OPERATOR, key=self.line.key, entry=FimEntry(block=FimBlock.DATA, status=5, external_id="S-Demo")
        )
        decisions.search_reuse(owner, project=self.project)
        ratings = [
            decisions.Rating(
                path, None, dimension, 3 if path.value == self._path().value else 1, "Demodaten: geprüft."
            )
            for path in Path
            if path is not Path.UNDECIDED
            for dimension in Dimension
        ]
        decisions.rate_options(owner, project=self.project, ratings=ratings)

    def _take_advice(self, owner: Actor) -> None:
        question = consultations.Question(
            organisation=self.owner,
            subject=f"Einstieg: {self.line.title}"[:200],
            text="Demodaten: Welche Wege kommen in Betracht?",
            project=self.project,
        )
        asked = consultations.request_advice(owner, question=question)
        provider = self._cast.provider
        adviser = self._cast.actor(Role.ADVISER, provider)
        person = self._cast.person(Role.ADVISER, provider)
        consultations.assign_consultation(adviser, consultation=asked, adviser=person)
        consultations.answer_consultation(
            adviser, consultation=asked, text="Demodaten: Wege A bis D besprochen."
        )
        consultations.close_consultation(owner, consultation=asked)

    def _path(self) -> Path:
        return Path(self.line.path) if self.line.path else Path.OWN_DEVELOPMENT

    def decide(self) -> None:
        """Gate 1: decided and signed, or refused as the story says."""
        self.examine()
        owner = self._as(Role.SERVICE_OWNER)
        today = times.legal_day(times.now())
        impossible = self.line.stage == "not_digitisable"
        later = today.replace(year=today.year + 1)
        entry = decisions.DecisionEntry(
            path=Path.UNDECIDED if impossible else self._path(),
            not_digitisable=impossible,
            ground=Ground.LEGAL if impossible else None,
            review_on=later if impossible or self.line.stage == "deferred" else None,
            reasons="Demodaten: Begründung der Entscheidung.",
            cost_once=Decimal(90000),
            cost_yearly=Decimal(12000),
            cost_cover="Demo 0000 000 00",
            offer=self.offer if self._path() is Path.REUSE and not impossible else None,
            route="fit_store" if self._path() is Path.REUSE else "",
        )
        draft = decided.draft(decisions.editable(owner, self.project))
        revision = draft.revision if draft else 0
        decisions.write_decision(owner, project=self.project, entry=entry, revision=revision)
        decisions.draft_from_data(owner, project=self.project, revision=revision + 1)
        self.settle(Gate.G1)
        self.vote()
        for role in (Role.UNIT_HEAD, Role.BUDGET):
            self._cast.person(role, self.owner)
        case = open_case(owner, project=self.project, gate=Gate.G1)
        if self.line.stage == "refused":
            step = reading.open_steps(case)[0]
            refuse(
                self._cast.actor(step.role, step.organisation), case=case, position=step.position, digest=step.digest,
                reason="Demodaten: Die laufenden Kosten sind nicht gedeckt.",
            )  # fmt: skip
            return
        self.sign(case)

    def vote(self, privacy: Verdict = Verdict.POSITIVE) -> None:
        today = times.legal_day(times.now())
        for role, kind, verdict in (
            (Role.DATA_PROTECTION, VoteKind.DATA_PROTECTION, privacy),
            (Role.INFORMATION_SECURITY, VoteKind.INFORMATION_SECURITY, Verdict.POSITIVE),
        ):
            conditions = "Demodaten: Löschkonzept fehlt." if verdict is not Verdict.POSITIVE else ""
            entry = votes.VoteEntry(
                kind=kind,
                verdict=verdict,
                given_on=today,
                conditions=conditions,
                file_number="DEMO-2026-0002",
            )
            votes.give_vote(self._as(role), project=self.project, entry=entry)

    def wait_for_base_service(self) -> None:
        """A base service is asked for and not ready: the Vorhaben shows it as blocker."""
        infrastructure.request_base_service(
            self._as(Role.RESSORT_CONTACT), project=self.project, code="fit-connect",
            purpose="Demodaten: FIT-Connect-Zustellpunkt", needed_by=None,
        )  # fmt: skip


_STEPS: Final = (
    (
        "Antrag auf Vollständigkeit prüfen",
        Improvement.SIMPLIFY,
        "Demodaten: Das Formular prüft beim Ausfüllen.",
    ),
    ("Unterlagen in Papier nachfordern", Improvement.DROP, "Demodaten: entfällt mit dem Hochladen."),
)
