# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Acts on single items of a checklist: finished with evidence, set aside with a reason, reopened, assigned."""

import uuid
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import ChecklistItem, Evidence, Participation, Project
from leistungswerk.programme.services.checklists import announce, refuse_signed
from leistungswerk.programme.states import (
    ITEM_TRANSITIONS,
    Dimension,
    EvidenceKind,
    Gate,
    ItemState,
    Part,
)
from leistungswerk.register.queries import directory


class EvidenceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What proves an item: title, and file number of the E-Akte or address."""

    title: str
    file_number: str = ""
    url: str = ""


class ItemPlan(msgspec.Struct, frozen=True):
    """Who does an item until when; both may be open. The day is planned only: reaching it changes nothing."""

    person: uuid.UUID | None = None
    due: date | None = None


class NewItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that the owner adds to its own list."""

    gate: Gate
    dimension: Dimension
    title: str
    responsible: Role
    guidance: str = ""
    due: date | None = None
    mandatory: bool = False


def may_act(actor: Actor, project: Project, item: ChecklistItem) -> bool:
    """Who edits the Vorhaben, whoever the item is assigned to, and holders of its role for a body that takes part."""
    if actor.may(Permission.EDIT_PROJECT, project.owner.uuid):
        return True
    if item.person is not None and item.person.uuid == actor.person:
        return True
    bodies = Participation.objects.filter(project=project, part__in=[Part.OWNER, Part.EXECUTING])
    role = Role(item.responsible)
    return any(actor.acting_as(role, body) for body in bodies.values_list("organisation__uuid", flat=True))


def _item(actor: Actor, project: uuid.UUID, identity: uuid.UUID) -> ChecklistItem:
    row = project_for(actor, project)
    item = (
        ChecklistItem.objects.select_related("project__owner", "person")
        .filter(project=row, uuid=identity)
        .first()
    )
    if item is None:
        raise Missing(_("Diesen Punkt gibt es nicht."))
    if not may_act(actor, row, item):
        raise NotAllowed(_("Diesen Punkt bearbeitet, wer für ihn zuständig ist, oder der Bedarfsträger."))
    refuse_signed(row, Gate(item.gate))
    return item


def _move(item: ChecklistItem, move: str, **columns: object) -> None:
    """One conditional UPDATE: of two people at once the second sees what the first did."""
    allowed = [state for state, moves in ITEM_TRANSITIONS.items() if move in moves]
    after = ITEM_TRANSITIONS[allowed[0]][move]
    changed = ChecklistItem.objects.filter(pk=item.pk, state__in=allowed).update(state=after, **columns)
    if not changed:
        item.refresh_from_db()
        words = {
            ItemState.OPEN: _("offen"),
            ItemState.DONE: _("erledigt"),
            ItemState.NOT_APPLICABLE: _("trifft nicht zu"),
        }
        raise Overtaken(
            _("Jemand anderes hat diesen Punkt inzwischen geändert."),
            now=[(_("Punkt"), item.title), (_("Stand"), words[ItemState(item.state)])],
        )


def _check_evidence(item: ChecklistItem, entry: EvidenceEntry) -> None:
    kind = EvidenceKind(item.evidence)
    if kind is EvidenceKind.LIVE_FACT:
        raise Refused(_("Diesen Punkt hakt das System selbst ab, sobald die Tatsache zutrifft."))
    if kind is EvidenceKind.DOCUMENT and not entry.file_number.strip():
        raise Refused(_("Tragen Sie das Aktenzeichen der E-Akte ein, unter dem das Dokument liegt."))
    if kind is EvidenceKind.LINK and not entry.url.startswith(("https://", "http://")):
        raise Refused(_("Tragen Sie eine vollständige Adresse ein, die mit https:// beginnt."))
    if not entry.title.strip():
        raise Refused(_("Benennen Sie den Nachweis, zum Beispiel „Benennungsschreiben vom 3. Mai“."))


