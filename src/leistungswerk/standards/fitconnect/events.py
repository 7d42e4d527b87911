# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Security event tokens: what happened to a submission, signed by who did it (standards.md 6.5)."""

from __future__ import annotations

import hmac
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Protocol

import msgspec

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import (
    EVENT_BASE,
    SET_SCHEMA,
    SET_SCHEMA_PATTERN,
    SET_TYPE,
    SIGNATURE,
)
from leistungswerk.standards.fitconnect.jose import Jwk, SigningKey
from leistungswerk.standards.fitconnect.problems import FitConnectProblem, Problem


class EventProblem(FitConnectProblem):
    """An event or an event log cannot be trusted."""


class EventMalformed(EventProblem):
    """The token is no security event token of a known version."""


class EventSignatureInvalid(EventProblem):
    """The signature is wrong or the key is unknown."""


class EventIssuerInvalid(EventProblem):
    """The issuer may not say this: only the destination accepts or rejects, only the service submits."""


class EventOrderInvalid(EventProblem):
    """The events of a submission do not follow the state machine."""


class EventSubjectInvalid(EventProblem):
    """The event speaks of another submission or case than it should."""


class AuthenticationTagMismatch(EventProblem):
    """The encrypted content is not the one the event speaks of."""

    def __init__(self, message: str, instance: str) -> None:
        super().__init__(message)
        self.instance: Final = instance
        """``metadata``, ``data`` or ``attachment:<id>``."""


class Event(StrEnum):
    CREATE = "create-submission"
    SUBMIT = "submit-submission"
    NOTIFY = "notify-submission"
    FORWARD = "forward-submission"
    ACCEPT = "accept-submission"
    REJECT = "reject-submission"
    DELETE = "delete-submission"

    @property
    def uri(self) -> str:
        return f"{EVENT_BASE}{self.value}"


class State(StrEnum):
    """State of a submission as its events tell it."""

    ANNOUNCED = "announced"
    """Before the first event."""
    CREATED = "created"
    SUBMITTED = "submitted"
    NOTIFIED = "notified"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELETED = "deleted"


_WITH_RECEIVER: Final = {
    Event.NOTIFY: State.NOTIFIED,
    Event.FORWARD: State.FORWARDED,
    Event.ACCEPT: State.ACCEPTED,
    Event.REJECT: State.REJECTED,
}
TRANSITIONS: Final[Mapping[State, Mapping[Event, State]]] = {
    State.ANNOUNCED: {Event.CREATE: State.CREATED},
    State.CREATED: {Event.SUBMIT: State.SUBMITTED},
    State.SUBMITTED: _WITH_RECEIVER,
    State.NOTIFIED: _WITH_RECEIVER,
    State.FORWARDED: _WITH_RECEIVER,
    State.ACCEPTED: {Event.DELETE: State.DELETED},
    State.REJECTED: {Event.DELETE: State.DELETED},
    State.DELETED: {},
}
PENDING: Final = frozenset({State.SUBMITTED, State.NOTIFIED, State.FORWARDED})
"""States in which the receiver may answer."""
DESTINATION_EVENTS: Final = frozenset({Event.ACCEPT, Event.REJECT})
"""Only the receiver says these; all others only the delivery service."""


class AuthenticationTags(msgspec.Struct, frozen=True):
    """The fifth parts of the JWEs of a submission."""

    metadata: str
    data: str
    attachments: dict[str, str] = {}

    def check(self, actual: AuthenticationTags) -> None:
        """Raises :class:`AuthenticationTagMismatch` when ``actual`` is not the same content."""
        for name in ("metadata", "data"):
            if not hmac.compare_digest(getattr(self, name), getattr(actual, name)):
                raise AuthenticationTagMismatch(
                    f"Das Authentication-Tag von {name} stimmt nicht mit dem Ereignis überein.", name
                )
        for attachment in sorted(self.attachments.keys() | actual.attachments.keys()):
            ours, theirs = self.attachments.get(attachment, ""), actual.attachments.get(attachment, "")
            if not hmac.compare_digest(ours, theirs):
                raise AuthenticationTagMismatch(
                    f"Das Authentication-Tag der Anlage {attachment} stimmt nicht mit dem Ereignis überein.",
                    f"attachment:{attachment}",
                )


