# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody writes down about an offer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from leistungswerk.programme.reuse_states import OfferState, Route
from leistungswerk.register.kinds import Transport


class OfferEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An offer as entered. Costs in EUR; ``services`` are Leistungsschlüssel."""

    title: str
    land: str
    operator: str
    state: OfferState
    services: Sequence[str]
    source: str
    maintainer: str
    checked_on: date
    available_from: date | None = None
    ends_on: date | None = None
    routes: Sequence[Route] = ()
    cost_key: str = ""
    cost_once: Decimal | None = None
    cost_yearly: Decimal | None = None
    transports: Sequence[Transport] = ()
    limits: str = ""
    url: str = ""
