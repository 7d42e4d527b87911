# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One search box over everything; rooms above register what can be found (:func:`register`)."""

from leistungswerk.register.search.engine import Document, Hit
from leistungswerk.register.search.index import (
    Found,
    SearchKind,
    fill_missing,
    known_words,
    rebuild,
    register,
    search,
    search_shelf,
    touch,
    touch_followers,
    warm,
)

__all__ = [
    "Document",
    "Found",
    "Hit",
    "SearchKind",
    "fill_missing",
    "known_words",
    "rebuild",
    "register",
    "search",
    "search_shelf",
    "touch",
    "touch_followers",
    "warm",
]
