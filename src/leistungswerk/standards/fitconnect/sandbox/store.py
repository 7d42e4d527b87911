# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the sandbox keeps everything: one folder with a SQLite file and the encrypted attachments.

Attachments lie as files so that a large one never has to fit into memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from leistungswerk.standards.fitconnect.jose import Jwk, SigningKey, generate_signature_key

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS clients (
    client_id TEXT PRIMARY KEY, name TEXT NOT NULL, secret_digest TEXT NOT NULL, scopes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS destinations (
    destination_id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES clients, created_at REAL NOT NULL,
    public_view BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS keys (
    destination_id TEXT NOT NULL REFERENCES destinations, kid TEXT NOT NULL, jwk BLOB NOT NULL,
    PRIMARY KEY (destination_id, kid)
);
CREATE TABLE IF NOT EXISTS submissions (
    seq INTEGER PRIMARY KEY, submission_id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL,
    destination_id TEXT NOT NULL REFERENCES destinations, client_id TEXT NOT NULL REFERENCES clients,
    service_identifier TEXT NOT NULL, service_name TEXT NOT NULL, region TEXT NOT NULL,
    state TEXT NOT NULL, answer TEXT NOT NULL, created_at REAL NOT NULL, changed_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS contents (
    submission_id TEXT PRIMARY KEY REFERENCES submissions (submission_id), metadata TEXT NOT NULL, data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS submissions_waiting ON submissions (destination_id, state, seq);
CREATE INDEX IF NOT EXISTS submissions_case ON submissions (case_id);
CREATE TABLE IF NOT EXISTS attachments (
    submission_id TEXT NOT NULL REFERENCES submissions (submission_id), attachment_id TEXT NOT NULL,
    tag TEXT, size INTEGER, PRIMARY KEY (submission_id, attachment_id)
);
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY, case_id TEXT NOT NULL, submission_id TEXT NOT NULL, event TEXT NOT NULL,
    token TEXT NOT NULL, at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS events_case ON events (case_id, seq);
CREATE TABLE IF NOT EXISTS refusals (
    seq INTEGER PRIMARY KEY, at REAL NOT NULL, client_id TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
    submission_id TEXT NOT NULL, status INTEGER NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS refusals_submission ON refusals (submission_id, seq);
"""


class Store:
    """The folder of one sandbox. Opening it again finds everything as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder
        self._database = folder / "sandbox.db"
        self._attachments = folder / "attachments"
        self._attachments.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.closing(self._connect()) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(_SCHEMA)
        self._database.chmod(0o600)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._database, timeout=30, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA secure_delete=ON")
        return db

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view."""
        with contextlib.closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db
            db.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all or nothing, one writer at a time."""
        with contextlib.closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def attachment_path(self, submission_id: str, attachment_id: str) -> Path:
        """Where an attachment lies. Both ids are UUIDs from our own tables, never text from a request."""
        return self._attachments / f"{submission_id}_{attachment_id}.jwe"

    def incoming_path(self, name: str) -> Path:
        """A place for a body that is still arriving, on the same disk."""
        return self._attachments / f"{name}.part"

    def sweep(self) -> None:
        """Remove files that a crash left between commit and deletion, or before the commit."""
        with self.reading() as db:
            rows = db.execute("SELECT submission_id, attachment_id FROM attachments WHERE tag IS NOT NULL")
            known = {self.attachment_path(row[0], row[1]) for row in rows}
        for path in self._attachments.iterdir():
            if path not in known:
                path.unlink(missing_ok=True)

    def forget(self, since: float) -> None:
        """Drop what senders announced after ``since`` (seconds since 1970), with its contents, events and files."""
        with self.writing() as db:
            for table in ("contents", "attachments", "events"):
                db.execute(
                    f"DELETE FROM {table} WHERE submission_id IN "  # noqa: S608 - one of three names
                    "(SELECT submission_id FROM submissions WHERE created_at > ?)",
                    (since,),
                )
            db.execute("DELETE FROM submissions WHERE created_at > ?", (since,))
            db.execute("DELETE FROM refusals WHERE at > ?", (since,))
        self.sweep()

    def service_key(self) -> tuple[Jwk, SigningKey]:
        """The signature key of the service, made once: public part and ready key."""
        path = self.folder / "service-key.json"
        if not path.exists():
            write_private(path, generate_signature_key().to_json())
        jwk = Jwk.from_json(path.read_bytes())
        return jwk.public, SigningKey.from_jwk(jwk)

    def token_secret(self) -> bytes:
        """The secret that authenticates bearer tokens, made once."""
        path = self.folder / "token-secret"
        if not path.exists():
            write_private(path, os.urandom(32))
        return path.read_bytes()


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; it appears whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
