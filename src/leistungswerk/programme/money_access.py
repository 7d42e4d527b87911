# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may keep the money of whom.

A measure is kept by Haushalt of its owner; one of the programme by the LDI and the ministry in charge, whoever
owns it. It is seen by those who reach its owner or see its Vorhaben; a programme measure by everybody who sees
the whole Land.
"""

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Measure
from leistungswerk.programme.money_states import MOST_CENTS


def visible_measures(actor: Actor) -> "QuerySet[Measure]":
    """The measures the actor may see; one statement."""
    rows = Measure.objects.select_related("owner", "project", "mandate")
    reach = actor.reach(Permission.SEE_PROJECT)
    if reach is None:
        return rows
    return rows.filter(Q(owner__uuid__in=reach) | Q(project__in=visible(actor).values("pk")))


def may_keep(actor: Actor, owner: uuid.UUID, *, programme: bool) -> bool:
    """Whether the actor may enter and change a measure of this owner."""
    if programme:
        return actor.may(Permission.EDIT_PROGRAMME_MONEY)
    return actor.may(Permission.EDIT_MONEY, owner)


def keepable(actor: Actor) -> "Collection[uuid.UUID] | None":
    """Owners whose money the actor keeps; ``None`` for all, for a choice on a page."""
    return actor.reach(Permission.EDIT_MONEY)


def measure_to_see(actor: Actor, identity: uuid.UUID) -> Measure:
    """Raises :class:`Missing` for what does not exist or is not seen."""
    row = visible_measures(actor).filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Maßnahme gibt es nicht."))
    return row


def measure_to_keep(actor: Actor, identity: uuid.UUID) -> Measure:
    """Raises :class:`Missing` as above, :class:`NotAllowed` for who sees it and does not keep it."""
    row = measure_to_see(actor, identity)
    if not may_keep(actor, row.owner.uuid, programme=row.programme):
        raise NotAllowed(_("Die Mittel dieser Maßnahme führt der Haushalt ihrer Stelle."))
    return row


def require_keeper(actor: Actor, owner: uuid.UUID, *, programme: bool) -> None:
    require(actor, Permission.EDIT_PROGRAMME_MONEY if programme else Permission.EDIT_MONEY, None if programme else owner)  # fmt: skip


def check_cents(cents: int, label: str, *, least: int = 0) -> None:
    """Raises :class:`Refused` for what is no amount of this field."""
    if not least <= cents < MOST_CENTS:
        raise Refused(
            _("„%(field)s“: Geben Sie einen Betrag ab %(least)s Euro ein.")
            % {"field": label, "least": f"{least / 100:.2f}".replace(".", ",")}
        )


def check_file_number(text: str) -> str:
    """The number of the file that shows it; raises :class:`Refused` without one."""
    if not text.strip():
        raise Refused(_("Das Aktenzeichen fehlt. Ohne Nachweis in der E-Akte wird kein Betrag geführt."))
    return text.strip()
