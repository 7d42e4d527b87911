# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small Land of facts: two services, three bodies of two districts, one body where a service is missing."""

import uuid
from datetime import UTC, date, datetime

from leistungswerk.register import models as register
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, ServiceFact, UsageFact
from leistungswerk.reporting.services import facts

WOHNGELD, HUND = "99107023017001", "99102013104000"
MAINZ, TRIER, MAYEN = "073150000000", "072110000000", "071370068068"
SINCE = date(2026, 1, 1)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
BODIES = {ars: uuid.UUID(int=number) for number, ars in enumerate((MAINZ, TRIER, MAYEN), start=7)}
NAMES = {MAINZ: "Mainz (kreisfreie Stadt)", TRIER: "Trier (kreisfreie Stadt)", MAYEN: "Mayen"}


def land() -> None:
    """Wohngeld everywhere but in Mayen, the dog tax only told of Mainz."""
    for ars, name in {
        **NAMES,
        "071370000000": "Landkreis Mayen-Koblenz",
        "070000000000": "Rheinland-Pfalz",
    }.items():
        register.Territory.objects.get_or_create(ars=ars, defaults={"name": name})
    for key, name in ((WOHNGELD, "Wohngeld"), (HUND, "Hundesteuer Anmeldung")):
        facts.record(
            ServiceFact(service_key=key, name=name, kind="lovd", ozg_id="10092", ozg_name="Wohngeld",
                        ressort="Ministerium der Finanzen", valid_from=SINCE, source="test"),
            at=AT,
        )  # fmt: skip
        facts.record_many(
            [
                CompetenceFact(service_key=key, body=body, body_name=f"Stadt {NAMES[ars]}", ars=ars,
                               valid_from=SINCE, source="test")
                for ars, body in BODIES.items()
            ],
            at=AT,
        )  # fmt: skip
    facts.record_many(
        [online(WOHNGELD, MAINZ), online(WOHNGELD, TRIER), online(HUND, MAINZ, Evidence.TOLD)], at=AT
    )


def online(key: str, ars: str, evidence: Evidence = Evidence.SHOWN) -> AvailabilityFact:
    return AvailabilityFact(
        service_key=key, body=BODIES[ars], body_name=f"Stadt {NAMES[ars]}", ars=ars, evidence=evidence,
        transport="fit_connect", valid_from=date(2026, 2, 1), source="test",
    )  # fmt: skip


def used(count: int, *, day: date, key: str = WOHNGELD, ars: str = MAINZ) -> None:
    """Applications accepted on a day, recorded the same day."""
    first = UsageFact.objects.count() + 1
    UsageFact.objects.bulk_create(
        UsageFact(
            measure="application.accepted", day=day, service_key=key, territory=ars, source_event=first + number,
            recorded_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        )
        for number in range(count)
    )  # fmt: skip