def tags_of(metadata: str, data: str, attachments: Mapping[str, str]) -> AuthenticationTags:
    """Tags of encrypted content in compact form."""
    return AuthenticationTags(
        jose.authentication_tag(metadata),
        jose.authentication_tag(data),
        {key: jose.authentication_tag(compact) for key, compact in attachments.items()},
    )


class SecurityEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event. ``issuer`` is the address of the service or the id of the destination."""

    event: Event
    issuer: str
    submission_id: str
    case_id: str
    issued_at: datetime
    jti: str
    tags: AuthenticationTags | None = None
    problems: tuple[Problem, ...] = ()
    token: str = ""
    """The compact JWS it was read from."""

    @property
    def by_service(self) -> bool:
        return self.issuer.startswith("http")


class EventKeys(Protocol):
    """Where the public keys come from. Both raise :class:`EventSignatureInvalid` for an unknown key."""

    def service_key(self, kid: str) -> Jwk:
        """Key of the delivery service (``.well-known/jwks.json``)."""

    def destination_key(self, destination_id: str, kid: str) -> Jwk:
        """Signature key of a destination."""


class _Payload(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    authentication_tags: AuthenticationTags | None = None
    problems: tuple[Problem, ...] = ()


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    schema: str = msgspec.field(name="$schema")
    iss: str
    sub: str
    txn: str
    iat: int
    jti: str
    events: dict[str, _Payload]


def new_event(
    event: Event,
    *,
    issuer: str,
    submission_id: str,
    case_id: str,
    issued_at: datetime,
    tags: AuthenticationTags | None = None,
    problems: Iterable[Problem] = (),
) -> SecurityEvent:
    """A new event with its own ``jti``, not yet signed. Time is kept in whole seconds."""
    return SecurityEvent(
        event=event,
        issuer=issuer,
        submission_id=submission_id,
        case_id=case_id,
        issued_at=issued_at.astimezone(UTC).replace(microsecond=0),
        jti=str(uuid.uuid4()),
        tags=tags,
        problems=tuple(problems),
    )


def sign_event(event: SecurityEvent, key: SigningKey) -> str:
    """The event as compact JWS."""
    claims = _Claims(
        schema=SET_SCHEMA,
        iss=event.issuer,
        sub=f"submission:{event.submission_id}",
        txn=f"case:{event.case_id}",
        iat=int(event.issued_at.timestamp()),
        jti=event.jti,
        events={event.event.uri: _Payload(event.tags, event.problems)},
    )
    return key.sign(msgspec.json.encode(claims), typ=SET_TYPE)


def read_event(token: str) -> SecurityEvent:
    """An event without verification, for display and as first step. Raises :class:`EventMalformed`."""
    try:
        claims = msgspec.json.decode(jose.signed_payload(token), type=_Claims)
        issued_at = datetime.fromtimestamp(claims.iat, UTC)
    except (msgspec.DecodeError, jose.MalformedToken, UnicodeDecodeError, OverflowError, OSError) as error:
        raise EventMalformed(f"Das Ereignis ist nicht lesbar: {error}") from error
    except ValueError as error:
        raise EventMalformed("Das Ereignis trägt keine gültige Zeit (iat).") from error
    if not re.match(SET_SCHEMA_PATTERN, claims.schema):
        raise EventMalformed(f"Das Schema „{claims.schema}“ des Ereignisses wird nicht unterstützt.")
    if len(claims.events) != 1:
        raise EventMalformed(f"Ein Ereignis nennt genau eine Art; dieses nennt {len(claims.events)}.")
    [(uri, payload)] = claims.events.items()
    return SecurityEvent(
        event=_event_of(uri),
        issuer=claims.iss,
        submission_id=_without_prefix(claims.sub, "submission:"),
        case_id=_without_prefix(claims.txn, "case:"),
        issued_at=issued_at,
        jti=claims.jti,
        tags=payload.authentication_tags,
        problems=payload.problems,
        token=token,
    )


def _event_of(uri: str) -> Event:
    try:
        return Event(uri.removeprefix(EVENT_BASE) if uri.startswith(EVENT_BASE) else "")
    except ValueError as error:
        raise EventMalformed(f"Die Ereignisart „{uri}“ ist unbekannt.") from error


def _without_prefix(value: str, prefix: str) -> str:
    rest = value.removeprefix(prefix)
    if rest == value or not rest:
        raise EventMalformed(f"„{value}“ beginnt nicht mit „{prefix}“.")
    return rest


def verify_event(token: str, keys: EventKeys, *, destination_id: str) -> SecurityEvent:
    """Read an event and check type, issuer and signature.

    Accept and reject must come from ``destination_id``, all others from the service. Keys always come from
    ``keys``; the address in ``iss`` is never fetched. Raises the typed :class:`EventProblem`.
    """
    event = read_event(token)
    header = jose.signed_header(token)
    if header.typ != SET_TYPE or header.alg != SIGNATURE or not header.kid:
        raise EventMalformed(
            f"Der Kopf des Ereignisses muss typ {SET_TYPE}, alg {SIGNATURE} und eine kid tragen."
        )
    if event.event in DESTINATION_EVENTS:
        if event.issuer != destination_id:
            raise EventIssuerInvalid("Nur der Zustellpunkt der Einreichung darf annehmen oder zurückweisen.")
        key = keys.destination_key(destination_id, header.kid)
    else:
        if not event.by_service:
            raise EventIssuerInvalid(
                f"Das Ereignis {event.event.value} darf nur der Zustelldienst ausstellen."
            )
        key = keys.service_key(header.kid)
    try:
        jose.verify(key, token)
    except jose.JoseProblem as error:
        raise EventSignatureInvalid(f"Ereignis {event.event.value}: {error}") from error
    if event.event in (Event.SUBMIT, Event.ACCEPT) and event.tags is None:
        raise EventMalformed(f"Dem Ereignis {event.event.value} fehlen die authenticationTags.")
    return event


class EventLog(msgspec.Struct, frozen=True):
    """The verified events of one submission, in order."""

    submission_id: str
    events: tuple[SecurityEvent, ...]
    state: State

    def find(self, event: Event) -> SecurityEvent | None:
        """The last event of this kind."""
        return next((entry for entry in reversed(self.events) if entry.event is event), None)

    @property
    def answer(self) -> SecurityEvent | None:
        """Accept or reject event of the receiver, also after deletion; ``None`` while undecided."""
        return self.find(Event.ACCEPT) or self.find(Event.REJECT)

    @property
    def accepted(self) -> bool:
        return self.find(Event.ACCEPT) is not None

    @property
    def submitted_tags(self) -> AuthenticationTags | None:
        submit = self.find(Event.SUBMIT)
        return submit.tags if submit else None


def verify_log(
    tokens: Iterable[str], keys: EventKeys, *, destination_id: str, submission_id: str
) -> EventLog:
    """Verify every event of a submission, their order, and that the receipt speaks of the submitted content.

    A case may hold several submissions; events of others are passed over. Raises the typed
    :class:`EventProblem`.
    """
    events: list[SecurityEvent] = []
    state = State.ANNOUNCED
    for token in tokens:
        if read_event(token).submission_id != submission_id:
            continue
        event = verify_event(token, keys, destination_id=destination_id)
        if events and event.case_id != events[0].case_id:
            raise EventSubjectInvalid("Die Ereignisse einer Einreichung nennen verschiedene Vorgänge.")
        state = next_state(state, event.event)
        events.append(event)
    log = EventLog(submission_id, tuple(events), state)
    receipt = log.find(Event.ACCEPT)
    if receipt and receipt.tags and log.submitted_tags:
        log.submitted_tags.check(receipt.tags)
    return log


def next_state(state: State, event: Event) -> State:
    """The state after ``event``. Raises :class:`EventOrderInvalid`."""
    following = TRANSITIONS[state].get(event)
    if following is None:
        raise EventOrderInvalid(f"Im Zustand „{state.value}“ ist das Ereignis {event.value} nicht möglich.")
    return following
