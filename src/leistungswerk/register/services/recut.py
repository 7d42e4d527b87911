# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Neuzuschnitt: bodies end, others go on; rights, duties and Vorhaben follow in one act.

What was signed keeps the names of its day: signatures hold snapshots and are not touched here.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import entries, search
from leistungswerk.register.models import (
    CaseSystem,
    CaseSystemUse,
    Organisation,
    Person,
    Responsibility,
    RoleAssignment,
    Service,
    ServiceBundle,
    Succession,
)


def recut(actor: Actor, *, entry: entries.Recut) -> None:
    """End bodies and let others go on from a day that has come.

    Each predecessor hands roles, people, subordinates, Zuständigkeiten, Fachverfahren and leads to its first
    successor, and ``organisation.succeeded`` is announced, so that Vorhaben follow in the same transaction.
    Raises :class:`Refused` for a body that succeeds itself, a circle, an unknown or ended body, a day to come.
    """
    require(actor, Permission.RECUT_ORGANISATIONS)
    _check_entry(entry)
    at = times.now()
    with transaction.atomic():
        rows = _bodies(entry)
        _refuse_circles(entry, rows)
        for predecessor, successors in _by_predecessor(entry).items():
            heir = rows[successors[0]]
            _succeed(rows[predecessor], [rows[each] for each in successors], entry)
            touched = _hand_over(rows[predecessor], heir, entry.day, actor)
            search.touch("person", touched)
            events.publish(
                kind="organisation.succeeded",
                subject=predecessor,
                at=at,
                data={
                    "predecessor": str(predecessor),
                    "successor": str(heir.uuid),
                    "day": entry.day.isoformat(),
                },
            )
            audit.record(
                actor,
                action="organisation.succeeded",
                subject=f"organisation:{predecessor}",
                at=at,
                note=f"{heir.uuid} {entry.day.isoformat()} {entry.act}",
            )
        search.touch("organisation", map(str, rows))


def _check_entry(entry: entries.Recut) -> None:
    if not entry.successions:
        raise Refused(_("Nennen Sie mindestens eine Stelle, die endet, und ihre Nachfolgerin."))
    if not entry.act.strip():
        raise Refused(_("Nennen Sie, was den Neuzuschnitt anordnet, etwa den Organisationserlass."))
    if entry.day > times.legal_day(times.now()):
        raise Refused(
            _("Tragen Sie den Neuzuschnitt ein, sobald er wirksam ist: Der Tag liegt in der Zukunft.")
        )
    if any(each.predecessor == each.successor for each in entry.successions):
        raise Refused(_("Eine Stelle kann nicht ihre eigene Nachfolgerin sein."))


def _by_predecessor(entry: entries.Recut) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for each in entry.successions:
        if each.successor not in found[each.predecessor]:
            found[each.predecessor].append(each.successor)
    return found


def _bodies(entry: entries.Recut) -> dict[uuid.UUID, Organisation]:
    wanted = {body for each in entry.successions for body in (each.predecessor, each.successor)}
    rows = {row.uuid: row for row in Organisation.objects.select_for_update().filter(uuid__in=wanted)}
    if len(rows) != len(wanted):
        raise Refused(_("Diese Stelle gibt es nicht."))
    if ended := [row.name for row in rows.values() if row.valid_to is not None]:
        raise Refused(
            _("„%(name)s“ besteht nicht mehr und kann an keinem Neuzuschnitt teilnehmen.")
            % {"name": ended[0]}
        )
    return rows


def _refuse_circles(entry: entries.Recut, rows: Mapping[uuid.UUID, Organisation]) -> None:
    """Whoever ends in this act cannot be a successor in it, nor can a body come after one that came after it."""
    after: dict[int, set[int]] = defaultdict(set)
    for before, later in Succession.objects.values_list("predecessor_id", "successor_id"):
        after[before].add(later)
    for each in entry.successions:
        after[rows[each.predecessor].pk].add(rows[each.successor].pk)
    ending = {each.predecessor for each in entry.successions}
    for each in entry.successions:
        if each.successor in ending or _reaches(after, rows[each.successor].pk, rows[each.predecessor].pk):
            raise Refused(
                _(
                    "„%(name)s“ käme nach diesen Angaben nach sich selbst. Eine Stelle, die endet, kann nicht zugleich Nachfolgerin sein."
                )
                % {"name": rows[each.successor].name}
            )


