# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rights by role and organisation: what belongs to others does not exist for one, at any address, to read or write.

Every address of the office that takes an object is asked with real objects of a ministry. Where the owner sees
something, nobody who takes no part may see or change it.
"""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from gate_cases import TODAY, people, ready_for_advice

from leistungswerk.core.actor import OPERATOR, Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.programme.models import (
    BaseService,
    ChecklistItem,
    Participation,
    RolloutUnit,
)
from leistungswerk.programme.resolution_states import Direction
from leistungswerk.programme.services import consultations, infrastructure
from leistungswerk.programme.services.gates import open_case
from leistungswerk.programme.services.participation import comment
from leistungswerk.programme.services.projects import release_for_reading
from leistungswerk.programme.services.resolutions.drafting import Text, begin_resolution
from leistungswerk.programme.states import Gate, Part
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person

pytestmark = pytest.mark.django_db
NOT_THERE = {403, 404, 405}
EXAMPLES = {"page": "seite", "gate": "G0", "duty": "training", "position": 1, "number": 1, "line": 1, "file": uuid.UUID(int=0), "key": "R1", "form": "csv",
            "step": "reif", "digest": "0" * 64, "slug": "x", "code": "m1", "template": "cabinet", "reference": "LW-2026-0000-0000",
            "pk": 999999}  # fmt: skip


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern) and "<uuid:identity>" in route and route.startswith("verwaltung/"):
            yield str(entry.name), route


ROUTES = dict(_routes(get_resolver("leistungswerk.config.urls")))


def _address(route: str, identity: uuid.UUID, organisation: uuid.UUID) -> str:
    given = {**EXAMPLES, "identity": identity, "organisation": organisation, "row": identity}
    parts = []
    for part in route.split("/"):
        head, bracket, rest = part.partition("<")
        name = rest.partition(":")[2].partition(">")[0]
        parts.append(f"{head}{given[name]}{rest.partition('>')[2]}" if bracket else part)
    return "/" + "/".join(parts)


def _client(person: Person) -> Client:
    client = Client()
    assert person.account is not None
    client.force_login(person.account)
    return client


@pytest.fixture
def objects(land, begun) -> dict[str, uuid.UUID]:
    """A Vorhaben of the ministry of finance with what hangs on it, and a Beschluss in draft."""
    who = people(land)
    project = begun(land.ministry)
    ready_for_advice(land, project)
    comment(who.owner, project=project, text="Vertraulich")
    asked = consultations.Question(
        organisation=land.ministry.uuid, subject="Frage", text="Vertraulich", project=project
    )
    infrastructure.take_over_catalogue(OPERATOR, provider=land.provider.uuid)
    unit = RolloutUnit.objects.create(
        project_id=Participation.objects.filter(part=Part.OWNER).get().project_id, organisation=land.city
    )
    draft = begin_resolution(
        land.actor((Role.COUNCIL_OFFICE, land.ministry), on=TODAY), owner=land.ministry.uuid,
        text=Text(title="Entwurf"), direction=Direction.OUTGOING,
    )  # fmt: skip
    return {
        "project": project,
        "item": ChecklistItem.objects.filter(project__uuid=project).first().uuid,
        "consultation": consultations.request_advice(who.owner, question=asked),
        "base_request": infrastructure.request_base_service(
            who.owner, project=project, code=BaseService.objects.first().code, purpose="Test", needed_by=None
        ),
        "case": open_case(who.contact, project=project, gate=Gate.G0),
        "unit": unit.uuid,
        "resolution": draft,
    }


def _strangers(land) -> dict[str, Person]:
    vendor = Organisation.objects.create(name="Softwarehaus", kind=OrganisationKind.VENDOR)
    return {
        "another Ressort": land.person((Role.RESSORT_CONTACT, land.other), (Role.HEAD, land.other)),
        "a district that takes no part": land.person((Role.MUNICIPAL_LEAD, land.district)),
        "the auditor before a release": land.person((Role.AUDITOR, land.audit_office)),
        "a vendor": land.person((Role.VENDOR, vendor)),
    }


def _counts() -> dict[str, int]:
    kept = (model for model in apps.get_app_config("programme").get_models())
    return {model.__name__: model.objects.count() for model in kept}


def _fitting(objects, organisation) -> dict[str, str]:
    """For every route the address of the object it takes: the first that somebody with all rights sees there."""
    client = Client()
    client.force_login(Account.objects.create(username="all", name="Alle", grants=sorted(Permission)))
    found = {}
    for name, route in ROUTES.items():
        for identity in objects.values():
            address = _address(route, identity, organisation)
            if client.get(address).status_code == 200:
                found[name] = address
                break
    return found


def test_what_belongs_to_others_is_neither_read_nor_changed_at_any_address(land, objects):
    seen = _fitting(objects, land.city.uuid)
    assert len(seen) > 15
    before, leaks = _counts(), []
    for said, person in _strangers(land).items():
        client = _client(person)
        for name, route in ROUTES.items():
            address = seen.get(name) or _address(route, objects["project"], land.city.uuid)
            read, written = client.get(address).status_code, client.post(address).status_code
            if read not in NOT_THERE or written not in {*NOT_THERE, 400}:
                leaks.append(f"{said}: {name} {read} {written}")
    assert leaks == []
    assert _counts() == before


def test_an_auditor_reads_what_was_released_and_changes_nothing(land, objects):
    release_for_reading(OPERATOR, project=objects["project"], organisation=land.audit_office.uuid)
    client, before = _client(land.person((Role.AUDITOR, land.audit_office))), _counts()
    read = [
        name
        for name, route in ROUTES.items()
        if client.get(_address(route, objects["project"], land.city.uuid)).status_code == 200
    ]
    assert "project" in read
    assert len(read) >= 5
    for route in ROUTES.values():
        assert client.post(_address(route, objects["project"], land.city.uuid)).status_code != 200
    assert _counts() == before
