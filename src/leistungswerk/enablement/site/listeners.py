# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens below and shows on public pages at once."""

from leistungswerk.core.events import Happened
from leistungswerk.enablement.site import clock


def on_change(_happened: Happened) -> None:
    """An online service came or went, or a contact changed: pages of the site name them."""
    clock.tick()
