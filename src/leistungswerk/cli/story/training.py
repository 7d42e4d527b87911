# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trainings of the demonstration: one was held and rated, others are to come, one of them is full. All of it is invented."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.enablement.training import queries
from leistungswerk.enablement.training.services import attendance, planning, seats
from leistungswerk.enablement.training.services.planning import CourseEntry, DateEntry
from leistungswerk.enablement.training.states import Level, Pace, Topic

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


_VOICES: Final = (
    (5, Pace.RIGHT, "Demodaten: Danach wusste ich, was zu tun ist."), (4, Pace.RIGHT, ""), (4, Pace.FAST, ""),
    (5, Pace.RIGHT, ""), (3, Pace.SLOW, "Demodaten: Mehr Zeit zum Ausprobieren."),
)  # fmt: skip


class Training:
    """The courses of the Land, and who teaches them: somebody of the OZG project, somebody of a municipality."""

    def __init__(self, trainers: Sequence[Actor]) -> None:
        self._trainers = trainers
        self._courses: list[uuid.UUID] = []
        self._over: uuid.UUID | None = None

    def tell_first(self, participants: Sequence[Actor]) -> None:
        """Enter the courses, and give the last one for the first time, to these."""
        self._courses = [planning.save_course(OPERATOR, entry=self._course(line)) for line in _COURSES]
        self._over = self._offer(len(_COURSES) - 1, capacity=12)
        for participant in participants:
            seats.take_seat(participant, date=self._over)

    def tell_since(self, participants: Sequence[Actor], waiting: Sequence[Actor]) -> None:
        """``participants`` were there and say what they think; then a date for each, the last one full with ``waiting``."""
        assert self._over is not None
        taken = [(each, _seat(each, self._over)) for each in participants]
        attendance.record_attendance(
            self._trainers[0], date=self._over, present=[seat for _actor, seat in taken]
        )
        for (actor, seat), (useful, pace, text) in zip(taken, _VOICES, strict=False):
            attendance.evaluate(actor, seat=seat, useful=useful, pace=pace, text=text)
        *others, last = range(len(_COURSES))
        for number in others:
            self._offer(number, capacity=12)
        full = self._offer(last, capacity=2)
        for participant in waiting:
            seats.take_seat(participant, date=full)

    def _course(self, line: tuple[str, Topic, Level, int, bool, str]) -> CourseEntry:
        title, topic, level, minutes, counts, content = line
        people = tuple(each.person for each in self._trainers if each.person is not None)
        return CourseEntry(
            title=title, topic=topic, level=level, description=content, minutes=minutes, counts_for_rollout=counts,
            trainers=people if counts else people[:1],
        )  # fmt: skip

    def _offer(self, number: int, *, capacity: int) -> uuid.UUID:
        """A date of a course, some days from now."""
        day = times.legal_day(times.now()) + timedelta(days=8 + number * 3)
        begins = datetime.combine(day, time(9), times.BERLIN)
        entry = DateEntry(
            begins_at=begins, ends_at=begins + timedelta(minutes=_COURSES[number][3]), capacity=capacity,
            place="Mainz, Schulungsraum (Demodaten)" if number % 2 else "https://konferenz.example.org/demo",
            trainer=self._trainers[0].person,
        )  # fmt: skip
        return planning.plan_date(OPERATOR, course=self._courses[number], entry=entry)


def _seat(actor: Actor, date: uuid.UUID) -> uuid.UUID:
    return next(seat.uuid for seat in queries.seats(actor, date, all_of_them=False) if seat.own)
