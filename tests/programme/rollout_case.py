# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Vorhaben in phase 3 with as many bodies as wanted, and one body made ready step by step."""

import uuid
from datetime import date, datetime, timedelta

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.programme.models import (
    GateCase,
    Project,
    ProjectRuntime,
    RolloutUnit,
    Runtime,
)
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout.collect import collect
from leistungswerk.programme.rollout.facts import ContactPart, UnitFacts
from leistungswerk.programme.rollout_states import Duty, DutyState
from leistungswerk.programme.services import duties, questionnaires, units
from leistungswerk.programme.services.duties import DutyEntry
from leistungswerk.programme.states import Gate, GateState
from leistungswerk.register.kinds import InterfaceState, OrganisationKind, ResponsibilityKind, Transport
from leistungswerk.register.models import (
    CaseSystem,
    CaseSystemUse,
    CaseSystemVersion,
    Organisation,
    Person,
    Responsibility,
    Service,
    Territory,
)

HOUSING = "99107023017000"
DESTINATION = "6a1f4a3c-3b7e-4e5c-9d1b-0f2d3c4b5a69"
RECORDED = (
    Duty.CONTRACT,
    Duty.DATA_PROTECTION,
    Duty.PORTAL_ENTRY,
    Duty.TRAINING,
    Duty.SUPPORT,
    Duty.PRODUCTION_TEST,
)


def responsible(service: str, *bodies: Organisation, relevant: bool = True, reason: str = "") -> None:
    row = Service.objects.get(key=service)
    for body in bodies:
        Responsibility.objects.create(
            service=row, organisation=body, kind=ResponsibilityKind.DECIDES, relevant=relevant, reason=reason
        )


def body(
    name: str, number: int = 1, kind: OrganisationKind = OrganisationKind.CITY, **fields: object
) -> Organisation:
    """A body with everything the portal asks for."""
    territory, _ = Territory.objects.get_or_create(ars=f"07{number:03d}0000000", defaults={"name": name})
    contact = {
        "street": "Markt 1", "postcode": "55116", "city": name, "email": "amt@stadt.example", "phone": "06131 1",
    }  # fmt: skip
    return Organisation.objects.create(name=name, kind=kind, territory=territory, **{**contact, **fields})


def runs_on(project: uuid.UUID, kind: RuntimeKind = RuntimeKind.EFA) -> None:
    runtime, _ = Runtime.objects.get_or_create(
        kind=kind,
        name=f"Laufzeit {kind.value}",
        defaults={"operator": "Betreiber", "url": "https://dienst.example/"},
    )
    ProjectRuntime.objects.create(project=Project.objects.get(uuid=project), runtime=runtime)


def unit_of(project: uuid.UUID, organisation: Organisation) -> uuid.UUID:
    return RolloutUnit.objects.get(project__uuid=project, organisation=organisation).uuid


def facts(unit: uuid.UUID, now: datetime | None = None) -> UnitFacts:
    [found] = collect(RolloutUnit.objects.filter(uuid=unit), now or times.now())
    return found


def fachverfahren(
    organisation: Organisation, service: str, state: InterfaceState, *, version: str = "5.1"
) -> CaseSystem:
    vendor, _ = Organisation.objects.get_or_create(name="Musterverfahren GmbH", kind=OrganisationKind.VENDOR)
    product, _ = CaseSystem.objects.get_or_create(vendor=vendor, name="Wohngeld plus")
    product.services.add(Service.objects.get(key=service))
    CaseSystemVersion.objects.get_or_create(
        case_system=product, version="5.1", transport=Transport.FIT_CONNECT, defaults={"interface": state}
    )
    CaseSystemUse.objects.create(organisation=organisation, case_system=product, version=version)
    return product


def done(
    actor: Actor, unit: uuid.UUID, duty: Duty, reference: str = "Az. 1", until: date | None = None
) -> None:
    entry = DutyEntry(duty=duty, state=DutyState.DONE, reference=reference, valid_until=until)
    duties.record_duty(actor, unit=unit, entry=entry)


def answers(unit: uuid.UUID) -> dict[str, object]:
    """A questionnaire with every answer."""
    content = questionnaires.current(OPERATOR, unit=unit).content
    person = {f"{who}_{what}": text for who in ("projektleitung", "technisch", "fachlich")
              for what, text in (("name", "M. Muster"), ("email", "m@stadt.example"), ("telefon", "1"))}  # fmt: skip
    return {
        **content,
        "zustellung": {"destination_id": DESTINATION},
        "portal": {
            "organisationseinheit": "L100042.OE.1", "pvog_link": "https://portal.example/1",
            "datenschutz_link": "https://stadt.example/datenschutz",
        },
        "kontakte": person,
        "betrieb": {"erste_hilfe": "Rechenzentrum", "manuelle_faelle": "Wohngeldstelle"},
    }  # fmt: skip


def make_ready(unit: uuid.UUID, service: str) -> None:
    """Do every duty of a body that receives by FIT-Connect from a runtime elsewhere."""
    row = RolloutUnit.objects.select_related("organisation").get(uuid=unit)
    units.move_unit(OPERATOR, unit=unit, move="prepare")
    units.edit_unit(OPERATOR, unit=unit, transport=Transport.FIT_CONNECT, expected_cases=120, revision=1)
    for part in ContactPart:
        person = Person.objects.create(organisation=row.organisation, name=f"Person {part.value}")
        duties.name_contact(OPERATOR, unit=unit, part=part, person=person.uuid)
    for duty in RECORDED:
        done(OPERATOR, unit, duty)
    done(OPERATOR, unit, Duty.CONNECTION, DESTINATION)
    done(OPERATOR, unit, Duty.CERTIFICATE, until=times.legal_day(times.now()) + timedelta(days=400))
    if not CaseSystemUse.objects.filter(organisation=row.organisation).exists():
        fachverfahren(row.organisation, service, InterfaceState.PRODUCTIVE)
    questionnaires.save(OPERATOR, unit=unit, content=answers(unit))


def released(project: uuid.UUID) -> None:
    """The Vorhaben as gate G2 leaves it."""
    row = Project.objects.get(uuid=project)
    Project.objects.filter(pk=row.pk).update(phase=3, path="A")
    GateCase.objects.create(
        project=row, gate=Gate.G2, round=1, state=GateState.PASSED, record={}, digest="0" * 64,
        opened_at=times.now(), opened_by="test", decided_at=times.now(),
    )  # fmt: skip
