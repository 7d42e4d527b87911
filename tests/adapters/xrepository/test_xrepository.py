# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetching from a repository over HTTP: what it sends, what it refuses, and what it may not make us do."""

import zlib

import pytest

from leistungswerk.adapters.null import NullFetch
from leistungswerk.adapters.xrepository import XRepository
from leistungswerk.adapters.xrepository import fetch as module
from leistungswerk.adapters.xrepository.addresses import may_follow
from leistungswerk.core import ports
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure, TemporaryFailure
from leistungswerk.core.testing import FetchContract, FetchFailureContract
from xrepository_server import STATE, Repository

NEWEST = f"{STATE}_2024-02-02"


class TestXRepository(FetchContract):
    @pytest.fixture(autouse=True)
    def _repository(self, repository: Repository, closed_port: int) -> None:
        self.repository, self.closed = repository, closed_port

    def open_port(self):
        return ports.fetch("xrepository", options={"url": self.repository.url, "pause": "0.001"})

    def known(self):
        return STATE

    def unreachable(self):
        return ports.fetch(
            "xrepository", options={"url": f"http://127.0.0.1:{self.closed}", "pause": "0.001"}
        )


class TestNullFetch(FetchFailureContract):
    def open_port(self):
        return ports.fetch("null", options={})


class TestFailingFetch(FetchFailureContract):
    @pytest.fixture(autouse=True, params=["temporary", "permanent", "configuration"])
    def _kind(self, request) -> None:
        self.kind = request.param

    def open_port(self):
        return ports.fetch("failing", options={"failure": self.kind})


@pytest.fixture
def port(repository: Repository) -> XRepository:
    return XRepository(options={"url": f"{repository.url}/", "pause": "0.001"})


def test_the_null_adapter_says_how_to_switch_fetching_on():
    [problem] = NullFetch(options={}).check()
    assert "LEISTUNGSWERK_FETCH" in problem.text


def test_an_adapter_that_is_not_installed_waits_for_a_person():
    with pytest.raises(ConfigurationFailure, match="„brieftaube“"):
        ports.fetch("brieftaube", options={})


def test_a_wrong_address_waits_for_a_person():
    with pytest.raises(ConfigurationFailure, match="LEISTUNGSWERK_FETCH_URL"):
        XRepository(options={"url": "ftp:/irgendwo"})


def test_without_address_the_national_repository_is_asked():
    assert XRepository(options={})._base == "https://www.xrepository.de"


def test_the_addresses_are_those_of_the_national_repository(port, repository):
    port.codelist(port.current_version(STATE))
    assert repository.asked == [
        f"/api/codeliste/{STATE}/gueltigeVersion",
        f"/api/version_codeliste/{NEWEST}/genericode",
    ]


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_temporary_failure_is_tried_again(port, repository, status):
    repository.answers += [(status, {}, b""), (status, {"Retry-After": "0"}, b"")]
    assert port.codelist(NEWEST).content == repository.lists[NEWEST]
    assert len(repository.asked) == 3


def test_after_three_attempts_it_is_enough(port, repository):
    repository.answers += [(503, {}, b"")] * 5
    with pytest.raises(TemporaryFailure, match="HTTP 503"):
        port.codelist(NEWEST)
    assert len(repository.asked) == 3


def test_a_repository_that_asks_for_long_patience_is_not_waited_for(port, repository):
    repository.answers += [(503, {"Retry-After": "3600"}, b"")]
    with pytest.raises(TemporaryFailure) as told:
        port.codelist(NEWEST)
    assert told.value.retry_after == 3600
    assert len(repository.asked) == 1


@pytest.mark.parametrize(
    ("status", "failure"),
    [(404, PermanentFailure), (410, PermanentFailure), (403, ConfigurationFailure), (418, PermanentFailure)],
)
def test_other_refusals_are_not_tried_again(port, repository, status, failure):
    repository.answers += [(status, {}, b"")]
    with pytest.raises(failure):
        port.codelist(NEWEST)
    assert len(repository.asked) == 1


