# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Neuzuschnitt: rights, duties and Vorhaben follow in one act, or nothing does."""

from datetime import date

import pytest

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR, Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.models import Account, AuditEntry, Event
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme import queries as programme
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.register import search, services
from leistungswerk.register.entries import (
    OrganisationEntry,
    PersonEntry,
    Recut,
    ServiceEntry,
    Succession,
    UseEntry,
)
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import Organisation, Person, Responsibility, RoleAssignment
from leistungswerk.register.queries import body_detail
from leistungswerk.register.scopes import actor_with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2026, 5, 18)
KEY = "99107023017000"


def _body(name, kind=OrganisationKind.MINISTRY, **more):
    return services.enter_organisation(OPERATOR, entry=OrganisationEntry(kind=kind, name=name, **more))


@pytest.fixture
def cabinet():
    """An old ministry with an authority below, a person, a service and a Vorhaben; and a new one."""
    services.enter_service(OPERATOR, entry=ServiceEntry(key=KEY, name="Wohngeld Bewilligung"))
    old = _body("Ministerium Alt", ars="070000000000", territory="Rheinland-Pfalz")
    new = _body("Ministerium Neu", ars="070000000000")
    below = _body("Landesamt", OrganisationKind.STATE_AUTHORITY, parent=old)
    head = services.enter_person(OPERATOR, entry=PersonEntry(name="Leitung", organisation=old))
    services.assign_role(OPERATOR, person=head, role=Role.HEAD, organisation=old, valid_from=date(2026, 1, 1))
    services.assign_responsibility(OPERATOR, key=KEY, organisations=[old], kind=ResponsibilityKind.STATUTE)
    project = begin_project(OPERATOR, owner=old, entry=ProjectEntry(title="Wohngeld", services=(KEY,)))
    return old, new, below, head, project


def _recut(*pairs, day=DAY, act="Organisationserlass"):
    entry = Recut(day=day, act=act, successions=tuple(Succession(*pair) for pair in pairs))
    services.recut(OPERATOR, entry=entry)


def test_rights_duties_and_projects_follow_in_one_act(cabinet):
    old, new, below, head, project = cabinet
    _recut((old, new))
    assert Organisation.objects.get(uuid=old).valid_to == date(2026, 5, 17)
    assert Organisation.objects.get(uuid=below).parent.uuid == new
    assert Person.objects.get(uuid=head).organisation.uuid == new
    ends = dict(RoleAssignment.objects.values_list("organisation__uuid", "valid_to"))
    assert ends == {old: date(2026, 5, 17), new: None}
    duties = dict(Responsibility.objects.values_list("organisation__uuid", "valid_to"))
    assert duties == {old: date(2026, 5, 17), new: None}
    [row], _total = programme.projects(OPERATOR, offset=0, limit=5)
    assert (row.uuid, row.owner) == (project, "Ministerium Neu")
    detail = body_detail(old)
    assert detail is not None
    assert [(each.other.uuid, each.on) for each in detail.successors] == [(new, DAY)]


def test_the_head_of_the_old_ministry_signs_for_the_new_and_sees_its_projects(cabinet):
    old, new, _below, head, project = cabinet
    account = Account.objects.create(username="leitung", name="Leitung")
    Person.objects.filter(uuid=head).update(account=account)
    _recut((old, new))
    actor = actor_with_roles(account, DAY)
    assert actor.acting_as(Role.HEAD, new) is not None
    assert actor.acting_as(Role.HEAD, old) is None
    assert [row.uuid for row in programme.projects(actor, offset=0, limit=5)[0]] == [project]
    found = search.search(actor, "Wohngeld")
    assert "Ministerium Neu" in {
        hit.document.detail.partition(" · ")[2] for group in found for hit in group.hits
    }


