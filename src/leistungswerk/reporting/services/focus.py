# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of Fokusleistungen: dated data, because sources name 15 and 16 and lists change (domain.md 2.2)."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.register.queries.for_figures import service_attributes
from leistungswerk.reporting.models import FocusFact
from leistungswerk.reporting.services import facts


def set_focus_list(
    actor: Actor, *, name: str, keys: Collection[str], valid_from: date, source: str
) -> tuple[int, int]:
    """Say which services stand on a list from a day on; returns how many were added and how many taken off.

    What stood there before keeps standing there up to the day before. Raises :class:`Refused` for keys that the
    register does not know, for a day in the future, and for a day before a service was put on the list.
    """
    require(actor, Permission.EDIT_CATALOGUE)
    wanted = set(keys)
    _check(name, wanted, source)
    now = times.now()
    facts.check_days(valid_from, None, now)
    with transaction.atomic():
        known = FocusFact.objects.select_for_update().filter(
            list_name=name, superseded_at__isnull=True, valid_to__isnull=True
        )
        gone = [fact for fact in known if fact.service_key not in wanted]
        fresh = wanted - {fact.service_key for fact in known}
        for fact in gone:
            if fact.valid_from > valid_from:
                raise Refused(
                    _("%(key)s steht erst seit %(day)s auf der Liste. Wählen Sie einen späteren Tag.")
                    % {"key": fact.service_key, "day": fact.valid_from.strftime("%d.%m.%Y")}
                )
            if fact.valid_from == valid_from:
                facts.retract(fact, at=now)
            else:
                facts.supersede(fact, at=now, source=source, valid_to=valid_from - timedelta(days=1))
        facts.record_many(
            [
                FocusFact(service_key=key, list_name=name, valid_from=valid_from, source=source)
                for key in sorted(fresh)
            ],
            at=now,
        )
        audit.record(
            actor, action="focus.set", subject=name, at=now, note=f"{len(wanted)} · {valid_from.isoformat()}"
        )
    return len(fresh), len(gone)


def _check(name: str, keys: set[str], source: str) -> None:
    if not name.strip() or not source.strip():
        raise Refused(
            _("Die Liste braucht einen Namen und eine Quelle: den Beschluss oder die Veröffentlichung.")
        )
    if missing := keys - {each.service_key for each in service_attributes(keys)}:
        raise Refused(
            _("Diese Leistungsschlüssel kennt das Register nicht: %(keys)s.")
            % {"keys": ", ".join(sorted(missing))}
        )
