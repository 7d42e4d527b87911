# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys, encryption and signatures as FIT-Connect wants them (standards.md 6.4).

RSA-OAEP-256 with A256GCM for content, PS512 for events. A key is imported once (``from_jwk``) and used often:
importing costs more than encrypting.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from base64 import urlsafe_b64decode
from typing import Final, Self, TypeVar

import msgspec
from joserfc import jwe, jws
from joserfc._rfc7516.models import JWEZipModel  # joserfc gives this base class no public name
from joserfc.errors import BadSignatureError, ExceededSizeError
from joserfc.errors import JoseError as LibraryError
from joserfc.jwk import RSAKey

from leistungswerk.standards.fitconnect.constants import (
    COMPRESSION,
    CONTENT_ENCRYPTION,
    KEY_ENCRYPTION,
    MINIMUM_MODULUS,
    SIGNATURE,
)
from leistungswerk.standards.fitconnect.problems import FitConnectProblem

_HEADER_LIMIT: Final = 8192
_DEFLATE_SLACK: Final = 1024
_PS512_BITS: Final = 4096
_Header = TypeVar("_Header")


class JoseProblem(FitConnectProblem):
    """Something is wrong with a key, a ciphertext or a signature; the text is for people."""


class MalformedToken(JoseProblem):
    """Not a compact JWE or JWS, or one with other algorithms than FIT-Connect allows."""


class DecryptionFailed(JoseProblem):
    """The private key does not fit or the ciphertext was changed."""


class ContentTooLarge(JoseProblem):
    """The content, compressed or not, is larger than the caller allows."""


class SignatureInvalid(JoseProblem):
    """The signature does not belong to this content and key."""


class KeyUnusable(JoseProblem):
    """The JWK cannot be read as an RSA key of the wanted kind."""


class Jwk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A JSON Web Key (RFC 7517), RSA only. With ``d`` it is private."""

    kty: str
    n: str
    e: str
    alg: str
    kid: str
    key_ops: tuple[str, ...]
    x5c: tuple[str, ...] | None = None
    d: str | None = None
    p: str | None = None
    q: str | None = None
    dp: str | None = None
    dq: str | None = None
    qi: str | None = None

    def __repr__(self) -> str:
        # A private key must not reach a log by accident.
        return f"Jwk(kid={self.kid!r}, alg={self.alg!r}, private={self.is_private})"

    @property
    def is_private(self) -> bool:
        return self.d is not None

    @property
    def public(self) -> Jwk:
        """The public part, with the operation that belongs to it."""
        operation = "wrapKey" if self.alg == KEY_ENCRYPTION else "verify"
        return Jwk(
            kty=self.kty, n=self.n, e=self.e, alg=self.alg, kid=self.kid, key_ops=(operation,), x5c=self.x5c
        )

    def to_json(self) -> bytes:
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, raw: bytes | str) -> Jwk:
        """Read a JWK; unknown members are ignored. Raises :class:`KeyUnusable`."""
        try:
            return msgspec.json.decode(raw, type=cls)
        except msgspec.DecodeError as error:
            raise KeyUnusable(f"Der Schlüssel ist kein lesbarer JSON Web Key: {error}.") from error


def generate_encryption_key(bits: int = 4096) -> Jwk:
    """A new private key (``unwrapKey``); 4096 bits take one to several seconds."""
    return _generate(bits, KEY_ENCRYPTION, "unwrapKey")


def generate_signature_key(bits: int = _PS512_BITS) -> Jwk:
    """A new private key for events (``sign``)."""
    return _generate(bits, SIGNATURE, "sign")


def _generate(bits: int, alg: str, operation: str) -> Jwk:
    key = RSAKey.generate_key(bits, {"alg": alg, "key_ops": [operation]}, auto_kid=True)
    return msgspec.convert(key.as_dict(private=True), Jwk)


def check_public_key(jwk: Jwk) -> tuple[str, ...]:
    """Problems of a destination's encryption key in German; empty when it may be used (standards.md 6.4)."""
    checks = (
        (jwk.kty == "RSA", f"kty ist „{jwk.kty}“; erlaubt ist nur RSA."),
        (jwk.alg == KEY_ENCRYPTION, f"alg ist „{jwk.alg}“; erlaubt ist nur {KEY_ENCRYPTION}."),
        (
            jwk.key_ops == ("wrapKey",),
            f"key_ops ist [{', '.join(jwk.key_ops)}]; ein Verschlüsselungsschlüssel trägt genau wrapKey.",
        ),
        (jwk.e == "AQAB", f"Der Exponent e ist „{jwk.e}“; erlaubt ist nur AQAB."),
        (
            len(jwk.n) >= MINIMUM_MODULUS,
            f"Der Modulus n hat {len(jwk.n)} Zeichen; nötig sind mindestens {MINIMUM_MODULUS} (4096 Bit).",
        ),
        (bool(jwk.kid), "Die Schlüssel-Id kid fehlt."),
        (
            not jwk.is_private,
            "Der Schlüssel enthält private Teile. Bitte nur den öffentlichen Teil hinterlegen.",
        ),
    )
    return tuple(message for ok, message in checks if not ok)


