# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Phases lock: what belongs to a later phase refuses until its gate is signed."""

from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme.models import Project
from leistungswerk.programme.states import GATE_OF_PHASE, GATE_WORDS, PHASE_WORDS, Phase, ProjectState


class Locked(Refused):
    """The Vorhaben has not reached the phase to which this belongs."""


def require_phase(project: Project, phase: Phase) -> None:
    """Raise :class:`Locked` unless the Vorhaben is in this phase or a later one.

    Asks the database, not the row in hand: a gate may have been passed meanwhile.
    """
    reached = Project.objects.values_list("phase", flat=True).get(pk=project.pk)
    if reached >= phase:
        return
    gate = GATE_OF_PHASE[Phase(phase - 1)]
    raise Locked(
        _(
            "Das gehört zur Phase %(number)d „%(phase)s“. Sie beginnt erst, wenn Gate %(gate)s „%(name)s“ gezeichnet ist."
        )
        % {"number": phase, "phase": PHASE_WORDS[phase], "gate": gate, "name": GATE_WORDS[gate]}
    )


def require_active(project: Project) -> None:
    """Raise :class:`Refused` for a Vorhaben that rests or has ended."""
    state = ProjectState(Project.objects.values_list("state", flat=True).get(pk=project.pk))
    if state is not ProjectState.ACTIVE:
        raise Refused(_("Dieses Vorhaben ruht oder ist beendet. Nehmen Sie es zuerst wieder auf."))
