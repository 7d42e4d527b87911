# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Duties of an executing body: recorded under a reference, taken back, not needed with a reason; contacts named."""

import re
import uuid
from datetime import date
from types import MappingProxyType
from typing import Final

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.delivery import queries as delivery
from leistungswerk.programme.models import DutyRecord, ProjectContact, RolloutUnit
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.collect import connection_uuid, project_facts
from leistungswerk.programme.rollout.facts import NAMED_AS, ContactPart
from leistungswerk.programme.rollout.rules import MEASURED, WAIVABLE
from leistungswerk.programme.rollout_states import DUTY_WORDS, Duty, DutyState
from leistungswerk.register.kinds import Transport
from leistungswerk.register.queries import execution

_ORGANISATION_KEY: Final = re.compile(r"[a-z]{2,4}:[0-9A-Za-z.\-]{3,40}")
"""Organisation category and key in the DVDV, such as „wgb:073150000000“ (domain.md 5.2)."""
_MAILBOX: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SHAPES: Final = MappingProxyType(
    {
        Transport.OSCI_XTA: _ORGANISATION_KEY,
        Transport.FILE_TRANSFER: _MAILBOX,
        Transport.WEBHOOK: re.compile(r"https://\S+"),
        Transport.SFTP: re.compile(r"(sftp://)?[\w.\-]+(:\d+)?(/\S*)?"),
    }
)


class DutyEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of a duty."""

    duty: Duty
    state: DutyState
    reference: str = ""
    valid_until: date | None = None


def record_duty(actor: Actor, *, unit: uuid.UUID, entry: DutyEntry) -> None:
    """Record a duty for a body; the newest word counts, the audit keeps the older ones.

    Raises :class:`Refused` where the system sees for itself, a reference or last day is missing, or the address
    of the destination has the wrong form.
    """
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    checked = check_entry(row, entry)
    at = times.now()
    with transaction.atomic():
        store(row, checked, by=actor.pseudonym)
        audit.record(
            actor, action=f"duty.{checked.state.value}", subject=f"unit:{unit}", at=at,
            note=f"{checked.duty.value}: {checked.reference}",
        )  # fmt: skip


def store(unit: RolloutUnit, entry: DutyEntry, *, by: str) -> None:
    """Write a checked entry inside the caller's transaction."""
    DutyRecord.objects.update_or_create(
        unit=unit,
        duty=entry.duty,
        defaults={
            "state": entry.state,
            "reference": entry.reference,
            "valid_until": entry.valid_until,
            "at": times.now(),
            "by": by,
        },
    )


def check_entry(unit: RolloutUnit, entry: DutyEntry) -> DutyEntry:
    """The entry with its spaces trimmed; raises :class:`Refused` naming the duty and the remedy."""
    word, reference = DUTY_WORDS[entry.duty], entry.reference.strip()
    if entry.duty in MEASURED and entry.duty not in WAIVABLE:
        raise Refused(
            _("„%(duty)s“ wird nicht eingetragen: Das stellt das System selbst fest.") % {"duty": word}
        )
    match entry.state:
        case DutyState.NOT_NEEDED if entry.duty not in WAIVABLE:
            raise Refused(_("Auf „%(duty)s“ kann nicht verzichtet werden.") % {"duty": word})
        case DutyState.NOT_NEEDED if not reference:
            raise Refused(_("Nennen Sie den Grund, warum „%(duty)s“ nicht nötig ist.") % {"duty": word})
        case DutyState.DONE if entry.duty in MEASURED:
            raise Refused(
                _("„%(duty)s“ wird nicht eingetragen: Das stellt das System selbst fest.") % {"duty": word}
            )
        case DutyState.DONE if not reference:
            raise Refused(
                _("Geben Sie zu „%(duty)s“ an, womit es belegt ist, zum Beispiel ein Aktenzeichen.")
                % {"duty": word}
            )
        case DutyState.DONE if entry.duty is Duty.CERTIFICATE and entry.valid_until is None:
            raise Refused(_("Geben Sie den letzten Tag an, an dem das Zertifikat gilt."))
        case DutyState.DONE if entry.duty is Duty.CONNECTION:
            _check_destination(unit, reference)
    return msgspec.structs.replace(entry, reference=reference)


def _check_destination(unit: RolloutUnit, reference: str) -> None:
    if not unit.transport:
        raise Refused(_("Wählen Sie zuerst den Transportweg, dann den Zustellpunkt."))
    transport = Transport(unit.transport)
    if project_facts([unit.project_id])[unit.project_id].runtime is RuntimeKind.OWN:
        identity = connection_uuid(reference)
        if identity is None or delivery.connection(identity) is None:
            raise Refused(_("Wählen Sie die Verbindung dieses Systems aus, über die zugestellt wird."))
        return
    if transport is Transport.FIT_CONNECT:
        if connection_uuid(reference) is None:
            raise Refused(
                _("„%(given)s“ ist keine Destination-ID: Sie hat 32 Hexadezimalziffern mit Bindestrichen.")
                % {"given": reference}
            )
    elif not _SHAPES[transport].fullmatch(reference):
        raise Refused(
            _(
                "„%(given)s“ passt nicht zum Transportweg. Beispiele: wgb:073150000000 (OSCI/XTA), https://… (Webhook), sftp.stadt.example (SFTP), postfach@stadt.example (Dateiablage)."
            )
            % {"given": reference}
        )


def name_contact(actor: Actor, *, unit: uuid.UUID, part: ContactPart, person: uuid.UUID) -> None:
    """Name somebody of the body as contact for the Vorhaben; whoever was named in this part before is replaced."""
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    pk = execution.person_id(person, row.organisation.uuid)
    if pk is None:
        raise Refused(_("Wählen Sie eine Person aus, die bei dieser Stelle eingetragen ist."))
    role = NAMED_AS[part]
    with transaction.atomic():
        ProjectContact.objects.filter(
            project=row.project, role=role, person__organisation=row.organisation
        ).delete()
        ProjectContact.objects.create(project=row.project, person_id=pk, role=role)
        audit.record(
            actor, action="rollout.contact_named", subject=f"unit:{unit}", at=times.now(), note=part.value
        )