def test_the_event_names_who_follows_whom_and_the_act_is_audited(cabinet):
    old, new, *_rest = cabinet
    _recut((old, new))
    event = Event.objects.get(kind="organisation.succeeded")
    assert event.data == {"predecessor": str(old), "successor": str(new), "day": "2026-05-18"}
    assert AuditEntry.objects.filter(
        action="organisation.succeeded", note__contains="Organisationserlass"
    ).exists()
    assert AuditEntry.objects.filter(action="project.owner_succeeded").exists()


def test_a_listener_that_fails_undoes_the_whole_recut(cabinet, monkeypatch):
    old, new, *_rest = cabinet

    def _fails(_event):
        raise RuntimeError("undone")

    monkeypatch.setitem(events._subscribers, "organisation.succeeded", [_fails])
    with pytest.raises(RuntimeError, match="undone"):
        _recut((old, new))
    assert Organisation.objects.get(uuid=old).valid_to is None
    assert RoleAssignment.objects.get().valid_to is None


def test_what_cannot_follow_from_itself_is_refused_and_nothing_changes(cabinet):
    old, new, below, *_rest = cabinet
    for pairs, sentence in (
        ([(old, old)], "ihre eigene Nachfolgerin"),
        ([(old, new), (new, old)], "nach sich selbst"),
        ([(old, new), (new, below)], "nach sich selbst"),
        ([], "mindestens eine Stelle"),
    ):
        with pytest.raises(Refused, match=sentence):
            _recut(*pairs)
    assert not Organisation.objects.filter(valid_to__isnull=False).exists()


def test_an_ended_body_a_day_to_come_and_a_missing_order_are_refused(cabinet):
    old, new, below, *_rest = cabinet
    with pytest.raises(Refused, match="in der Zukunft"):
        _recut((old, new), day=date(2099, 1, 1))
    with pytest.raises(Refused, match="anordnet"):
        _recut((old, new), act=" ")
    _recut((old, new))
    with pytest.raises(Refused, match="besteht nicht mehr"):
        _recut((below, old))


def test_of_several_successors_the_first_inherits_what_has_one_owner(cabinet):
    old, new, *_rest = cabinet
    second = _body("Ministerium Zwei")
    _recut((old, new), (old, second))
    [row], _total = programme.projects(OPERATOR, offset=0, limit=5)
    assert row.owner == "Ministerium Neu"
    detail = body_detail(old)
    assert detail is not None
    assert {each.other.name for each in detail.successors} == {"Ministerium Neu", "Ministerium Zwei"}


def test_a_merger_of_bodies_with_the_same_role_duty_and_system_doubles_nothing(cabinet):
    old, new, _below, head, _project = cabinet
    vendor = _body("Hersteller", OrganisationKind.VENDOR)
    system = services.enter_case_system(OPERATOR, vendor=vendor, name="Produkt")
    for place in (old, new):
        services.record_use(OPERATOR, entry=UseEntry(organisation=place, case_system=system))
    services.assign_role(OPERATOR, person=head, role=Role.HEAD, organisation=new, valid_from=date(2026, 1, 1))
    services.assign_responsibility(OPERATOR, key=KEY, organisations=[new], kind=ResponsibilityKind.STATUTE)
    _recut((old, new))
    assert RoleAssignment.objects.filter(organisation__uuid=new, valid_to__isnull=True).count() == 1
    assert Responsibility.objects.filter(valid_to__isnull=True).count() == 1
    detail = body_detail(new)
    assert detail is not None
    assert len(detail.uses) == 1


def test_only_those_who_may_recut_the_land_do(cabinet):
    old, new, *_rest = cabinet
    lead = Actor("account:x", "x", frozenset({Permission.EDIT_ORGANISATION, Permission.EDIT_CATALOGUE}))
    entry = Recut(day=DAY, act="Erlass", successions=(Succession(old, new),))
    with pytest.raises(NotAllowed):
        services.recut(lead, entry=entry)
    assert times.legal_day(times.now()) > DAY
