# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a request comes from, as far as Your Europe wants to know: kind of device and country, never an address."""

import re
from typing import Final

from django.http import HttpRequest

from leistungswerk.core.settings import settings

_COUNTRY: Final = re.compile(r"^[A-Z]{2}$")


def device(request: HttpRequest) -> str:
    """PC, Mobile or Tablet, guessed from the User-Agent, which is not kept."""
    agent = request.headers.get("User-Agent", "")
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return "Tablet"
    return "Mobile" if "Mobi" in agent else "PC"


def country(request: HttpRequest) -> str:
    """Two letters that the operator's proxy sets in the configured header; empty if it sets none."""
    name = settings().country_header
    told = request.headers.get(name, "").upper() if name else ""
    return told if _COUNTRY.match(told) else ""
