# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Titles as parts of addresses: ASCII, as Germans transcribe, cut at a word."""

from __future__ import annotations

import re
from collections.abc import Container

SLUG_LENGTH = 40
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "ç": "c"})


def slug(title: str, taken: Container[str] = (), *, fallback: str = "seite") -> str:
    """``title`` in at most :data:`SLUG_LENGTH` characters, with a number when it is taken."""
    stem = ""
    for word in re.findall(r"[a-z0-9]+", title.lower().translate(_ASCII)):
        longer = f"{stem}-{word}" if stem else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        stem = longer
    return free(stem or fallback, taken)


def free(name: str, taken: Container[str]) -> str:
    """``name``, with a number when it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
