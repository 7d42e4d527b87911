# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ressortabstimmung and hearing: who was asked, what they said, and when the text is ready."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Hearing, Resolution, ResolutionCoSignature
from leistungswerk.programme.resolution_states import CoSignature, ResolutionState
from leistungswerk.programme.services.resolutions.access import move, resolution_for
from leistungswerk.register import queries as register


def ask_for_co_signature(
    actor: Actor, *, resolution: uuid.UUID, ministries: Sequence[uuid.UUID], due_on: date
) -> None:
    """Send the draft to the Ressorts; answers to an earlier text no longer count."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    found = register.ressorts_among(ministries)
    if not ministries or len(found) != len(set(ministries)):
        raise Refused(_("Wählen Sie die Ressorts, die mitzeichnen: die Staatskanzlei und Ministerien."))
    if not row.points.exists():
        raise Refused(_("Der Beschluss hat noch keinen Punkt. Schreiben Sie, was beschlossen werden soll."))
    with transaction.atomic():
        move(actor, row, "coordinate")
        row.co_signatures.all().delete()
        ResolutionCoSignature.objects.bulk_create(
            ResolutionCoSignature(resolution=row, organisation_id=pk, organisation_name=name, due_on=due_on)
            for pk, name in found
        )


def answer_co_signature(
    actor: Actor, *, resolution: uuid.UUID, ministry: uuid.UUID, answer: CoSignature, note: str = ""
) -> None:
    """A Ressort co-signs, with a note if it wishes, or objects with its reason."""
    row = resolution_for(actor, resolution)
    require(actor, Permission.CO_SIGN, ministry)
    if row.state != ResolutionState.COORDINATION:
        raise Refused(_("Der Beschluss liegt gerade nicht zur Mitzeichnung vor."))
    if answer is CoSignature.ASKED:
        raise Refused(_("Wählen Sie, ob Ihr Ressort mitzeichnet."))
    if answer is not CoSignature.AGREED and not note.strip():
        raise Refused(_("Schreiben Sie Ihren Hinweis oder den Grund Ihres Widerspruchs dazu."))
    at = times.now()
    with transaction.atomic():
        changed = row.co_signatures.filter(organisation__uuid=ministry).update(
            answer=answer,
            note=note,
            signer=actor.pseudonym,
            signer_name=actor.name,
            at=at,
            objection_resolved="",
        )
        if not changed:
            raise Refused(_("Dieses Ressort wurde nicht um Mitzeichnung gebeten."))
        audit.record(
            actor, action="resolution.co_signed", subject=f"resolution:{resolution}", at=at, note=answer.value
        )


def settle_objection(actor: Actor, *, resolution: uuid.UUID, ministry: uuid.UUID, settlement: str) -> None:
    """Record how an objection was settled, or that it stays as dissent and who decided to go on."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if not settlement.strip():
        raise Refused(
            _("Schreiben Sie, wie der Widerspruch beigelegt wurde oder wer trotz Dissens entschieden hat.")
        )
    at = times.now()
    with transaction.atomic():
        changed = row.co_signatures.filter(organisation__uuid=ministry, answer=CoSignature.OBJECTED).update(
            objection_resolved=settlement
        )
        if not changed:
            raise Refused(_("Dieses Ressort hat nicht widersprochen."))
        audit.record(
            actor, action="resolution.objection_settled", subject=f"resolution:{resolution}", at=at,
            note=str(ministry),
        )  # fmt: skip


def hear(
    actor: Actor, *, resolution: uuid.UUID, body: uuid.UUID, asked_on: date, answered_on: date | None = None,
    statement: str = "", file_number: str = "",
) -> None:  # fmt: skip
    """Record that a body was asked, and what it said: a municipal association, the IT-Kooperationsrat."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    found = register.organisation_name(body)
    if found is None:
        raise Refused(_("Diese Stelle gibt es nicht."))
    if answered_on is not None and answered_on < asked_on:
        raise Refused(_("Die Antwort liegt vor der Anfrage. Prüfen Sie beide Tage."))
    pk, name = found
    with transaction.atomic():
        Hearing.objects.update_or_create(
            resolution=row, organisation_id=pk,
            defaults={
                "organisation_name": name, "asked_on": asked_on, "answered_on": answered_on,
                "statement": statement, "file_number": file_number,
            },
        )  # fmt: skip
        audit.record(
            actor, action="resolution.heard", subject=f"resolution:{resolution}", at=times.now(), note=name
        )


def missing_for_maturity(row: Resolution) -> tuple[str, ...]:
    """What keeps the text from being ready to be decided, each as a sentence."""
    found = []
    for each in row.co_signatures.order_by("organisation_name"):
        if each.answer == CoSignature.ASKED:
            found.append(_("%(name)s hat noch nicht mitgezeichnet.") % {"name": each.organisation_name})
        elif each.answer == CoSignature.OBJECTED and not each.objection_resolved:
            found.append(
                _("Der Widerspruch von %(name)s ist nicht beigelegt.") % {"name": each.organisation_name}
            )
    found.extend(
        _("%(name)s wurde angehört und hat noch nicht geantwortet.") % {"name": each.organisation_name}
        for each in row.hearings.filter(answered_on__isnull=True)
    )
    if not row.hearings.exists():
        found.append(_("Noch niemand wurde angehört: kommunale Spitzenverbände, IT-Kooperationsrat."))
    if not row.cost_municipal.strip():
        found.append(_("Die Kosten für die Kommunen fehlen. „Keine“ ist eine Antwort."))
    return tuple(found)


def mature(actor: Actor, *, resolution: uuid.UUID) -> None:
    """Declare the text ready; refused while something is missing."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if missing := missing_for_maturity(row):
        raise Refused(" ".join(missing))
    move(actor, row, "mature")


def revise(actor: Actor, *, resolution: uuid.UUID) -> None:
    """Take the text back into the draft."""
    move(actor, resolution_for(actor, resolution, Permission.EDIT_RESOLUTION), "revise")


def withdraw(actor: Actor, *, resolution: uuid.UUID, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Schreiben Sie, warum der Beschluss zurückgezogen wird."))
    move(actor, resolution_for(actor, resolution, Permission.EDIT_RESOLUTION), "withdraw", note=reason)
