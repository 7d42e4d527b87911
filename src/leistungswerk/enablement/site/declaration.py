# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the accessibility declaration may claim (BITV RP § 1; model declaration, Decision (EU) 2018/1523).

Computed from what was really checked. An automatic run finds only a part of the barriers, so without a person's test
nothing is called fully compliant.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec


class Claim(StrEnum):
    NOT_CHECKED = "not_checked"
    PARTLY = "partly"
    FULLY = "fully"


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the pages of this site or of one form. ``ok`` is ``None`` where no automatic run was made."""

    title: str
    address: str
    ok: bool | None = None
    at: datetime | None = None
    pages: int = 0
    findings: int = 0
    tested: bool = False
    """Whether a person tested it."""
    barriers: tuple[str, ...] = ()
    """What the person still found."""


def claim(subjects: Sequence[Checked], known: int) -> Claim:
    """``known``: how many barriers the operator declares."""
    if not subjects or all(each.ok is None for each in subjects):
        return Claim.NOT_CHECKED
    whole = all(each.ok and each.tested and not each.barriers for each in subjects)
    return Claim.FULLY if whole and not known else Claim.PARTLY
