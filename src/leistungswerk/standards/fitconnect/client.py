# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sender and subscriber of FIT-Connect v2 (standards.md 6.2 and 6.3).

Every call raises ``TemporaryProblem``, ``PermanentProblem``, ``StateConflict`` or ``ConfigurationProblem``.
Ids are UUIDs as text.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Final, Self
from urllib.parse import quote

import msgspec

from leistungswerk.standards.fitconnect.constants import (
    JOSE,
    JWKS_PATH,
    Endpoints,
    ProblemType,
)
from leistungswerk.standards.fitconnect.events import EventLog, EventSignatureInvalid, verify_log
from leistungswerk.standards.fitconnect.jose import Jwk, KeyUnusable
from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.transport import (
    ConfigurationProblem,
    Credentials,
    Exchange,
    ExchangeProblem,
    Timeouts,
    decode,
)
from leistungswerk.standards.fitconnect.wire import (
    Announced,
    Announcement,
    Content,
    Destination,
    EventPage,
    JwkSet,
    PublicService,
    Submission,
    SubmissionEntry,
    SubmissionPage,
)

_PAGE: Final = 100
_MAX_EVENTS: Final = 10_000


class FitConnectClient:
    """What sender and subscriber share; use as context manager or close it."""

    def __init__(
        self,
        endpoints: Endpoints,
        credentials: Credentials,
        *,
        user_agent: str,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._exchange = Exchange(endpoints, credentials, user_agent=user_agent, timeouts=timeouts)
        self._submission_api = f"{endpoints.submission_api}/v2"
        self._destination_api = f"{endpoints.destination_api}/v2"
        self._keys = ClientKeys(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._exchange.close()

    def get_destination(self, destination_id: str) -> Destination:
        """Public view. A missing destination is a :class:`ConfigurationProblem`."""
        url = f"{self._destination_api}/destinations/{_segment(destination_id)}"
        return decode(self._exchange.call("GET", url), Destination)

    def get_key(self, destination_id: str, kid: str) -> Jwk:
        """A public key of a destination; check it with :func:`jose.check_public_key` before use."""
        url = f"{self._destination_api}/destinations/{_segment(destination_id)}/keys/{_segment(kid)}"
        try:
            return Jwk.from_json(self._exchange.call("GET", url))
        except KeyUnusable as error:
            problem = Problem(ProblemType.KEY_INVALID.uri, "Schlüssel nicht lesbar", str(error))
            raise ConfigurationProblem(problem) from error

    def get_service_keys(self) -> tuple[Jwk, ...]:
        """Public signature keys of the delivery service."""
        body = self._exchange.public(f"{self._exchange.endpoints.submission_api}{JWKS_PATH}")
        return decode(body, JwkSet).keys

    def events(self, case_id: str) -> tuple[str, ...]:
        """All events of a case as signed tokens, oldest first, not verified."""
        return tuple(self._pages(f"{self._submission_api}/cases/{_segment(case_id)}/events"))

    def event_log(self, case_id: str, *, submission_id: str, destination_id: str) -> EventLog:
        """The verified events of a submission. Raises also :class:`events.EventProblem`."""
        tokens = self.events(case_id)
        return verify_log(tokens, self._keys, destination_id=destination_id, submission_id=submission_id)

    def _pages(self, url: str) -> Iterator[str]:
        for offset in range(0, _MAX_EVENTS, _PAGE):
            body = self._exchange.call("GET", url, params={"offset": offset, "limit": _PAGE})
            page = decode(body, EventPage).event_log
            yield from page
            if len(page) < _PAGE:
                return


class ClientKeys:
    """Keys for verifying events, fetched once and kept: a ``kid`` never changes its key."""

    def __init__(self, client: FitConnectClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._service: dict[str, Jwk] = {}
        self._destinations: dict[tuple[str, str], Jwk] = {}

    def service_key(self, kid: str) -> Jwk:
        with self._lock:
            if kid not in self._service:
                self._service.update((key.kid, key) for key in self._client.get_service_keys())
            if kid not in self._service:
                raise EventSignatureInvalid(f"Der Zustelldienst kennt den Signaturschlüssel „{kid}“ nicht.")
            return self._service[kid]

    def destination_key(self, destination_id: str, kid: str) -> Jwk:
        with self._lock:
            if (destination_id, kid) not in self._destinations:
                try:
                    key = self._client.get_key(destination_id, kid)
                except ExchangeProblem as error:
                    # Only „no such key“ speaks about the event; everything else about our connection.
                    if error.problem.status != 404:
                        raise
                    raise EventSignatureInvalid(
                        f"Signaturschlüssel „{kid}“ des Zustellpunkts: {error}"
                    ) from error
                self._destinations[destination_id, kid] = key
            return self._destinations[destination_id, kid]


class SenderClient(FitConnectClient):
    """An Onlinedienst (standards.md 6.2)."""

    def announce(
        self,
        destination_id: str,
        *,
        public_service: PublicService,
        attachments: Sequence[str] = (),
        region: str | None = None,
    ) -> Announced:
        """Open a submission; nothing takes effect yet. Every call opens a new one."""
        body = Announcement(
            destination_id=destination_id,
            public_service=public_service,
            announced_attachments=tuple(attachments),
            region=region or msgspec.UNSET,
        )
        return decode(self._json("POST", f"{self._submission_api}/submissions", body), Announced)

    def put_attachment(self, submission_id: str, attachment_id: str, encrypted: str) -> None:
        """Upload one encrypted attachment; repeating replaces it."""
        url = f"{self._submission_api}/submissions/{_segment(submission_id)}/attachments/{_segment(attachment_id)}"
        self._exchange.call("PUT", url, content=encrypted.encode(), content_type=JOSE)

    def submit(self, submission_id: str, *, metadata: str, data: str) -> None:
        """Send: the irreversible call. After a lost answer the repeat raises :class:`StateConflict`."""
        url = f"{self._submission_api}/submissions/{_segment(submission_id)}"
        self._json("PUT", url, Content(metadata, data))

    def _json(self, method: str, url: str, body: msgspec.Struct) -> bytes:
        return self._exchange.call(method, url, content=msgspec.json.encode(body))


class SubscriberClient(FitConnectClient):
    """A Fachverfahren (standards.md 6.3)."""

    def list_submissions(
        self, destination_id: str, *, offset: int = 0, limit: int = _PAGE
    ) -> tuple[SubmissionEntry, ...]:
        """One page of submissions that wait for an answer, oldest first."""
        params: dict[str, str | int] = {"destinationId": destination_id, "offset": offset, "limit": limit}
        body = self._exchange.call("GET", f"{self._submission_api}/submissions", params=params)
        return decode(body, SubmissionPage).submissions

    def get_submission(self, submission_id: str) -> Submission:
        url = f"{self._submission_api}/submissions/{_segment(submission_id)}"
        return decode(self._exchange.call("GET", url), Submission)

    def get_attachment(self, submission_id: str, attachment_id: str) -> str:
        """The encrypted attachment in compact form."""
        url = f"{self._submission_api}/submissions/{_segment(submission_id)}/attachments/{_segment(attachment_id)}"
        return self._exchange.call("GET", url).decode("ascii", errors="replace")

    def post_event(self, case_id: str, token: str) -> None:
        """Answer with a signed event; the same token may be posted again."""
        url = f"{self._submission_api}/cases/{_segment(case_id)}/events"
        self._exchange.call("POST", url, content=token.encode(), content_type=JOSE)


def _segment(value: str) -> str:
    """Ids come from outside; none may change the path."""
    return quote(value, safe="")
