# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which bodies of the Land decide: data of the instance."""

from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import DecisionBody


def ensure_decision_body(actor: Actor, *, name: str, may_decide_urgently: bool = False) -> int:
    """Enter a body that decides in the Land (Ministerrat, CIO); returns its id, the same for the same name."""
    require(actor, Permission.EDIT_RESOLUTION)
    with transaction.atomic():
        row, created = DecisionBody.objects.get_or_create(
            name=name, defaults={"may_decide_urgently": may_decide_urgently}
        )
        if created:
            audit.record(
                actor, action="decision_body.created", subject=f"decision_body:{row.pk}", at=times.now()
            )
    return row.pk
