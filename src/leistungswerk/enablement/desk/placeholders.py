# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Placeholders of canned answers, like ``{nummer}``: filled in when the text is put into a ticket."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.failures import Refused

WORDS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "nummer": _("Nummer des Tickets"),
        "betreff": _("Betreff des Tickets"),
        "name": _("Name, falls bekannt"),
        "leistung": _("Name der Leistung"),
        "vorgang": _("Vorgangsnummer des Antrags"),
        "frist": _("Tag, bis zu dem die Lösung zugesagt ist"),
        "stelle": _("Stelle der 3. Ebene, an die übergeben wurde"),
        "stand": _("Link, unter dem man den Stand sieht"),
    }
)
_FOUND: Final = re.compile(r"\{([^{}\n]{0,40})\}")


def check(text: str) -> None:
    """Raises :class:`Refused` that names the first placeholder nobody knows."""
    for name in _FOUND.findall(text):
        if name not in WORDS:
            known = ", ".join(f"{{{each}}}" for each in WORDS)
            raise Refused(
                gettext("Den Platzhalter „{%(name)s}“ gibt es nicht. Möglich sind %(known)s.")
                % {"name": name, "known": known}
            )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known; what is not known stays as a gap that is seen: „…“."""
    return _FOUND.sub(
        lambda found: (values.get(found.group(1)) or "…") if found.group(1) in WORDS else found.group(), text
    )
