# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stichtag and Datenstand in an address: ``?stichtag=2026-10-31&datenstand=2026-11-02T12:00``."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting import queries
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.web.office import fields


def asked_cut(request: HttpRequest) -> tuple[Cut, str]:
    """Stichtag and Datenstand as asked for, and as they travel in addresses; empty: now."""
    on = fields.optional_day(request.GET, "stichtag", _("Stichtag"))
    said = request.GET.get("datenstand", "").strip()
    try:
        known = datetime.fromisoformat(said) if said else None
    except ValueError as error:
        raise Refused(_("Schreiben Sie den Datenstand wie 2026-10-02T12:00.")) from error
    if known is not None and known.tzinfo is None:
        known = known.replace(tzinfo=times.BERLIN)
    cut = queries.cut_at(on, known)
    asked = {"stichtag": on.isoformat() if on else "", "datenstand": said}
    return cut, urlencode({name: value for name, value in asked.items() if value})
