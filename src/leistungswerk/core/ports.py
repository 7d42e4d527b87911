# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ports: what the rooms need from the world. Adapters implement them and are found by entry points."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol

import msgspec

from leistungswerk.core.failures import ConfigurationFailure


class Problem(msgspec.Struct, frozen=True):
    """What keeps an adapter from working, in plain words with the remedy."""

    text: str


class ParcelAttachment(msgspec.Struct, frozen=True):
    """A sealed attachment; ``read`` loads the JWE when it is its turn, so memory holds one at a time."""

    id: uuid.UUID
    tag: str
    read: Callable[[], bytes]


class SealedParcel(msgspec.Struct, frozen=True):
    """What is delivered: sealed, addressed, opaque. ``key`` is the idempotency key (the outbox row's id)."""

    key: uuid.UUID
    service_name: str
    service_identifier: str
    region: str
    metadata: str
    data: str
    attachments: tuple[ParcelAttachment, ...]


class ForeignIds(msgspec.Struct, frozen=True):
    """How the other side calls the parcel; stored before anything irreversible is asked of it."""

    submission: str
    case: str


class ReceiptKind(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Receipt(msgspec.Struct, frozen=True):
    """A receipt whose signature and content the adapter has verified."""

    id: str
    kind: ReceiptKind
    at: datetime
    evidence: str
    problems: tuple[str, ...] = ()


class TargetService(msgspec.Struct, frozen=True):
    """A Leistung that a destination takes, and where: Regionalschlüssel, also shortened ones."""

    identifier: str
    regions: tuple[str, ...]


class Target(msgspec.Struct, frozen=True):
    """Where a parcel may go and whose key seals it."""

    active: bool
    kid: str
    jwk: dict[str, object]
    services: tuple[TargetService, ...]


class DeliveryPort(Protocol):
    """A way to a Fachverfahren. Every call raises the typed failures of :mod:`leistungswerk.core.failures`."""

    def check(self) -> tuple[Problem, ...]:
        """What keeps this connection from delivering; empty if nothing does. Changes nothing."""

    def target(self) -> Target:
        """The destination with its encryption key as it stands now."""

    def announce(self, parcel: SealedParcel) -> ForeignIds:
        """Reversible first step: the other side reserves its ids."""

    def transmit(self, parcel: SealedParcel, ids: ForeignIds) -> None:
        """The irreversible step; a repeated call for the same ids has no second effect."""

    def receipts(self, parcel: SealedParcel, ids: ForeignIds) -> tuple[Receipt, ...]:
        """Verified receipts so far, oldest first."""


class DeliveryFactory(Protocol):
    def __call__(self, *, options: Mapping[str, str], secret: str) -> DeliveryPort: ...


class FetchedList(msgspec.Struct, frozen=True):
    """A code list as the repository sent it; ``source`` is the address it came from."""

    content: bytes
    source: str


class FetchPort(Protocol):
    """A repository of code lists. Every call raises the typed failures of :mod:`leistungswerk.core.failures`.

    A list that the repository does not know is a :class:`~leistungswerk.core.failures.PermanentFailure`.
    """

    def check(self) -> tuple[Problem, ...]:
        """What keeps the repository from answering; empty if nothing does. Changes nothing."""

    def current_version(self, uri: str) -> str:
        """Canonical version URI of the edition of ``uri`` that is valid now."""

    def codelist(self, version_uri: str) -> FetchedList:
        """The Genericode file of one edition; the same bytes whenever it is asked for."""


class FetchFactory(Protocol):
    def __call__(self, *, options: Mapping[str, str]) -> FetchPort: ...


class SealedMail(msgspec.Struct, frozen=True):
    """A message as it goes out: envelope and bytes (RFC 5322), with its Message-ID inside."""

    sender: str
    """Envelope sender; empty for what must never be answered (RFC 3834 section 3.3)."""
    recipient: str
    content: bytes


class MailPort(Protocol):
    """A way for mail to leave. ``send`` raises the typed failures of :mod:`leistungswerk.core.failures`."""

    def check(self) -> tuple[Problem, ...]:
        """What keeps mail from leaving; empty if nothing does. Sends nothing."""

    def send(self, mail: SealedMail) -> None:
        """Hand the message over; returns only when the other side took responsibility for it.

        A refused recipient is a :class:`~leistungswerk.core.failures.PermanentFailure`; a connection that ends
        after the content and before the answer an :class:`~leistungswerk.core.failures.UncertainFailure`.
        """


class MailFactory(Protocol):
    def __call__(self, *, options: Mapping[str, str], secret: str) -> MailPort: ...


class LinkPort(Protocol):
    """Asks whether pages of others answer. Raises the typed failures of :mod:`leistungswerk.core.failures`."""

    def problem(self, url: str) -> str:
        """What is wrong with the address in one German sentence; empty if it answers."""


class LinkFactory(Protocol):
    def __call__(self, *, options: Mapping[str, str]) -> LinkPort: ...


@lru_cache(maxsize=16)
def _factory(name: str) -> DeliveryFactory:
    found = entry_points(group="leistungswerk.delivery", name=name)
    if not found:
        raise ConfigurationFailure(f"Der Zustellweg „{name}“ ist auf diesem System nicht installiert.")
    factory: DeliveryFactory = next(iter(found)).load()
    return factory


def delivery(name: str, *, options: Mapping[str, str], secret: str) -> DeliveryPort:
    """The adapter registered under ``name``; raises :class:`ConfigurationFailure` if there is none."""
    return _factory(name)(options=options, secret=secret)


@lru_cache(maxsize=16)
def _fetch_factory(name: str) -> FetchFactory:
    found = entry_points(group="leistungswerk.fetch", name=name)
    if not found:
        raise ConfigurationFailure(
            f"Der Abruf „{name}“ ist auf diesem System nicht installiert; bitte prüfen Sie LEISTUNGSWERK_FETCH."
        )
    factory: FetchFactory = next(iter(found)).load()
    return factory


def fetch(name: str, *, options: Mapping[str, str]) -> FetchPort:
    """The adapter registered under ``name``; raises :class:`ConfigurationFailure` if there is none."""
    return _fetch_factory(name)(options=options)


def mail(name: str, *, options: Mapping[str, str], secret: str) -> MailPort:
    """The adapter registered under ``name``; raises :class:`ConfigurationFailure` if there is none."""
    found = entry_points(group="leistungswerk.mail", name=name)
    if not found:
        raise ConfigurationFailure(
            f"Der Mailweg „{name}“ ist auf diesem System nicht installiert; bitte prüfen Sie LEISTUNGSWERK_MAIL."
        )
    factory: MailFactory = next(iter(found)).load()
    return factory(options=options, secret=secret)


@lru_cache(maxsize=4)
def _link_factory(name: str) -> LinkFactory:
    found = entry_points(group="leistungswerk.links", name=name)
    if not found:
        raise ConfigurationFailure(
            f"Die Verweisprüfung „{name}“ ist auf diesem System nicht installiert; bitte prüfen Sie LEISTUNGSWERK_LINKS."
        )
    factory: LinkFactory = next(iter(found)).load()
    return factory


def links(name: str, *, options: Mapping[str, str]) -> LinkPort:
    """The adapter registered under ``name``; raises :class:`ConfigurationFailure` if there is none."""
    return _link_factory(name)(options=options)


def identity_adapters() -> tuple[str, ...]:
    """Names of the identity adapters that are installed here: ways to know surely who applies."""
    return tuple(sorted(entry.name for entry in entry_points(group="leistungswerk.identity")))
