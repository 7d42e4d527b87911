# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery, a mail and a repository that fail as told: option ``failure`` is ``temporary``, ``permanent`` or ``configuration``."""

from collections.abc import Mapping
from typing import NoReturn

from leistungswerk.core.failures import ConfigurationFailure, Failure, PermanentFailure, TemporaryFailure
from leistungswerk.core.ports import (
    FetchedList,
    ForeignIds,
    Problem,
    Receipt,
    SealedMail,
    SealedParcel,
    Target,
)

_FAILURES: dict[str, type[Failure]] = {
    "temporary": TemporaryFailure,
    "permanent": PermanentFailure,
    "configuration": ConfigurationFailure,
}


class FailingDelivery:
    """Every call raises the same typed failure."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._failure = _FAILURES[options.get("failure", "temporary")]
        self._secret = secret

    def _fail(self) -> NoReturn:
        raise self._failure("Dieser Zustellweg scheitert absichtlich.")

    def check(self) -> tuple[Problem, ...]:
        self._fail()

    def target(self) -> Target:
        self._fail()

    def announce(self, parcel: SealedParcel) -> ForeignIds:
        self._fail()

    def transmit(self, parcel: SealedParcel, ids: ForeignIds) -> None:
        self._fail()

    def receipts(self, parcel: SealedParcel, ids: ForeignIds) -> tuple[Receipt, ...]:
        self._fail()


class FailingFetch:
    """Every call raises the same typed failure."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._failure = _FAILURES[options.get("failure", "temporary")]

    def _fail(self) -> NoReturn:
        raise self._failure("Dieser Abruf scheitert absichtlich.")

    def check(self) -> tuple[Problem, ...]:
        self._fail()

    def current_version(self, uri: str) -> str:
        self._fail()

    def codelist(self, version_uri: str) -> FetchedList:
        self._fail()


class FailingMail:
    """Every call raises the same typed failure."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._failure = _FAILURES[options.get("failure", "temporary")]
        self._secret = secret

    def check(self) -> tuple[Problem, ...]:
        raise self._failure("Dieser Mailweg scheitert absichtlich.")

    def send(self, mail: SealedMail) -> None:
        raise self._failure("Dieser Mailweg scheitert absichtlich.")


class FailingLinks:
    """Every question raises the same typed failure."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._failure = _FAILURES[options.get("failure", "temporary")]

    def problem(self, url: str) -> str:
        raise self._failure("Diese Verweisprüfung scheitert absichtlich.")
