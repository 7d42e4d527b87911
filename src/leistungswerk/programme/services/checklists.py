# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists of a Vorhaben: copied from templates when a phase begins, and ticked by facts where the system knows."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.events import Happened
from leistungswerk.core.failures import Refused
from leistungswerk.programme import live_facts
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates.requirements import Proof
from leistungswerk.programme.models import (
    ChecklistItem,
    ChecklistTemplate,
    Evidence,
    GateCase,
    Project,
    TemplateItem,
)
from leistungswerk.programme.states import (
    GATE_OF_PHASE,
    EvidenceKind,
    Gate,
    GateState,
    ItemState,
    Path,
    Phase,
    ProjectState,
)
from leistungswerk.register.queries.fact_sheet import service_sheets

SYSTEM: Final = Actor("system", "System")
"""Who ticks an item by a fact."""
_NEXT: Final = {
    GATE_OF_PHASE[Phase(phase)]: GATE_OF_PHASE[Phase(phase + 1)] for phase in range(Phase.ROLLOUT)
}
"""The gate before which the next list stands: G0 → G1 → G2 → G4."""


def applicable(project: Project, gate: Gate) -> list[ChecklistTemplate]:
    """Published templates for the gate, the path and the Typisierungen of the Vorhaben, general ones first."""
    rows = ChecklistTemplate.objects.filter(
        gate=gate, path__in=["", project.path], published_at__isnull=False, retired_at__isnull=True
    ).order_by("path", "pk")
    if Path(project.path) is Path.DEFERRED and gate is Gate.G2:
        rows = rows.filter(path=Path.DEFERRED)
    typings = {
        typing
        for sheet in service_sheets(list(project.services.values_list("pk", flat=True)))
        for part in sheet.typings
        for typing in (part, *part.split("/"))
    }
    return [row for row in rows if not row.typings or typings & set(row.typings)]


def offered_items(project: Project, gate: Gate) -> list[TemplateItem]:
    """Items of the present templates that the list of the Vorhaben does not have; each code once."""
    known = set(ChecklistItem.objects.filter(project=project, gate=gate).values_list("code", flat=True))
    found: list[TemplateItem] = []
    order = {row.pk: place for place, row in enumerate(applicable(project, gate))}
    rows = TemplateItem.objects.filter(template__in=order).select_related("template")
    for item in sorted(rows, key=lambda item: (order[item.template_id], item.position)):
        if item.code not in known:
            known.add(item.code)
            found.append(item)
    return found


def copy_items(project: Project, gate: Gate, items: Iterable[TemplateItem], at: datetime) -> int:
    """Write copies of template items into the list of the Vorhaben; texts never change afterwards."""
    day = times.legal_day(at)
    first = ChecklistItem.objects.filter(project=project, gate=gate).count() + 1
    made = ChecklistItem.objects.bulk_create(
        ChecklistItem(
            project=project,
            gate=gate,
            template=item.template,
            code=item.code,
            position=position,
            dimension=item.dimension,
            title=item.title,
            guidance=item.guidance,
            responsible=item.responsible,
            due=day + timedelta(days=item.due_days) if item.due_days else None,
            mandatory=item.mandatory,
            evidence=item.evidence,
            live_fact=item.live_fact,
        )
        for position, item in enumerate(items, start=first)
    )
    return len(made)


def begin_list(project: Project, gate: Gate, at: datetime) -> None:
    """Copy the list before a gate, within the transaction of what begins the phase; once, however often called."""
    if not ChecklistItem.objects.filter(project=project, gate=gate, template__isnull=False).exists():
        copy_items(project, gate, offered_items(project, gate), at)
    tick_facts(project, at)


def on_gate_passed(event: Happened) -> None:
    """The next list begins in the transaction in which the gate before it was signed."""
    following = _NEXT.get(Gate(event.data["gate"]))
    if following is not None:
        begin_list(Project.objects.get(uuid=event.subject), following, event.at)


