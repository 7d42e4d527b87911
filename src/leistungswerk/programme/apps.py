# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "leistungswerk.programme"
    label = "programme"

    def ready(self) -> None:
        from leistungswerk.core import events
        from leistungswerk.programme import listeners
        from leistungswerk.programme.search import register_projects

        events.subscribe("organisation.succeeded", listeners.on_succession)
        register_projects()
