# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers that people read aloud, write down and mistype: Crockford base32 with a check character."""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: index for index, character in enumerate(ALPHABET)}
# What people read as the same character (Crockford): O as 0, I and L as 1.
_ALIASES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = {" ", "-", "–", "—", "‐", "‑", "\t", "\n", "\r"}


def check_character(text: str) -> str:
    """Luhn check character modulo 32: finds every single typing error and nearly every swap of neighbours."""
    total = 0
    for position, character in enumerate(reversed(text)):
        doubled = _VALUE[character] * (2 if position % 2 == 0 else 1)
        total += doubled // 32 + doubled % 32
    return ALPHABET[-total % 32]


def random_code(length: int) -> str:
    """``length`` characters, the last one the check character; 5 random bits in each of the others."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + check_character(body)


def normalise_code(text: str, length: int) -> str | None:
    """The code as stored, or ``None`` if the text cannot be one (length, characters or check differ)."""
    folded = unicodedata.normalize("NFKC", text).upper()
    code = "".join(character for character in folded if character not in _SEPARATORS).translate(_ALIASES)
    if len(code) != length or any(character not in _VALUE for character in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """``ABCD-EFGH-…`` for reading and typing."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def new_reference(year: int) -> str:
    """Reference number of an application, ``LW-YYYY-XXXX-XXXX``; unique by the database, not by luck."""
    return f"LW-{year}-{grouped(random_code(8))}"
