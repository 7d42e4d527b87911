# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Encryption of what the platform keeps: drafts, uploads, and the citizen's own copy.

One data key per draft, wrapped twice: by a server key (a file outside the backup set) and by a key that only
the resume code yields. Both wraps are destroyed at submit. The citizen's copy is sealed to an X25519 key
derived from the code: while a draft exists the platform holds only its public half, so it can seal a copy but
never open one. Codes carry 135 random bits; derivation is HKDF-SHA-256 with a purpose each (RFC 5869).
"""

import base64
import os
from functools import lru_cache
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from leistungswerk.core import ids
from leistungswerk.core.settings import settings

KEY_BYTES = 32
_NONCE_BYTES = 12
CODE_LENGTH = 28
"""27 random characters of 5 bits (135 bits) and a check character."""


class SealError(ValueError):
    """The bytes were not sealed by this key for this purpose, or were changed."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """AES-256-GCM; ``context`` binds the bytes to their place, so rows cannot be swapped."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def decrypt(key: bytes, sealed: bytes, *, context: bytes) -> bytes:
    """Inverse of :func:`encrypt`; raises :class:`SealError`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise SealError("Die Daten lassen sich mit diesem Schlüssel nicht öffnen.") from error


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"leistungswerk/{purpose}".encode()).derive(secret)


class ResumeCode:
    """The citizen's code and what follows from it; lives in memory and in the citizen's hand only."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def new(cls) -> "ResumeCode":
        return cls(ids.random_code(CODE_LENGTH))

    @classmethod
    def read(cls, typed: str) -> "ResumeCode | None":
        """The code somebody typed, tolerant of blanks, hyphens, case and O/0; ``None`` on a slip."""
        code = ids.normalise_code(typed, CODE_LENGTH)
        return cls(code) if code else None

    @property
    def shown(self) -> str:
        return ids.grouped(self.text)

    def lookup(self) -> str:
        """Finds the row; says nothing about the code itself."""
        return _derive(self.text.encode(), "lookup").hex()

    def voucher(self, purpose: str) -> str:
        """A name for one purpose that only the holder of the code can give; it leads neither to row nor code."""
        return _derive(self.text.encode(), f"voucher/{purpose}").hex()

    def wrap_key(self) -> bytes:
        return _derive(self.text.encode(), "draft")

    def copy_key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(_derive(self.text.encode(), "copy"))


def seal_to(public: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """Seal for the holder of an X25519 key: ephemeral public key (32 bytes), then AES-GCM (as RFC 9180 does)."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    own = ephemeral.public_key().public_bytes_raw()
    return own + encrypt(_derive(shared + own + public, "sealed-box"), plaintext, context=context)


def open_sealed(private: X25519PrivateKey, sealed: bytes, *, context: bytes) -> bytes:
    """Inverse of :func:`seal_to`; raises :class:`SealError`."""
    own, public = sealed[:32], private.public_key().public_bytes_raw()
    if len(own) < KEY_BYTES:
        raise SealError("Die versiegelte Kopie ist unvollständig.")
    shared = private.exchange(X25519PublicKey.from_public_bytes(own))
    return decrypt(_derive(shared + own + public, "sealed-box"), sealed[32:], context=context)


class KeyRing(msgspec.Struct, frozen=True):
    """Server keys by id; new wraps use ``current``, old ones stay readable until they are gone."""

    current: str
    keys: dict[str, str]

    def wrap(self, data_key: bytes, *, context: bytes) -> bytes:
        """Key id, a colon, then the wrapped key."""
        sealed = encrypt(base64.b64decode(self.keys[self.current]), data_key, context=context)
        return self.current.encode() + b":" + sealed

    def unwrap(self, wrapped: bytes, *, context: bytes) -> bytes:
        kid, _, sealed = wrapped.partition(b":")
        key = self.keys.get(kid.decode("ascii", "replace"))
        if key is None:
            raise SealError("Der Serverschlüssel zu diesen Daten liegt nicht mehr im Schlüsselordner.")
        return decrypt(base64.b64decode(key), sealed, context=context)


def _fresh_key() -> tuple[str, str]:
    return os.urandom(6).hex(), base64.b64encode(new_key()).decode()


@lru_cache(maxsize=8)
def _read_ring(path: Path, _mtime: int) -> KeyRing:
    return msgspec.json.decode(path.read_bytes(), type=KeyRing)


def _write_ring(path: Path, ring: KeyRing) -> None:
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(msgspec.json.encode(ring))
    temporary.replace(path)


def key_ring() -> KeyRing:
    """The server key ring ``keys/server-keys.json``; made on first use, read again when rotated."""
    path = settings().folder("keys") / "server-keys.json"
    if not path.exists():
        kid, key = _fresh_key()
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_bytes(msgspec.json.encode(KeyRing(kid, {kid: key})))
        try:
            # A hard link fails if another process was first: then its ring counts.
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return _read_ring(path, path.stat().st_mtime_ns)


def rotate_key_ring() -> str:
    """Add a new current key; returns its id. Drafts wrapped by older keys stay readable."""
    ring = key_ring()
    kid, key = _fresh_key()
    _write_ring(settings().folder("keys") / "server-keys.json", KeyRing(kid, {**ring.keys, kid: key}))
    return kid