@pytest.mark.parametrize(
    "name",
    [
        "",
        "staat",
        "urn:de:../../geheim",
        "urn:de:a?b",
        "urn:de:a b",
        "https://fremd.example/liste",
        "urn:" + "x" * 500,
    ],
)
def test_only_urns_are_asked_for(port, repository, name):
    with pytest.raises(PermanentFailure, match="keine URN"):
        port.codelist(name)
    assert repository.asked == []


def test_a_name_with_umlauts_arrives_as_it_is(port, repository):
    with pytest.raises(PermanentFailure, match="kennt die Liste"):
        port.codelist("urn:de:fim:codeliste:gebäudeteil_2020-10-02")
    assert repository.asked == [
        "/api/version_codeliste/urn:de:fim:codeliste:gebäudeteil_2020-10-02/genericode"
    ]


def test_a_list_that_is_too_large_is_refused_while_it_arrives(port, repository, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 1024 * 1024)
    repository.lists[NEWEST] = b" " * (4 * 1024 * 1024)
    with pytest.raises(PermanentFailure, match="größer als die erlaubten 1 MB"):
        port.codelist(NEWEST)


def test_an_answer_that_never_ends_is_given_up(port, repository, monkeypatch):
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.0)
    with pytest.raises(TemporaryFailure, match="zu langsam"):
        port.codelist(NEWEST)


def test_a_compressed_answer_that_nobody_asked_for_is_refused(port, repository):
    repository.answers += [(200, {"Content-Encoding": "deflate"}, zlib.compress(b" " * 10_000_000))]
    with pytest.raises(PermanentFailure, match="gepackt"):
        port.codelist(NEWEST)


@pytest.mark.parametrize("body", [b"", b"<html>", b"<a/>", b"<a><kennung>urn:andere_1</kennung></a>"])
def test_a_current_version_that_is_none_is_refused(port, repository, body):
    repository.answers += [(200, {}, body)]
    with pytest.raises(PermanentFailure, match="keine gültige Version"):
        port.current_version(STATE)


def test_a_redirect_within_the_repository_is_followed(port, repository):
    repository.answers += [(302, {"Location": f"/api/version_codeliste/{NEWEST}/genericode"}, b"")]
    assert port.codelist(f"{STATE}_alt").content == repository.lists[NEWEST]


def test_redirects_in_a_circle_end(port, repository):
    repository.answers += [(302, {"Location": "/noch-einmal"}, b"")] * 9
    with pytest.raises(PermanentFailure, match="im Kreis"):
        port.codelist(NEWEST)
    assert len(repository.asked) == 4


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://[fd00::1]/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(port, repository, target):
    repository.answers += [(302, {"Location": target}, b"")]
    with pytest.raises(PermanentFailure, match="nicht abgerufen"):
        port.codelist(NEWEST)
    assert len(repository.asked) == 1


@pytest.mark.parametrize(
    ("base", "target", "allowed"),
    [
        ("https://192.0.43.8", "https://192.0.43.8/woanders", True),
        ("https://192.0.43.8", "https://8.8.8.8/liste", True),
        ("https://192.0.43.8", "http://8.8.8.8/liste", False),
        ("https://192.0.43.8", "https://127.0.0.1/", False),
        ("https://192.0.43.8", "https://10.1.2.3/", False),
        ("https://192.0.43.8", "https://[::ffff:10.1.2.3]/", False),
        ("https://192.0.43.8", "https://224.0.0.1/", False),
        ("https://192.0.43.8", "https://0.0.0.0/", False),
        ("https://192.0.43.8", "https:///", False),
        ("https://192.0.43.8", "https://8.8.8.8:keine-zahl/", False),
        ("http://127.0.0.1:8000", "http://127.0.0.1:9000/", True),
        ("http://127.0.0.1:8000", "http://10.0.0.1/", False),
        ("http://10.0.0.1", "http://10.0.0.1/liste", True),
        ("http://10.0.0.1", "http://10.0.0.2/liste", False),
    ],
)
def test_where_a_redirect_may_lead(base, target, allowed):
    assert may_follow(base, target) is allowed