def finish_item(actor: Actor, *, project: uuid.UUID, item: uuid.UUID, evidence: EvidenceEntry) -> None:
    """Done, with what proves it. Raises :class:`Refused` where the evidence does not fit, :class:`Overtaken`."""
    row = _item(actor, project, item)
    _check_evidence(row, evidence)
    at = times.now()
    with transaction.atomic():
        _move(row, "finish", done_at=at, done_by=actor.pseudonym)
        Evidence.objects.create(
            item=row,
            kind=row.evidence,
            title=evidence.title.strip()[:300],
            file_number=evidence.file_number.strip()[:100],
            url=evidence.url.strip()[:500],
            at=at,
            by=actor.pseudonym,
        )
        announce(actor, row, "item.finished", at, evidence.file_number.strip() or evidence.title.strip())


def waive_item(actor: Actor, *, project: uuid.UUID, item: uuid.UUID, reason: str) -> None:
    """It does not apply here; the reason stands beside it for everybody."""
    row = _item(actor, project, item)
    _reasoned(actor, row, "waive", reason, "item.waived")


def reopen_item(actor: Actor, *, project: uuid.UUID, item: uuid.UUID, reason: str) -> None:
    """Open again, with a reason; the evidence that was there stays on record."""
    row = _item(actor, project, item)
    if row.evidence == EvidenceKind.LIVE_FACT and row.state == ItemState.DONE:
        raise Refused(_("Diesen Punkt öffnet das System selbst, sobald die Tatsache nicht mehr zutrifft."))
    _reasoned(actor, row, "reopen", reason, "item.reopened")


def _reasoned(actor: Actor, row: ChecklistItem, move: str, reason: str, kind: str) -> None:
    if not reason.strip():
        raise Refused(_("Nennen Sie den Grund. Er steht später für alle neben dem Punkt."))
    at = times.now()
    closed = move == "waive"
    with transaction.atomic():
        _move(
            row, move, note=reason.strip(), done_at=at if closed else None,
            done_by=actor.pseudonym if closed else "",
        )  # fmt: skip
        announce(actor, row, kind, at, reason.strip())


def plan_item(actor: Actor, *, project: uuid.UUID, item: uuid.UUID, plan: ItemPlan) -> None:
    """Assign a person and a day; neither moves the state, now or when the day comes."""
    row = _item(actor, project, item)
    person = directory.person(plan.person) if plan.person else None
    if plan.person and person is None:
        raise Refused(_("Diese Person gibt es nicht mehr. Wählen Sie eine andere."))
    at = times.now()
    with transaction.atomic():
        ChecklistItem.objects.filter(pk=row.pk).update(person_id=person.pk if person else None, due=plan.due)
        announce(actor, row, "item.planned", at, _planned(person.name if person else "", plan.due))


def _planned(name: str, due: date | None) -> str:
    return ", ".join(part for part in (name, due.isoformat() if due else "") if part)


def add_item(actor: Actor, *, project: uuid.UUID, entry: NewItem) -> uuid.UUID:
    """Add an item of the owner's own to a list; returns its uuid."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    refuse_signed(row, entry.gate)
    if not entry.title.strip():
        raise Refused(_("Geben Sie dem Punkt einen Titel."))
    at = times.now()
    with transaction.atomic():
        return _add(actor, row, entry, at)


def _add(actor: Actor, row: Project, entry: NewItem, at: datetime) -> uuid.UUID:
    count = ChecklistItem.objects.filter(project=row, gate=entry.gate).count()
    item = ChecklistItem.objects.create(
        project=row,
        gate=entry.gate,
        code=f"eigen-{uuid.uuid4().hex[:8]}",
        position=count + 1,
        dimension=entry.dimension,
        title=entry.title.strip()[:300],
        guidance=entry.guidance.strip(),
        responsible=entry.responsible,
        due=entry.due,
        mandatory=entry.mandatory,
        evidence=EvidenceKind.DOCUMENT,
    )
    announce(actor, item, "item.added", at)
    return item.uuid
