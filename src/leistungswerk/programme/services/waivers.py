# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requirements that the owner gives up with a reason, where the rules allow it."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates.requirements import Subject, requirements
from leistungswerk.programme.models import Waiver
from leistungswerk.programme.states import Gate


def waive(actor: Actor, *, project: uuid.UUID, gate: Gate, requirement: str, reason: str) -> None:
    """Record that a requirement is given up; it stands in the signed record with its reason.

    Only whoever signs for the owner and edits its Vorhaben may. Raises :class:`Refused` for a requirement that
    cannot be given up, or that is met.
    """
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    require(actor, Permission.SIGN, row.owner.uuid)
    found = next((each for each in requirements(gate, Subject(row)) if each.code == requirement), None)
    if found is None:
        raise Refused(_("Diese Anforderung gibt es an diesem Gate nicht."))
    if not found.waivable:
        raise Refused(_("Auf „%(title)s“ kann niemand verzichten.") % {"title": found.title})
    if found.met:
        raise Refused(_("„%(title)s“ ist erfüllt; ein Verzicht ist nicht nötig.") % {"title": found.title})
    if not reason.strip():
        raise Refused(_("Ein Verzicht braucht eine Begründung."))
    at = times.now()
    try:
        with transaction.atomic():
            Waiver.objects.create(
                project=row,
                gate=gate,
                requirement=requirement,
                reason=reason.strip(),
                by=actor.pseudonym,
                by_name=actor.name,
                at=at,
            )
            audit.record(
                actor, action="gate.waived", subject=f"project:{project}", at=at, note=f"{gate} {requirement}"
            )
    except IntegrityError as error:
        raise Overtaken(_("Der Verzicht ist schon erklärt.")) from error


def take_back_waiver(actor: Actor, *, project: uuid.UUID, gate: Gate, requirement: str) -> None:
    """Ask for the requirement again; signed records keep the waiver they were signed with."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    require(actor, Permission.SIGN, row.owner.uuid)
    at = times.now()
    with transaction.atomic():
        gone, _each = Waiver.objects.filter(project=row, gate=gate, requirement=requirement).delete()
        if gone:
            audit.record(
                actor, action="gate.waiver_taken_back", subject=f"project:{project}", at=at,
                note=f"{gate} {requirement}",
            )  # fmt: skip
