# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculated values kept true: after every change of answers they are reckoned again and stored beside them.

A field with an unconditional calculation holds nothing else; what was typed there is passed over. A field whose
calculation has a condition may be typed in while the condition does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leistungswerk.forms.model import Form, RawAnswers
from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.forms.rules.model import ALWAYS, Assign, Rule
from leistungswerk.forms.rules.terms import Clock, legal_day


class Calculator:
    """The calculations of a form. Holds no answers; safe to share between threads."""

    def __init__(self, form: Form, clock: Clock = legal_day) -> None:
        rules = tuple(
            Rule(rule.id, rule.version, rule.sentence, found)
            for rule in form.rules
            if (found := tuple(each for each in rule.effects if isinstance(each, Assign)))
        )
        only = form if rules == form.rules else msgspec.structs.replace(form, rules=rules)
        self._program = RuleProgram(only, clock) if rules else None
        self._fixed = fixed_targets(form)

    def settled(self, raw: RawAnswers, before: RawAnswers | None = None) -> dict[str, str]:
        """The answers with every calculated value as it follows from them.

        ``before``: the answers before a change. What was calculated from them and no longer follows is emptied.
        """
        if self._program is None:
            return raw if isinstance(raw, dict) else dict(raw)
        found = {name: "" if _path(name) in self._fixed else text for name, text in raw.items()}
        values = self._program.evaluate(found).values
        for name, text in self._values(before).items():
            if name not in values and found.get(name) == text:
                found[name] = ""
        return found | values

    def _values(self, before: RawAnswers | None) -> Mapping[str, str]:
        if before is None or self._program is None:
            return {}
        cleared = {name: "" if _path(name) in self._fixed else text for name, text in before.items()}
        return self._program.evaluate(cleared).values


def fixed_targets(form: Form) -> frozenset[str]:
    """Paths of the fields that hold a calculated value and nothing else."""
    return frozenset(
        effect.target
        for rule in form.rules
        for effect in rule.effects
        if isinstance(effect, Assign) and effect.when in {None, ALWAYS}
    )


def _path(name: str) -> str:
    return ".".join(step for step in name.split(".") if not step.isdigit())
