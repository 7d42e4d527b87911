# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The receiver's folder: ``config.json``, two private keys, and what it received."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.standards.fitconnect.constants import Endpoints
from leistungswerk.standards.fitconnect.jose import Jwk
from leistungswerk.standards.fitconnect.problems import FitConnectProblem, Problem

_CONFIG: Final = "config.json"
_DECRYPTION: Final = "decryption-key.json"
_SIGNATURE: Final = "signature-key.json"


class ReceiverSetupProblem(FitConnectProblem):
    """The folder is not ready to receive; the text names file and remedy."""


class ReceiverConfig(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Content of ``config.json``."""

    endpoints: Endpoints
    client_id: str
    client_secret: str
    destination_id: str
    schema_bases: tuple[str, ...] = ()
    """Addresses under which data schemas may be fetched, for example ``https://service.example/schema/``."""
    max_bytes: int = 100 * 1024 * 1024
    """Largest decrypted part."""
    reject_all: Problem | None = None
    """For tests and demo: reject every submission with this problem."""

    def __repr__(self) -> str:
        return f"ReceiverConfig(client_id={self.client_id!r}, destination_id={self.destination_id!r})"


class ReceiverKeys(msgspec.Struct, frozen=True):
    """The two private keys of a destination."""

    decryption: Jwk
    signature: Jwk


def prepare_folder(folder: Path, config: ReceiverConfig, *, decryption_key: Jwk, signature_key: Jwk) -> None:
    """Write configuration and private keys, readable by their owner only; repeating replaces them."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(folder / _DECRYPTION, decryption_key.to_json())
    write_durably(folder / _SIGNATURE, signature_key.to_json())
    write_durably(folder / _CONFIG, msgspec.json.format(msgspec.json.encode(config), indent=2))


def read_folder(folder: Path) -> tuple[ReceiverConfig, ReceiverKeys]:
    """Raises :class:`ReceiverSetupProblem` or :class:`jose.KeyUnusable`."""
    try:
        config = msgspec.json.decode(_read_private(folder / _CONFIG), type=ReceiverConfig)
    except msgspec.DecodeError as error:
        raise ReceiverSetupProblem(f"{folder / _CONFIG} ist nicht lesbar: {error}.") from error
    keys = ReceiverKeys(
        Jwk.from_json(_read_private(folder / _DECRYPTION)), Jwk.from_json(_read_private(folder / _SIGNATURE))
    )
    return config, keys


def _read_private(path: Path) -> bytes:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_bytes()
    except OSError as error:
        raise ReceiverSetupProblem(f"{path} fehlt oder ist nicht lesbar ({error.strerror}).") from error
    if mode & 0o077:
        raise ReceiverSetupProblem(
            f"{path} ist für andere lesbar (Rechte {mode:o}). Bitte mit „chmod 600 {path.name}“ schützen."
        )
    return content


def write_durably(path: Path, content: bytes) -> None:
    """Write a private file so that it is whole and on disk when this returns."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
