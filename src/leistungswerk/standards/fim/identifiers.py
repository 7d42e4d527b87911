# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ids and versions of both versions of the standard. Source: standards.md 2.5 and 2.8."""

from __future__ import annotations

import re
from typing import Final

from leistungswerk.standards.fim.model import Identifikation

_SHORT_ID: Final = re.compile(r"[A-Z]\d{8}", re.ASCII)
_LONG_ID: Final = re.compile(r"[A-Z]\d{2}000\d{6}", re.ASCII)
_SHORT_VERSION: Final = re.compile(r"\d+\.\d+", re.ASCII)
_LONG_VERSION: Final = re.compile(r"\d+\.\d+\.0", re.ASCII)
_SHORT_IN_TEXT: Final = re.compile(r"(?<![A-Za-z0-9])([FG]\d{2})(\d{6})(?!\d)", re.ASCII)
_LONG_IN_TEXT: Final = re.compile(r"(?<![A-Za-z0-9])([FG]\d{2})000(\d{6})(?!\d)", re.ASCII)


def long_id(short: str) -> str:
    """``F60000319`` → ``F60000000319``; whatever has another form stays as it is."""
    return f"{short[:3]}000{short[3:]}" if _SHORT_ID.fullmatch(short) else short


def short_id(long: str) -> str:
    """``F60000000319`` → ``F60000319``; an id of a sub-range (``F60001000319``) has no short form and stays."""
    return long[:3] + long[6:] if _LONG_ID.fullmatch(long) else long


def long_identifikation(short: Identifikation) -> Identifikation:
    """The 2.0 id and version as 3.0 writes them: ``F60000319`` 1.2 → ``F60000000319`` 1.2.0."""
    version = short.version
    if version is not None and _SHORT_VERSION.fullmatch(version):
        version = f"{version}.0"
    return Identifikation(long_id(short.id), version)


def short_identifikation(long: Identifikation) -> Identifikation:
    """The reverse of :func:`long_identifikation`, as far as 2.0 has a form for it."""
    version = long.version
    if version is not None and _LONG_VERSION.fullmatch(version):
        version = version.removesuffix(".0")
    return Identifikation(short_id(long.id), version)


def long_ids_in(sentence: str) -> str:
    """Write the ids of fields and groups inside a rule sentence as 3.0 does."""
    return _SHORT_IN_TEXT.sub(r"\g<1>000\2", sentence)


def short_ids_in(sentence: str) -> str:
    """The reverse of :func:`long_ids_in`."""
    return _LONG_IN_TEXT.sub(r"\1\2", sentence)
