# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page may show of the instance itself."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leistungswerk.core.settings import settings


class Instance(msgspec.Struct, frozen=True):
    """Name and rules of this instance as pages tell them."""

    name: str
    place: str
    demo: bool
    """Data and figures are invented; every page says so."""
    draft_days: int
    """Days after the last change until a draft is deleted."""


def instance(_request: HttpRequest) -> dict[str, object]:
    """Context processor: ``instance`` and ``operator`` in every template."""
    current = settings()
    place = _("Demonstrationsinstanz Rheinland-Pfalz") if current.demo else _("Rheinland-Pfalz")
    return {
        "instance": Instance("Leistungswerk", place, current.demo, current.draft_days),
        "operator": current.operator if current.operator.name else None,
    }
