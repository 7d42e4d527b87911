# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole Land in a throw-away database: 600 Vorhaben × 194 bodies, and how long the office lists take on it.

``python -m bench.land``: answers are whole pages of the office, without a network between.
"""

import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from bench.instance import ROOT

AIM_MS: Final = 150.0
_DAY: Final = date(2026, 1, 1)
_SERVICES_OF_A_SYSTEM: Final = 5


class PageFigure(msgspec.Struct, frozen=True):
    """One page: milliseconds of server time, median and worst of the runs, and its SQL statements."""

    page: str
    median_ms: float
    worst_ms: float
    statements: int


def wire(folder: Path) -> None:
    """Wire Django on a database of its own."""
    os.environ["LEISTUNGSWERK_DATA"] = str(folder)
    os.environ["LEISTUNGSWERK_SYNCHRONOUS"] = "NORMAL"
    os.environ["DJANGO_SETTINGS_MODULE"] = "leistungswerk.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """A data folder on the disk of this folder; gone afterwards."""
    place = ROOT / ".cache" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@contextmanager
def throwaway() -> Iterator[Path]:
    """A data folder of its own with Django wired to it; gone afterwards."""
    with folder_of_its_own() as folder:
        wire(folder)
        yield folder


def fill(projects: int, bodies: int) -> None:
    """Services, bodies, contacts, Fachverfahren and a cell for each body in each Vorhaben, half of the duties done."""
    from django.db import transaction

    with transaction.atomic():
        organisations, services = _register(projects, bodies)
        _programme(organisations, services)


def _register(projects: int, bodies: int) -> tuple[list[int], list[int]]:
    organisations = _bodies(bodies)
    services = _services(projects, organisations)
    _case_systems(organisations, services)
    return organisations, services


def _bodies(bodies: int) -> list[int]:
    from leistungswerk.core.actor import Role
    from leistungswerk.register import models as m
    from leistungswerk.register.kinds import OrganisationKind

    places = m.Territory.objects.bulk_create(
        m.Territory(ars=f"07{number:03d}0000000", name=f"Gebiet {number}") for number in range(bodies)
    )
    organisations = m.Organisation.objects.bulk_create(
        m.Organisation(
            name=f"Stadt {number:03d}", kind=OrganisationKind.CITY, territory=place, street="Markt 1",
            postcode="55116", city="Stadt", email="amt@stadt.example", phone="1" if number % 3 else "",
        )
        for number, place in enumerate(places)
    )  # fmt: skip
    people = m.Person.objects.bulk_create(
        m.Person(organisation=each, name=f"Person {each.pk}") for each in organisations
    )
    m.RoleAssignment.objects.bulk_create(
        m.RoleAssignment(
            person=person,
            role=role,
            organisation_id=person.organisation_id,
            valid_from=_DAY,
            granted_by="bench",
        )
        for person in people
        for role in (Role.MUNICIPAL_LEAD, Role.CASE_WORKER)
    )
    return [each.pk for each in organisations]


def _services(projects: int, organisations: list[int]) -> list[int]:
    from leistungswerk.register import models as m
    from leistungswerk.register.kinds import ResponsibilityKind

    services = m.Service.objects.bulk_create(
        m.Service(key=f"99{number:012d}", name=f"Leistung {number}") for number in range(projects)
    )
    m.Responsibility.objects.bulk_create(
        (
            m.Responsibility(service=service, organisation_id=each, kind=ResponsibilityKind.DECIDES)
            for service in services
            for each in organisations
        ),
        batch_size=10_000,
    )
    return [each.pk for each in services]


def _case_systems(organisations: list[int], services: list[int]) -> None:
    from leistungswerk.register import models as m
    from leistungswerk.register.kinds import InterfaceState, OrganisationKind, Transport

    vendor = m.Organisation.objects.create(name="Herstellerin", kind=OrganisationKind.VENDOR)
    systems = m.CaseSystem.objects.bulk_create(
        m.CaseSystem(vendor=vendor, name=f"Fachverfahren {number}")
        for number in range(max(len(services) // _SERVICES_OF_A_SYSTEM, 1))
    )
    for number, service in enumerate(services):
        systems[number % len(systems)].services.add(service)
    m.CaseSystemVersion.objects.bulk_create(
        m.CaseSystemVersion(
            case_system=each,
            version="5.1",
            transport=Transport.FIT_CONNECT,
            interface=InterfaceState.PRODUCTIVE,
        )
        for each in systems
    )
    m.CaseSystemUse.objects.bulk_create(
        m.CaseSystemUse(organisation_id=each, case_system=system, version="5.1")
        for each in organisations
        for system in systems
    )


def _programme(organisations: list[int], services: list[int]) -> None:
    _duties(_units(_projects(services), organisations))


def _projects(services: list[int]) -> list[int]:
    from leistungswerk.core import times
    from leistungswerk.programme import models as m
    from leistungswerk.programme.reuse_states import RuntimeKind
    from leistungswerk.register.kinds import OrganisationKind
    from leistungswerk.register.models import Organisation

    owner = Organisation.objects.create(name="Ministerium", kind=OrganisationKind.MINISTRY)
    at = times.now()
    runtime = m.Runtime.objects.create(kind=RuntimeKind.EFA, name="EfA", operator="Betreiber")
    projects = m.Project.objects.bulk_create(
        m.Project(
            number=f"V-2026-{number + 1:04d}",
            title=f"Vorhaben {number:03d}",
            owner=owner,
            phase=3,
            created_at=at,
        )
        for number in range(len(services))
    )
    through = m.Project.services.through
    through.objects.bulk_create(
        through(project_id=project.pk, service_id=service)
        for project, service in zip(projects, services, strict=True)
    )
    m.ProjectRuntime.objects.bulk_create(m.ProjectRuntime(project=each, runtime=runtime) for each in projects)
    return [each.pk for each in projects]


def _units(projects: list[int], organisations: list[int]) -> list[int]:
    from leistungswerk.programme import models as m
    from leistungswerk.programme.rollout_states import UnitState
    from leistungswerk.register.kinds import Transport

    states = (UnitState.PLANNED, UnitState.PREPARING, UnitState.LIVE, UnitState.PREPARING)
    units = m.RolloutUnit.objects.bulk_create(
        (
            m.RolloutUnit(
                project_id=project, organisation_id=organisation, state=states[(project + organisation) % 4],
                transport=Transport.FIT_CONNECT, live_from=_DAY, expected_cases=100,
            )
            for project in projects
            for organisation in organisations
        ),
        batch_size=10_000,
    )  # fmt: skip
    return [each.pk for each in units]


def _duties(units: list[int]) -> None:
    from leistungswerk.core import times
    from leistungswerk.programme import models as m
    from leistungswerk.programme.rollout_states import Duty, DutyState

    at = times.now()
    done = (
        Duty.CONTRACT,
        Duty.DATA_PROTECTION,
        Duty.CONNECTION,
        Duty.CERTIFICATE,
        Duty.TRAINING,
        Duty.SUPPORT,
    )
    m.DutyRecord.objects.bulk_create(
        (
            m.DutyRecord(
                unit_id=unit, duty=duty, state=DutyState.DONE, reference="Az. 1", at=at, by="bench",
                valid_until=at.date() + timedelta(days=unit % 400) if duty is Duty.CERTIFICATE else None,
            )
            for unit in units
            for duty in done
        ),
        batch_size=10_000,
    )  # fmt: skip


def pages() -> tuple[tuple[str, str], ...]:
    """Name and address of what is measured."""
    from django.urls import reverse

    from leistungswerk.programme.models import Project, RolloutUnit

    unit = RolloutUnit.objects.order_by("-pk")[:1].get()
    project = Project.objects.order_by("pk")[:1].get()
    matrix = reverse("office:rollout")
    return (
        ("Matrix", matrix),
        ("Matrix, letzte Seiten", matrix + "?seite=8&spalten=75"),
        ("Matrix, nur Bereite", matrix + "?bereit=ready"),
        ("Matrix, es fehlt etwas", matrix + "?bereit=missing"),
        ("Matrix, ein Kreis und ein Stand", matrix + "?kreis=07005&stand=preparing"),
        ("Vorhaben, Roll-out", reverse("office:rollout_project", args=[project.uuid])),
        ("Vollzugsbehörden", reverse("office:rollout_bodies")),
        ("Cockpit einer Stelle", reverse("office:rollout_body", args=[unit.organisation.uuid])),
        ("Zelle", reverse("office:rollout_unit", args=[unit.uuid])),
        ("Für Hersteller", reverse("office:rollout_vendors")),
        ("Alle Vorhaben", reverse("office:projects")),
    )


def measure(runs: int) -> tuple[PageFigure, ...]:
    """Each page as staff with every grant sees it; the first, uncounted run warms templates."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from leistungswerk.core import accounts
    from leistungswerk.core.actor import OPERATOR, Permission
    from leistungswerk.core.models import Account

    name = f"bench-{uuid.uuid4()}"
    accounts.ensure_account(OPERATOR, username=name, password=name, name=name, grants=frozenset(Permission))
    client = Client()
    client.force_login(Account.objects.get(username=name))
    figures = []
    for page, address in pages():
        ask = _asking(client, address)
        with CaptureQueriesContext(connection) as caught:
            ask()
        taken = [ask() for _ in range(runs)]
        figures.append(PageFigure(page, statistics.median(taken), max(taken), len(caught)))
    return tuple(figures)


