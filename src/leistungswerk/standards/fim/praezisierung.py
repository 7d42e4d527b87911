# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON text in ``praezisierung`` of version 2.0. Source: standards.md 2.2."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from leistungswerk.standards.fim.model import Praezisierung

ATTRIBUTES: Final = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minValue": "min_value",
    "maxValue": "max_value",
    "pattern": "pattern",
}
"""Name in the standard → attribute of :class:`Praezisierung`."""


@lru_cache(maxsize=512)
def from_json_text(raw: str) -> Praezisierung | None:
    """Read the text of a 2.0 ``praezisierung``; ``None`` if it is blank.

    ``roh`` keeps the text as it stands. What is not JSON, or a key the standard does not know, is a human
    note and goes to ``text``.
    """
    if not raw.strip():
        return None
    try:
        content = json.loads(raw, parse_int=str, parse_float=str, parse_constant=str)
        if "\\u" in raw:
            json.dumps(content, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        return Praezisierung(text=raw.strip(), roh=raw)
    if not isinstance(content, dict):
        return Praezisierung(text=raw.strip(), roh=raw)
    known = {ATTRIBUTES[key]: _as_text(value) for key, value in content.items() if key in ATTRIBUTES}
    notes = "; ".join(f"{key}: {_as_text(value)}" for key, value in content.items() if key not in ATTRIBUTES)
    return Praezisierung(**known, text=notes or None, roh=raw)


def to_json_text(praezisierung: Praezisierung) -> str:
    """Write for 2.0: the text that was read, else JSON made of the attributes, else the note."""
    if praezisierung.roh is not None:
        return praezisierung.roh
    values = {key: getattr(praezisierung, attribute) for key, attribute in ATTRIBUTES.items()}
    filled = {key: value for key, value in values.items() if value is not None}
    if not filled:
        return praezisierung.text or ""
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