def _reaches(after: Mapping[int, set[int]], start: int, goal: int) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = after.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return goal in seen


def _succeed(predecessor: Organisation, successors: Iterable[Organisation], entry: entries.Recut) -> None:
    last = entry.day - timedelta(days=1)
    if predecessor.valid_from is not None and predecessor.valid_from > last:
        raise Refused(
            _("„%(name)s“ beginnt erst nach dem Tag des Neuzuschnitts. Prüfen Sie den Tag.")
            % {"name": predecessor.name}
        )
    if not Organisation.objects.filter(pk=predecessor.pk, valid_to__isnull=True).update(valid_to=last):
        raise Overtaken(_("Jemand anderes hat diese Stelle inzwischen geändert. Laden Sie die Seite neu."))
    Succession.objects.bulk_create(
        Succession(predecessor=predecessor, successor=each, on=entry.day, act=entry.act.strip())
        for each in successors
    )


def _hand_over(old: Organisation, new: Organisation, day: date, actor: Actor) -> list[str]:
    """Everything that can have only one owner; returns the people who moved."""
    people = list(Person.objects.filter(organisation=old).values_list("uuid", flat=True))
    Person.objects.filter(organisation=old).update(organisation=new)
    Organisation.objects.filter(parent=old).exclude(pk=new.pk).update(parent=new)
    Organisation.objects.filter(pk=new.pk, parent=old).update(parent=old.parent)
    Organisation.objects.filter(project_office=old).update(project_office=new)
    Service.objects.filter(lead=old).update(lead=new)
    ServiceBundle.objects.filter(lead=old).update(lead=new)
    names = CaseSystem.objects.filter(vendor=new).values("name")
    CaseSystem.objects.filter(vendor=old).exclude(name__in=names).update(vendor=new)
    CaseSystemUse.objects.filter(operator=old, valid_to__isnull=True).update(operator=new)
    _move_roles(old, new, day, actor)
    _move_dated(old, new, day)
    return [str(each) for each in people]


def _move_roles(old: Organisation, new: Organisation, day: date, actor: Actor) -> None:
    """The role in the old body ends the day before; the same role in the new one begins."""
    last = day - timedelta(days=1)
    held = list(RoleAssignment.objects.filter(organisation=old, valid_to__isnull=True))
    began_later = [row.pk for row in held if row.valid_from > last]
    RoleAssignment.objects.filter(pk__in=began_later).update(valid_to=day)
    RoleAssignment.objects.filter(organisation=old, valid_to__isnull=True).update(valid_to=last)
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(
                person_id=row.person_id, role=row.role, organisation=new, valid_from=day,
                granted_by=actor.pseudonym,
            )
            for row in held
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _move_dated(old: Organisation, new: Organisation, day: date) -> None:
    """Zuständigkeiten and installations: what was ends, the same begins at the successor."""
    last = day - timedelta(days=1)
    duties = list(Responsibility.objects.filter(organisation=old, valid_to__isnull=True))
    Responsibility.objects.filter(organisation=old, valid_to__isnull=True).update(valid_to=last)
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                service_id=row.service_id, organisation=new, kind=row.kind, relevant=row.relevant,
                reason=row.reason, valid_from=day,
            )
            for row in duties
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    uses = list(CaseSystemUse.objects.filter(organisation=old, valid_to__isnull=True))
    CaseSystemUse.objects.filter(organisation=old, valid_to__isnull=True).update(valid_to=last)
    CaseSystemUse.objects.bulk_create(
        [
            CaseSystemUse(
                organisation=new, case_system_id=row.case_system_id, version=row.version,
                operator_id=row.operator_id, valid_from=day,
            )
            for row in uses
        ],
        ignore_conflicts=True,
    )  # fmt: skip
