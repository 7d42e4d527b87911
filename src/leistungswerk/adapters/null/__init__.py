# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery that accepts everything at once and sends nothing: for development and for tests of rooms."""

from collections.abc import Mapping
from datetime import UTC, datetime

from leistungswerk.core.ports import ForeignIds, Problem, Receipt, ReceiptKind, SealedParcel, Target


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
