# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a procedure today, and what becomes of each (§ 10 EGovGRP)."""

import uuid

import msgspec
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.programme.models import ProcessStep, Project
from leistungswerk.programme.services.decisions import editable
from leistungswerk.programme.states import Improvement

MOST_STEPS = 60


class StepEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A step today and its fate; ``improvement`` is ``None`` while nobody has examined it."""

    title: str
    improvement: Improvement | None = None
    reason: str = ""


def _checked(entry: StepEntry) -> dict[str, str]:
    if not entry.title.strip():
        raise Refused(_("Geben Sie dem Schritt eine Bezeichnung."))
    if entry.improvement not in (None, Improvement.KEEP) and not entry.reason.strip():
        raise Refused(_("Begründen Sie, was sich an „%(title)s“ ändert.") % {"title": entry.title.strip()})
    return {
        "title": entry.title.strip()[:300],
        "improvement": entry.improvement.value if entry.improvement else "",
        "reason": entry.reason.strip(),
    }


def add_step(actor: Actor, *, project: uuid.UUID, entry: StepEntry) -> int:
    """Add a step at the end; returns its position."""
    row, fields = editable(actor, project), _checked(entry)
    with transaction.atomic():
        # The row of the Vorhaben is held, so two additions at once get two positions.
        Project.objects.select_for_update().get(pk=row.pk)
        last = ProcessStep.objects.filter(project=row).aggregate(last=Max("position"))["last"] or 0
        if last >= MOST_STEPS:
            raise Refused(
                _("Mehr als %(most)d Schritte sind nicht vorgesehen; fassen Sie zusammen.")
                % {"most": MOST_STEPS}
            )
        ProcessStep.objects.create(project=row, position=last + 1, **fields)
        _record(actor, project, "process.step_added")
    return last + 1


def edit_step(actor: Actor, *, project: uuid.UUID, position: int, entry: StepEntry) -> None:
    """Change a step or say what becomes of it."""
    row, fields = editable(actor, project), _checked(entry)
    with transaction.atomic():
        if not ProcessStep.objects.filter(project=row, position=position).update(**fields):
            raise Missing(_("Diesen Schritt gibt es nicht mehr."))
        _record(actor, project, "process.step_edited")


def remove_step(actor: Actor, *, project: uuid.UUID, position: int) -> None:
    """Take a step out that was entered in error; the later ones move up."""
    row = editable(actor, project)
    with transaction.atomic():
        gone, _each = ProcessStep.objects.filter(project=row, position=position).delete()
        if not gone:
            raise Missing(_("Diesen Schritt gibt es nicht mehr."))
        for pk in (
            ProcessStep.objects.filter(project=row, position__gt=position)
            .order_by("position")
            .values_list("pk", flat=True)
        ):
            ProcessStep.objects.filter(pk=pk).update(position=F("position") - 1)
        _record(actor, project, "process.step_removed")


def _record(actor: Actor, project: uuid.UUID, action: str) -> None:
    audit.record(actor, action=action, subject=f"project:{project}", at=times.now())
