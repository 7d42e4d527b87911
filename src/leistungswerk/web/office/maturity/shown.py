# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of a service shows: levels as badges and a scale, findings, criteria, differing bodies, history."""

import uuid
from collections.abc import Sequence

from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity import checks, known
from leistungswerk.reporting.maturity.documents import ModelDocument
from leistungswerk.reporting.maturity.known import AssessmentView, Shown
from leistungswerk.reporting.maturity.values import Finding, of_criterion
from leistungswerk.web.office.maturity.words import (
    STATE_WORDS,
    TO_FILL,
    computed_text,
    conformity,
    evidence_cell,
    level_name,
)
from leistungswerk.web.office.tables import Cell, Table, german


def summaries(held: Sequence[AssessmentView], body: uuid.UUID | None) -> list[dict[str, object]]:
    """For each model what holds for this body, else everywhere."""
    found: list[dict[str, object]] = []
    for code, view in known.models().items():
        of_model = [each for each in held if each.model == code]
        own = next((each for each in of_model if each.body == body), None)
        used = own or next((each for each in of_model if each.body is None), None)
        level = view.document.level(used.level) if used else None
        found.append(
            {
                "model": view.document, "assessment": used, "level_name": level_name(level) if level else "",
                "shown": used is not None and used.evidence is Evidence.SHOWN,
                "conformity": conformity(view.document, used.level) if used else "",
                "inherited": body is not None and used is not None and used.body is None,
            }
        )  # fmt: skip
    return found


def scale(model: ModelDocument, mine: AssessmentView | None) -> list[dict[str, object]]:
    """The levels in order; which are reached, and which is the level."""
    reached = mine.level if mine else -1
    return [
        {"number": level.number, "name": level_name(level), "reached": level.number <= reached, "here": level.number == reached}
        for level in model.levels
    ]  # fmt: skip


def findings(found: Sequence[Finding]) -> Table:
    head = [_("Frage"), _("Ergebnis"), _("Was das System zeigt")]
    rows = [
        [Cell(checks.title(each.check)), Cell(word, level=level), Cell(each.text, note=each.reference)]
        for each in found
        for word, level in [STATE_WORDS[each.state]]
    ]
    return Table("befunde", _("Was das laufende System zu dieser Leistung zeigt"), head, rows)


def computed(system: Shown, mine: AssessmentView | None) -> dict[str, object]:
    """The level as far as facts alone say it, and whether the assessment is above it."""
    cap = system.computed.cap
    return {
        "text": computed_text(system.computed) if system.computed.reasons else _("noch keine Aussage"),
        "reasons": system.computed.reasons,
        "above": mine is not None and cap is not None and mine.level > cap,
    }


def criteria(model: ModelDocument, mine: AssessmentView | None, system: Shown) -> Table:
    """Computed and assessed side by side, never mixed."""
    told = {value.criterion: value for value in mine.values} if mine else {}
    found = {finding.check: finding for finding in system.findings}
    rows = []
    for criterion in model.criteria:
        value = told.get(criterion.id)
        text = (
            german(criterion.text, note=criterion.id) if criterion.text else Cell(criterion.id, note=TO_FILL)
        )
        rows.append(
            [
                text,
                Cell(computed_text(of_criterion(criterion, model, found))),
                Cell(str(value.level) if value else "–"),
                german(value.evidence if value else ""),
            ]
        )
    head = [_("Kriterium"), _("Berechnet"), _("Bewertet"), _("Nachweis")]
    return Table("kriterien", _("Kriterien: berechnet und bewertet"), head, rows)


def differing(held: Sequence[AssessmentView], key: str) -> Table:
    rows = [
        [
            german(each.body_name, url=f"?modell={each.model}&stelle={each.body}"),
            Cell(each.model),
            Cell(str(each.level)),
            evidence_cell(each.evidence),
            Cell(formats.date_format(each.valid_from, "j. F Y")),
        ]
        for each in held
        if each.body is not None
    ]
    head = [_("Behörde"), _("Modell"), _("Stufe"), _("Nachweis"), _("Seit")]
    return Table("abweichend", _("Behörden, bei denen die Stufe abweicht"), head, rows)


def history(versions: Sequence[AssessmentView]) -> Table:
    """Everything that was said, the newest knowledge first."""
    head = [_("Erfasst"), _("Modell"), _("Stufe"), _("Gilt"), _("Wer und woher"), _("Stand")]
    rows = []
    for each in versions:
        until = formats.date_format(each.valid_to, "j. F Y") if each.valid_to else _("heute")
        since = formats.date_format(each.valid_from, "j. F Y")
        rows.append(
            [
                Cell(formats.date_format(each.recorded_at.astimezone(times.BERLIN), "j. F Y, H:i")),
                Cell(each.model, note=each.body_name),
                Cell(str(each.level)),
                Cell(_("%(since)s bis %(until)s") % {"since": since, "until": until}),
                german(each.by_name, note=each.source),
                Cell(
                    _("überholt") if each.superseded_at else _("gilt"),
                    level="info" if each.superseded_at else "success",
                ),
            ]
        )
    return Table("verlauf", _("Alle Fassungen der Bewertungen"), head, rows)
