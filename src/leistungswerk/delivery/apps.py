# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "leistungswerk.delivery"
    label = "delivery"

    def ready(self) -> None:
        """A playground's return empties its sandbox too; what that needs is loaded only then."""
        from leistungswerk.core import playground_reset

        playground_reset.at_return(_forget)


def _forget(since: datetime) -> None:
    from leistungswerk.delivery import sandbox_setup

    sandbox_setup.forget(since)
