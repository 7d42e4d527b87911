# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which bodies of the Land decide: data of the instance."""

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import DecisionBody


def ensure_decision_body(actor: Actor, *, name: str, may_decide_urgently: bool = False) -> int:
    """Enter a body that decides in the Land (Ministerrat, CIO); returns its id, the same for the same name."""
    require(actor, Permission.EDIT_RESOLUTION)
    if not name.strip():
        raise Refused(_("Geben Sie der Stelle einen Namen."))
    with transaction.atomic():
        row, created = DecisionBody.objects.get_or_create(
            name=name.strip(), defaults={"may_decide_urgently": may_decide_urgently}
        )
        if created:
            audit.record(
                actor, action="decision_body.created", subject=f"decision_body:{row.pk}", at=times.now()
            )
    return row.pk


def set_decision_body(actor: Actor, *, body: int, may_decide_urgently: bool, active: bool) -> None:
    """Say whether a body decides alone in urgent cases and whether it still decides; what it decided stays."""
    require(actor, Permission.EDIT_RESOLUTION)
    with transaction.atomic():
        rows = DecisionBody.objects.filter(pk=body)
        if not rows.update(may_decide_urgently=may_decide_urgently, active=active):
            raise Missing(_("Diese Stelle gibt es nicht."))
        audit.record(actor, action="decision_body.set", subject=f"decision_body:{body}", at=times.now())
