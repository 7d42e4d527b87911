# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was read, as rules: for rehearsals, which play before any person released anything."""

from __future__ import annotations

from leistungswerk.forms.rules.german.recognise import Status, recognise_schema
from leistungswerk.forms.rules.model import Rule
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Stammdatenschema


def releasable(
    schema: Stammdatenschema | Datenfeldgruppe | Datenfeld, codelists: CodelistCollection
) -> tuple[Rule, ...]:
    """The recognised rules as they would be released unread. For citizens a person releases them."""
    return tuple(
        Rule(each.id, each.version, each.sentence, each.effects)
        for each in recognise_schema(schema, codelists)
        if each.status is Status.RECOGNISED and each.effects
    )
