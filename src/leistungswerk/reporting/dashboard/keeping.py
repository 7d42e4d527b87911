# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files as they were handed in, byte for byte, in the data folder; they are public data and lie there plain."""

import hashlib
import os
from pathlib import Path

from leistungswerk.core.settings import settings


def _path(sha256: str) -> Path:
    return settings().folder("reports") / "bundesdashboard" / sha256


def keep(content: bytes) -> str:
    """Store once; returns the SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
        fresh.write_bytes(content)
        fresh.replace(path)
    return digest


def content(sha256: str) -> bytes | None:
    """The bytes; ``None`` where they are missing or no longer the same."""
    path = _path(sha256)
    found = path.read_bytes() if path.is_file() else None
    return found if found is not None and hashlib.sha256(found).hexdigest() == sha256 else None
