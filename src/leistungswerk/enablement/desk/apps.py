# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "leistungswerk.enablement.desk"
    label = "enablement_desk"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic
        from leistungswerk.enablement.desk import listeners
        from leistungswerk.enablement.desk.services import escalating, retention

        events.subscribe("barrier.reported", listeners.on_barrier)
        events.subscribe("mail.refused", listeners.on_refused)
        periodic.register("desk.escalate", escalating.escalate, every=300.0)
        periodic.register("desk.close", retention.close_solved, every=3600.0)
        periodic.register("desk.contacts", retention.delete_contacts, every=3600.0)
