# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One search box over everything; rooms above register what can be found (:func:`register`)."""

from leistungswerk.register.search.engine import Document, Hit
from leistungswerk.register.search.index import Found, SearchKind, rebuild, register, search, touch, warm

__all__ = ["Document", "Found", "Hit", "SearchKind", "rebuild", "register", "search", "touch", "warm"]
