# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""RSA keys made in advance, for demonstration, rehearsal and tests: 4096 bits take seconds to make.

Never for operation: a real destination's private keys are made by its authority and never come here.
"""

import os
from pathlib import Path

from leistungswerk.standards.fitconnect.jose import Jwk, generate_encryption_key, generate_signature_key

_MAKERS = {"encryption": generate_encryption_key, "signature": generate_signature_key}


def _path(folder: Path, kind: str, number: int) -> Path:
    return folder / f"{kind}-{number}.json"


def _make(path: Path, kind: str) -> Jwk:
    key = _MAKERS[kind]()
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(key.to_json())
    temporary.replace(path)
    return key


def key(folder: Path, kind: str, number: int) -> Jwk:
    """Key ``number`` of ``kind`` (``encryption``, ``signature``); made now if the pool lacks it."""
    path = _path(folder, kind, number)
    if path.exists():
        return Jwk.from_json(path.read_bytes())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _make(path, kind)


def fill(folder: Path, size: int) -> int:
    """Make what is missing of ``size`` keys of each kind; returns how many were made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [
        (kind, number)
        for kind in _MAKERS
        for number in range(size)
        if not _path(folder, kind, number).exists()
    ]
    for kind, number in missing:
        _make(_path(folder, kind, number), kind)
    return len(missing)
