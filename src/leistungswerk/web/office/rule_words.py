# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words and numbers of rules for the office."""

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.forms.rules.german import Status
from leistungswerk.forms.trial import Said, Told
from leistungswerk.online import rulebook
from leistungswerk.online.rulebook import Progress
from leistungswerk.online.states import RuleChoice
from leistungswerk.register.queries import DocumentView

_WIDTH = 720
"""Width of the drawing of a progress, in its own units."""


def status_badge(status: Status) -> dict[str, str]:
    """How far the machine read a sentence."""
    return {
        Status.RECOGNISED: {"level": "success", "text": _("Erkannt")},
        Status.NEEDS_HUMAN: {"level": "warning", "text": _("Von Hand zu klären")},
        Status.CONTRADICTION: {"level": "danger", "text": _("Widerspruch")},
    }[status]


def choice_badge(choice: RuleChoice) -> dict[str, str]:
    """What a person decided; ``done`` is said right after it."""
    return {
        RuleChoice.OPEN: {"level": "info", "text": _("Offen"), "done": _("Die Regel ist offen. Ihr Stand ist gespeichert.")},
        RuleChoice.RELEASED: {
            "level": "success", "text": _("Freigegeben"),
            "done": _("Die Regel ist freigegeben. Die nächste Formularfassung prüft sie."),
        },
        RuleChoice.REFUSED: {
            "level": "danger", "text": _("Abgelehnt"),
            "done": _("Die Bedeutung ist abgelehnt. Die Regel bleibt ein Hinweis."),
        },
        RuleChoice.WAIVED: {
            "level": "warning", "text": _("Verzichtet"),
            "done": _("Auf die Regel ist verzichtet. Sie bleibt ein Hinweis; die Behörde prüft sie."),
        },
    }[choice]  # fmt: skip


class Segment(msgspec.Struct, frozen=True):
    """A stretch of the progress bar in the units of the drawing."""

    name: str
    text: str
    count: int
    x: int
    width: int


def progress_of(found: Progress) -> dict[str, object]:
    """A progress with the stretches of its drawing: released, left unchecked, open."""
    counts = (
        ("released", _("freigegeben"), found.released),
        ("unchecked", _("abgelehnt oder verzichtet"), found.refused + found.waived),
        ("open", _("offen"), found.open),
    )
    segments, x = [], 0
    for name, text, count in counts:
        width = round(_WIDTH * count / found.total) if found.total else 0
        segments.append(Segment(name, text, count, x, width))
        x += width
    return {
        "total": found.total,
        "open": found.open,
        "released": found.released,
        "segments": segments,
        "width": _WIDTH,
    }


def rules_panel(actor: Actor, document: DocumentView) -> dict[str, object] | None:
    """The progress of a schema's rules with the way there; ``None`` for those who may not release, or without rules."""
    if not actor.may(Permission.RELEASE_RULE):
        return None
    found = rulebook.progress(rulebook.rules(document.pk))
    if not found.total:
        return None
    return {"progress": progress_of(found), "url": reverse("office:rules", args=[document.uuid])}


def told_words(told: Told) -> dict[str, object]:
    """What one effect says of the tried answers."""
    level, text = {
        Said.MISSING: ("danger", _("Verlangt, fehlt aber")),
        Said.PRESENT: ("success", _("Verlangt und ausgefüllt")),
        Said.SUPERFLUOUS: ("danger", _("Nicht erlaubt, aber ausgefüllt")),
        Said.ABSENT: ("success", _("Nicht erlaubt und leer")),
        Said.VIOLATED: ("danger", _("Verletzt")),
        Said.KEPT: ("success", _("Nicht verletzt")),
        Said.SILENT: ("info", _("Greift hier nicht")),
        Said.CALCULATED: ("success", _("Berechnet")),
        Said.UNCALCULATED: ("warning", _("Noch nicht berechenbar")),
    }[told.said]
    return {"level": level, "text": text, "sentence": told.sentence, "value": told.value}
