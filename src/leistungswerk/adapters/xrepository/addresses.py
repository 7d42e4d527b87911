# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a redirect of the repository may lead: never into the network this server stands in."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit


def _numbers(host: str) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, ...]:
    """Every address that a host name stands for; empty if it stands for none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)


def _is_loopback(host: str) -> bool:
    numbers = _numbers(host)
    return bool(numbers) and all(number.is_loopback for number in numbers)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


def may_follow(base: str, target: str) -> bool:
    """Whether a redirect from the repository at ``base`` to the absolute address ``target`` may be followed.

    It may stay where it is. Elsewhere it must lead to public addresses, encrypted if it was so before; a
    repository on this machine (a test, a mirror) may also point to this machine. The name is looked up here
    and once more by the connection: whoever can lie in between already speaks for the repository.
    """
    here, there = urlsplit(base), urlsplit(target)
    try:
        if _origin(here) == _origin(there):
            return True
    except ValueError:  # a port that is no number
        return False
    if there.hostname is None or there.scheme not in {here.scheme, "https"}:
        return False
    if here.hostname is not None and _is_loopback(here.hostname) and _is_loopback(there.hostname):
        return True
    numbers = _numbers(there.hostname)
    return bool(numbers) and all(number.is_global and not number.is_multicast for number in numbers)
