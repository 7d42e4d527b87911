# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What travels between client and delivery service, camelCase on the wire (standards.md 6.2 and 6.3)."""

from __future__ import annotations

import msgspec

from leistungswerk.standards.fitconnect.constants import JSON, DestinationStatus
from leistungswerk.standards.fitconnect.jose import Jwk


class SchemaReference(msgspec.Struct, frozen=True, rename="camel"):
    schema_uri: str
    mime_type: str = JSON


class DestinationService(msgspec.Struct, frozen=True, rename="camel"):
    """A public service a destination takes: FIM key as URN, schemas, regions (``DE`` + ARS digits)."""

    identifier: str
    submission_schemas: tuple[SchemaReference, ...] = ()
    regions: tuple[str, ...] = ()


class Destination(msgspec.Struct, frozen=True, rename="camel"):
    """The public view of a Zustellpunkt."""

    destination_id: str
    status: DestinationStatus
    encryption_kid: str | None = None
    metadata_versions: tuple[str, ...] = ()
    public_services: tuple[DestinationService, ...] = ()
    contact_information: ContactInformation | None = None


class ContactInformation(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    legal_name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


class PublicService(msgspec.Struct, frozen=True):
    name: str
    identifier: str


class Announced(msgspec.Struct, frozen=True, rename="camel"):
    """Ids the delivery service gave; to be stored before the submission is sent."""

    submission_id: str
    case_id: str


class SubmissionEntry(msgspec.Struct, frozen=True, rename="camel"):
    """A line in the list of waiting submissions."""

    submission_id: str
    case_id: str
    destination_id: str


class Submission(msgspec.Struct, frozen=True, rename="camel"):
    """A waiting submission, encrypted."""

    submission_id: str
    case_id: str
    destination_id: str
    encrypted_metadata: str
    encrypted_data: str
    attachments: tuple[str, ...] = ()
    public_service: PublicService | None = None


class Announcement(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Body of ``POST /v2/submissions``."""

    destination_id: str
    public_service: PublicService
    announced_attachments: tuple[str, ...] = ()
    region: str | msgspec.UnsetType | None = msgspec.UNSET


class Content(msgspec.Struct, frozen=True, rename="camel"):
    encrypted_metadata: str
    encrypted_data: str


class EventPage(msgspec.Struct, frozen=True, rename="camel"):
    event_log: tuple[str, ...] = ()


class SubmissionPage(msgspec.Struct, frozen=True, rename="camel"):
    submissions: tuple[SubmissionEntry, ...] = ()
    offset: int = 0
    count: int = 0
    total_count: int = 0


class JwkSet(msgspec.Struct, frozen=True):
    keys: tuple[Jwk, ...] = ()
