# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What browsers may fill in for people (WCAG 2.2, 1.3.5): by harmonised id, else by label.

Ids of the FIM building block data fields (Nummernkreis 60) in their 2.0 form; see standards.md 2.5.
"""

from __future__ import annotations

from leistungswerk.forms.hints import expand
from leistungswerk.forms.language import plain
from leistungswerk.forms.model import Control, Field

_BY_ID = {
    "F60000227": "family-name",
    "F60000228": "given-name",
    "F60000240": "tel",
    "F60000242": "email",
    "F60000243": "address-line1",
    "F60000246": "postal-code",
    "F60000247": "address-level2",
    "F60000248": "address-line2",
}
_BY_ID_3 = {expand(old): token for old, token in _BY_ID.items()}
_BY_LABEL = {
    "familienname": "family-name",
    "nachname": "family-name",
    "vorname": "given-name",
    "vornamen": "given-name",
    "telefon": "tel",
    "telefonnummer": "tel",
    "e-mail": "email",
    "e-mail-adresse": "email",
    "straße": "address-line1",
    "postleitzahl": "postal-code",
    "ort": "address-level2",
    "wohnort": "address-level2",
    "adresszusatz": "address-line2",
}
_KEYBOARDS = {"tel": "tel", "email": "email", "postal-code": "numeric"}


def autocomplete(field: Field) -> str:
    """The autocomplete token of a single-line text, or nothing."""
    if field.control is not Control.INPUT:
        return ""
    return _BY_ID.get(field.id) or _BY_ID_3.get(field.id) or _BY_LABEL.get(plain(field.label).lower(), "")


def keyboard(token: str) -> str:
    """The on-screen keyboard that suits an autocomplete token."""
    return _KEYBOARDS.get(token, "")
