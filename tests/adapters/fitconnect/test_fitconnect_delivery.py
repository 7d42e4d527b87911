# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The FIT-Connect adapter against our sandbox, over HTTP."""

import msgspec
import pytest

from leistungswerk.adapters.fitconnect import FitConnectDelivery
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure
from leistungswerk.core.ports import ReceiptKind
from leistungswerk.core.testing import DeliveryContract
from leistungswerk.standards.fitconnect.constants import DestinationStatus, RejectReason
from leistungswerk.standards.fitconnect.problems import reject_problem
from stage import FILE_TEXT, Destination


class TestFitConnectDelivery(DeliveryContract):
    @pytest.fixture(autouse=True)
    def _peer(self, peer: Destination, own_destination: Destination, new_parcel) -> None:
        self.peer, self.silent, self.make = peer, own_destination, new_parcel

    def open_port(self):
        return FitConnectDelivery(options=self.peer.options, secret=self.peer.secret)

    def new_parcel(self):
        return self.make()

    def answer(self):
        self.peer.receive()

    def unreachable(self):
        self.silent.sandbox.stop()
        return FitConnectDelivery(options=self.silent.options, secret=self.silent.secret)

    def misconfigured(self):
        return FitConnectDelivery(options=self.peer.options, secret="falsch")


def _port(peer: Destination, **changes: str) -> FitConnectDelivery:
    return FitConnectDelivery(options=peer.options | changes, secret=peer.secret)


def test_an_attachment_arrives_with_its_parcel(peer: Destination, new_parcel):
    parcel = new_parcel()
    ids = _port(peer).announce(parcel)
    _port(peer).transmit(parcel, ids)
    peer.receive()
    [file] = (peer.stored(ids.submission) / "attachments").iterdir()
    assert (file.name, file.read_bytes()) == (str(parcel.attachments[0].id), FILE_TEXT)


def test_a_rejection_is_told_with_every_reason(peer: Destination, new_parcel):
    parcel = new_parcel()
    ids = _port(peer).announce(parcel)
    _port(peer).transmit(parcel, ids)
    peer.receive(reject_if=lambda _: reject_problem(RejectReason.TECHNICAL_ERROR, "Datenbank voll.", "data"))
    last = _port(peer).receipts(parcel, ids)[-1]
    assert last.kind is ReceiptKind.REJECTED
    assert "Datenbank voll." in last.problems[0]


def test_a_log_about_other_content_than_ours_is_no_receipt(peer: Destination, new_parcel):
    parcel = new_parcel()
    ids = _port(peer).announce(parcel)
    _port(peer).transmit(parcel, ids)
    peer.receive()
    ours = msgspec.structs.replace(new_parcel(), attachments=parcel.attachments)
    with pytest.raises(ConfigurationFailure, match="Ereignisprotokoll"):
        _port(peer).receipts(ours, ids)


def test_a_parcel_for_a_service_that_is_not_offered_is_refused_for_good(peer: Destination, new_parcel):
    foreign = msgspec.structs.replace(
        new_parcel(), service_identifier="urn:de:fim:leika:leistung:99107023017000"
    )
    with pytest.raises((PermanentFailure, ConfigurationFailure)):
        _port(peer).announce(foreign)


def test_an_inactive_destination_or_one_without_key_is_told_in_plain_words(peer: Destination):
    peer.change(status=DestinationStatus.INACTIVE)
    [problem] = _port(peer).check()
    assert "nicht aktiv (Status „inactive“)" in problem.text
    peer.change(status=DestinationStatus.ACTIVE, encryption_kid=None)
    [problem] = _port(peer).check()
    assert "keinen Verschlüsselungsschlüssel" in problem.text


@pytest.mark.parametrize(
    "changes",
    [
        {"destination_id": "keine-uuid"},
        {"environment": "test"},
        {"base": ""},
        {"base": "", "environment": "mond"},
        {"unbekannt": "1"},
    ],
    ids=lambda changes: " ".join(f"{key}={value}" for key, value in changes.items()),
)
def test_options_that_do_not_fit_are_refused_before_any_call(peer: Destination, changes):
    with pytest.raises(ConfigurationFailure):
        _port(peer, **changes)
