# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Courses and their dates."""

import uuid
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.enablement.training import letters
from leistungswerk.enablement.training.models import Seat, TrainingCourse, TrainingDate
from leistungswerk.enablement.training.services.seats import fill_up, locked_date
from leistungswerk.enablement.training.states import HOLDS_A_SEAT, DateState, Level, SeatState, Topic
from leistungswerk.register.queries import directory

MOST_SEATS: Final = 1000


class CourseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a course. ``minutes`` is its length, ``materials`` are pairs of title and address."""

    title: str
    topic: Topic
    level: Level
    description: str
    minutes: int
    counts_for_rollout: bool = False
    service_keys: tuple[str, ...] = ()
    materials: tuple[tuple[str, str], ...] = ()
    trainers: tuple[uuid.UUID, ...] = ()
    active: bool = True


class DateEntry(msgspec.Struct, frozen=True, kw_only=True):
    begins_at: datetime
    ends_at: datetime
    place: str
    capacity: int
    trainer: uuid.UUID | None = None


def save_course(actor: Actor, *, entry: CourseEntry, course: uuid.UUID | None = None) -> uuid.UUID:
    """Enter a course or change one; raises :class:`Refused` in words. Returns its uuid."""
    require(actor, Permission.EDIT_TRAINING)
    if not entry.title.strip() or not entry.description.strip():
        raise Refused(_("Ein Kurs braucht einen Titel und einen Satz, was man danach kann."))
    if not 15 <= entry.minutes <= 60 * 60:
        raise Refused(_("Die Dauer liegt zwischen 15 Minuten und 60 Stunden."))
    if wrong := [address for _title, address in entry.materials if urlsplit(address).scheme != "https"]:
        raise Refused(_("„%(address)s“ ist keine Adresse mit https://.") % {"address": wrong[0]})
    people = [_trainer(person) for person in entry.trainers]
    fields = {
        name: value
        for name, value in msgspec.structs.asdict(entry).items()
        if name not in {"trainers", "service_keys", "materials"}
    }
    fields |= {
        "service_keys": list(entry.service_keys),
        "materials": [list(pair) for pair in entry.materials],
    }
    with transaction.atomic():
        if course is None:
            row = TrainingCourse.objects.create(**fields)
        else:
            row = _course(course)
            TrainingCourse.objects.filter(pk=row.pk).update(**fields)
        row.trainers.set(people)
        action = "training.course_changed" if course else "training.course_entered"
        audit.record(actor, action=action, subject=f"course:{row.uuid}", at=times.now())
    return row.uuid


def plan_date(actor: Actor, *, course: uuid.UUID, entry: DateEntry) -> uuid.UUID:
    """Offer a course on a day; raises :class:`Refused` for a date that is over or impossible. Returns its uuid."""
    require(actor, Permission.EDIT_TRAINING)
    row, now = _course(course), times.now()
    if not row.active:
        raise Refused(_("Dieser Kurs wird nicht mehr angeboten."))
    if entry.begins_at <= now:
        raise Refused(_("Der Termin liegt in der Vergangenheit."))
    fields = _date_fields(entry)
    with transaction.atomic():
        made = TrainingDate.objects.create(course=row, **fields)
        audit.record(actor, action="training.date_planned", subject=f"training:{made.uuid}", at=now)
    return made.uuid


def change_date(actor: Actor, *, date: uuid.UUID, entry: DateEntry) -> None:
    """Move a date or change its room and seats. Who holds a seat is told; more seats are given to those who wait."""
    require(actor, Permission.EDIT_TRAINING)
    fields, now = _date_fields(entry), times.now()
    with transaction.atomic():
        row = locked_date(date)
        held = Seat.objects.filter(date=row, state__in=HOLDS_A_SEAT).count()
        if entry.capacity < held:
            raise Refused(
                _("%(held)d Plätze sind vergeben. Weniger können es erst werden, wenn jemand abgemeldet ist.")
                % {"held": held}
            )
        moved = (row.begins_at, row.ends_at, row.place) != (entry.begins_at, entry.ends_at, fields["place"])
        TrainingDate.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1, **fields)
        row.refresh_from_db()
        if moved:
            letters.tell(
                row,
                Seat.objects.filter(date=row, state__in=(SeatState.TAKEN, SeatState.WAITING)),
                letters.MOVED,
                at=now,
            )
        fill_up(row, at=now)
        audit.record(actor, action="training.date_changed", subject=f"training:{row.uuid}", at=now)


def cancel_date(actor: Actor, *, date: uuid.UUID) -> None:
    """Call a date off; everybody with a seat and everybody who waits is told."""
    require(actor, Permission.EDIT_TRAINING)
    now = times.now()
    with transaction.atomic():
        row = locked_date(date)
        TrainingDate.objects.filter(pk=row.pk).update(state=DateState.CANCELLED, sequence=F("sequence") + 1)
        told = Seat.objects.filter(date=row, state__in=(SeatState.TAKEN, SeatState.WAITING))
        letters.tell(row, told, letters.CALLED_OFF, at=now)
        audit.record(actor, action="training.date_cancelled", subject=f"training:{row.uuid}", at=now)


def _course(identity: uuid.UUID) -> TrainingCourse:
    row = TrainingCourse.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Kurs gibt es nicht."))
    return row


def _trainer(identity: uuid.UUID) -> int:
    person = directory.person(identity)
    if person is None:
        raise Refused(_("Eine der Trainer:innen gibt es im Register nicht."))
    return person.pk


def _date_fields(entry: DateEntry) -> dict[str, object]:
    if entry.ends_at <= entry.begins_at:
        raise Refused(_("Das Ende liegt vor dem Beginn. Prüfen Sie beide Zeiten."))
    if not 1 <= entry.capacity <= MOST_SEATS:
        raise Refused(_("Die Zahl der Plätze liegt zwischen 1 und %(most)d.") % {"most": MOST_SEATS})
    if not entry.place.strip():
        raise Refused(_("Sagen Sie, wo die Schulung stattfindet: Raum oder Adresse der Videokonferenz."))
    return {
        "begins_at": entry.begins_at,
        "ends_at": entry.ends_at,
        "place": entry.place.strip()[:300],
        "capacity": entry.capacity,
        "trainer_id": _trainer(entry.trainer) if entry.trainer else None,
    }
