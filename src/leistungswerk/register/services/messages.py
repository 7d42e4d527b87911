# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing messages of XProzess and XZuFi; a new version counts only after somebody compared it."""

import hashlib
import uuid
from collections import Counter

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers.xzufi_texts import keep
from leistungswerk.register.message_states import MESSAGE_TRANSITIONS, MessageKind, MessageState
from leistungswerk.register.messages import MessageReading, read_file, read_kept
from leistungswerk.register.models import FimMessage, MessageEntry
from leistungswerk.register.queries.messages import MessageView, base_of, comparisons, message_view
from leistungswerk.register.service_texts import texts_of
from leistungswerk.register.widths import fits

_IDENTIFIER_LENGTH = 400
"""Longest identifier, in characters; PostgreSQL cannot index a name of any length."""


class ImportedMessage(msgspec.Struct, frozen=True):
    """``created`` is ``False`` where the same file was imported before."""

    message: MessageView
    created: bool


def _checked(reading: MessageReading, file: ImportFile) -> None:
    if not reading.things:
        raise Refused(
            _("%(file)s beschreibt keine Leistung, keine Stelle, keinen Onlinedienst und keinen Prozess.")
            % {"file": file.name}
        )
    counted = Counter((thing.kind, thing.identifier) for thing in reading.things)
    (kind, identifier), most = counted.most_common(1)[0]
    if most > 1:
        raise Refused(
            _(
                "%(file)s beschreibt „%(id)s“ (%(kind)s) mehrmals. Bitte lassen Sie jedes nur einmal darin stehen."
            )
            % {"file": file.name, "id": identifier, "kind": kind}
        )
    for thing in reading.things:
        fits(
            _("Die Version von „%(id)s“") % {"id": thing.identifier[:60]},
            thing.version,
            MessageEntry,
            "version",
        )
        if len(thing.identifier) > _IDENTIFIER_LENGTH:
            raise Refused(
                _("Die Kennung „%(id)s…“ ist länger als %(limit)d Zeichen. Bitte prüfen Sie die Datei.")
                % {"id": thing.identifier[:20], "limit": _IDENTIFIER_LENGTH}
            )


def import_message(actor: Actor, *, file: ImportFile) -> ImportedMessage:
    """Keep a message without names of people. Raises ``FimError`` or :class:`Refused`; then nothing is kept.

    What nobody described before counts at once. A message that changes something that counts is only
    proposed: :func:`accept_message` follows when somebody has seen the differences.
    """
    require(actor, Permission.IMPORT_SCHEMA)
    reading = read_file(file)
    _checked(reading, file)
    at = times.now()
    with transaction.atomic():
        row, created = FimMessage.objects.get_or_create(
            sha256=reading.sha256,
            defaults={
                "kind": reading.kind,
                "state": MessageState.PROPOSED,
                "content_sha256": hashlib.sha256(reading.content).hexdigest(),
                "content": reading.content,
                "file_name": file.name,
                "standard": reading.standard[:20],
                "findings": [msgspec.to_builtins(finding) for finding in reading.findings],
                "imported_at": at,
            },
        )
        if created:
            MessageEntry.objects.bulk_create(
                MessageEntry(
                    message=row, position=position, kind=thing.kind, identifier=thing.identifier,
                    version=thing.version, title=thing.title, service_key=thing.service_key,
                )
                for position, thing in enumerate(reading.things)
            )  # fmt: skip
            if not any(change.changes for change in comparisons(row.pk)):
                _count(row)
        note = "" if created else "erneut"
        audit.record(
            actor,
            action="message.imported",
            subject=f"message:{row.uuid}",
            at=at,
            digest=reading.sha256,
            note=note,
        )
    return ImportedMessage(message_view(FimMessage.objects.get(pk=row.pk)), created)


def _count(row: FimMessage) -> None:
    """Let everything the message describes count, in place of what it replaces."""
    for entry in row.entries.all():
        MessageEntry.objects.filter(kind=entry.kind, identifier=entry.identifier, current=True).update(
            current=False
        )
    row.entries.update(current=True)
    if row.kind == MessageKind.XZUFI:
        reading = read_kept(MessageKind.XZUFI, bytes(row.content), row.file_name)
        keep(texts_of(thing.value for thing in reading.things))
    FimMessage.objects.filter(pk=row.pk).update(state=MessageState.ACCEPTED, decided_at=times.now())


def _decide(message: uuid.UUID, move: str) -> FimMessage:
    """The message after its state has moved; raises :class:`Refused`. Called within a transaction."""
    row = FimMessage.objects.filter(uuid=message).first()
    if row is None:
        raise Refused(_("Diese Nachricht gibt es nicht."))
    after = MESSAGE_TRANSITIONS[MessageState(row.state)].get(move)
    moved = after and FimMessage.objects.filter(pk=row.pk, state=row.state).update(
        state=after, decided_at=times.now()
    )
    if not moved:
        raise Refused(_("Über diese Nachricht ist schon entschieden."))
    return row


def accept_message(actor: Actor, *, message: uuid.UUID, base: str) -> None:
    """Let a proposed message count. ``base`` names what it was compared with (``queries.base_of``).

    Raises :class:`Refused` where something else counts by now: nobody has seen that comparison.
    """
    require(actor, Permission.IMPORT_SCHEMA)
    at = times.now()
    with transaction.atomic():
        row = _decide(message, "accept")
        if base_of(row.pk) != base:
            raise Refused(
                _("Inzwischen gilt eine andere Fassung. Bitte sehen Sie den Vergleich noch einmal an.")
            )
        _count(row)
        events.publish(kind="message.accepted", subject=row.uuid, at=at)
        audit.record(
            actor, action="message.accepted", subject=f"message:{row.uuid}", at=at, digest=row.sha256
        )


def refuse_message(actor: Actor, *, message: uuid.UUID) -> None:
    """Leave what counts as it is; the message stays readable."""
    require(actor, Permission.IMPORT_SCHEMA)
    at = times.now()
    with transaction.atomic():
        row = _decide(message, "refuse")
        audit.record(actor, action="message.refused", subject=f"message:{row.uuid}", at=at, digest=row.sha256)
