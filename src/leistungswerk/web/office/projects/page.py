# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame of every page of a Vorhaben: its head, the phases, the next step, and the tabs."""

import uuid
from collections.abc import Mapping

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.core.actor import Actor
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.programme import queries
from leistungswerk.programme.queries import ProjectHead
from leistungswerk.programme.states import GATE_WORDS, PATH_WORDS, PHASE_WORDS, Phase, ProjectState
from leistungswerk.register.kinds import ORGANISATION_WORDS, OrganisationKind
from leistungswerk.web.office.contacts import following
from leistungswerk.web.office.projects import sections


class PhaseStep(msgspec.Struct, frozen=True):
    number: int
    title: str
    state: str
    """``done``, ``current`` or ``ahead``."""


class NextStep(msgspec.Struct, frozen=True):
    text: str
    url: str = ""


def phase_steps(phase: Phase, state: ProjectState) -> tuple[PhaseStep, ...]:
    """The four phases as the Vorhaben has come through them."""

    def _state(step: Phase) -> str:
        if step < phase or state is ProjectState.COMPLETED:
            return "done"
        return "current" if step == phase else "ahead"

    return tuple(PhaseStep(step.value, str(PHASE_WORDS[step]), _state(step)) for step in Phase)


def next_step(head: ProjectHead) -> NextStep:
    """What brings the Vorhaben on, as far as its own state tells."""
    review = formats.date_format(head.review_on, "j. F Y") if head.review_on else _("ohne Termin")
    match head.state:
        case ProjectState.DEFERRED:
            return NextStep(_("Zurückgestellt, Wiedervorlage: %(day)s") % {"day": review})
        case ProjectState.NOT_DIGITISABLE:
            return NextStep(_("Nicht digitalisierbar, erneute Prüfung: %(day)s") % {"day": review})
        case ProjectState.COMPLETED:
            return NextStep(_("Das Vorhaben ist abgeschlossen."))
        case ProjectState.ABANDONED:
            return NextStep(_("Das Vorhaben wurde beendet."))
    gate = {"gate": head.gate.value, "word": GATE_WORDS[head.gate]}
    if head.gate_in_signing:
        return NextStep(_("Das Gate %(gate)s „%(word)s“ wird gezeichnet.") % gate)
    if not head.items:
        return NextStep(_("Die Checkliste bis zum Gate %(gate)s „%(word)s“ ist noch nicht begonnen.") % gate)
    if head.open_mandatory:
        text = ngettext(
            "Noch ein Pflichtpunkt bis zum Gate %(gate)s „%(word)s“",
            "Noch %(number)d Pflichtpunkte bis zum Gate %(gate)s „%(word)s“",
            head.open_mandatory,
        )
        return NextStep(text % {**gate, "number": head.open_mandatory})
    return NextStep(_("Alle Pflichtpunkte sind erledigt: das Gate %(gate)s „%(word)s“ kann beginnen.") % gate)


def frame(actor: Actor, head: ProjectHead, section: str) -> dict[str, object]:
    """The context of ``office/projects/base.html``."""
    return {
        "here": "projects",
        "project": head,
        "owner_kind": ORGANISATION_WORDS[OrganisationKind(head.owner_kind)],
        "phases": phase_steps(head.phase, head.state),
        "path_text": PATH_WORDS[head.path],
        "next_step": next_step(head),
        "sections": sections.tabs(actor, head.uuid, head.owner_uuid, section),
        "follow": following.button(actor, Topic.PROJECT, str(head.uuid)),
    }


def project_page(
    request: HttpRequest,
    actor: Actor,
    identity: uuid.UUID,
    *,
    section: str,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """Render a page of a Vorhaben whose template extends ``office/projects/base.html``.

    Raises :class:`leistungswerk.core.failures.Missing` (404) for a Vorhaben the actor may not see.
    """
    head = queries.project_head(actor, identity)
    shown = {**frame(actor, head, section), **context}
    return render(request, template, shown, status=status)


def project_url(identity: uuid.UUID) -> str:
    return reverse("office:project", args=[identity])
