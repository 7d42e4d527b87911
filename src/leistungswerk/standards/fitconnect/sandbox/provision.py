# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Clients and Zustellpunkte made directly in the store, without HTTP: for demo and rehearsal."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from pathlib import Path

import msgspec

from leistungswerk.standards.fitconnect.constants import METADATA_VERSION, DestinationStatus, Scope
from leistungswerk.standards.fitconnect.jose import Jwk
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.access import create_client
from leistungswerk.standards.fitconnect.sandbox.destinations import (
    check_activation,
    check_key,
    check_services,
)
from leistungswerk.standards.fitconnect.sandbox.store import Store, write_private
from leistungswerk.standards.fitconnect.transport import Credentials
from leistungswerk.standards.fitconnect.wire import ContactInformation, Destination, DestinationService


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """What to make. Ids are optional; a known id is renewed and keeps its submissions."""

    services: tuple[DestinationService, ...]
    encryption_key: Jwk
    """Public part."""
    signature_key: Jwk
    """Public part."""
    name: str = "Vollzugsbehörde (Sandbox)"
    destination_id: str | None = None
    sender_id: str = "onlinedienst"
    receiver_id: str = "fachverfahren"


class Provisioned(msgspec.Struct, frozen=True):
    """The ids and new secrets; a secret is shown only here."""

    destination_id: str
    sender: Credentials
    receiver: Credentials


def provision(folder: Path, wish: Provision) -> Provisioned:
    """Make a sender, a receiver and an active destination in the sandbox of ``folder``.

    Repeating with the same ids renews secrets and keys. Raises :class:`Refusal` for keys or services that the
    service would refuse too. Destinations of other ids stay.
    """
    for key in (wish.encryption_key, wish.signature_key):
        check_key(key)
    check_services(wish.services)
    view = Destination(
        destination_id=wish.destination_id or str(uuid.uuid4()),
        status=DestinationStatus.ACTIVE,
        encryption_kid=wish.encryption_key.kid,
        metadata_versions=(METADATA_VERSION,),
        public_services=wish.services,
        contact_information=ContactInformation(legal_name=wish.name),
    )
    with Store(folder).writing() as db:
        sender = create_client(db, wish.sender_id, "Onlinedienst", frozenset({Scope.SEND}))
        rights = frozenset({Scope.SUBSCRIBE, Scope.MANAGE})
        receiver = create_client(db, wish.receiver_id, wish.name, rights)
        records.save_destination(db, wish.receiver_id, view, time.time())
        for key in (wish.encryption_key, wish.signature_key):
            records.save_key(db, view.destination_id, key)
        check_activation(db, view)
    return Provisioned(
        view.destination_id, Credentials(wish.sender_id, sender), Credentials(wish.receiver_id, receiver)
    )


def provision_client(folder: Path, client_id: str, name: str, scopes: Sequence[Scope]) -> Credentials:
    """Make or renew a single client, for example a vendor's."""
    with Store(folder).writing() as db:
        return Credentials(client_id, create_client(db, client_id, name, frozenset(scopes)))


def provision_service_key(folder: Path, key: Jwk) -> None:
    """Give the service a signature key from a pool; it otherwise makes its own at first start."""
    folder.mkdir(parents=True, exist_ok=True)
    write_private(folder / "service-key.json", key.to_json())
