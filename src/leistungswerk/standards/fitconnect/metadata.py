# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Metadata 2.1.0: what a submission contains and how its content is checked (standards.md 6.8).

The official schema may not be copied into this repository; the structs below say the same, and a test compares
them with the official file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, TypeAlias

import msgspec

from leistungswerk.standards.fitconnect.constants import JSON, METADATA_SCHEMA, METADATA_SCHEMA_PATTERN
from leistungswerk.standards.fitconnect.jose import Jwk, sha512
from leistungswerk.standards.fitconnect.problems import FitConnectProblem

Uuid: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$"
    ),
]
Uri: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$")]
Email: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[^@\s]+@[^@\s]+$")]


class MetadataSyntaxProblem(FitConnectProblem):
    """The metadata are not JSON."""


class MetadataSchemaProblem(FitConnectProblem):
    """The metadata are JSON but not metadata 2.x; the text names the place."""


class MetadataVersionProblem(MetadataSchemaProblem):
    """The metadata follow another schema than 2.x."""


class Purpose(StrEnum):
    """Why an attachment is there."""

    FORM = "form"
    ATTACHMENT = "attachment"
    REPORT = "report"
    DATA = "data"


class HashType(StrEnum):
    SHA512 = "sha512"


class DataMimeType(StrEnum):
    JSON = "application/json"
    XML = "application/xml"


class DataSetMimeType(StrEnum):
    JSON = "application/json"
    XML = "application/xml"
    JOSE = "application/jose"


class SignatureFormat(StrEnum):
    CMS = "cms"
    XML = "xml"
    PDF = "pdf"
    ASIC = "asic"
    JSON = "json"


class PaymentMethod(StrEnum):
    GIROPAY = "GIROPAY"
    PAYDIRECT = "PAYDIRECT"
    CREDITCARD = "CREDITCARD"
    PAYPAL = "PAYPAL"
    INVOICE = "INVOICE"
    OTHER = "OTHER"


class PaymentStatus(StrEnum):
    INITIAL = "INITIAL"
    BOOKED = "BOOKED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"


