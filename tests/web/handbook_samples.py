# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the handbook: its own texts."""

from collections.abc import Mapping

from leistungswerk.enablement.guidance import handbook

ALL = handbook.articles("de")
HANDBOOK: Mapping[str, tuple[str, dict[str, object]]] = {
    "handbook": (
        "office/handbook/list.html",
        {"here": "handbook", "asked": "", "articles": ALL[6:], "first_days": ALL[:6], "mine": ALL[:1]},
    ),
    "handbook-nothing": ("office/handbook/list.html", {"here": "handbook", "asked": "Xyz", "articles": ()}),
    "handbook-article": ("office/handbook/article.html", {"here": "handbook", "article": ALL[-1]}),
}
