# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Anbindungsfragebogen of a body: pre-filled from what is known, kept in versions, read from a file."""

import hashlib
import uuid
from collections.abc import Mapping

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.programme.models import DutyRecord, Questionnaire, RolloutUnit
from leistungswerk.programme.rollout import questionnaire
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout_states import Duty, DutyState
from leistungswerk.register.kinds import Transport

_DESTINATION_FIELD = {
    Transport.FIT_CONNECT: "destination_id",
    Transport.OSCI_XTA: "organisationsschluessel",
}


class Filled(msgspec.Struct, frozen=True):
    """A questionnaire as it stands; ``version`` 0: only pre-filled, nobody saved it yet."""

    content: dict[str, object]
    version: int


def current(actor: Actor, *, unit: uuid.UUID) -> Filled:
    """The newest version, or what is known already; raises :class:`Refused` before a transport is chosen."""
    row = unit_for(actor, unit)
    newest = row.questionnaires.order_by("-version").first()
    if newest is not None and newest.content.get("transport") == row.transport:
        return Filled(newest.content, newest.version)
    known = prefilled(row)
    if newest is not None:
        # Another transport asks other things; what was answered about the rest stays.
        known |= {name: newest.content[name] for name in questionnaire.SECTIONS if name != "zustellung"}
        return Filled(known, newest.version)
    return Filled(known, 0)


def prefilled(unit: RolloutUnit) -> dict[str, object]:
    """What register and duties already say, in the form of the file."""
    if not unit.transport:
        raise Refused(_("Wählen Sie zuerst den Transportweg; danach richten sich die Fragen."))
    body, transport = unit.organisation, Transport(unit.transport)
    marks = dict(DutyRecord.objects.filter(unit=unit, state=DutyState.DONE).values_list("duty", "reference"))
    field = _DESTINATION_FIELD.get(transport, "adresse")
    delivery = {field: marks.get(Duty.CONNECTION, "")}
    if transport is Transport.OSCI_XTA:
        delivery["osci_postfach"] = marks.get(Duty.OSCI_MAILBOX, "")
    return {
        "format": questionnaire.FORMAT,
        "vorhaben": unit.project.number,
        "leistungen": list(unit.project.services.order_by("key").values_list("key", flat=True)),
        "kennung": str(body.uuid),
        "transport": transport.value,
        "stelle": {
            "name": body.name,
            **({"ars": body.territory.ars} if body.territory else {}),
            "strasse": body.street,
            "plz": body.postcode,
            "ort": body.city,
            "email": body.email,
            "telefon": body.phone,
        },
        "zustellung": delivery,
        "portal": {},
        "kontakte": {},
        "fachverfahren": {},
        "betrieb": {},
    }


def from_answers(actor: Actor, *, unit: uuid.UUID, answers: Mapping[str, str]) -> dict[str, object]:
    """Answers of the form page (``section__name``) in the form of the file; empty optional ones are left out."""
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    content = prefilled(row)
    for section in questionnaire.SECTIONS:
        content[section] = {
            each.name: answers.get(each.field, "").strip()
            for each in questionnaire.asked(Transport(row.transport))
            if each.section == section and (answers.get(each.field, "").strip() or each.required or each.only)
        }
    return content


def save(actor: Actor, *, unit: uuid.UUID, content: dict[str, object]) -> int:
    """Keep a checked questionnaire as the next version; returns its number. The same content makes none.

    Raises :class:`questionnaire.WrongAnswers`, or :class:`Refused` if it speaks of another body or Vorhaben.
    """
    row = unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    questionnaire.check(content)
    expected = prefilled(row)
    for name in ("vorhaben", "kennung", "transport"):
        if content[name] != expected[name]:
            raise Refused(
                _(
                    "„%(name)s“ ist „%(given)s“, hier gehört „%(expected)s“ hin: Der Fragebogen ist für eine andere Stelle, ein anderes Vorhaben oder einen anderen Transportweg."
                )
                % {"name": name, "given": content[name], "expected": expected[name]}
            )
    digest = hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()
    newest = row.questionnaires.order_by("-version").first()
    if newest is not None and newest.digest == digest:
        return newest.version
    at = times.now()
    version = newest.version + 1 if newest else 1
    try:
        with transaction.atomic():
            Questionnaire.objects.create(
                unit=row, version=version, content=content, digest=digest, at=at, by=actor.pseudonym
            )
            audit.record(
                actor,
                action="questionnaire.saved",
                subject=f"unit:{unit}",
                at=at,
                digest=digest,
                note=str(version),
            )
    except IntegrityError:
        raise Overtaken(
            _("Jemand anderes hat den Fragebogen gerade gespeichert. Sehen Sie nach, was jetzt gilt.")
        ) from None
    return version


def read_file(actor: Actor, *, unit: uuid.UUID, data: bytes) -> int:
    """Take over a filled file as the next version; everything wrong is told with line and place."""
    unit_for(actor, unit, Permission.EDIT_ROLLOUT)
    return save(actor, unit=unit, content=questionnaire.read(data))
