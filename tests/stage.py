# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stage on which the rooms play: a real sandbox, a destination with its receiver, our demo form online.

Nothing here is a stand-in: documents are imported, released and published by the use cases themselves, parcels
travel over HTTP, and the receiver decrypts with its own key.
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connection as database

from leistungswerk.core import outbox, storage, times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.core.settings import settings
from leistungswerk.delivery import deliver, key_pool
from leistungswerk.delivery import services as delivery
from leistungswerk.online import drafts, plans, queries, rulebook, unchecked
from leistungswerk.online.drafts import DraftContent, OpenDraft
from leistungswerk.online.queries import ApplicationView, ServiceView
from leistungswerk.online.services import drafting, publishing, submitting
from leistungswerk.online.services.drafting import NewUpload
from leistungswerk.online.states import ReleasePolicy
from leistungswerk.register import queries as register
from leistungswerk.register import services as entries
from leistungswerk.register.entries import AuthorityEntry, ImportFile
from leistungswerk.register.keys import leistung_urn
from leistungswerk.standards.fitconnect.constants import Endpoints
from leistungswerk.standards.fitconnect.receiver import Receiver, ReceiverConfig, prepare_folder
from leistungswerk.standards.fitconnect.receiver.run import Received, RejectRule
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.provision import (
    Provision,
    Provisioned,
    provision,
    provision_service_key,
)
from leistungswerk.standards.fitconnect.sandbox.records import SubmissionRow
from leistungswerk.standards.fitconnect.sandbox.serve import open_server
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.wire import DestinationService

DEMO = Path(__file__).resolve().parents[1] / "demo" / "hundesteuer"
KEY = "99102013104000"
ARS = "073150000000"
AUTHORITY = "Stadtverwaltung Mainz"
PROOF = "G99000008.F99000025"
"""The one file field of the demo form."""

ANSWERS = {
    "G99000001.F99000001": "Quirinius",
    "G99000001.F99000002": "Zwackelmann-Quitzow",
    "G99000001.F99000003": "29.02.1988",
    "G99000001.G99000002.F99000004": "Brombeerwinkelgasse",
    "G99000001.G99000002.F99000005": "77b",
    "G99000001.G99000002.F99000007": "55116",
    "G99000001.G99000002.F99000008": "Mainz",
    "G99000001.G99000003.F99000009": "quirinius@zwackelmann.example",
    "G99000004.F99000011": "3",
    "G99000006.G99000007.#": "1",
    "G99000006.G99000007.0.F99000012": "Wuffinger vom Tann",
    "G99000006.G99000007.0.F99000013": "016",
    "G99000006.G99000007.0.F99000015": "w",
    "G99000006.G99000007.0.F99000016": "25.10.2025",
    "G99000006.G99000007.0.F99000018": "15.10.2026",
    "G99000006.G99000007.0.F99000019": "001",
    "G99000006.G99000007.0.F99000021": "false",
    "G99000008.F99000023": "false",
    "G99000009.F99000028": "true",
}
"""A complete application for one dog."""
WITH_PROOF = {"G99000008.F99000023": "true", "G99000008.F99000024": "005"}
FILE_NAME = "schwerbehindertenausweis-zwackelmann.pdf"
FILE_TEXT = b"%PDF-1.4 Merkzeichen-Bescheinigung-4711 "
DISTINCTIVE = (
    "Quirinius",
    "Zwackelmann",
    "Brombeerwinkel",
    "Wuffinger",
    "schwerbehindertenausweis",
    "Merkzeichen-Bescheinigung",
)
"""Strings of the answers and the file that occur nowhere else."""


@dataclass
class Sandbox:
    """A FIT-Connect delivery service in a thread; may be stopped and started again on the same port."""

    folder: Path
    port: int = 0
    _running: Callable[[], None] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        server = open_server(self.folder, "127.0.0.1", self.port)
        self.port = server.port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()

        def end() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        self._running = end

    def stop(self) -> None:
        if self._running is not None:
            self._running()
            self._running = None


