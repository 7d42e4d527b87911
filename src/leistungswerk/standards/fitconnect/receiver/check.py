# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is a submission what its sender signed? Steps 4 and 5 of standards.md 6.3."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.events import (
    AuthenticationTagMismatch,
    AuthenticationTags,
    EventLog,
    tags_of,
)
from leistungswerk.standards.fitconnect.jose import DecryptionKey
from leistungswerk.standards.fitconnect.metadata import (
    DataMimeType,
    Metadata,
    MetadataSyntaxProblem,
    MetadataVersionProblem,
    parse_metadata,
)
from leistungswerk.standards.fitconnect.problems import FitConnectProblem, Problem, reject_problem
from leistungswerk.standards.fitconnect.receiver.schemas import Schemas, SchemaUnusable, SchemaViolation
from leistungswerk.standards.fitconnect.wire import Submission


class Rejection(FitConnectProblem):
    """The submission cannot be accepted, for these reasons."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Encrypted(msgspec.Struct, frozen=True):
    """What was pulled: the submission and its attachments in compact form by id."""

    submission: Submission
    attachments: dict[str, str]


class Parcel(msgspec.Struct, frozen=True):
    """A checked and decrypted submission."""

    submission_id: str
    case_id: str
    raw_metadata: bytes
    metadata: Metadata
    data: bytes
    attachments: dict[str, bytes]
    """Plain bytes by attachment id."""
    tags: AuthenticationTags
    schema_checked: bool
    """Whether a schema could be had."""


def check_tags(log: EventLog, pulled: Encrypted) -> AuthenticationTags:
    """Compare the received content with the signed submit event. Raises :class:`Rejection`."""
    signed = log.submitted_tags
    if signed is None:
        raise _reject(RejectReason.INVALID_EVENT_LOG, "Das Ereignis submit-submission fehlt.", "submission")
    try:
        content = pulled.submission
        actual = tags_of(content.encrypted_metadata, content.encrypted_data, pulled.attachments)
        signed.check(actual)
    except AuthenticationTagMismatch as error:
        raise _reject(RejectReason.INCORRECT_AUTHENTICATION_TAG, str(error), error.instance) from error
    except jose.MalformedToken as error:
        raise _reject(RejectReason.ENCRYPTION_ISSUE, str(error), "submission") from error
    return signed


def open_submission(
    pulled: Encrypted, tags: AuthenticationTags, *, key: DecryptionKey, schemas: Schemas, max_bytes: int
) -> Parcel:
    """Decrypt and check metadata, hashes and schema. Raises :class:`Rejection`."""
    submission = pulled.submission
    raw_metadata = _decrypt(key, submission.encrypted_metadata, "metadata", max_bytes)
    metadata = _metadata(raw_metadata)
    data = _decrypt(key, submission.encrypted_data, "data", max_bytes)
    content = metadata.content_structure
    if not content.data.hash.matches(data):
        raise _reject(RejectReason.INCORRECT_HASH, "Die Prüfsumme der Fachdaten stimmt nicht.", "data")
    plain = _attachments(metadata, pulled.attachments, key, max_bytes)
    checked = _check_data(metadata, data, schemas)
    return Parcel(
        submission.submission_id, submission.case_id, raw_metadata, metadata, data, plain, tags, checked
    )


def _decrypt(key: DecryptionKey, compact: str, instance: str, max_bytes: int) -> bytes:
    try:
        return key.decrypt(compact, max_bytes=max_bytes)
    except jose.JoseProblem as error:
        raise _reject(RejectReason.ENCRYPTION_ISSUE, str(error), instance) from error


def _metadata(raw: bytes) -> Metadata:
    try:
        return parse_metadata(raw)
    except MetadataSyntaxProblem as error:
        raise _reject(RejectReason.SYNTAX_VIOLATION, str(error), "metadata") from error
    except MetadataVersionProblem as error:
        raise _reject(RejectReason.UNSUPPORTED_SCHEMA, str(error), "metadata") from error
    except FitConnectProblem as error:
        raise _reject(RejectReason.SCHEMA_VIOLATION, str(error), "metadata") from error


def _attachments(
    metadata: Metadata, encrypted: Mapping[str, str], key: DecryptionKey, max_bytes: int
) -> dict[str, bytes]:
    entries = {one.attachment_id: one for one in metadata.content_structure.attachments}
    # Fragments of a large attachment travel as attachments of their own.
    named = entries.keys() | {part for one in entries.values() for part in one.fragments or ()}
    for missing in sorted(entries.keys() - encrypted.keys()):
        if not entries[missing].fragments:
            text = f"Die Anlage {missing} steht in den Metadaten, kam aber nicht an."
            raise _reject(RejectReason.MISSING_ATTACHMENT, text, f"attachment:{missing}")
    if encrypted.keys() - named:
        text = "Es kamen Anlagen an, die in den Metadaten nicht stehen."
        raise _reject(RejectReason.ATTACHMENTS_MISMATCH, text, "metadata")
    plain = {
        one: _decrypt(key, compact, f"attachment:{one}", max_bytes) for one, compact in encrypted.items()
    }
    for attachment_id, entry in entries.items():
        parts = entry.fragments or (attachment_id,)
        whole = b"".join(plain[part] for part in parts if part in plain)
        if not entry.hash.matches(whole):
            text = f"Die Prüfsumme der Anlage {attachment_id} stimmt nicht."
            raise _reject(RejectReason.INCORRECT_HASH, text, f"attachment:{attachment_id}")
    return plain


def _check_data(metadata: Metadata, data: bytes, schemas: Schemas) -> bool:
    schema = metadata.content_structure.data.submission_schema
    if schema.mime_type is not DataMimeType.JSON:
        raise _reject(
            RejectReason.UNSUPPORTED_SCHEMA, "Dieses Fachverfahren nimmt nur Fachdaten in JSON an.", "data"
        )
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        text = "Die Fachdaten sind kein lesbares JSON."
        raise _reject(RejectReason.SYNTAX_VIOLATION, text, "data") from error
    try:
        return schemas.check(schema.schema_uri, data)
    except SchemaViolation as error:
        raise _reject(RejectReason.SCHEMA_VIOLATION, str(error), "data") from error
    except SchemaUnusable as error:
        raise _reject(RejectReason.UNSUPPORTED_SCHEMA, str(error), "data") from error


def _reject(reason: RejectReason, detail: str, instance: str) -> Rejection:
    return Rejection(reject_problem(reason, detail, instance))
