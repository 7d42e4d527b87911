# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contracts of the ports as test classes, for our adapters and for those of third parties.

Subclass the contract in a test module, say how your adapter is opened, and pytest runs every promise::

    class TestMyDelivery(DeliveryContract):
        def open_port(self): ...
        def new_parcel(self): ...
        def answer(self): ...
        def unreachable(self): ...
        def misconfigured(self): ...

Nothing here needs a database. What an adapter talks to should be real: a local peer, not a stand-in.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime

from leistungswerk.core.failures import ConfigurationFailure, Failure, PermanentFailure, TemporaryFailure
from leistungswerk.core.ports import (
    DeliveryPort,
    FetchPort,
    ForeignIds,
    LinkPort,
    MailPort,
    Receipt,
    ReceiptKind,
    SealedMail,
    SealedParcel,
)
from leistungswerk.standards.fim import read_codelist

_LONGEST_ID = 64
"""Characters that the tables of the delivery room keep of a foreign id."""
_DECISIONS = (ReceiptKind.ACCEPTED, ReceiptKind.REJECTED)


class ParcelContract(ABC):
    """What holds for every adapter that takes parcels: announce, transmit, receipts."""

    @abstractmethod
    def open_port(self) -> DeliveryPort:
        """A fresh adapter with options that work."""

    @abstractmethod
    def new_parcel(self) -> SealedParcel:
        """A parcel that the other side takes; another ``key`` at every call."""

    @abstractmethod
    def answer(self) -> None:
        """Let the Fachverfahren accept what waits for it."""

    def _sent(self) -> tuple[SealedParcel, ForeignIds]:
        port, parcel = self.open_port(), self.new_parcel()
        ids = port.announce(parcel)
        port.transmit(parcel, ids)
        return parcel, ids

    def test_an_announcement_gives_ids_that_can_be_kept(self) -> None:
        ids = self.open_port().announce(self.new_parcel())
        assert 0 < len(ids.submission) <= _LONGEST_ID
        assert len(ids.case) <= _LONGEST_ID

    def test_two_parcels_have_different_ids(self) -> None:
        port = self.open_port()
        assert port.announce(self.new_parcel()).submission != port.announce(self.new_parcel()).submission

    def test_a_sent_parcel_is_accepted_by_a_receipt(self) -> None:
        parcel, ids = self._sent()
        self.answer()
        receipts = self.open_port().receipts(parcel, ids)
        assert [receipt.kind for receipt in receipts] == [ReceiptKind.SUBMITTED, ReceiptKind.ACCEPTED]

    def test_transmitting_again_has_no_second_effect(self) -> None:
        parcel, ids = self._sent()
        # Another process, which knows nothing but the parcel and its ids.
        self.open_port().transmit(parcel, ids)
        self.answer()
        self.open_port().transmit(parcel, ids)
        kinds = [receipt.kind for receipt in self.open_port().receipts(parcel, ids)]
        assert kinds == [ReceiptKind.SUBMITTED, ReceiptKind.ACCEPTED]

    def test_receipts_are_the_same_whenever_they_are_read(self) -> None:
        parcel, ids = self._sent()
        early = self.open_port().receipts(parcel, ids)
        self.answer()
        late = self.open_port().receipts(parcel, ids)
        assert late == self.open_port().receipts(parcel, ids)
        assert late[: len(early)] == early

    def test_receipts_come_oldest_first_with_ids_times_and_evidence(self) -> None:
        parcel, ids = self._sent()
        self.answer()
        receipts = self.open_port().receipts(parcel, ids)
        assert len({receipt.id for receipt in receipts}) == len(receipts)
        assert all(_well_formed(receipt) for receipt in receipts)
        assert [receipt.at for receipt in receipts] == sorted(receipt.at for receipt in receipts)


def _well_formed(receipt: Receipt) -> bool:
    aware = receipt.at.tzinfo is not None and receipt.at <= datetime.now(UTC)
    return aware and 0 < len(receipt.id) <= _LONGEST_ID and bool(receipt.evidence)


