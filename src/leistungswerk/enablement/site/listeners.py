# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens below and shows on public pages at once."""

from leistungswerk.core.events import Happened
from leistungswerk.enablement.site import clock


def on_service(_happened: Happened) -> None:
    """An online service came or went: the start page names it."""
    clock.tick()
