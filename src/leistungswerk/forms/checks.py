# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks compiled to a tree of nodes, one per element; a check costs what its page holds.

Who must be filled: a required element in a group that is there. An optional group is there when something
in it is filled or a rule demands it; its required elements are asked for only then.
"""

from __future__ import annotations

from collections.abc import Sequence

from leistungswerk.forms import texts
from leistungswerk.forms.limits import upload_problem, value_check
from leistungswerk.forms.model import (
    Access,
    Control,
    ErrorCode,
    Field,
    FieldError,
    FieldKind,
    Group,
    Page,
    Part,
    RawAnswers,
    Uploads,
)
from leistungswerk.forms.places import (
    group_filled,
    html_id,
    instances,
    is_filled,
    join,
    lines,
    most_rows,
    row_count,
    value_of,
)
from leistungswerk.forms.rules.bind import BoundRules, Count, When
from leistungswerk.forms.rules.demands import Demand
from leistungswerk.forms.rules.wording import NOT_CALCULABLE
from leistungswerk.forms.texts import Translate


class CheckRun:
    """One check: the answers it reads and the errors it finds, in the order of the page."""

    __slots__ = ("errors", "raw", "translate", "uploads", "whole")

    def __init__(
        self, raw: RawAnswers, uploads: Uploads | None, translate: Translate, *, whole: bool
    ) -> None:
        self.raw = raw
        self.uploads = uploads
        self.translate = translate
        self.whole = whole
        self.errors: list[FieldError] = []

    def report(self, part: Part, name: str, message: str, code: ErrorCode) -> None:
        self.errors.append(FieldError(name, html_id(name), part.label, message, code))

    def holding(self, conditions: Sequence[When], base: str) -> When | None:
        """The first condition that holds and can be asked now."""
        for when in conditions:
            if (self.whole or not when.later) and when.test(self.raw, base):
                return when
        return None


class _Rules:
    """What rules say of one element."""

    __slots__ = ("forbidden", "required")

    def __init__(self, part: Part, rules: BoundRules) -> None:
        self.required = tuple(rules.required.get(part.path, ()))
        self.forbidden = tuple(rules.forbidden.get(part.path, ()))

    def forbids(self, run: CheckRun, part: Part, name: str, base: str) -> bool:
        """Report a filled element that must be empty."""
        when = run.holding(self.forbidden, base)
        if when is None:
            return False
        message = run.translate(texts.FORBIDDEN_WHEN).format(label=part.label, condition=when.text)
        run.report(part, name, message, ErrorCode.FORBIDDEN)
        return True


class FieldNode:
    """A field asked once: one value, or several lines of checkboxes or files."""

    __slots__ = ("check", "field", "missing", "required", "rules", "suffix")

    def __init__(self, field: Field, rules: BoundRules, translate: Translate) -> None:
        self.field = field
        self.suffix = field.path if "." not in field.path else f".{field.id}"
        self.required = field.min > 0
        self.check = value_check(field, translate)
        self.missing = texts.required_message(field.kind, field.label, translate)
        bound = _Rules(field, rules)
        self.rules = bound if bound.required or bound.forbidden else None

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        name = base + self.suffix
        value = run.raw.get(name)
        if value:
            if self.rules is None or not self.rules.forbids(run, self.field, name, base):
                self.run_value(name, value, run)
        elif self.required or forced:
            run.report(self.field, name, self.missing, ErrorCode.REQUIRED)
        elif self.rules is not None:
            self.run_rules(name, base, run)

    def run_value(self, name: str, value: str, run: CheckRun) -> None:
        message = self.check(value)
        if message is not None:
            run.report(self.field, name, message, ErrorCode.VALUE)

    def run_rules(self, name: str, base: str, run: CheckRun) -> None:
        when = run.holding(self.rules.required, base) if self.rules else None
        if when is not None:
            reason = run.translate(texts.REQUIRED_WHEN).format(condition=when.text)
            run.report(self.field, name, f"{self.missing} {reason}", ErrorCode.REQUIRED)


class CalculatedNode(FieldNode):
    """A field that is reckoned: its value is checked as if typed, a missing one is told by what it needs."""

    __slots__ = ("later", "untold")

    def __init__(self, field: Field, rules: BoundRules, translate: Translate) -> None:
        super().__init__(field, rules, translate)
        calculated = rules.calculated[field.path]
        labels = texts.quoted_list(list(calculated.sources), translate, link=texts.AND)
        self.later = calculated.later
        self.untold = not calculated.sources
        self.missing = translate(NOT_CALCULABLE).format(label=field.label, labels=labels)

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        name = base + self.suffix
        waits = self.untold or (self.later and not run.whole)
        if not waits or value_of(run.raw, self.field, name):
            super().run(base, run, forced=forced)


class LinesNode(FieldNode):
    """Checkboxes or files: every line is checked, and how many there are."""

    __slots__ = ()

    def run_value(self, name: str, value: str, run: CheckRun) -> None:
        field, values = self.field, lines(value)
        for each in values:
            message = self._problem(each, run)
            if message is not None:
                run.report(field, name, message, ErrorCode.VALUE)
        if len(values) > most_rows(field):
            message = run.translate(texts.TOO_MANY).format(label=field.label, max=most_rows(field))
            run.report(field, name, message, ErrorCode.COUNT)
        elif len(values) < field.min:
            message = run.translate(texts.TOO_FEW).format(label=field.label, min=field.min)
            run.report(field, name, message, ErrorCode.COUNT)

    def _problem(self, value: str, run: CheckRun) -> str | None:
        if self.field.kind is not FieldKind.FILE:
            return self.check(value)
        if run.uploads is None:
            return None
        return upload_problem(self.field, run.uploads.get(value), run.translate)


class RowsNode(FieldNode):
    """A field asked in rows. Empty rows count for nothing; the first of them is shown when one is missing."""

    __slots__ = ()

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        field, name = self.field, base + self.suffix
        rows = [(row, run.raw.get(row, "")) for row in instances(run.raw, field, name)]
        filled = [(row, value) for row, value in rows if value]
        empty = [row for row, value in rows if not value]
        if filled and self.rules and self.rules.forbids(run, field, filled[0][0], base):
            return
        for row, value in filled:
            self.run_value(row, value, run)
        missing = max(field.min, int(forced)) - len(filled)
        for row in empty[:missing] if missing > 0 else ():
            run.report(field, row, self.missing, ErrorCode.REQUIRED)
        if missing > len(empty):
            message = run.translate(texts.TOO_FEW).format(label=field.label, min=max(field.min, 1))
            run.report(field, rows[0][0] if rows else name, message, ErrorCode.COUNT)
        if missing <= 0 and not filled and self.rules:
            self.run_rules(empty[0] if empty else name, base, run)


class GroupNode:
    """A group asked once."""

    __slots__ = ("asks_filled", "children", "counts", "demands", "group", "required", "rules", "suffix")

    def __init__(self, group: Group, rules: BoundRules, translate: Translate) -> None:
        self.group = group
        self.suffix = group.path if "." not in group.path else f".{group.id}"
        self.required = group.min > 0
        self.children = [node_of(child, rules, translate) for child in group.children]
        self.counts = tuple(rules.counts.get(group.path, ()))
        self.demands = tuple(rules.demands.get(group.path, ()))
        self.rules = _Rules(group, rules)
        self.asks_filled = not self.required or bool(self.rules.forbidden)

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        name = base + self.suffix
        filled = self.asks_filled and is_filled(run.raw, self.group, name)
        if filled and self.rules.forbids(run, self.group, name, base):
            return
        if self.required or forced or filled or run.holding(self.rules.required, base):
            self.run_inside(name, run)

    def run_inside(self, name: str, run: CheckRun) -> None:
        """Check one instance that is there."""
        if self.group.choice:
            self._run_choice(name, run)
        else:
            for child in self.children:
                child.run(name, run)
        run_counts(self.counts, name, run)
        run_demands(self.demands, name, run)

    def _run_choice(self, name: str, run: CheckRun) -> None:
        chosen = [
            (node, child)
            for node, child in zip(self.children, self.group.children, strict=True)
            if is_filled(run.raw, child, join(name, child.id))
        ]
        if len(chosen) != 1:
            labels = texts.quoted_list([child.label for child in self.group.children], run.translate)
            message = run.translate(texts.EXACTLY_ONE).format(labels=labels)
            run.report(self.group, name, message, ErrorCode.CHOICE)
        for node, _ in chosen:
            node.run(name, run)


class GroupRowsNode(GroupNode):
    """A group asked in rows. Empty rows are ignored as long as enough others are filled."""

    __slots__ = ()

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        group, name = self.group, base + self.suffix
        rows = instances(run.raw, group, name)
        filled = [row for row in rows if group_filled(run.raw, group, row)]
        if filled and self.rules.forbids(run, group, name, base):
            return
        least = group.min
        if not least and (forced or run.holding(self.rules.required, base)):
            least = 1
        missing = least - len(filled)
        if missing > len(rows) - len(filled):
            message = run.translate(texts.TOO_FEW).format(label=group.label, min=least)
            run.report(group, name, message, ErrorCode.COUNT)
        for row in rows:
            if row in filled:
                self.run_inside(row, run)
            elif missing > 0:
                missing -= 1
                self.run_inside(row, run)


class PageNode:
    """The checks of a page, and the counts over several parts of the form that are told there."""

    __slots__ = ("counts", "demands", "nodes")

    def __init__(self, page: Page, number: int, rules: BoundRules, translate: Translate) -> None:
        self.nodes = [node_of(part, rules, translate) for part in page.parts]
        self.counts = tuple(count for count in rules.counts.get("", ()) if count.targets[0][0].page == number)
        self.demands = tuple(demand for demand in rules.demands.get("", ()) if demand.place.page == number)

    def run(self, run: CheckRun) -> None:
        for node in self.nodes:
            node.run("", run)
        run_counts(self.counts, "", run)
        run_demands(self.demands, "", run)


def run_counts(counts: Sequence[Count], base: str, run: CheckRun) -> None:
    """Report a count rule at its first target."""
    for count in counts:
        if count.later and not run.whole:
            continue
        filled = sum(
            any(is_filled(run.raw, place.part, name) for name in names(run.raw, base))
            for place, names in count.targets
        )
        if filled == 0 or (count.exactly and filled > 1):
            first, names = count.targets[0]
            labels = texts.quoted_list([place.part.label for place, _ in count.targets], run.translate)
            text = run.translate(texts.EXACTLY_ONE if count.exactly else texts.AT_LEAST_ONE)
            name = next(iter(names(run.raw, base)), base)
            run.report(
                first.part,
                _focusable(first.part, name, run.raw),
                text.format(labels=labels),
                ErrorCode.CHOICE,
            )


def run_demands(demands: Sequence[Demand], base: str, run: CheckRun) -> None:
    """Report what a rule demands of values at the first place it speaks of."""
    for demand in demands:
        message = demand.problem(run.raw, base) if run.whole or not demand.later else None
        if message is not None:
            part = demand.place.part
            name = next(iter(demand.names(run.raw, base)), base)
            run.report(part, _focusable(part, name, run.raw), message, ErrorCode.VALUE)


def _focusable(part: Part, name: str, raw: RawAnswers) -> str:
    """A repeated field has no input of its own, its first row has."""
    return f"{name}.0" if isinstance(part, Field) and part.repeats and row_count(raw, part, name) else name


class SilentNode:
    """What nobody fills: static texts and what only the service writes."""

    __slots__ = ()

    def run(self, base: str, run: CheckRun, *, forced: bool = False) -> None:
        """Nothing to check."""


def node_of(part: Part, rules: BoundRules, translate: Translate) -> FieldNode | GroupNode | SilentNode:
    if isinstance(part, Group):
        return (GroupRowsNode if part.repeats else GroupNode)(part, rules, translate)
    if part.path in rules.calculated and part.kind is not FieldKind.STATIC:
        return CalculatedNode(part, rules, translate)
    if part.kind is FieldKind.STATIC or part.access is not Access.OPEN:
        return SilentNode()
    if part.repeats:
        return RowsNode(part, rules, translate)
    several = part.control in {Control.CHECKBOXES, Control.FILES}
    return (LinesNode if several else FieldNode)(part, rules, translate)