class DeliveryContract(ParcelContract):
    """What holds for an adapter that really delivers, beyond :class:`ParcelContract`."""

    @abstractmethod
    def unreachable(self) -> DeliveryPort:
        """The adapter while the other side does not answer."""

    @abstractmethod
    def misconfigured(self) -> DeliveryPort:
        """The adapter with a secret or an address that the other side refuses."""

    def test_a_working_connection_has_no_problems(self) -> None:
        assert self.open_port().check() == ()

    def test_the_target_offers_a_public_key_and_services(self) -> None:
        target = self.open_port().target()
        assert target.active
        assert target.kid
        assert target.kid == target.jwk["kid"]
        assert not {"d", "p", "q", "k"} & set(target.jwk)
        assert any(service.identifier and service.regions for service in target.services)

    def test_checking_changes_nothing(self) -> None:
        port = self.open_port()
        before = port.target()
        port.check()
        assert port.target() == before

    def test_an_announced_parcel_has_taken_no_effect(self) -> None:
        port, parcel = self.open_port(), self.new_parcel()
        ids = port.announce(parcel)
        self.answer()
        assert port.receipts(parcel, ids) == ()

    def test_before_the_answer_nothing_is_decided(self) -> None:
        parcel, ids = self._sent()
        kinds = [receipt.kind for receipt in self.open_port().receipts(parcel, ids)]
        assert ReceiptKind.SUBMITTED in kinds
        assert not set(_DECISIONS) & set(kinds)

    def test_an_unreachable_other_side_is_temporary(self) -> None:
        for failure in _failures(self.unreachable(), self.new_parcel()):
            assert isinstance(failure, TemporaryFailure)

    def test_a_refused_secret_waits_for_a_person(self) -> None:
        for failure in _failures(self.misconfigured(), self.new_parcel()):
            assert isinstance(failure, ConfigurationFailure)


class FailureContract(ABC):
    """What holds for an adapter that cannot work: every call raises a typed failure that can be shown."""

    @abstractmethod
    def open_port(self) -> DeliveryPort:
        """The adapter that cannot work."""

    @abstractmethod
    def new_parcel(self) -> SealedParcel:
        """Any parcel."""

    def test_every_call_raises_a_typed_failure_with_a_sentence(self) -> None:
        failures = _failures(self.open_port(), self.new_parcel())
        assert len({type(failure) for failure in failures}) == 1
        assert all(str(failure).strip() for failure in failures)


def _failures(port: DeliveryPort, parcel: SealedParcel) -> tuple[Failure, ...]:
    """What each call of the port raises; a call that raises nothing fails the test."""
    ids = ForeignIds(str(parcel.key), str(parcel.key))
    calls: tuple[Callable[[], object], ...] = (
        port.check,
        port.target,
        lambda: port.announce(parcel),
        lambda: port.transmit(parcel, ids),
        lambda: port.receipts(parcel, ids),
    )
    return tuple(_failure_of(call) for call in calls)


def _failure_of(call: Callable[[], object]) -> Failure:
    try:
        answer = call()
    except Failure as failure:
        return failure
    raise AssertionError(f"The call answered {answer!r} instead of raising a failure.")


class FetchContract(ABC):
    """What holds for every adapter that fetches code lists."""

    @abstractmethod
    def open_port(self) -> FetchPort:
        """A fresh adapter with options that work."""

    @abstractmethod
    def known(self) -> str:
        """Canonical URI of a list that the repository has in several versions."""

    @abstractmethod
    def unreachable(self) -> FetchPort:
        """The adapter while the other side does not answer."""

    def test_a_working_repository_has_no_problems(self) -> None:
        assert self.open_port().check() == ()

    def test_the_current_version_is_a_version_of_the_list(self) -> None:
        assert self.open_port().current_version(self.known()).startswith(self.known())

    def test_a_version_arrives_as_the_genericode_file_of_that_very_version(self) -> None:
        port = self.open_port()
        version_uri = port.current_version(self.known())
        fetched = port.codelist(version_uri)
        codelist = read_codelist(fetched.content)
        assert (codelist.canonical_uri, codelist.canonical_version_uri) == (self.known(), version_uri)
        assert codelist.rows
        assert fetched.source.strip()

    def test_the_same_version_is_the_same_bytes(self) -> None:
        version_uri = self.open_port().current_version(self.known())
        assert self.open_port().codelist(version_uri) == self.open_port().codelist(version_uri)

    def test_a_list_that_does_not_exist_is_permanent(self) -> None:
        unknown = f"{self.known()}-gibt-es-nicht"
        for call in _fetch_calls(self.open_port(), unknown, f"{unknown}_1"):
            assert isinstance(_failure_of(call), PermanentFailure)

    def test_an_unreachable_repository_is_temporary(self) -> None:
        port = self.unreachable()
        for call in (port.check, *_fetch_calls(port, self.known(), f"{self.known()}_1")):
            assert isinstance(_failure_of(call), TemporaryFailure)


