# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The receiver at work (standards.md 6.3)."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import msgspec
import structlog

from leistungswerk import __version__
from leistungswerk.standards.fitconnect.client import SubscriberClient
from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.events import (
    AuthenticationTags,
    Event,
    EventProblem,
    new_event,
    sign_event,
)
from leistungswerk.standards.fitconnect.jose import DecryptionKey, SigningKey, encryption_header
from leistungswerk.standards.fitconnect.problems import Problem, reject_problem
from leistungswerk.standards.fitconnect.receiver.check import (
    Encrypted,
    Parcel,
    Rejection,
    check_tags,
    open_submission,
)
from leistungswerk.standards.fitconnect.receiver.config import ReceiverSetupProblem, read_folder
from leistungswerk.standards.fitconnect.receiver.inbox import Inbox
from leistungswerk.standards.fitconnect.receiver.schemas import Schemas
from leistungswerk.standards.fitconnect.transport import (
    Credentials,
    ExchangeProblem,
    PermanentProblem,
    StateConflict,
    TemporaryProblem,
)
from leistungswerk.standards.fitconnect.wire import Submission, SubmissionEntry

_log: Final = structlog.get_logger(__name__)
_USER_AGENT: Final = f"Leistungswerk-Beispielempfaenger/{__version__}"
_LONGEST_WAIT: Final = 300.0
_REFUSED_WAIT: Final = 60.0

RejectRule = Callable[[Parcel], Problem | None]
"""Own check of a Fachverfahren: a problem rejects, ``None`` accepts."""


class Outcome(StrEnum):
    """What became of one submission in one round."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPEATED = "repeated"
    FAILED = "failed"


class Received(msgspec.Struct, frozen=True):
    """What one round did: ids of submissions."""

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    """Stored in an earlier round whose answer had not arrived."""
    failed: tuple[str, ...] = ()
    """Left for the next round."""


class Receiver:
    """Pulls, verifies, decrypts, stores, answers. One process for each folder."""

    def __init__(self, folder: Path, *, reject_if: RejectRule | None = None) -> None:
        """Raises ``ReceiverSetupProblem``, ``KeyUnusable`` or ``InboxBusy``."""
        self._config, keys = read_folder(folder)
        self._key = DecryptionKey.from_jwk(keys.decryption)
        self._signing = SigningKey.from_jwk(keys.signature)
        self._schemas = Schemas(folder / "schemas", self._config.schema_bases)
        self._reject_if = reject_if
        self._client = SubscriberClient(
            self._config.endpoints,
            Credentials(self._config.client_id, self._config.client_secret),
            user_agent=_USER_AGENT,
        )
        self._inbox = Inbox(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()
        self._inbox.close()

    def run(self, interval: float, stop: threading.Event) -> None:
        """Receive every ``interval`` seconds until ``stop`` is set; problems are logged and tried again."""
        while not stop.is_set():
            wait = interval
            try:
                self.receive_once()
            except TemporaryProblem as error:
                wait = min(max(error.retry_after or 0.0, interval), _LONGEST_WAIT)
                _log.warning("receiver.waits", reason=str(error), seconds=wait)
            except (ExchangeProblem, OSError) as error:
                wait = max(_REFUSED_WAIT, interval)
                _log.error("receiver.stuck", reason=str(error), seconds=wait)
            stop.wait(wait)

    def receive_once(self) -> Received:
        """Pull and answer everything that waits. Raises an :class:`ExchangeProblem` when the service fails us."""
        done: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
        seen: set[str] = set()
        while True:
            # Answered submissions leave the list; only failed ones stay in front.
            page = self._client.list_submissions(
                self._config.destination_id, offset=len(done[Outcome.FAILED])
            )
            fresh = [entry for entry in page if entry.submission_id not in seen]
            if not fresh:
                return Received(**{outcome.value: tuple(ids) for outcome, ids in done.items()})
            for entry in fresh:
                seen.add(entry.submission_id)
                outcome = self._receive(entry)
                done[outcome].append(entry.submission_id)
                _log.info("receiver.done", submission=entry.submission_id, outcome=outcome.value)

    def _receive(self, entry: SubmissionEntry) -> Outcome:
        """One submission; what only concerns it never stops the others."""
        try:
            earlier = self._inbox.answer_of(entry.submission_id)
            outcome, answer = (Outcome.REPEATED, earlier) if earlier else self._decide(entry)
            self._client.post_event(entry.case_id, answer)
        except StateConflict:
            # Answered in an earlier round whose last step we did not see; what is stored stays as it is.
            return Outcome.REPEATED
        except (PermanentProblem, ReceiverSetupProblem) as error:
            _log.error("receiver.left", submission=entry.submission_id, reason=str(error))
            return Outcome.FAILED
        return outcome

    def _decide(self, entry: SubmissionEntry) -> tuple[Outcome, str]:
        """Pull, check, and store content with answer or only the answer; the signed answer."""
        submission = self._client.get_submission(entry.submission_id)
        attachments = {
            one: self._client.get_attachment(entry.submission_id, one) for one in submission.attachments
        }
        try:
            parcel = self._check(Encrypted(submission, attachments))
        except Rejection as rejection:
            answer = self._sign(entry, Event.REJECT, problem=rejection.problem)
            self._inbox.store_rejection(entry.submission_id, entry.case_id, answer)
            return Outcome.REJECTED, answer
        answer = self._sign(entry, Event.ACCEPT, tags=parcel.tags)
        self._inbox.store(parcel, answer)
        return Outcome.ACCEPTED, answer

    def _check(self, pulled: Encrypted) -> Parcel:
        """Steps 4 and 5. Raises :class:`Rejection`."""
        submission = pulled.submission
        try:
            log = self._client.event_log(
                submission.case_id,
                submission_id=submission.submission_id,
                destination_id=self._config.destination_id,
            )
        except EventProblem as error:
            raise Rejection(
                reject_problem(RejectReason.INVALID_EVENT_LOG, str(error), "submission")
            ) from error
        tags = check_tags(log, pulled)
        self._check_kid(submission)
        config = self._config
        parcel = open_submission(
            pulled, tags, key=self._key, schemas=self._schemas, max_bytes=config.max_bytes
        )
        problem = config.reject_all or (self._reject_if(parcel) if self._reject_if else None)
        if problem is not None:
            raise Rejection(problem)
        return parcel

    def _check_kid(self, submission: Submission) -> None:
        """A key we do not have is our fault, not the applicant's: leave the submission, do not reject it."""
        kid = encryption_header(submission.encrypted_data).kid
        if kid != self._key.kid:
            raise ReceiverSetupProblem(
                f"Die Einreichung ist für den Schlüssel „{kid}“ verschlüsselt, hier liegt „{self._key.kid}“. "
                "Bitte den passenden privaten Schlüssel hinterlegen."
            )

    def _sign(
        self,
        entry: SubmissionEntry,
        event: Event,
        *,
        tags: AuthenticationTags | None = None,
        problem: Problem | None = None,
    ) -> str:
        answer = new_event(
            event,
            issuer=self._config.destination_id,
            submission_id=entry.submission_id,
            case_id=entry.case_id,
            issued_at=datetime.now(UTC),
            tags=tags,
            problems=(problem,) if problem else (),
        )
        return sign_event(answer, self._signing)


def run_receiver(folder: Path, interval: float = 2.0) -> None:
    """Receive into ``folder`` until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Receiver(folder) as receiver:
        _log.info("receiver.ready", interval=interval)
        receiver.run(interval, stop)