@functools.lru_cache(maxsize=64)
def _import(jwk: Jwk, alg: str) -> RSAKey:
    """Import only what the mathematics needs; use and algorithm are checked here, once.

    Remembered, because checking the numbers of a private key takes a quarter of a second.
    """
    if jwk.kty != "RSA" or jwk.alg != alg:
        raise KeyUnusable(f"Der Schlüssel {jwk.kid} ist {jwk.kty}/{jwk.alg}; nötig ist RSA/{alg}.")
    names = ("n", "e", "d", "p", "q", "dp", "dq", "qi")
    numbers: dict[str, str | list[str]] = {
        name: value for name in names if (value := getattr(jwk, name)) is not None
    }
    try:
        return RSAKey.import_key({"kty": "RSA", **numbers})
    except (LibraryError, ValueError) as error:
        raise KeyUnusable(f"Der Schlüssel {jwk.kid} enthält keine gültigen RSA-Zahlen.") from error


class EncryptionKey:
    """A destination's public key, imported once."""

    __slots__ = ("_key", "kid")

    def __init__(self, kid: str, key: RSAKey) -> None:
        self.kid: Final = kid
        self._key = key

    @classmethod
    def from_jwk(cls, jwk: Jwk) -> Self:
        """Raises :class:`KeyUnusable`. Whether the key is strong enough tells :func:`check_public_key`."""
        return cls(jwk.kid, _import(jwk.public, KEY_ENCRYPTION))

    def encrypt(self, plaintext: bytes, *, cty: str, compress: bool = False) -> str:
        """Compact JWE with ``kid`` and ``cty``."""
        header = {"alg": KEY_ENCRYPTION, "enc": CONTENT_ENCRYPTION, "kid": self.kid, "cty": cty}
        if compress:
            header["zip"] = COMPRESSION
        return jwe.encrypt_compact(header, plaintext, self._key, registry=_SENDING)


class DecryptionKey:
    """The private key of a destination, imported once."""

    __slots__ = ("_key", "kid")

    def __init__(self, kid: str, key: RSAKey) -> None:
        self.kid: Final = kid
        self._key = key

    @classmethod
    def from_jwk(cls, jwk: Jwk) -> Self:
        """Raises :class:`KeyUnusable`."""
        if not jwk.is_private:
            raise KeyUnusable(f"Der Schlüssel {jwk.kid} enthält keinen privaten Teil.")
        return cls(jwk.kid, _import(jwk, KEY_ENCRYPTION))

    def decrypt(self, compact: str, *, max_bytes: int) -> bytes:
        """The plaintext of at most ``max_bytes`` bytes, also after decompression.

        Raises :class:`MalformedToken`, :class:`ContentTooLarge` or :class:`DecryptionFailed`.
        """
        header = encryption_header(compact)
        if header.alg != KEY_ENCRYPTION or header.enc != CONTENT_ENCRYPTION:
            raise MalformedToken(
                f"Verschlüsselt mit {header.alg}/{header.enc}; "
                f"erlaubt ist {KEY_ENCRYPTION}/{CONTENT_ENCRYPTION}."
            )
        try:
            plaintext = jwe.decrypt_compact(compact, self._key, registry=_Registry(max_bytes)).plaintext
        except ExceededSizeError as error:
            raise ContentTooLarge(f"Der Inhalt ist größer als die erlaubten {max_bytes} Byte.") from error
        except (LibraryError, ValueError, zlib.error) as error:
            raise DecryptionFailed(
                "Der Inhalt lässt sich nicht entschlüsseln: Schlüssel und Inhalt passen nicht zusammen "
                "oder der Inhalt wurde verändert."
            ) from error
        if plaintext is None or len(plaintext) > max_bytes:
            raise ContentTooLarge(f"Der Inhalt ist größer als die erlaubten {max_bytes} Byte.")
        return plaintext


class SigningKey:
    """A private key for events, imported once."""

    __slots__ = ("_key", "kid")

    def __init__(self, kid: str, key: RSAKey) -> None:
        self.kid: Final = kid
        self._key = key

    @classmethod
    def from_jwk(cls, jwk: Jwk) -> Self:
        """Raises :class:`KeyUnusable`."""
        if not jwk.is_private:
            raise KeyUnusable(f"Der Schlüssel {jwk.kid} enthält keinen privaten Teil.")
        return cls(jwk.kid, _import(jwk, SIGNATURE))

    def sign(self, payload: bytes, *, typ: str) -> str:
        """Compact JWS."""
        header = {"typ": typ, "alg": SIGNATURE, "kid": self.kid}
        return jws.serialize_compact(header, payload, self._key, algorithms=[SIGNATURE])


