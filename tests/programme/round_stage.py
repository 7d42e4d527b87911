# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Land in which a data round can be opened, answered, released, checked and accepted."""

from datetime import timedelta

from small_land import DOG_TAX, HOUSING, Land

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.register import services as register
from leistungswerk.register.kinds import ResponsibilityKind
from leistungswerk.register.models import Territory
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    DataRound,
    RoundLine,
    RoundPart,
    ServiceFact,
)
from leistungswerk.reporting.round_states import Question
from leistungswerk.reporting.services import facts, feed
from leistungswerk.reporting.services.rounds import chain, opening
from leistungswerk.reporting.services.rounds.opening import RoundEntry

TODAY = times.legal_day(times.now())
SINCE = TODAY - timedelta(days=200)


class Stage:
    """A Land in which two municipalities and an authority decide, and everybody who takes part in a round."""

    def __init__(self) -> None:
        land = self.land = Land()
        for number, body in enumerate((land.city, land.district, land.authority), start=1):
            body.territory = Territory.objects.create(ars=f"07{number:010d}", name=body.name)
            body.save()
        for key, bodies in ((DOG_TAX, (land.city, land.district)), (HOUSING, (land.authority,))):
            register.assign_responsibility(
                OPERATOR,
                key=key,
                organisations=[body.uuid for body in bodies],
                kind=ResponsibilityKind.DECIDES,
            )
        feed.feed_all(source="test", at=times.now())
        for kind in (CompetenceFact, ServiceFact):
            kind.objects.update(valid_from=SINCE)
        self.owner = land.actor((Role.SERVICE_OWNER, land.authority), on=TODAY)
        self.contact = land.actor((Role.RESSORT_CONTACT, land.ministry), on=TODAY)
        self.office = land.actor((Role.PROJECT_OFFICE, land.office), on=TODAY)
        self.provider = land.actor((Role.PROGRAMME_MANAGEMENT, land.provider), on=TODAY)
        self.ministry = land.actor((Role.OZG_COORDINATION, land.coordination), on=TODAY)

    def open(self, **fields: object) -> DataRound:
        entry = {
            "title": "Quartal", "cut_off": TODAY, "due": TODAY, "questions": (Question.AVAILABLE,), **fields,
        }  # fmt: skip
        return DataRound.objects.get(uuid=opening.open_round(self.ministry, entry=RoundEntry(**entry)))

    def part(self, row: DataRound, organisation: object) -> RoundPart:
        return RoundPart.objects.get(round=row, organisation=organisation.uuid)

    def line(self, row: DataRound, body: object) -> RoundLine:
        return RoundLine.objects.get(part__round=row, body=body.uuid)

    def bring(self, part: RoundPart, by: object) -> None:
        """Released, checked and accepted."""
        chain.release(by, part=part.uuid)
        chain.check(self.provider, part=part.uuid)
        chain.accept(self.ministry, part=part.uuid)

    def told(self, body: object, key: str = HOUSING, **fields: object) -> AvailabilityFact:
        fact = AvailabilityFact(
            service_key=key, body=body.uuid, body_name=body.name, ars="", evidence=Evidence.TOLD,
            valid_from=SINCE, source="test", **fields,
        )  # fmt: skip
        return facts.record(fact, at=times.now())
