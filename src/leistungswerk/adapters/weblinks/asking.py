# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A HEAD for each address, a GET where HEAD is not liked; never a body, never more than a few seconds."""

import ipaddress
import socket
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx2

_SECONDS: Final = 6.0
_HOPS: Final = 4
_NO_HEAD: Final = frozenset({403, 405, 501})
_AGENT: Final = "Leistungswerk link check"


class WebLinks:
    """Option ``inside`` = ``yes`` also asks hosts of the own network (for tests and intranets)."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._inside = options.get("inside") == "yes"

    def problem(self, url: str) -> str:
        """What is wrong with the address; empty if it answers with a page."""
        headers = {"User-Agent": _AGENT}
        try:
            with httpx2.Client(timeout=_SECONDS, headers=headers, follow_redirects=False) as client:
                return self._follow(client, url)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
            return "Der fremde Server antwortet nicht."

    def _follow(self, client: httpx2.Client, url: str) -> str:
        for _hop in range(_HOPS):
            if not (self._inside or _public(urlsplit(url).hostname or "")):
                return "Diese Adresse liegt in einem internen Netz und wird nicht abgefragt."
            answer = _ask(client, url)
            if not answer.has_redirect_location:
                return "" if answer.status_code < 400 else f"Der fremde Server meldet {answer.status_code}."
            url = str(answer.url.join(answer.headers["Location"]))
        return "Der fremde Server leitet immer weiter."


def _ask(client: httpx2.Client, url: str) -> httpx2.Response:
    answer = client.head(url)
    if answer.status_code in _NO_HEAD:
        with client.stream("GET", url) as begun:
            return begun
    return answer


def _public(host: str) -> bool:
    """Whether every address of the host lies in the open internet; an unknown host has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return True  # the request itself will say that nobody answers
    return all(ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)
