# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where online services on systems of others are found, for bodies that are live there."""

from collections.abc import Collection

from leistungswerk.programme.models import RolloutUnit
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout_states import UnitState


def foreign_addresses(keys: Collection[str]) -> tuple[tuple[str, str, str], ...]:
    """(Leistungsschlüssel, Regionalschlüssel, address) of live bodies whose Vorhaben names one; one statement."""
    rows = RolloutUnit.objects.filter(state=UnitState.LIVE, project__services__key__in=list(keys)).exclude(
        project__runs_on__runtime__kind=RuntimeKind.OWN
    )
    found = rows.values_list(
        "project__services__key",
        "organisation__territory__ars",
        "project__runs_on__url",
        "project__runs_on__runtime__url",
    )
    return tuple((key, ars or "", url or base or "") for key, ars, url, base in found if url or base)
