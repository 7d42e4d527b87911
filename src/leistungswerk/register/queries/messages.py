# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading imported messages: what they describe, and how that differs from what counts."""

import hashlib
import json
import uuid
from datetime import datetime

import msgspec
from django.db.models import Count

from leistungswerk.register.message_states import MessageKind, MessageState
from leistungswerk.register.messages import Described, read_kept
from leistungswerk.register.models import FimMessage, MessageEntry
from leistungswerk.standards.fim.xprozess import Diagram, StepList, bpmn_of, list_steps, read_bpmn
from leistungswerk.standards.fim.xprozess.model import Prozess
from leistungswerk.standards.fim.xzufi import Change, ChangeKind, diff


class MessageView(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    kind: MessageKind
    state: MessageState
    sha256: str
    content_sha256: str
    file_name: str
    standard: str
    findings: list[dict[str, object]]
    imported_at: datetime
    decided_at: datetime | None
    entries: int


class EntryView(msgspec.Struct, frozen=True):
    pk: int
    message: uuid.UUID
    position: int
    kind: str
    identifier: str
    version: str
    title: str
    service_key: str
    current: bool


class Comparison(msgspec.Struct, frozen=True):
    """An entry of a message beside the one that counts; no ``before``: nobody described it yet."""

    entry: EntryView
    before: EntryView | None
    changes: tuple[Change, ...]


class ProcessView(msgspec.Struct, frozen=True):
    """A process to look at: its steps, and its model where there is one."""

    prozess: Prozess
    diagram: Diagram | None
    steps: StepList | None


def message_view(row: FimMessage) -> MessageView:
    return MessageView(
        row.pk, row.uuid, MessageKind(row.kind), MessageState(row.state), row.sha256, row.content_sha256,
        row.file_name, row.standard, row.findings, row.imported_at, row.decided_at, row.entries.count(),
    )  # fmt: skip


def _entry(row: MessageEntry, message: uuid.UUID) -> EntryView:
    return EntryView(
        row.pk, message, row.position, row.kind, row.identifier, row.version, row.title, row.service_key, row.current
    )  # fmt: skip


def messages(*, offset: int, limit: int) -> tuple[tuple[MessageView, ...], int]:
    """Imported messages, newest first, and how many there are."""
    rows = FimMessage.objects.defer("content").annotate(number=Count("entries")).order_by("-id")
    found = tuple(
        MessageView(
            row.pk, row.uuid, MessageKind(row.kind), MessageState(row.state), row.sha256, row.content_sha256,
            row.file_name, row.standard, row.findings, row.imported_at, row.decided_at, row.number,
        )
        for row in rows[offset : offset + limit]
    )  # fmt: skip
    return found, FimMessage.objects.count()


def message(identity: uuid.UUID) -> MessageView | None:
    row = FimMessage.objects.defer("content").filter(uuid=identity).first()
    return message_view(row) if row else None


def entries(message: int, *, offset: int, limit: int) -> tuple[EntryView, ...]:
    """What a message describes, in its order."""
    rows = MessageEntry.objects.select_related("message").defer("message__content").filter(message=message)
    return tuple(_entry(row, row.message.uuid) for row in rows.order_by("position")[offset : offset + limit])


def entry(message: uuid.UUID, position: int) -> EntryView | None:
    rows = MessageEntry.objects.select_related("message").defer("message__content")
    row = rows.filter(message__uuid=message, position=position).first()
    return _entry(row, row.message.uuid) if row else None


def entries_of_service(key: str, *, limit: int = 50) -> tuple[EntryView, ...]:
    """What counts now for a Leistungsschlüssel: texts, online services, processes and their models."""
    rows = MessageEntry.objects.select_related("message").defer("message__content")
    rows = rows.filter(service_key=key, current=True).order_by("kind", "title")[:limit]
    return tuple(_entry(row, row.message.uuid) for row in rows)


def described(entry: EntryView) -> Described:
    """The thing itself, read from the kept bytes."""
    row = FimMessage.objects.get(uuid=entry.message)
    return read_kept(MessageKind(row.kind), bytes(row.content), row.file_name).things[entry.position]


def process(entry: EntryView) -> ProcessView | None:
    """A process with its steps; the model lies inside the export or was imported as a file of its own."""
    prozess = described(entry).value
    if not isinstance(prozess, Prozess):
        return None
    data = bpmn_of(prozess)
    diagram = read_bpmn(data) if data else _imported_model(entry.service_key)
    return ProcessView(prozess, diagram, list_steps(diagram, prozess) if diagram else None)


def _imported_model(key: str) -> Diagram | None:
    model = (
        MessageEntry.objects.filter(kind="prozessmodell", service_key=key, current=True).first()
        if key
        else None
    )
    if model is None:
        return None
    value = described(_entry(model, model.message.uuid)).value
    return value if isinstance(value, Diagram) else None


def _predecessors(message: int) -> dict[tuple[str, str], MessageEntry]:
    """What counts now and would be replaced, by kind and identifier."""
    own = MessageEntry.objects.filter(message=message)
    names = set(own.values_list("kind", "identifier"))
    rows = MessageEntry.objects.select_related("message").filter(
        current=True, identifier__in=own.values("identifier")
    ).exclude(message=message)  # fmt: skip
    return {(row.kind, row.identifier): row for row in rows if (row.kind, row.identifier) in names}


def base_of(message: int) -> str:
    """Name of everything a message is compared with; another base, another comparison."""
    rows = sorted(row.pk for row in _predecessors(message).values())
    return hashlib.sha256(json.dumps(rows).encode("ascii")).hexdigest()


def comparisons(message: int) -> tuple[Comparison, ...]:
    """Every entry of a message beside the one that counts, in the order of the message."""
    row = FimMessage.objects.get(pk=message)
    things = read_kept(MessageKind(row.kind), bytes(row.content), row.file_name).things
    before = _predecessors(message)
    olds: dict[int, tuple[Described, ...]] = {}
    found = []
    for own in row.entries.order_by("position"):
        old = before.get((own.kind, own.identifier))
        if old is None:
            found.append(Comparison(_entry(own, row.uuid), None, ()))
            continue
        if old.message_id not in olds:
            earlier = old.message
            kept = read_kept(MessageKind(earlier.kind), bytes(earlier.content), earlier.file_name)
            olds[old.message_id] = kept.things
        changes = _changes(olds[old.message_id][old.position], things[own.position])
        found.append(Comparison(_entry(own, row.uuid), _entry(old, old.message.uuid), changes))
    return tuple(found)


def _changes(old: Described, new: Described) -> tuple[Change, ...]:
    if isinstance(old.value, Diagram) or isinstance(new.value, Diagram):
        return (
            ()
            if old.value == new.value
            else (Change("Prozessmodell", ChangeKind.CHANGED, old.title, new.title),)
        )
    # Lines are where something stands, not what it says.
    return tuple(change for change in diff(old.value, new.value) if not change.element.endswith("Zeile"))
