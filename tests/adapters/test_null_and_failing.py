# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.adapters.failing import FailingDelivery
from leistungswerk.adapters.null import NullDelivery
from leistungswerk.core import ports
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure, TemporaryFailure
from leistungswerk.core.testing import FailureContract, ParcelContract


class TestNullDelivery(ParcelContract):
    @pytest.fixture(autouse=True)
    def _parcel(self, new_parcel) -> None:
        self.make = new_parcel

    def open_port(self):
        return ports.delivery("null", options={}, secret="")

    def new_parcel(self):
        return self.make()

    def answer(self):
        """It has answered already."""


class TestFailingDelivery(FailureContract):
    @pytest.fixture(
        autouse=True,
        params=[
            ("temporary", TemporaryFailure),
            ("permanent", PermanentFailure),
            ("configuration", ConfigurationFailure),
        ],
        ids=lambda param: param[0],
    )
    def _kind(self, request, new_parcel) -> None:
        (self.kind, self.failure), self.make = request.param, new_parcel

    def open_port(self):
        return ports.delivery("failing", options={"failure": self.kind}, secret="")

    def new_parcel(self):
        return self.make()

    def test_it_fails_as_it_was_told(self):
        with pytest.raises(self.failure):
            self.open_port().check()


def test_the_null_delivery_says_that_it_delivers_nothing():
    port = NullDelivery(options={}, secret="")
    assert "stellt nichts zu" in port.check()[0].text
    assert not port.target().active


def test_adapters_are_found_by_their_name():
    assert isinstance(ports.delivery("null", options={}, secret=""), NullDelivery)
    assert isinstance(ports.delivery("failing", options={}, secret=""), FailingDelivery)
    with pytest.raises(ConfigurationFailure, match="„brieftaube“"):
        ports.delivery("brieftaube", options={}, secret="")
