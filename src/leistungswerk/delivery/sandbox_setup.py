# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sandbox destination with a receiver of its own: for demonstration and rehearsal.

The private keys go to the receiver's folder only; the platform never sees them.
"""

from datetime import datetime
from pathlib import Path

import msgspec

from leistungswerk.core.settings import settings
from leistungswerk.delivery import key_pool
from leistungswerk.register.keys import leistung_urn
from leistungswerk.standards.fitconnect.constants import Endpoints
from leistungswerk.standards.fitconnect.jose import Jwk
from leistungswerk.standards.fitconnect.receiver import ReceiverConfig, prepare_folder
from leistungswerk.standards.fitconnect.sandbox.provision import Provision, provision, provision_service_key
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.wire import DestinationService


class SandboxSetup(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where. ``keys``: Leistungsschlüssel; ``regions``: ARS that the destination serves."""

    sandbox: Path
    receiver: Path
    key_pool: Path
    sandbox_url: str
    platform_url: str
    keys: tuple[str, ...]
    regions: tuple[str, ...]
    destination_id: str | None = None
    """Of an earlier time: the destination keeps its submissions and its keys."""


class Sender(msgspec.Struct, frozen=True):
    """What the platform gets to know of the sandbox setup."""

    client_id: str
    client_secret: str
    destination_id: str


def _service_keys(bed: SandboxSetup) -> tuple[Jwk, Jwk]:
    if not (bed.sandbox / "service-key.json").exists():
        provision_service_key(bed.sandbox, key_pool.key(bed.key_pool, "signature", 0))
    return key_pool.key(bed.key_pool, "encryption", 0), key_pool.key(bed.key_pool, "signature", 1)


def set_up(bed: SandboxSetup) -> Sender:
    """Make or renew the destination in the sandbox's store and the receiver's folder, without any network."""
    decryption, signature = _service_keys(bed)
    services = tuple(
        DestinationService(leistung_urn(key), regions=tuple(f"DE{ars}" for ars in bed.regions))
        for key in bed.keys
    )
    made = provision(
        bed.sandbox,
        Provision(
            services=services,
            encryption_key=decryption.public,
            signature_key=signature.public,
            name="Demo-Fachverfahren",
            destination_id=bed.destination_id,
        ),
    )
    config = ReceiverConfig(
        endpoints=Endpoints.of_sandbox(bed.sandbox_url),
        client_id=made.receiver.client_id,
        client_secret=made.receiver.client_secret,
        destination_id=made.destination_id,
        schema_bases=(f"{bed.platform_url}/schema/",),
    )
    prepare_folder(bed.receiver, config, decryption_key=decryption, signature_key=signature)
    return Sender(made.sender.client_id, made.sender.client_secret, made.destination_id)


def forget(since: datetime) -> None:
    """Drop what the sandbox of this instance took after ``since``; nothing where there is none."""
    folder = settings().folder("sandbox")
    if any(folder.iterdir()):
        Store(folder).forget(since.timestamp())
