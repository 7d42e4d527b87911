# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery and a mail that accept everything and send nothing, and a repository that knows no list."""

from collections.abc import Mapping
from datetime import UTC, datetime

from leistungswerk.core.failures import PermanentFailure
from leistungswerk.core.ports import (
    FetchedList,
    ForeignIds,
    Problem,
    Receipt,
    ReceiptKind,
    SealedMail,
    SealedParcel,
    Target,
)


class NullDelivery:
    """Answers as a willing receiver would. Its receipts are marked as such by their evidence."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._options = dict(options)
        self._secret = secret

    def check(self) -> tuple[Problem, ...]:
        return (Problem("Der Zustellweg „null“ stellt nichts zu. Wählen Sie für den Betrieb einen anderen."),)

    def target(self) -> Target:
        return Target(active=False, kid="", jwk={}, services=())

    def announce(self, parcel: SealedParcel) -> ForeignIds:
        return ForeignIds(str(parcel.key), str(parcel.key))

    def transmit(self, parcel: SealedParcel, ids: ForeignIds) -> None:
        pass

    def receipts(self, parcel: SealedParcel, ids: ForeignIds) -> tuple[Receipt, ...]:
        # The same ids and times at every call, as a real event log would give.
        at = datetime.fromtimestamp(0, UTC)
        return tuple(
            Receipt(f"{ids.submission}-{kind}", kind, at, evidence="null")
            for kind in (ReceiptKind.SUBMITTED, ReceiptKind.ACCEPTED)
        )


class NullFetch:
    """Fetches nothing: for instances that may not speak to the network. Lists are handed in as files."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._options = dict(options)

    def check(self) -> tuple[Problem, ...]:
        return (
            Problem("Das Holen von Codelisten ist abgeschaltet. Zum Einschalten dient LEISTUNGSWERK_FETCH."),
        )

    def current_version(self, uri: str) -> str:
        raise PermanentFailure("Das Holen von Codelisten ist abgeschaltet; bitte geben Sie die Datei mit an.")

    def codelist(self, version_uri: str) -> FetchedList:
        raise PermanentFailure("Das Holen von Codelisten ist abgeschaltet; bitte geben Sie die Datei mit an.")


class NullMail:
    """Takes every message and sends none: for instances without a mail server. What was taken is gone."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._options = dict(options)
        self._secret = secret

    def check(self) -> tuple[Problem, ...]:
        return (Problem("E-Mail ist abgeschaltet. Zum Einschalten dient LEISTUNGSWERK_MAIL=smtp."),)

    def send(self, mail: SealedMail) -> None:
        pass


class NullLinks:
    """Asks nobody and finds nothing wrong: foreign links are then checked for their form only."""

    def __init__(self, *, options: Mapping[str, str]) -> None:
        self._options = dict(options)

    def problem(self, url: str) -> str:
        return ""
