# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page may show of the instance itself."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leistungswerk.core import playground
from leistungswerk.core.actor import Actor
from leistungswerk.core.settings import settings
from leistungswerk.web.office import navigation


class Instance(msgspec.Struct, frozen=True):
    """Name and rules of this instance as pages tell them."""

    name: str
    place: str
    demo: bool
    """Data and figures are invented; every page says so."""
    draft_days: int
    """Days after the last change until a draft is deleted."""

    @property
    def playground(self) -> playground.Standing | None:
        """Of an instance for trainings: when it last returned to where it began. Not for parts that are kept."""
        return playground.standing()

    @property
    def reset_hour(self) -> int:
        return playground.RESET_HOUR


def instance(_request: HttpRequest) -> dict[str, object]:
    """Context processor: ``instance`` and ``operator`` in every template."""
    current = settings()
    place = _("Demonstrationsinstanz Rheinland-Pfalz") if current.demo else _("Rheinland-Pfalz")
    return {
        "instance": Instance("Leistungswerk", place, current.demo, current.draft_days),
        "operator": current.operator if current.operator.name else None,
    }


def office(request: HttpRequest) -> dict[str, object]:
    """Context processor: who acts, what they may do anywhere, and what the navigation shows them.

    ``may`` holds values of :class:`leistungswerk.core.actor.Permission`; whether one holds for the organisation
    in question the services decide. Only pages behind ``web.office.access.staff`` have an actor.
    """
    actor = vars(request).get("actor")
    if not isinstance(actor, Actor):
        return {}
    held = {permission.value for permission in actor.grants}
    held.update(permission.value for scope in actor.scopes for permission in scope.permissions)
    return {"actor": actor, "may": held, "navigation": tuple(navigation.shown_groups(actor))}
