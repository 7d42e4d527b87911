# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Courses with dates to come, one that is full, for the demonstration."""

from datetime import datetime, time, timedelta
from typing import Final

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.enablement.training.services import planning, seats
from leistungswerk.enablement.training.services.planning import CourseEntry, DateEntry
from leistungswerk.enablement.training.states import Level, Topic

_COURSES: Final = (
    ("FIM in zwei Stunden", Topic.FIM, Level.OVERVIEW, 120, False,
     "- Was FIM ist und wozu es eine Leistung beschreibt\n- Stammtexte, Datenfelder, Prozesse lesen\n- Wer was pflegt"),
    ("Regeln lesen und freigeben", Topic.FIM, Level.ADVANCED, 180, False,
     "- Regelsätze in der Regelsprache lesen\n- Bedeutungen berichtigen und ausprobieren\n- Freigeben oder begründet ablehnen"),
    ("Ein Formular online bringen", Topic.PLATFORM, Level.USE, 180, False,
     "- Schema einlesen und prüfen\n- Vorschau und Generalprobe\n- Verbindung zum Fachverfahren prüfen"),
    ("Plattform betreiben", Topic.PLATFORM, Level.ADMINISTRATION, 240, False,
     "- Rollen und Vertretungen\n- Schlüssel, Sicherung, Warteschlange\n- Prüfprotokoll nachweisen"),
    ("Go-live in der Kommune", Topic.ROLLOUT, Level.USE, 90, True,
     "- Was vor dem Go-live zu tun ist, in Reihenfolge\n- Eingang im Fachverfahren prüfen\n- Go-live zeichnen"),
)  # fmt: skip


def tell_training(participants: list[Actor]) -> None:
    """Enter the courses, a date for each, and fill the last one beyond its seats with ``participants``."""
    first = datetime.combine(times.legal_day(times.now()) + timedelta(days=8), time(9), times.BERLIN)
    for number, (title, topic, level, minutes, counts, content) in enumerate(_COURSES):
        entry = CourseEntry(
            title=title,
            topic=topic,
            level=level,
            description=content,
            minutes=minutes,
            counts_for_rollout=counts,
        )
        course = planning.save_course(OPERATOR, entry=entry)
        begins = first + timedelta(days=number * 3)
        date = planning.plan_date(
            OPERATOR,
            course=course,
            entry=DateEntry(
                begins_at=begins,
                ends_at=begins + timedelta(minutes=minutes),
                place="Mainz, Schulungsraum (Demodaten)"
                if number % 2
                else "https://konferenz.example.org/demo",
                capacity=2 if counts else 12,
            ),
        )
        if counts:
            for participant in participants:
                seats.take_seat(participant, date=date)