def _asking(client: object, address: str) -> Callable[[], float]:
    from django.test import Client

    assert isinstance(client, Client)

    def _ask() -> float:
        started = time.perf_counter()
        answer = client.get(address)
        taken = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return taken

    return _ask


def main(
    projects: Annotated[int, typer.Option(help="Vorhaben")] = 600,
    bodies: Annotated[int, typer.Option(help="Vollzugsbehörden")] = 194,
    runs: Annotated[int, typer.Option(help="gezählte Läufe je Seite")] = 5,
) -> None:
    """Fill a throw-away database, ask each page, and end with 1 if one is over the aim."""
    console = Console()
    with throwaway() as folder:
        started = time.perf_counter()
        fill(projects, bodies)
        console.print(
            f"{projects} Vorhaben × {bodies} Stellen gefüllt in {time.perf_counter() - started:.0f} s"
        )
        figures = measure(runs)
        size = sum(file.stat().st_size for file in (folder / "db").iterdir()) / 1024**2
    table = Table("Seite", "Median ms", "Höchstens ms", "SQL")
    for each in figures:
        table.add_row(each.page, f"{each.median_ms:.0f}", f"{each.worst_ms:.0f}", str(each.statements))
    console.print(table)
    console.print(
        f"Datenbank {size:.0f} MiB, das sind {size * 1024**2 / (projects * bodies):.0f} Byte je Zelle"
    )
    if any(each.median_ms > AIM_MS for each in figures):
        console.print(f"Über dem Ziel von {AIM_MS:.0f} ms.")
        sys.exit(1)


if __name__ == "__main__":
    typer.run(main)
