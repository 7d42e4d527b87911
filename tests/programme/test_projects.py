# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme import queries
from leistungswerk.programme.models import Project
from leistungswerk.programme.services.projects import (
    ProjectEntry,
    begin_project,
    edit_project,
    release_for_reading,
)

pytestmark = pytest.mark.django_db
ENTRY = ProjectEntry(title="Wohngeld online", services=("99107023017000",))


def _titles(actor):
    return [row.title for row in queries.projects(actor, offset=0, limit=10)[0]]


def test_a_ressort_begins_a_vorhaben_for_an_authority_below_it_and_nobody_elses(land):
    contact = land.actor((Role.RESSORT_CONTACT, land.ministry))
    begin_project(contact, owner=land.authority.uuid, entry=ENTRY)
    row = Project.objects.get()
    assert (row.phase, row.path, row.number[:2]) == (0, "", "V-")
    with pytest.raises(NotAllowed):
        begin_project(contact, owner=land.other.uuid, entry=ENTRY)


def test_a_vorhaben_does_not_exist_for_another_ressort_until_it_is_released_to_it(land, begun):
    identity = begun(land.authority)
    stranger = land.actor((Role.SERVICE_OWNER, land.other))
    assert _titles(stranger) == []
    with pytest.raises(Missing):
        edit_project(stranger, project=identity, entry=ENTRY, revision=0)
    release_for_reading(OPERATOR, project=identity, organisation=land.other.uuid)
    assert _titles(stranger) == ["Wohngeld"]
    with pytest.raises(NotAllowed):
        edit_project(stranger, project=identity, entry=ENTRY, revision=0)


def test_the_auditor_reads_what_was_released_and_the_project_of_the_whole_land_sees_all(land, begun):
    identity = begun(land.ministry)
    begun(land.city, title="Hundesteuer")
    auditor = land.actor((Role.AUDITOR, land.audit_office))
    release_for_reading(OPERATOR, project=identity, organisation=land.audit_office.uuid)
    assert _titles(auditor) == ["Wohngeld"]
    assert len(_titles(land.actor((Role.PROGRAMME_MANAGEMENT, land.provider)))) == 2
    assert _titles(land.actor((Role.PROJECT_OFFICE, land.office))) == ["Hundesteuer"]


def test_the_second_of_two_editors_sees_that_the_first_was_faster(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    edit_project(owner, project=identity, entry=ENTRY, revision=0)
    with pytest.raises(Overtaken):
        edit_project(owner, project=identity, entry=ENTRY, revision=0)
    assert Project.objects.get().title == "Wohngeld online"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (ProjectEntry(title=" ", services=("99107023017000",)), "Titel"),
        (ProjectEntry(title="Ohne", services=()), "mindestens eine"),
        (ProjectEntry(title="Fremd", services=("99999999999999",)), "99999999999999"),
    ],
)
def test_an_incomplete_vorhaben_is_refused_in_words_and_nothing_is_written(land, entry, said):
    with pytest.raises(Refused, match=said):
        begin_project(OPERATOR, owner=land.ministry.uuid, entry=entry)
    assert not Project.objects.exists()


def test_a_provider_cannot_own_a_vorhaben(land):
    with pytest.raises(Refused, match="Bedarfsträger"):
        begin_project(OPERATOR, owner=land.provider.uuid, entry=ENTRY)
