# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a Vorhaben: contacts by role, executing bodies, readers; and what people note beside it."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import Comment, Participation, ProjectContact, RolloutUnit
from leistungswerk.programme.services.checklists import tick_facts
from leistungswerk.programme.states import Part
from leistungswerk.register.queries import directory

_LONGEST = 4000


def name_contact(actor: Actor, *, project: uuid.UUID, person: uuid.UUID, role: Role) -> None:
    """Name a person for a Vorhaben in a role; twice the same is no error."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    found = directory.person(person)
    if found is None:
        raise Refused(_("Diese Person gibt es nicht mehr. Wählen Sie eine andere."))
    at = times.now()
    with transaction.atomic():
        _row, created = ProjectContact.objects.get_or_create(project=row, person_id=found.pk, role=role)
        if created:
            audit.record(
                actor, action="project.contact_named", subject=f"project:{project}", at=at,
                note=f"{role} person:{person}",
            )  # fmt: skip
            tick_facts(row, at)


def drop_contact(actor: Actor, *, project: uuid.UUID, person: uuid.UUID, role: Role) -> None:
    """The person is no longer named in that role."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    at = times.now()
    with transaction.atomic():
        gone, _kinds = ProjectContact.objects.filter(project=row, person__uuid=person, role=role).delete()
        if gone:
            audit.record(
                actor, action="project.contact_dropped", subject=f"project:{project}", at=at,
                note=f"{role} person:{person}",
            )  # fmt: skip
            tick_facts(row, at)


def add_executing_bodies(actor: Actor, *, project: uuid.UUID, bodies: Sequence[uuid.UUID]) -> int:
    """Bodies that execute the service take part and see the Vorhaben; returns how many are new."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    found = directory.organisations_by_uuid(bodies)
    if not bodies or len(found) != len(set(bodies)):
        raise Refused(_("Wählen Sie Stellen, die es im Register gibt."))
    at = times.now()
    with transaction.atomic():
        known = set(
            Participation.objects.filter(project=row, part=Part.EXECUTING).values_list(
                "organisation_id", flat=True
            )
        )
        new = [item for item in found.values() if item.pk not in known]
        Participation.objects.bulk_create(
            Participation(project=row, organisation_id=item.pk, part=Part.EXECUTING) for item in new
        )
        if new:
            names = ", ".join(item.name for item in new[:10]) + (" …" if len(new) > 10 else "")
            audit.record(
                actor, action="project.bodies_added", subject=f"project:{project}", at=at, note=names
            )
            tick_facts(row, at)
    return len(new)


def end_participation(actor: Actor, *, project: uuid.UUID, organisation: uuid.UUID, part: Part) -> None:
    """A body no longer takes part, or may no longer read. The owner and bodies in the roll-out stay."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    if part is Part.OWNER:
        raise Refused(
            _("Der Bedarfsträger bleibt beteiligt. Bei einem neuen Zuschnitt wechselt er von selbst.")
        )
    if (
        part is Part.EXECUTING
        and RolloutUnit.objects.filter(project=row, organisation__uuid=organisation).exists()
    ):
        raise Refused(_("Diese Stelle ist schon im Roll-out. Nehmen Sie sie dort zuerst mit Grund heraus."))
    at = times.now()
    with transaction.atomic():
        gone, _kinds = Participation.objects.filter(
            project=row, organisation__uuid=organisation, part=part
        ).delete()
        if gone:
            audit.record(
                actor, action="project.participation_ended", subject=f"project:{project}", at=at,
                note=f"{part} organisation:{organisation}",
            )  # fmt: skip
            tick_facts(row, at)


def comment(actor: Actor, *, project: uuid.UUID, text: str, about: str = "") -> None:
    """Note something beside a Vorhaben that one may see; never changed, only added to."""
    row = project_for(actor, project)
    require(actor, Permission.COMMENT)
    if not text.strip():
        raise Refused(_("Der Kommentar ist leer."))
    if len(text) > _LONGEST:
        raise Refused(_("Der Kommentar ist zu lang (höchstens %(most)d Zeichen).") % {"most": _LONGEST})
    at = times.now()
    with transaction.atomic():
        Comment.objects.create(
            project=row,
            about=about[:60],
            author=actor.pseudonym,
            author_name=actor.name,
            text=text.strip(),
            at=at,
        )
        audit.record(actor, action="project.commented", subject=f"project:{project}", at=at)