@dataclass
class Destination:
    """A Zustellpunkt with the Fachverfahren behind it."""

    sandbox: Sandbox
    made: Provisioned
    receiver: Path

    @property
    def id(self) -> str:
        return self.made.destination_id

    @property
    def options(self) -> dict[str, str]:
        return {
            "base": self.sandbox.base,
            "client_id": self.made.sender.client_id,
            "destination_id": self.id,
        }

    @property
    def secret(self) -> str:
        return self.made.sender.client_secret

    def receive(self, *, reject_if: RejectRule | None = None) -> Received:
        """Let the Fachverfahren pull and answer what waits."""
        with Receiver(self.receiver, reject_if=reject_if) as receiver:
            return receiver.receive_once()

    def change(self, **changes: object) -> None:
        """Change what the destination says of itself, as its manager would."""
        with Store(self.sandbox.folder).writing() as db:
            row = records.find_destination(db, self.id)
            assert row is not None
            view = msgspec.structs.replace(row.view, **changes)
            records.save_destination(db, row.client_id, view, time.time())

    def rotate_key(self, pool: Path) -> str:
        """Another encryption key from now on; returns its id."""
        key = key_pool.key(pool, "encryption", 1).public
        with Store(self.sandbox.folder).writing() as db:
            records.save_key(db, self.id, key)
        self.change(encryption_kid=key.kid)
        return key.kid

    def submissions(self) -> list[SubmissionRow]:
        with Store(self.sandbox.folder).reading() as db:
            rows = records.list_submissions(db, limit=1000, offset=0)
        return [row for row in rows if row.destination_id == self.id]

    def stored(self, submission: str) -> Path:
        """Folder of a submission that the Fachverfahren took over."""
        return self.receiver / "submissions" / submission


def _open_sandbox(folder: Path, pool: Path) -> Sandbox:
    provision_service_key(folder, key_pool.key(pool, "signature", 1))
    opened = Sandbox(folder)
    opened.start()
    return opened


def _open_destination(sandbox: Sandbox, receiver: Path, pool: Path) -> Destination:
    decryption, signature = key_pool.key(pool, "encryption", 0), key_pool.key(pool, "signature", 0)
    made = provision(
        sandbox.folder,
        Provision(
            services=(DestinationService(leistung_urn(KEY), regions=(f"DE{ARS}",)),),
            encryption_key=decryption.public,
            signature_key=signature.public,
            sender_id=f"sender-{uuid.uuid4()}",
            receiver_id=f"receiver-{uuid.uuid4()}",
        ),
    )
    config = ReceiverConfig(
        endpoints=Endpoints.of_sandbox(sandbox.base),
        client_id=made.receiver.client_id,
        client_secret=made.receiver.client_secret,
        destination_id=made.destination_id,
    )
    prepare_folder(receiver, config, decryption_key=decryption, signature_key=signature)
    return Destination(sandbox, made, receiver)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory, key_pool: Path) -> Iterator[Sandbox]:
    """One delivery service for all tests of a process."""
    opened = _open_sandbox(tmp_path_factory.mktemp("delivery") / "sandbox", key_pool)
    yield opened
    opened.stop()


@pytest.fixture
def destination(sandbox: Sandbox, tmp_path: Path, key_pool: Path) -> Destination:
    """A destination of one's own on the shared sandbox."""
    return _open_destination(sandbox, tmp_path / "receiver", key_pool)


