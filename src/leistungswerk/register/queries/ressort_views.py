# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Ressorts as the public sees them: the Staatskanzlei and the ministries that exist now."""

import uuid

import msgspec

from leistungswerk.register.kinds import RESSORTS, OrganisationKind
from leistungswerk.register.models import Organisation


class RessortView(msgspec.Struct, frozen=True):
    """``short_name`` may be empty; contact data are those of the house."""

    uuid: uuid.UUID
    name: str
    short_name: str
    street: str
    town: str
    phone: str
    email: str
    website: str


def ressort_views() -> tuple[RessortView, ...]:
    """The Staatskanzlei first, then by name; one statement."""
    rows = Organisation.objects.filter(kind__in=RESSORTS, valid_to__isnull=True).order_by("name")
    held = sorted(rows, key=lambda row: row.kind != OrganisationKind.STATE_CHANCELLERY)
    return tuple(
        RessortView(
            row.uuid, row.name, row.short_name, row.street, f"{row.postcode} {row.city}".strip(), row.phone, row.email,
            row.website,
        )
        for row in held
    )  # fmt: skip