class _Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Common form: camelCase names, absent instead of null."""


class Hash(msgspec.Struct, frozen=True):
    """SHA-512 over the plain bytes."""

    type: HashType
    content: Annotated[str, msgspec.Meta(pattern=r"^[a-f0-9]{128}$")]

    @classmethod
    def of(cls, plain: bytes) -> Hash:
        return cls(HashType.SHA512, sha512(plain))

    def matches(self, plain: bytes) -> bool:
        return self.content == sha512(plain)


class Signature(_Part, frozen=True, kw_only=True):
    signature_format: SignatureFormat
    detached_signature: bool
    eidas_ades_profile: str | None = None
    content: str | None = None


class SubmissionSchema(_Part, frozen=True, kw_only=True):
    """The schema of the data; that it can be fetched may not be assumed."""

    schema_uri: Uri
    mime_type: DataMimeType


class Data(_Part, frozen=True, kw_only=True):
    hash: Hash
    submission_schema: SubmissionSchema
    signature: Signature | None = None


class Attachment(_Part, frozen=True, kw_only=True):
    attachment_id: Uuid
    hash: Hash
    purpose: Purpose
    mime_type: Annotated[str, msgspec.Meta(pattern=r"^[-\w.]+/[-\w.+]+$")]
    filename: str | None = None
    description: str | None = None
    signature: Signature | None = None
    fragments: tuple[Uuid, ...] | None = None


class ContentStructure(_Part, frozen=True, kw_only=True):
    data: Data
    attachments: tuple[Attachment, ...]


class PaymentInformation(_Part, frozen=True, kw_only=True):
    transaction_id: Annotated[str, msgspec.Meta(min_length=1, max_length=36, pattern=r"^[\w-]+$")]
    transaction_reference: str
    payment_method: PaymentMethod
    status: PaymentStatus
    transaction_url: Uri | None = None
    transaction_timestamp: datetime | None = None
    payment_method_detail: Annotated[str, msgspec.Meta(min_length=1, max_length=36)] | None = None
    gross_amount: Decimal | None = None
    """EUR, at least 0.01, two decimals."""


class EMail(_Part, frozen=True, kw_only=True):
    address: Email
    pgp_public_key: str | None = None


class DeMail(_Part, frozen=True, kw_only=True):
    address: Email | None = None


class Fink(_Part, frozen=True, kw_only=True):
    fink_postfach_ref: Annotated[str, msgspec.Meta(max_length=150, pattern=r"^[-._a-z0-9~/]+$")]
    host: Uri | None = None


class Elster(_Part, frozen=True, kw_only=True):
    account_id: str
    liefer_ticket: str | None = None
    geschaeftszeichen: Annotated[str, msgspec.Meta(max_length=60)] | None = None


class FitConnectReply(_Part, frozen=True, kw_only=True):
    process_standards: Annotated[tuple[Uri, ...], msgspec.Meta(min_length=1)]
    encryption_public_key: Jwk


class BundIdMailbox(_Part, frozen=True, kw_only=True):
    mailbox_uuid: Uuid


class ReplyChannel(_Part, frozen=True, kw_only=True):
    """One way back to the applicant; all are ``None`` when it is one that later versions brought."""

    e_mail: EMail | None = None
    de_mail: DeMail | None = None
    fink: Fink | None = None
    elster: Elster | None = None
    fit_connect: FitConnectReply | None = None
    id_bund_de_mailbox: BundIdMailbox | None = None


class AdditionalReferenceInfo(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sender_reference: str | None = None
    application_date: date | None = None
    id_bund_de_application_id: Uuid | None = None
    zustimmung_zum_digitalen_bescheid: bool | None = None


class Product(_Part, frozen=True, kw_only=True):
    name: str
    version: str
    manufacturer: str
    description: str | None = None


class Author(_Part, frozen=True, kw_only=True):
    """The sending system about itself."""

    name: str
    product: Product
    description: str | None = None
    url: str | None = None


class DataSetSchema(_Part, frozen=True, kw_only=True):
    schema_uri: Uri
    mime_type: DataSetMimeType


class DataSet(_Part, frozen=True, kw_only=True):
    data_set_id: Uuid
    schema: DataSetSchema
    hash: Hash
    content: Any
    description: str | None = None


class Metadata(_Part, frozen=True, kw_only=True):
    """The whole metadata set."""

    schema: Annotated[str, msgspec.Meta(pattern=METADATA_SCHEMA_PATTERN)] = msgspec.field(name="$schema")
    content_structure: ContentStructure
    payment_information: PaymentInformation | None = None
    reply_channel: ReplyChannel | None = None
    additional_reference_info: AdditionalReferenceInfo | None = None
    author: Author | None = None
    data_sets: tuple[DataSet, ...] | None = None


def describe_attachment(
    attachment_id: str,
    plain: bytes,
    *,
    purpose: Purpose,
    mime_type: str,
    filename: str | None = None,
    description: str | None = None,
) -> Attachment:
    """The metadata entry of an attachment, hash included."""
    return Attachment(
        attachment_id=attachment_id,
        hash=Hash.of(plain),
        purpose=purpose,
        mime_type=mime_type,
        filename=filename,
        description=description,
    )


def build_metadata(  # noqa: PLR0913 - one argument per part of the standard
    *,
    data: bytes,
    schema_uri: str,
    mime_type: str = JSON,
    attachments: Sequence[Attachment] = (),
    author: Author | None = None,
    sender_reference: str | None = None,
    application_date: date | None = None,
    reply_channel: ReplyChannel | None = None,
    payment: PaymentInformation | None = None,
) -> bytes:
    """Metadata 2.1.0 as JSON for ``data`` (plain bytes as they are encrypted).

    Raises :class:`MetadataSchemaProblem` when a value breaks the schema: what we send, others must accept.
    """
    reference = None
    if sender_reference is not None or application_date is not None:
        reference = AdditionalReferenceInfo(
            sender_reference=sender_reference, application_date=application_date
        )
    metadata = Metadata(
        schema=METADATA_SCHEMA,
        content_structure=ContentStructure(
            data=Data(
                hash=Hash.of(data),
                submission_schema=SubmissionSchema(schema_uri=schema_uri, mime_type=_data_mime(mime_type)),
            ),
            attachments=tuple(attachments),
        ),
        payment_information=payment,
        reply_channel=reply_channel,
        additional_reference_info=reference,
        author=author,
    )
    raw = _ENCODER.encode(metadata)
    parse_metadata(raw)
    return raw


def _data_mime(value: str) -> DataMimeType:
    try:
        return DataMimeType(value)
    except ValueError as error:
        raise MetadataSchemaProblem(
            f"Der MIME-Typ „{value}“ ist für Fachdaten nicht erlaubt; erlaubt sind application/json "
            "und application/xml."
        ) from error


def parse_metadata(raw: bytes) -> Metadata:
    """Read and check metadata.

    Raises :class:`MetadataSyntaxProblem`, :class:`MetadataVersionProblem` or :class:`MetadataSchemaProblem`.
    """
    _check_outline(raw)
    try:
        metadata = msgspec.json.decode(raw, type=Metadata)
    except msgspec.ValidationError as error:
        raise MetadataSchemaProblem(f"Die Metadaten verletzen das Schema: {error}.") from error
    _check_attachments(metadata.content_structure.attachments)
    amount = metadata.payment_information.gross_amount if metadata.payment_information else None
    if amount is not None and (amount < Decimal("0.01") or amount != round(amount, 2)):
        raise MetadataSchemaProblem(
            "Die Metadaten verletzen das Schema: grossAmount ist kein Betrag ab 0,01 Euro."
        )
    return metadata


class _Outline(msgspec.Struct, frozen=True, rename="camel"):
    schema: str = msgspec.field(name="$schema", default="")
    reply_channel: dict[str, msgspec.Raw] | None = None


def _check_outline(raw: bytes) -> None:
    """What the structs cannot say: the version first (answered differently), then „exactly one reply channel“."""
    try:
        outline = msgspec.json.decode(raw, type=_Outline)
    except msgspec.ValidationError as error:
        raise MetadataSchemaProblem(f"Die Metadaten verletzen das Schema: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MetadataSyntaxProblem(f"Die Metadaten sind kein lesbares JSON: {error}.") from error
    if not re.match(METADATA_SCHEMA_PATTERN, outline.schema):
        raise MetadataVersionProblem(f"Das Metadatenschema „{outline.schema}“ wird nicht unterstützt.")
    if outline.reply_channel is not None and len(outline.reply_channel) != 1:
        raise MetadataSchemaProblem(
            "Die Metadaten verletzen das Schema: replyChannel nennt nicht genau einen Weg."
        )


def _check_attachments(attachments: tuple[Attachment, ...]) -> None:
    ids = [attachment.attachment_id for attachment in attachments]
    if len(set(ids)) != len(ids):
        raise MetadataSchemaProblem("Die Metadaten nennen dieselbe Anlage mehrfach.")


_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
