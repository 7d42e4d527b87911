# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of Beschlüsse for pages."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.resolution_states import (
    CoSignature,
    Direction,
    ReferenceKind,
    ResolutionState,
    VoteResult,
)
from leistungswerk.web.templatetags.faces import Level

DIRECTIONS: Final = {
    Direction.OUTGOING: _("An den IT-Planungsrat"),
    Direction.INCOMING: _("Vom IT-Planungsrat"),
    Direction.LAND: _("Im Land"),
}
ANSWERS: Final = {
    CoSignature.ASKED: (_("Angefragt"), Level.INFO),
    CoSignature.AGREED: (_("Mitgezeichnet"), Level.SUCCESS),
    CoSignature.AGREED_WITH_NOTE: (_("Mitgezeichnet mit Hinweis"), Level.SUCCESS),
    CoSignature.OBJECTED: (_("Widersprochen"), Level.DANGER),
}
RESULTS: Final = {
    VoteResult.UNANIMOUS: _("einstimmig angenommen"),
    VoteResult.MAJORITY: _("mehrheitlich angenommen"),
    VoteResult.REJECTED: _("abgelehnt"),
}
REFERENCES: Final = {
    ReferenceKind.CITES: _("nimmt Bezug auf"),
    ReferenceKind.AMENDS: _("ändert"),
    ReferenceKind.REPLACES: _("ersetzt"),
}
LEVELS: Final = {
    ResolutionState.ADOPTED: Level.SUCCESS,
    ResolutionState.PUBLISHED: Level.SUCCESS,
    ResolutionState.COMPLETED: Level.SUCCESS,
    ResolutionState.REJECTED: Level.DANGER,
    ResolutionState.WITHDRAWN: Level.WARNING,
}
COURSE: Final = (
    ResolutionState.DRAFT,
    ResolutionState.COORDINATION,
    ResolutionState.READY,
    ResolutionState.LAND_DECIDED,
    ResolutionState.REGISTERED,
    ResolutionState.PREPARED,
    ResolutionState.ADOPTED,
    ResolutionState.PUBLISHED,
    ResolutionState.IMPLEMENTATION,
    ResolutionState.COMPLETED,
)
"""The course of an outgoing Beschluss, drawn as steps."""
LAND_COURSE: Final = (*COURSE[:4], *COURSE[8:])
INCOMING_COURSE: Final = COURSE[8:]
