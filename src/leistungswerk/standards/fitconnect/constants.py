# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every name of FIT-Connect that we could not read in an official file, in one place.

Source: standards.md 6. Marked [S]: seen in clients that work against the real service; [U]: uncertain, our
best reading, to be compared with the first answer of the real service.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

SCHEMA_HOST: Final = "https://schema.fitko.de/fit-connect"

METADATA_SCHEMA: Final = f"{SCHEMA_HOST}/metadata/2.1.0/metadata.schema.json"
METADATA_SCHEMA_PATTERN: Final = (
    r"^https://schema\.fitko\.de/fit-connect/metadata/2\.\d+\.\d+/metadata\.schema\.json$"
)
METADATA_VERSION: Final = "2.1.0"

SET_SCHEMA: Final = f"{SCHEMA_HOST}/set-payload/1.2.2/set-payload.schema.json"
"""[S] version, [U] file name. 1.0.0 is rejected by the real service."""
SET_SCHEMA_PATTERN: Final = r"^https://schema\.fitko\.de/fit-connect/set-payload/1\.[1-9]\d*\.\d+/"
SET_TYPE: Final = "secevent+jwt"
EVENT_BASE: Final = f"{SCHEMA_HOST}/events/"

KEY_ENCRYPTION: Final = "RSA-OAEP-256"
CONTENT_ENCRYPTION: Final = "A256GCM"
SIGNATURE: Final = "PS512"
COMPRESSION: Final = "DEF"
MINIMUM_MODULUS: Final = 683
"""Characters of ``n`` in base64url: 4096 bits (standards.md 6.4)."""

JOSE: Final = "application/jose"
JSON: Final = "application/json"
XML: Final = "application/xml"
PROBLEM_JSON: Final = "application/problem+json"

TOKEN_SECONDS: Final = 1800
SERVICE_PREFIX: Final = "urn:de:fim:leika:leistung:"
JWKS_PATH: Final = "/.well-known/jwks.json"


class Scope(StrEnum):
    """Rights of an API client [U]: the real service adds a suffix with region or destination."""

    SEND = "send-submissions"
    MANAGE = "manage-destinations"
    SUBSCRIBE = "subscribe-destinations"


class DestinationStatus(StrEnum):
    """State of a Zustellpunkt [U] besides ``active`` [S]."""

    CREATED = "created"
    ACTIVE = "active"
    INACTIVE = "inactive"


class ProblemType(StrEnum):
    """Last part of a problem type of the API (RFC 7807); ``uri`` is the whole.

    [S]: ``destination-not-found``, ``destination-state-invalid``, ``submission-not-found``; the rest [U].
    """

    DESTINATION_NOT_FOUND = "destination-not-found"
    DESTINATION_STATE_INVALID = "destination-state-invalid"
    DESTINATION_INVALID = "destination-invalid"
    KEY_NOT_FOUND = "key-not-found"
    KEY_INVALID = "key-invalid"
    SUBMISSION_NOT_FOUND = "submission-not-found"
    SUBMISSION_STATE_INVALID = "submission-state-invalid"
    CASE_NOT_FOUND = "case-not-found"
    ATTACHMENT_NOT_FOUND = "attachment-not-found"
    ATTACHMENT_NOT_ANNOUNCED = "attachment-not-announced"
    ATTACHMENT_MISSING = "attachment-missing"
    SERVICE_NOT_SUPPORTED = "service-not-supported"
    REGION_NOT_SUPPORTED = "region-not-supported"
    ENCRYPTION_INVALID = "encryption-invalid"
    ENCRYPTION_KEY_UNKNOWN = "encryption-key-unknown"
    EVENT_INVALID = "event-invalid"
    REQUEST_INVALID = "request-invalid"
    REQUEST_TOO_LARGE = "request-too-large"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    USER_AGENT_MISSING = "user-agent-missing"
    TOO_MANY_REQUESTS = "too-many-requests"
    INTERNAL = "internal-error"

    @property
    def uri(self) -> str:
        return f"{SCHEMA_HOST}/submission-api/problems/{self.value}"


CONFIGURATION_PROBLEMS: Final = frozenset(
    problem.uri
    for problem in (
        ProblemType.DESTINATION_NOT_FOUND,
        ProblemType.DESTINATION_STATE_INVALID,
        ProblemType.KEY_NOT_FOUND,
        ProblemType.KEY_INVALID,
        ProblemType.SERVICE_NOT_SUPPORTED,
        ProblemType.REGION_NOT_SUPPORTED,
        ProblemType.ENCRYPTION_KEY_UNKNOWN,
        ProblemType.USER_AGENT_MISSING,
    )
)
"""A person changes a setting, then sending again may succeed."""


class RejectReason(StrEnum):
    """Why a receiver rejects: last part of the problem type in a reject event (classes [S], spelling [U])."""

    INVALID_EVENT_LOG = "invalid-event-log"
    INCORRECT_AUTHENTICATION_TAG = "incorrect-authentication-tag"
    ENCRYPTION_ISSUE = "encryption-issue"
    INCORRECT_HASH = "hash-mismatch"
    SYNTAX_VIOLATION = "syntax-violation"
    SCHEMA_VIOLATION = "schema-violation"
    UNSUPPORTED_SCHEMA = "unsupported-schema"
    MISSING_ATTACHMENT = "missing-attachment"
    ATTACHMENTS_MISMATCH = "attachments-mismatch"
    UNSUPPORTED_REPLY_CHANNEL = "unsupported-reply-channel"
    TECHNICAL_ERROR = "technical-error"

    @property
    def uri(self) -> str:
        return f"{EVENT_BASE}problems/{self.value}"


class Endpoints(msgspec.Struct, frozen=True):
    """Base addresses of one environment, without a trailing slash (standards.md 6.1)."""

    token_url: str
    submission_api: str
    destination_api: str

    @classmethod
    def of_sandbox(cls, base: str) -> Endpoints:
        """The addresses under which our own sandbox answers."""
        base = base.rstrip("/")
        return cls(f"{base}/token", f"{base}/submission-api", f"{base}/destination-api")


class Environment(StrEnum):
    """The real environments."""

    TEST = "test"
    STAGE = "stage"
    PROD = "prod"

    @property
    def endpoints(self) -> Endpoints:
        return _ENDPOINTS[self]


def _fitko(auth: str, host: str) -> Endpoints:
    return Endpoints(
        f"https://{auth}/token", f"https://{host}/submission-api", f"https://{host}/destination-api"
    )


_ENDPOINTS: Final = {
    Environment.TEST: _fitko("auth-testing.fit-connect.fitko.dev", "test.fit-connect.fitko.dev"),
    Environment.STAGE: _fitko("auth-refz.fit-connect.fitko.net", "stage.fit-connect.fitko.net"),
    Environment.PROD: _fitko("auth-prod.fit-connect.fitko.net", "prod.fit-connect.fitko.net"),
}
