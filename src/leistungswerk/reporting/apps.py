# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig

PROJECT_EVENTS = (
    "project.begun",
    "project.edited",
    "project.defer",
    "project.declare_not_digitisable",
    "project.complete",
    "project.abandon",
    "project.resume",
    "gate.passed",
)

MEASURE_EVENTS = (
    "measure.opened",
    "measure.edited",
    "measure.budget_set",
    "measure.booked",
    "measure.reversed",
)
EFFORT_EVENTS = ("effort.entered", "effort.edited", "effort.withdrawn")


class ReportingConfig(AppConfig):
    name = "leistungswerk.reporting"
    label = "reporting"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic
        from leistungswerk.reporting import listeners, operation
        from leistungswerk.reporting.services.rounds import reminding

        periodic.register("operation.beat", operation.beat, every=operation.BEAT_SECONDS)

        for kind in ("application.accepted", "application.rejected"):
            events.subscribe(kind, listeners.on_application)
        for kind in PROJECT_EVENTS:
            events.subscribe(kind, listeners.on_project)
        events.subscribe("organisation.succeeded", listeners.on_succession)
        events.subscribe("catalogue.changed", listeners.on_services)
        events.subscribe("unit.live", listeners.on_unit_live)
        events.subscribe("unit.withdrawn", listeners.on_unit_withdrawn)
        for kind in MEASURE_EVENTS:
            events.subscribe(kind, listeners.on_measure)
        for kind in EFFORT_EVENTS:
            events.subscribe(kind, listeners.on_effort)
        periodic.register("round_reminders", reminding.remind_today, every=3600)
