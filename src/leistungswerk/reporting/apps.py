# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "leistungswerk.reporting"
    label = "reporting"

    def ready(self) -> None:
        from leistungswerk.core import events
        from leistungswerk.reporting import listeners

        for kind in ("application.accepted", "application.rejected"):
            events.subscribe(kind, listeners.on_application)
