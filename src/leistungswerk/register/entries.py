# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is handed to the register from outside."""

import uuid
from datetime import date

import msgspec

from leistungswerk.register.kinds import (
    FimBlock,
    InterfaceState,
    OrganisationKind,
    SdgAnnex,
    Transport,
)


class ImportFile(msgspec.Struct, frozen=True):
    """A file somebody handed in: its name is only shown."""

    name: str
    content: bytes


class AuthorityEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A Behörde with its seat and its Gebiet."""

    name: str
    ars: str
    territory: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""


class ServiceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue says about a Leistung. ``bundles`` are OZG-Ids, ``lead`` the Ressort in the lead."""

    key: str
    name: str
    citizen_name: str = ""
    typing: str = ""
    bundles: tuple[str, ...] = ()
    lead: uuid.UUID | None = None
    sdg_annex: SdgAnnex = SdgAnnex.NONE
    sdg_areas: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    written_form: bool | None = None
    trust_level: str = ""


class FimEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What FIM has of a Leistung in one Baustein; ``status`` 1 to 8, ``None``: nothing."""

    block: FimBlock
    status: int | None
    external_id: str = ""
    version: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


class OrganisationEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A body.

    ``ars`` names its Gebiet, which must be in the register or come with ``territory``, its name.
    """

    kind: OrganisationKind
    name: str
    short_name: str = ""
    parent: uuid.UUID | None = None
    project_office: uuid.UUID | None = None
    ars: str = ""
    territory: str = ""
    valid_from: date | None = None
    contact: Contact = Contact()


class Succession(msgspec.Struct, frozen=True):
    """One body goes on in another."""

    predecessor: uuid.UUID
    successor: uuid.UUID


class Recut(msgspec.Struct, frozen=True, kw_only=True):
    """A Neuzuschnitt. Of several successors of one body the first inherits what can have only one owner."""

    day: date
    """First day of the successors, today or before."""
    act: str
    """What orders it: Organisationserlass, Landesgesetz."""
    successions: tuple[Succession, ...]


class PersonEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A person with work contacts only."""

    name: str
    organisation: uuid.UUID
    function: str = ""
    email: str = ""
    phone: str = ""


class VersionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """How far a version of a Fachverfahren receives by one transport."""

    version: str
    transport: Transport
    interface: InterfaceState
    message_standard: str = ""
    available_from: date | None = None
    source: str = ""


class UseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A body uses a Fachverfahren in a version, run by an operator."""

    organisation: uuid.UUID
    case_system: uuid.UUID
    version: str = ""
    operator: uuid.UUID | None = None
    valid_from: date | None = None
