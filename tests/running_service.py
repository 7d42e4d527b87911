# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An online service as rows alone: for what looks at it from outside and never opens its form."""

from leistungswerk.core import times
from leistungswerk.delivery.models import Connection
from leistungswerk.online.models import FormVersion, OnlineService
from leistungswerk.online.states import FormState
from leistungswerk.register.models import FimDocument, Organisation, Service, Territory


def make(key: str, ars: str) -> OnlineService:
    """It runs for a Leistung at the body of a Gebiet; service and body are made if they are missing."""
    place, _made = Territory.objects.get_or_create(ars=ars, defaults={"name": "Mainz"})
    body = Organisation.objects.filter(territory=place).first()
    body = body or Organisation.objects.create(name="Stadtverwaltung", territory=place)
    service, _made = Service.objects.get_or_create(key=key, defaults={"name": "Hundesteuer"})
    at = times.now()
    document = FimDocument.objects.create(
        fim_id="S1", version="1", title="Anmeldung eines Hundes", imported_at=at, sha256="0" * 64, xml=b""
    )
    form = FormVersion.objects.create(
        document=document, digest="0" * 64, created_at=at, state=FormState.PUBLISHED
    )
    connection = Connection.objects.create(name="V", adapter="null")
    return OnlineService.objects.create(
        slug="hund", form_version=form, service=service, authority=body, territory=place, connection=connection,
        valid_from=at,
    )  # fmt: skip
