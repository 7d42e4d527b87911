# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of an assessment: level and reason, and each criterion with its evidence."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from leistungswerk.reporting.maturity.documents import ModelDocument, Rule
from leistungswerk.reporting.maturity.known import AssessmentView, Shown
from leistungswerk.reporting.maturity.values import of_criterion
from leistungswerk.web.office.entry import Field, Kind, day_text
from leistungswerk.web.office.maturity.words import TO_FILL, computed_text, level_option


def fields_of(
    model: ModelDocument, mine: AssessmentView | None, system: Shown, today: date, seen: int
) -> tuple[Field, ...]:
    """All fields, filled with what holds now; a criterion settled by facts is filled with what they show."""
    told = {value.criterion: value for value in mine.values} if mine else {}
    found = {finding.check: finding for finding in system.findings}
    options = tuple(level_option(level) for level in model.levels)
    lowest = model.rule is Rule.LOWEST
    general = (
        Field(
            name="level", label=_("Stufe"), kind=Kind.SELECT, options=options, required=not lowest, language="de",
            value=str(mine.level) if mine and not (lowest and len(told) == len(model.criteria)) else "",
            hint=_("Leer lassen, wenn Sie unten alle Kriterien bewerten: Dann folgt die Stufe aus der Regel.") if lowest else "",
        ),
        Field(name="reason", label=_("Begründung"), kind=Kind.AREA, value=mine.reason if mine else "", required=not lowest,
              hint=_("Woher die Stufe bekannt ist; auch, warum sie höher ist, als das System zeigt.")),
        Field(name="source", label=_("Quelle"), value=mine.source if mine else "", hint=_("Ohne Angabe Ihr Name.")),
        Field(name="valid_from", label=_("Gilt ab"), kind=Kind.DAY, value=day_text(today), required=True,
              hint=_("Was vorher galt, endet am Tag davor. Derselbe Tag noch einmal ist eine Berichtigung.")),
        Field(name="seen", kind=Kind.HIDDEN, value=str(seen)),
    )  # fmt: skip
    each: list[Field] = []
    for criterion in model.criteria:
        value = told.get(criterion.id)
        computed = of_criterion(criterion, model, found)
        level = value.level if value else computed.exact
        hint = (
            _("Das System zeigt: %(computed)s.") % {"computed": computed_text(computed)}
            if computed.reasons
            else ""
        )
        label = f"{criterion.id} · {criterion.text or TO_FILL}"
        each += (
            Field(name=f"level-{criterion.id}", label=label, kind=Kind.SELECT, options=options, hint=hint, language="de",
                  value="" if level is None else str(level)),
            Field(name=f"evidence-{criterion.id}", label=_("Nachweis zu %(id)s") % {"id": criterion.id},
                  value=value.evidence if value else " ".join(computed.reasons)),
        )  # fmt: skip
    return (*general, *each)


def grouped(shown: Sequence[Field], model: ModelDocument, *, opened: bool) -> dict[str, object]:
    """The form as the page lays it out: general fields, then criteria."""
    names = {f"{part}-{criterion.id}" for part in ("level", "evidence") for criterion in model.criteria}
    criteria = [field for field in shown if field.name in names]
    return {
        "general": [field for field in shown if field.name not in names],
        "criteria": criteria,
        "open": opened and any(field.value for field in criteria),
    }
