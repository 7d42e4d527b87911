# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation as orders of signing need it."""

import uuid

import msgspec

from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation


class SigningBody(msgspec.Struct, frozen=True):
    pk: int
    name: str
    kind: OrganisationKind


def signing_body(identity: uuid.UUID) -> SigningBody | None:
    row = Organisation.objects.filter(uuid=identity).values_list("pk", "name", "kind").first()
    return SigningBody(row[0], row[1], OrganisationKind(row[2])) if row else None
