# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "leistungswerk.programme"
    label = "programme"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic
        from leistungswerk.programme import (
            known_facts,  # noqa: F401 - registers the facts
            listeners,
        )
        from leistungswerk.programme.gates import catalogue  # noqa: F401 - gates know their rules
        from leistungswerk.programme.search import register_projects
        from leistungswerk.programme.services import checklists, go_live, units
        from leistungswerk.programme.subscribed import register_topics

        events.subscribe("organisation.succeeded", listeners.on_succession)
        events.subscribe("organisation.succeeded", units.on_succession)
        events.subscribe("gate.passed", checklists.on_gate_passed)
        events.subscribe("gate.passed", go_live.on_gate_passed)
        periodic.register("programme.facts", checklists.read_all_facts, every=600.0)
        register_projects()
        register_topics()
