# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How surely a service must know who applies."""

from typing import Final

import msgspec

from leistungswerk.register.models import Service

_SUBSTANTIAL: Final = 20
"""Vertrauensniveau from which an electronic identity is needed (substantial; standards.md 3.3)."""


class IdentityNeed(msgspec.Struct, frozen=True):
    """What the register says of a service; unknown counts as not needed, as the catalogue leaves it open."""

    written_form: bool
    trust_level: int

    @property
    def needed(self) -> bool:
        """Whether an application must come with an electronic identity."""
        return self.written_form or self.trust_level >= _SUBSTANTIAL


def identity_need(key: str) -> IdentityNeed:
    """The need of a service under its Leistungsschlüssel."""
    row = Service.objects.filter(key=key).values_list("written_form", "trust_level").first()
    written, level = row or (None, "")
    return IdentityNeed(written is True, int(level) if level.isdecimal() else 0)
