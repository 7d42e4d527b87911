# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real sandbox on a free port, a sender and a receiver's folder."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from leistungswerk.standards.fitconnect.client import SenderClient, SubscriberClient
from leistungswerk.standards.fitconnect.constants import JSON, Endpoints
from leistungswerk.standards.fitconnect.jose import (
    EncryptionKey,
    Jwk,
    generate_encryption_key,
    generate_signature_key,
)
from leistungswerk.standards.fitconnect.metadata import Purpose, build_metadata, describe_attachment
from leistungswerk.standards.fitconnect.receiver import ReceiverConfig, prepare_folder
from leistungswerk.standards.fitconnect.sandbox.context import Limits
from leistungswerk.standards.fitconnect.sandbox.provision import (
    Provision,
    Provisioned,
    provision,
    provision_service_key,
)
from leistungswerk.standards.fitconnect.sandbox.serve import open_server
from leistungswerk.standards.fitconnect.transport import DIRECT
from leistungswerk.standards.fitconnect.wire import (
    Announced,
    DestinationService,
    PublicService,
    SchemaReference,
)

AGENT = "Leistungswerk-Test/1"
SERVICE = PublicService("Wohngeld", "urn:de:fim:leika:leistung:99107023017000")
SCHEMA_URI = "https://schema.example/wohngeld/1.0"
DATA = b'{"name":"Muster"}'


@dataclass(frozen=True)
class Keys:
    encryption: Jwk
    signature: Jwk
    service: Jwk


@pytest.fixture(scope="session")
def keys(key_pool: Path) -> Keys:
    def take(name: str, make: Callable[[], Jwk]) -> Jwk:
        path = key_pool / f"{name}.json"
        return Jwk.from_json(path.read_bytes()) if path.exists() else make()

    return Keys(
        take("encryption-0", generate_encryption_key),
        take("signature-0", generate_signature_key),
        take("signature-1", generate_signature_key),
    )


@dataclass
class Peer:
    """A running sandbox and everything a sender or receiver needs to talk to it."""

    base: str
    folder: Path
    keys: Keys
    made: Provisioned
    receiver_folder: Path
    http: httpx2.Client
    opened: list[SenderClient | SubscriberClient] = field(default_factory=list)

    @property
    def endpoints(self) -> Endpoints:
        return Endpoints.of_sandbox(self.base)

    @property
    def destination_id(self) -> str:
        return self.made.destination_id

    def sender(self) -> SenderClient:
        self.opened.append(client := SenderClient(self.endpoints, self.made.sender, user_agent=AGENT))
        return client

    def subscriber(self) -> SubscriberClient:
        self.opened.append(client := SubscriberClient(self.endpoints, self.made.receiver, user_agent=AGENT))
        return client

    def encryptor(self) -> EncryptionKey:
        return EncryptionKey.from_jwk(self.keys.encryption.public)

    def token(self, role: str = "sender") -> dict[str, str]:
        who = getattr(self.made, role)
        form = {
            "grant_type": "client_credentials",
            "client_id": who.client_id,
            "client_secret": who.client_secret,
        }
        answer = self.http.post(self.endpoints.token_url, data=form)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def prepare_receiver(self, **changes: object) -> Path:
        config = ReceiverConfig(
            endpoints=self.endpoints,
            client_id=self.made.receiver.client_id,
            client_secret=self.made.receiver.client_secret,
            destination_id=self.destination_id,
            **changes,
        )
        keys = self.keys
        prepare_folder(
            self.receiver_folder, config, decryption_key=keys.encryption, signature_key=keys.signature
        )
        return self.receiver_folder

    def send(
        self,
        data: bytes = DATA,
        *,
        attachments: dict[str, bytes] | None = None,
        metadata: bytes | None = None,
        cty: str = JSON,
    ) -> Announced:
        sender, key = self.sender(), self.encryptor()
        parts = attachments or {}
        announced = sender.announce(
            self.destination_id, public_service=SERVICE, attachments=list(parts), region="DE07"
        )
        for attachment_id, plain in parts.items():
            sent = key.encrypt(plain, cty="application/pdf")
            sender.put_attachment(announced.submission_id, attachment_id, sent)
        entries = [
            describe_attachment(
                one, plain, purpose=Purpose.ATTACHMENT, mime_type="application/pdf", filename="a.pdf"
            )
            for one, plain in parts.items()
        ]
        about = metadata or build_metadata(data=data, schema_uri=SCHEMA_URI, attachments=entries)
        sender.submit(
            announced.submission_id,
            metadata=key.encrypt(about, cty=JSON),
            data=key.encrypt(data, cty=cty),
        )
        return announced


@contextmanager
def _serving(folder: Path, keys: Keys, limits: Limits | None = None) -> Iterator[str]:
    provision_service_key(folder, keys.service)
    server = open_server(folder, "127.0.0.1", 0, limits=limits)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def _peer(base: str, folder: Path, keys: Keys, receiver_folder: Path) -> Iterator[Peer]:
    """Clients and a destination of their own on a running sandbox."""
    services = (DestinationService(SERVICE.identifier, (SchemaReference(SCHEMA_URI),), ("DE07",)),)
    wish = Provision(
        services=services,
        encryption_key=keys.encryption.public,
        signature_key=keys.signature.public,
        sender_id=f"sender-{uuid.uuid4()}",
        receiver_id=f"receiver-{uuid.uuid4()}",
    )
    with httpx2.Client(headers={"User-Agent": AGENT}, mounts=DIRECT) as http:
        peer = Peer(base, folder, keys, provision(folder, wish), receiver_folder, http)
        try:
            yield peer
        finally:
            for client in peer.opened:
                client.close()


@pytest.fixture
def open_peer(tmp_path: Path, keys: Keys) -> Callable[..., object]:
    """A sandbox of one's own, with limits; it ends with the block."""

    @contextmanager
    def open_it(limits: Limits | None = None) -> Iterator[Peer]:
        folder = tmp_path / "sandbox"
        with _serving(folder, keys, limits) as base, _peer(base, folder, keys, tmp_path / "receiver") as peer:
            yield peer

    return open_it


@pytest.fixture(scope="session")
def shared_sandbox(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("shared") / "sandbox"
    with _serving(folder, keys) as base:
        yield base, folder


@pytest.fixture
def peer(shared_sandbox: tuple[str, Path], keys: Keys, tmp_path: Path) -> Iterator[Peer]:
    """Own clients and destination on a sandbox that all tests share."""
    base, folder = shared_sandbox
    with _peer(base, folder, keys, tmp_path / "receiver") as opened:
        yield opened


@pytest.fixture
def new_id() -> Callable[[], str]:
    return lambda: str(uuid.uuid4())