def verify(jwk: Jwk, compact: str) -> bytes:
    """The signed bytes. Raises :class:`SignatureInvalid`, :class:`MalformedToken`, :class:`KeyUnusable`."""
    key = _import(jwk.public, SIGNATURE)
    try:
        return jws.deserialize_compact(compact, key, registry=_VERIFYING).payload
    except BadSignatureError as error:
        raise SignatureInvalid("Die Signatur passt nicht zu Inhalt und Schlüssel.") from error
    except (LibraryError, ValueError) as error:
        raise MalformedToken("Das signierte Ereignis ist nicht lesbar.") from error


class EncryptionHeader(msgspec.Struct, frozen=True):
    """The protected header of a JWE as far as FIT-Connect sets rules for it."""

    alg: str = ""
    enc: str = ""
    kid: str = ""
    cty: str = ""
    zip: str = ""


class SignatureHeader(msgspec.Struct, frozen=True):
    """The protected header of an event."""

    alg: str = ""
    kid: str = ""
    typ: str = ""


def encryption_header(compact: str | bytes) -> EncryptionHeader:
    """Header of a compact JWE, not authenticated. Raises :class:`MalformedToken`."""
    raw = compact.encode() if isinstance(compact, str) else compact
    if raw.count(b".") != 4:
        raise MalformedToken(
            "Kein JWE in kompakter Form: Es braucht genau fünf Teile, getrennt durch Punkte."
        )
    return _decode_part(raw[: raw.index(b".")], EncryptionHeader)


def signed_header(compact: str) -> SignatureHeader:
    """Header of a compact JWS, not verified. Raises :class:`MalformedToken`."""
    return _decode_part(_signed_parts(compact)[0], SignatureHeader)


def signed_payload(compact: str) -> bytes:
    """Payload of a compact JWS, not verified. Raises :class:`MalformedToken`."""
    return _unbase64(_signed_parts(compact)[1])


def _signed_parts(compact: str) -> list[bytes]:
    parts = compact.encode().split(b".")
    if len(parts) != 3:
        raise MalformedToken(
            "Kein JWS in kompakter Form: Es braucht genau drei Teile, getrennt durch Punkte."
        )
    return parts


def _decode_part(part: bytes, kind: type[_Header]) -> _Header:
    try:
        return msgspec.json.decode(_unbase64(part), type=kind)
    except msgspec.DecodeError as error:
        raise MalformedToken("Der Kopf ist kein lesbares JSON-Objekt.") from error


def _unbase64(part: bytes) -> bytes:
    try:
        return urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except ValueError as error:
        raise MalformedToken("Ein Teil ist nicht Base64url-kodiert.") from error


def authentication_tag(compact: str) -> str:
    """Fifth part of a compact JWE. Raises :class:`MalformedToken`."""
    if compact.count(".") != 4:
        raise MalformedToken("Kein JWE in kompakter Form: Der Authentication-Tag fehlt.")
    return compact.rpartition(".")[2]


def sha512(plain: bytes) -> str:
    """128 hex characters over the plain bytes (standards.md 6.4)."""
    return hashlib.sha512(plain).hexdigest()


class _BoundedDeflate(JWEZipModel):
    """DEFLATE that stops at a limit of the caller; the library's own limit is fixed at 250 KiB."""

    name = COMPRESSION
    description = "DEFLATE with a limit"

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def compress(self, s: bytes) -> bytes:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        return packer.compress(s) + packer.flush()

    def decompress(self, s: bytes) -> bytes:
        unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        content = unpacker.decompress(s, self._limit + 1)
        if len(content) > self._limit:
            raise ExceededSizeError("decompressed")
        if not unpacker.eof:
            raise ValueError("truncated")
        return content


class _Registry(jwe.JWERegistry):
    """The two algorithms of FIT-Connect and explicit size limits (the default of 64 KiB refuses attachments)."""

    max_protected_header_length = _HEADER_LIMIT

    def __init__(self, max_bytes: int) -> None:
        allowed = (KEY_ENCRYPTION, CONTENT_ENCRYPTION, COMPRESSION)
        super().__init__(algorithms=allowed, strict_check_header=False)
        # Base64 makes four characters of three bytes; incompressible content grows a little in DEFLATE.
        self.max_ciphertext_length = -(-(max_bytes + _DEFLATE_SLACK) * 4 // 3) + 4
        self._zip = _BoundedDeflate(max_bytes)

    def get_zip(self, name: str) -> JWEZipModel:
        self._check_algorithm(name, {COMPRESSION: self._zip})
        return self._zip


_SENDING: Final = _Registry(0)
"""Limits bind only what is read, never what is sent."""
_VERIFYING: Final = jws.JWSRegistry(algorithms=[SIGNATURE], strict_check_header=False)
_VERIFYING.max_header_length = _HEADER_LIMIT
