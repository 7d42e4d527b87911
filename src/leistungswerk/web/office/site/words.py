# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words and badges of the editors' pages."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from leistungswerk.enablement.site.states import STANDING_WORDS, Standing, Tongue
from leistungswerk.web.templatetags.faces import Badge, Level

TONGUES: Final = {Tongue.GERMAN: _("Deutsch"), Tongue.ENGLISH: _("Englisch")}
_LEVELS: Final = {
    Standing.DRAFT: Level.WARNING,
    Standing.SCHEDULED: Level.INFO,
    Standing.SHOWN: Level.SUCCESS,
    Standing.REPLACED: Level.INFO,
    Standing.ENDED: Level.DANGER,
}


def standing(of: Standing) -> Badge:
    return Badge(STANDING_WORDS[of], _LEVELS[of])