def _fetch_calls(port: FetchPort, uri: str, version_uri: str) -> tuple[Callable[[], object], ...]:
    return (lambda: port.current_version(uri), lambda: port.codelist(version_uri))


class FetchFailureContract(ABC):
    """What holds for an adapter that cannot fetch: every call raises a typed failure that can be shown."""

    @abstractmethod
    def open_port(self) -> FetchPort:
        """The adapter that cannot fetch."""

    def test_every_fetch_raises_a_typed_failure_with_a_sentence(self) -> None:
        failures = [_failure_of(call) for call in _fetch_calls(self.open_port(), "urn:x", "urn:x_1")]
        assert len({type(failure) for failure in failures}) == 1
        assert all(str(failure).strip() for failure in failures)


class MailContract(ABC):
    """What holds for every adapter that sends mail."""

    @abstractmethod
    def open_port(self) -> MailPort:
        """A fresh adapter with options that work."""

    @abstractmethod
    def arrived(self) -> tuple[bytes, ...]:
        """The contents the other side took so far, oldest first."""

    @abstractmethod
    def refused_recipient(self) -> str:
        """An address the other side refuses for good."""

    @abstractmethod
    def unreachable(self) -> MailPort:
        """The adapter while the other side does not answer."""

    def test_a_working_way_has_no_problems_and_checking_sends_nothing(self) -> None:
        before = self.arrived()
        assert self.open_port().check() == ()
        assert self.arrived() == before

    def test_a_sent_message_arrives_once_with_its_message_id(self) -> None:
        before = len(self.arrived())
        self.open_port().send(_mail("empfang@example.org"))
        fresh = self.arrived()[before:]
        assert len(fresh) == 1
        assert b"Message-ID: <vertrag@example.org>" in fresh[0]

    def test_a_refused_recipient_is_permanent(self) -> None:
        before = self.arrived()
        failure = _failure_of(lambda: self.open_port().send(_mail(self.refused_recipient())))
        assert isinstance(failure, PermanentFailure)
        assert self.arrived() == before

    def test_an_unreachable_server_is_temporary_and_a_problem(self) -> None:
        port = self.unreachable()
        assert isinstance(_failure_of(lambda: port.send(_mail("empfang@example.org"))), TemporaryFailure)
        assert port.check()


def _mail(recipient: str) -> SealedMail:
    content = (
        b"From: support@example.org\r\nTo: empfang@example.org\r\nSubject: Probe\r\n"
        b"Message-ID: <vertrag@example.org>\r\n\r\nEine Probe.\r\n"
    )
    return SealedMail("support@example.org", recipient, content)


class LinkContract(ABC):
    """What every adapter that asks pages of others must do."""

    @abstractmethod
    def port(self) -> LinkPort:
        """The adapter under test."""

    @abstractmethod
    def answering(self) -> str:
        """An address behind which a page stands."""

    @abstractmethod
    def dead(self) -> str:
        """An address behind which none stands."""

    def test_page_that_answers_has_no_problem(self) -> None:
        assert self.port().problem(self.answering()) == ""

    def test_dead_page_is_told_in_a_sentence(self) -> None:
        assert self.port().problem(self.dead()).endswith(".")
