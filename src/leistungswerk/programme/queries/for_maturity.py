# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What maturity checks ask of the programme: base services of the Vorhaben that bring a service online."""

import msgspec

from leistungswerk.programme.models import BaseServiceRequest
from leistungswerk.programme.reuse_states import BaseServiceKind, BaseServiceState


class BaseUse(msgspec.Struct, frozen=True):
    """A base service requested by a Vorhaben, and how far that is."""

    code: str
    kind: BaseServiceKind
    name: str
    ready: bool
    project_number: str


def base_services_of(service_key: str) -> tuple[BaseUse, ...]:
    """Requests that were not refused or withdrawn, ready ones first; one statement."""
    gone = (BaseServiceState.REFUSED.value, BaseServiceState.WITHDRAWN.value)
    rows = BaseServiceRequest.objects.filter(project__services__key=service_key).exclude(state__in=gone)
    found = [
        BaseUse(code, BaseServiceKind(kind), name, state == BaseServiceState.READY, number)
        for code, kind, name, state, number in rows.values_list(
            "base_service__code", "base_service__kind", "base_service__name", "state", "project__number"
        )
    ]
    return tuple(sorted(found, key=lambda use: (not use.ready, use.project_number, use.code)))
