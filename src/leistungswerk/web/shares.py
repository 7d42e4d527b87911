# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shares in whole per cent: only the whole is ever 100, only nothing 0. Shares of figures have a decimal of their own."""


def whole_percent(part: int, whole: int) -> int:
    """``part`` of ``whole``, cut and from 0 to 100; 0 of nothing. What is there at all is at least 1."""
    if not whole or not part:
        return 0
    return 100 if part >= whole else max(part * 100 // whole, 1)


def share_text(part: int, whole: int) -> str:
    """The same in words of the page, „57 %“; a dash where there is nothing to count."""
    return f"{whole_percent(part, whole)}\u00a0%" if whole else "–"
