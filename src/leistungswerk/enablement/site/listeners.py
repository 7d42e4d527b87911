# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens below and shows on public pages at once."""

from leistungswerk.core.events import Happened
from leistungswerk.enablement.site import clock


def on_change(_happened: Happened) -> None:
    """An online service, a contact, a notice or an article changed: pages of the site show them."""
    clock.tick()
