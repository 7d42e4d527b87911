# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Typisierung says: who regulates, who executes (domain.md 3.3, standards.md 3.3)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: Final = {
    "1": _("Bundesrecht, Vollzug durch den Bund"),
    "2": _("Bundesrecht, Vollzug durch Land oder Kommunen"),
    "3": _("Bundesrecht, Vollzug durch Land oder Kommunen"),
    "4": _("Landesrecht, Vollzug durch Land oder Kommunen"),
    "5": _("Kommunales Recht, Vollzug durch die Kommune"),
}


def explain(typing: str) -> tuple[tuple[str, str | Promise], ...]:
    """(code, words) for each part of „1, 2/3“; codes from 6 on have no reading in our sources."""
    parts = [part.strip() for part in typing.split(",") if part.strip()]
    return tuple(
        (part, "" if part.isdecimal() and len(part) > 1 else _WORDS.get(part[:1], "")) for part in parts
    )
