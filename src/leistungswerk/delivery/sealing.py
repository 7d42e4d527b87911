# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealing an application for its destination: after this the platform holds no key to the content.

JWE compact, RSA-OAEP-256 and A256GCM, for data, metadata and every attachment alike (standards.md 6.4);
hashes in the metadata are SHA-512 over the plain bytes.
"""

import uuid
from datetime import date
from functools import lru_cache

import msgspec
from django.db.models import BigIntegerField

from leistungswerk import __version__
from leistungswerk.core import storage
from leistungswerk.core.failures import ConfigurationFailure
from leistungswerk.core.prepared import Argument, PreparedRow
from leistungswerk.delivery.models import Connection
from leistungswerk.standards.fitconnect import jose, metadata


class PlainAttachment(msgspec.Struct, frozen=True):
    """A file as the citizen uploaded it, or as the platform adds it; lives in memory only."""

    id: uuid.UUID
    filename: str
    media_type: str
    content: bytes
    purpose: metadata.Purpose = metadata.Purpose.ATTACHMENT
    description: str | None = None


class SealedAttachment(msgspec.Struct, frozen=True):
    id: uuid.UUID
    blob: str
    tag: str


class SealedContent(msgspec.Struct, frozen=True):
    """Everything of a parcel that the receiver will open."""

    kid: str
    metadata: str
    data: str
    attachments: tuple[SealedAttachment, ...]


_AUTHOR = metadata.Author(
    name="Leistungswerk",
    product=metadata.Product(
        name="Leistungswerk", version=__version__, manufacturer="Leistungswerk contributors"
    ),
)


_CONNECTION = PreparedRow(
    lambda: Connection.objects.filter(pk=Argument("pk", BigIntegerField())).values_list("kid", "jwk", "name")
)


@lru_cache(maxsize=64)
def _key(jwk: bytes) -> jose.EncryptionKey:
    # Importing an RSA key costs as much as using it a dozen times.
    return jose.EncryptionKey.from_jwk(jose.Jwk.from_json(jwk))


def _sealed_attachment(key: jose.EncryptionKey, file: PlainAttachment) -> SealedAttachment:
    sealed = key.encrypt(file.content, cty=file.media_type)
    return SealedAttachment(file.id, storage.put(sealed.encode()), jose.authentication_tag(sealed))


def seal(
    *,
    connection: int,
    data: bytes,
    schema_uri: str,
    attachments: tuple[PlainAttachment, ...],
    reference: str,
    day: date,
) -> SealedContent:
    """Seal JSON ``data`` and attachments for the connection's destination as it was last checked.

    Raises :class:`ConfigurationFailure` if the connection has no key.
    """
    row = _CONNECTION.get(pk=connection)
    if row is None or row[1] is None:
        raise ConfigurationFailure(
            f"Die Verbindung „{row[2] if row else connection}“ hat keinen geprüften Schlüssel des Zustellpunkts."
        )
    kid = row[0]
    key = _key(msgspec.json.encode(row[1], order="sorted"))
    described = metadata.build_metadata(
        data=data,
        schema_uri=schema_uri,
        attachments=tuple(
            metadata.describe_attachment(
                str(file.id),
                file.content,
                purpose=file.purpose,
                mime_type=file.media_type,
                filename=file.filename,
                description=file.description,
            )
            for file in attachments
        ),
        author=_AUTHOR,
        sender_reference=reference,
        application_date=day,
    )
    return SealedContent(
        kid,
        key.encrypt(described, cty="application/json"),
        key.encrypt(data, cty="application/json"),
        tuple(_sealed_attachment(key, file) for file in attachments),
    )