def accept_offered(actor: Actor, *, project: uuid.UUID, gate: Gate, codes: Sequence[str]) -> int:
    """Take new items of a later template into the list; returns how many. Nothing that stands there changes."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    refuse_signed(row, gate)
    wanted = [item for item in offered_items(row, gate) if item.code in set(codes)]
    if not wanted:
        raise Refused(_("Wählen Sie mindestens einen Punkt, der übernommen werden soll."))
    at = times.now()
    with transaction.atomic():
        count = copy_items(row, gate, wanted, at)
        audit.record(
            actor, action="checklist.extended", subject=f"project:{project}", at=at,
            note=f"{gate} {', '.join(item.code for item in wanted)}",
        )  # fmt: skip
        tick_facts(row, at)
    return count


def refuse_signed(project: Project, gate: Gate) -> None:
    """A list whose gate is being signed or was passed stands as it was signed."""
    closed = GateCase.objects.filter(
        project=project,
        gate=gate,
        organisation__isnull=True,
        state__in=[GateState.IN_SIGNING, GateState.PASSED],
    )
    if closed.exists():
        raise Refused(
            _("Diese Liste gehört zu einem Gate, das gezeichnet wird oder ist. Sie ändert sich nicht mehr.")
        )


def _open_gates(project: Project) -> list[Gate]:
    """Gates whose lists still move."""
    closed = GateCase.objects.filter(
        project=project, organisation__isnull=True, state__in=[GateState.IN_SIGNING, GateState.PASSED]
    ).values_list("gate", flat=True)
    return [gate for gate in Gate if gate.value not in set(closed)]


def tick_facts(project: Project, at: datetime) -> int:
    """Tick items whose fact holds, untick those whose fact no longer does; returns how many moved.

    Within the caller's transaction. Lists of signed gates stay as they are.
    """
    rows = ChecklistItem.objects.filter(
        project=project, gate__in=_open_gates(project), evidence=EvidenceKind.LIVE_FACT
    ).exclude(state=ItemState.NOT_APPLICABLE)
    proofs: dict[str, Proof | None] = {}
    moved = 0
    for item in rows:
        if item.live_fact not in proofs:
            proofs[item.live_fact] = live_facts.prove(item.live_fact, project)
        moved += _tick(item, proofs[item.live_fact], at)
    return moved


def _tick(item: ChecklistItem, proof: Proof | None, at: datetime) -> int:
    if (proof is not None) == (item.state == ItemState.DONE):
        return 0
    after = ItemState.DONE if proof else ItemState.OPEN
    changed = ChecklistItem.objects.filter(pk=item.pk, state=item.state).update(
        state=after, done_at=at if proof else None, done_by=SYSTEM.pseudonym if proof else ""
    )
    if not changed:
        return 0
    if proof:
        Evidence.objects.create(
            item=item,
            kind=EvidenceKind.LIVE_FACT,
            title=proof.title[:300],
            digest=proof.reference[:64] if len(proof.reference) == 64 else "",
            file_number="" if len(proof.reference) == 64 else proof.reference[:100],
            at=at,
            by=SYSTEM.pseudonym,
        )
    announce(SYSTEM, item, "item.ticked" if proof else "item.unticked", at)
    return 1


def announce(actor: Actor, item: ChecklistItem, kind: str, at: datetime, note: str = "") -> None:
    """Event and audit entry of what became of an item."""
    project = item.project.uuid
    data = {"gate": item.gate, "code": item.code}
    events.publish(kind=kind, subject=project, at=at, data=data)
    said = f"{item.gate} {item.title}" + (f": {note}" if note else "")
    audit.record(actor, action=kind, subject=f"project:{project}", at=at, note=said)


def read_facts(actor: Actor, *, project: uuid.UUID) -> int:
    """Look at the facts of a Vorhaben again now; returns how many items moved."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    with transaction.atomic():
        return tick_facts(row, times.now())


def read_all_facts() -> int:
    """The recurring job: look at the facts of every active Vorhaben."""
    moved = 0
    for project in Project.objects.filter(state=ProjectState.ACTIVE).order_by("pk").iterator():
        with transaction.atomic():
            moved += tick_facts(project, times.now())
    return moved