@pytest.fixture
def own_destination(tmp_path: Path, key_pool: Path) -> Iterator[Destination]:
    """A destination on a sandbox of its own, which may be stopped."""
    opened = _open_sandbox(tmp_path / "own-sandbox", key_pool)
    yield _open_destination(opened, tmp_path / "own-receiver", key_pool)
    opened.stop()


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Tables begin anew with every test, and with them the row numbers by which compiled forms are kept."""
    plans._plan.cache_clear()
    plans.answer_schema.cache_clear()
    rulebook.material.cache_clear()
    unchecked.unchecked_pdf.cache_clear()
    submitting._validator.cache_clear()
    queries._service_cached.cache_clear()


def demo_files() -> tuple[ImportFile, tuple[ImportFile, ...], bytes]:
    """Schema, code lists and released rules of the demo form."""
    schema = DEMO / "S99000001V1.0_xdf2.xml"
    lists = sorted((DEMO / "codelists").glob("*.xml"))
    return (
        ImportFile(schema.name, schema.read_bytes()),
        tuple(ImportFile(path.name, path.read_bytes()) for path in lists),
        (DEMO / "rules.json").read_bytes(),
    )


def demo_form(*, publish: bool = True) -> uuid.UUID:
    """The demo form as a form version."""
    schema, lists, rules = demo_files()
    document = entries.import_schema(OPERATOR, schema=schema, codelists=lists).document
    form = publishing.create_form_version(OPERATOR, document=document.uuid, rules=rules)
    if publish:
        publishing.publish_form(OPERATOR, form_version=form, policy=ReleasePolicy.OFFICE)
    return form


def connect(to: Destination, name: str = "Fachverfahren Hundesteuer") -> uuid.UUID:
    """A connection to the destination, not yet checked."""
    return delivery.ensure_connection(
        OPERATOR, name=name, adapter="fitconnect", options=to.options, secret=to.secret
    )


def bind(form: uuid.UUID, connection: uuid.UUID) -> publishing.Binding:
    """Leistung, body and territory of the demo form."""
    entries.ensure_service(OPERATOR, key=KEY, name="Hundesteuer Anmeldung")
    entries.ensure_authority(OPERATOR, entry=AuthorityEntry(name=AUTHORITY, ars=ARS, territory="Mainz"))
    authority = register.authority_by_name(AUTHORITY)
    assert authority is not None
    return publishing.Binding(form, KEY, authority.uuid, ARS, connection)


def go_online(to: Destination, name: str = "Fachverfahren Hundesteuer") -> ServiceView:
    """Import, release, connect, publish. Once more with another connection: the new service replaces the old."""
    binding = bind(demo_form(), connect(to, name))
    found = queries.service_by_slug(publishing.publish_service(OPERATOR, binding=binding))
    assert found is not None
    return found


@dataclass(frozen=True)
class Filled:
    """A draft with its answers and the code of its owner."""

    draft: OpenDraft
    code: ResumeCode
    file: bytes = field(default=b"", repr=False)

    def reload(self) -> OpenDraft:
        found = drafts.load(self.draft.uuid, self.code)
        assert isinstance(found, OpenDraft)
        return found

    def submit(self) -> ApplicationView:
        return submitting.submit(self.draft, self.code)


def fill(service: ServiceView, *, changes: Mapping[str, str] | None = None, file: bytes = b"") -> Filled:
    """Begin a draft and save a complete application, with a file if one is given."""
    begun = drafting.start(service=service.pk)
    draft = drafts.load(begun.draft, begun.code)
    assert isinstance(draft, OpenDraft)
    raw, uploads = {**ANSWERS, **(changes or {})}, {}
    if file:
        upload = NewUpload(FILE_NAME, "application/pdf", file)
        identity, info = drafting.add_upload(draft, file=upload)
        raw |= WITH_PROOF | {PROOF: identity}
        uploads[identity] = info
    saved = drafting.change(draft, begun.code, lambda _before: DraftContent(raw, uploads, ("hunde",)))
    assert saved is not None
    return Filled(saved, begun.code, file)


def work(
    adapters: deliver.Ports | None = None, *, after: timedelta = timedelta(days=1)
) -> tuple[outbox.Claimed, ...]:
    """One round of the worker in which everything is due that is due within ``after``."""
    rows = outbox.claim(limit=50, at=times.now() + after)
    known = adapters or deliver.Ports()
    for row in rows:
        deliver.process(row, known)
    return rows


def outbox_row(application: ApplicationView) -> outbox.OutboxView:
    return outbox.of_subjects([application.parcel])[application.parcel]


def state_of(application: ApplicationView) -> tuple[OutboxState, str]:
    row = outbox_row(application)
    return row.state, row.reason


def in_threads(*tasks: Callable[[], object]) -> list[object]:
    """Run all tasks at the same moment, each with a database connection of its own; returns their results."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        start.wait()
        try:
            return task()
        finally:
            database.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [done.result() for done in [pool.submit(run, task) for task in tasks]]


def database_bytes() -> bytes:
    """The SQLite file with its write-ahead log, as a thief would copy it."""
    path = Path(str(database.settings_dict["NAME"]))
    return b"".join(part.read_bytes() for part in (path, path.with_name(f"{path.name}-wal")) if part.exists())


def blobs() -> dict[str, bytes]:
    """Everything in blob storage by its name."""
    folder = settings().folder("blobs")
    return {path.name: storage.get(path.name) for path in folder.rglob("*") if path.is_file()}


def moment(text: str) -> datetime:
    """A moment written as ISO 8601 with offset."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found
