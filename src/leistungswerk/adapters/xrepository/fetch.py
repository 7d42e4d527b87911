# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calls of the XRepository: valid version of a list, Genericode of a version. Source: standards.md 2.6."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Final, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import httpx2
import msgspec
from lxml import etree

from leistungswerk.adapters.xrepository.addresses import may_follow
from leistungswerk.core.failures import ConfigurationFailure, PermanentFailure, TemporaryFailure
from leistungswerk.core.ports import FetchedList, Problem
from leistungswerk.standards import xml

BASE: Final = "https://www.xrepository.de"
KNOWN_LIST: Final = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat"
"""A list that every repository has; asked for to learn whether it answers."""
MAX_BYTES: Final = xml.MAX_BYTES
"""Largest answer, in bytes: more would not be read as XML either."""
TOTAL_SECONDS: Final = 60.0
"""Longest time one answer may take."""
LONGEST_PAUSE: Final = 10.0
"""Seconds; a repository that asks for more patience is tried again another time."""
_REDIRECTS: Final = 3
_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_URN: Final = re.compile(r"urn:[^\s/?#\\%]{1,400}", re.IGNORECASE)
_DIRECT: Final[dict[str, httpx2.BaseTransport | None]] = {"all://127.0.0.1": None, "all://localhost": None}
_Result = TypeVar("_Result")


class _Answer(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: bytes
    address: str


class XRepository:
    """Speaks to the repository at option ``url``; see the README of this folder for the others."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._base = (options.get("url") or BASE).rstrip("/")
        self._attempts = int(options.get("attempts") or 3)
        self._pause = float(options.get("pause") or 0.5)
        parts = urlsplit(self._base)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigurationFailure(
                f"Die Adresse „{self._base}“ des XRepository ist keine Webadresse; bitte prüfen Sie "
                "LEISTUNGSWERK_FETCH_URL."
            )

    def check(self) -> tuple[Problem, ...]:
        self.current_version(KNOWN_LIST)
        return ()

    def current_version(self, uri: str) -> str:
        answer = self._get(f"/api/codeliste/{_segment(uri)}/gueltigeVersion", uri)
        try:
            root = xml.parse(answer.body)
        except xml.XmlError as error:
            raise _unexpected(uri) from error
        names = (node for node in root if etree.QName(node).localname == "kennung")
        name = next((node.text or "" for node in names), "").strip()
        if not name.startswith(f"{uri}_"):
            raise _unexpected(uri)
        return name

    def codelist(self, version_uri: str) -> FetchedList:
        answer = self._get(f"/api/version_codeliste/{_segment(version_uri)}/genericode", version_uri)
        return FetchedList(answer.body, answer.address)

    def _get(self, path: str, name: str) -> _Answer:
        return self._again(lambda: _checked(self._follow(f"{self._base}{path}"), name))

    def _again(self, call: Callable[[], _Result]) -> _Result:
        """Repeat a call while it fails for the moment only."""
        pause = self._pause
        for _attempt in range(self._attempts - 1):
            try:
                return call()
            except TemporaryFailure as failure:
                wait = pause if failure.retry_after is None else failure.retry_after
                if wait > LONGEST_PAUSE:
                    raise
                time.sleep(wait)
                pause *= 2
        return call()

    def _follow(self, address: str) -> _Answer:
        """The answer at the end of at most three redirects."""
        timeout = httpx2.Timeout(20.0, connect=5.0)
        # What arrives is what was sent: a small compressed answer cannot become a large one.
        headers = {"User-Agent": "Leistungswerk", "Accept-Encoding": "identity"}
        with httpx2.Client(timeout=timeout, headers=headers, mounts=_DIRECT) as client:
            for _step in range(_REDIRECTS + 1):
                answer = _send(client, address)
                if answer.status not in {301, 302, 303, 307, 308}:
                    return answer
                address = urljoin(address, answer.headers.get("location", ""))
                if not may_follow(self._base, address):
                    raise PermanentFailure(
                        "Das XRepository verweist auf eine Adresse, die von hier nicht abgerufen wird. Bitte laden "
                        "Sie die Liste selbst und geben Sie die Datei mit an."
                    )
        raise PermanentFailure(
            "Das XRepository verweist im Kreis. Bitte versuchen Sie es später noch einmal."
        )


def _segment(uri: str) -> str:
    """A URN as one path segment; names come from files of strangers."""
    if not _URN.fullmatch(uri):
        raise PermanentFailure(
            f"„{uri[:80]}“ ist keine URN, die das XRepository kennen kann; bitte geben Sie die Datei der Liste mit an."
        )
    return quote(uri, safe=":")


def _send(client: httpx2.Client, address: str) -> _Answer:
    try:
        with client.stream("GET", address) as response:
            return _Answer(response.status_code, dict(response.headers), _body(response), address)
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        raise ConfigurationFailure(f"Die Adresse des XRepository ist ungültig: {error}") from error
    except httpx2.HTTPError as error:
        raise TemporaryFailure(
            f"Das XRepository ist nicht erreichbar ({type(error).__name__}). Bitte versuchen Sie es später noch einmal."
        ) from error


def _body(response: httpx2.Response) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise PermanentFailure("Das XRepository sendet die Liste gepackt, obwohl das nicht erbeten war.")
    deadline, body = time.monotonic() + TOTAL_SECONDS, bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise PermanentFailure(f"Die Liste ist größer als die erlaubten {MAX_BYTES // 1024 // 1024} MB.")
        if time.monotonic() > deadline:
            raise TemporaryFailure("Das XRepository antwortet zu langsam. Bitte versuchen Sie es später.")
    return bytes(body)


def _checked(answer: _Answer, name: str) -> _Answer:
    status = answer.status
    if status == 200:
        return answer
    if status in {404, 410}:
        raise PermanentFailure(f"Das XRepository kennt die Liste „{name}“ nicht.")
    if status in _TRANSIENT:
        asked = answer.headers.get("retry-after", "")
        raise TemporaryFailure(
            f"Das XRepository ist gerade nicht bereit (HTTP {status}). Bitte versuchen Sie es später noch einmal.",
            retry_after=float(asked) if asked.isdecimal() else None,
        )
    if status in {401, 403, 407}:
        raise ConfigurationFailure(
            f"Das XRepository verweigert den Zugriff (HTTP {status}); bitte prüfen Sie LEISTUNGSWERK_FETCH_URL."
        )
    raise PermanentFailure(f"Das XRepository gibt die Liste „{name}“ nicht heraus (HTTP {status}).")


def _unexpected(uri: str) -> PermanentFailure:
    return PermanentFailure(
        f"Das XRepository nennt zur Liste „{uri}“ keine gültige Version; bitte geben Sie die Datei mit an."
    )
