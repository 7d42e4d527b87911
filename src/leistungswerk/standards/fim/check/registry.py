# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A check: a small function with the numbers it may tell. Families collect theirs in tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import msgspec

from leistungswerk.standards.fim.check.index import Found, Subject

Checked_contra = TypeVar("Checked_contra", contravariant=True)


class Check(msgspec.Struct, Generic[Checked_contra], frozen=True):
    """Looks at one subject, yields what it found."""

    codes: tuple[int, ...]
    finds: Callable[[Subject[Checked_contra]], Iterable[Found]]
