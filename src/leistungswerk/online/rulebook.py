# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of an imported schema: what was read from each sentence, and what people decided about it.

A document never changes, so what is read from it is a cache in memory. Decisions are rows that are only added.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from leistungswerk.forms import Form, FormError, compile_form
from leistungswerk.forms.places import Place, places_of
from leistungswerk.forms.rules import Effect, Rule, RuleError, load_rules
from leistungswerk.forms.rules.german import Recognition, Status, recognise_schema
from leistungswerk.forms.rules.model import reads_dates
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.forms.rules.printing import print_effects
from leistungswerk.forms.rules.soundness import CONTRADICTIONS, Note, NoteKind, check_effects, cycles
from leistungswerk.forms.rules.vocabulary import Vocabulary, vocabulary_of_form, vocabulary_of_schema
from leistungswerk.online.models import RuleDecision
from leistungswerk.online.states import RuleChoice
from leistungswerk.register import queries as register
from leistungswerk.register.queries import SchemaContent


class DecisionView(msgspec.Struct, frozen=True):
    """One decision as it was made."""

    number: int
    choice: RuleChoice
    expression: str
    corrected: bool
    note: str
    actor: str
    at: datetime


class RuleView(msgspec.Struct, frozen=True):
    """A rule with what was read and what was decided last."""

    key: str
    """Its name within the document: the id, with a number behind it where an id stands for several sentences."""
    read: Recognition
    decision: DecisionView | None

    @property
    def choice(self) -> RuleChoice:
        return self.decision.choice if self.decision else RuleChoice.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.choice is RuleChoice.OPEN

    @property
    def expression(self) -> str:
        """The meaning that counts: what a person wrote, else what was read."""
        return self.decision.expression if self.decision else self.read.expression

    @property
    def seen(self) -> int:
        """Number of the newest decision."""
        return self.decision.number if self.decision else 0

    @property
    def in_bulk(self) -> bool:
        """True when it may be confirmed together with others: read without a question, untouched, no dates reckoned."""
        untouched = self.choice is RuleChoice.OPEN and self.expression == self.read.expression
        return (
            untouched
            and self.read.status is Status.RECOGNISED
            and bool(self.read.effects)
            and not any(reads_dates(effect) for effect in self.read.effects)
        )


class Material(msgspec.Struct, frozen=True):
    """What does not change about a document's rules."""

    content: SchemaContent
    vocabulary: Vocabulary
    rules: tuple[tuple[str, Recognition], ...]
    """Key and recognition, in the order of the schema."""
    form: Form | None
    """The form without rules; ``None`` when the schema cannot become one."""
    places: dict[str, Place]


class Reading(msgspec.Struct, frozen=True):
    """An expression as an editor typed it: effects, and everything to say about it."""

    effects: tuple[Effect, ...]
    problems: tuple[str, ...]
    """While there are any, it cannot be released."""
    notes: tuple[str, ...]
    single: bool
    """It reckons with dates: released singly."""

    @property
    def sound(self) -> bool:
        return bool(self.effects) and not self.problems


class Progress(msgspec.Struct, frozen=True):
    """How many rules of a document stand where."""

    total: int
    released: int
    refused: int
    waived: int

    @property
    def open(self) -> int:
        return self.total - self.released - self.refused - self.waived


@lru_cache(maxsize=32)
def material(document: int) -> Material:
    """Read the rules of a document; some hundred milliseconds at first use in a process."""
    content = register.schema_content(document)
    try:
        form: Form | None = compile_form(content.schema, content.codelists)
    except FormError:
        form = None
    if form is not None:
        vocabulary = vocabulary_of_form(form)
    else:
        vocabulary = vocabulary_of_schema(content.schema, content.codelists)
    found = recognise_schema(content.schema, content.codelists)
    keys = _keys(each.id for each in found)
    return Material(
        content, vocabulary, tuple(zip(keys, found, strict=True)), form, places_of(form) if form else {}
    )


def _keys(ids: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for each in ids:
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", each)[:60] or "regel"
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return keys


def _view(row: RuleDecision) -> DecisionView:
    return DecisionView(
        row.number, RuleChoice(row.choice), row.expression, row.corrected, row.note, row.actor, row.at
    )


def newest(document: int) -> dict[str, RuleDecision]:
    """The decision that counts, by key of the rule: one statement."""
    rows = RuleDecision.objects.filter(document_id=document).order_by("number")
    return {row.rule: row for row in rows}


def rules(document: int) -> tuple[RuleView, ...]:
    """Every rule of a document, in the order of the schema."""
    decided = newest(document)
    return tuple(
        RuleView(key, read, _view(decided[key]) if key in decided else None)
        for key, read in material(document).rules
    )


def rule(document: int, key: str) -> RuleView | None:
    return next((each for each in rules(document) if each.key == key), None)


def history(document: int, key: str) -> tuple[DecisionView, ...]:
    """Every decision about a rule, newest first."""
    rows = RuleDecision.objects.filter(document_id=document, rule=key).order_by("-number")
    return tuple(_view(row) for row in rows)


def decisions_of(form_version: int) -> dict[str, DecisionView]:
    """The decisions a form version rests on, by id of the rule; rules that came from a file have none."""
    rows = RuleDecision.objects.filter(formversion=form_version).order_by("id")
    return {row.content[0]["id"]: _view(row) for row in rows}


def progress(found: Sequence[RuleView]) -> Progress:
    counted = Counter(each.choice for each in found)
    return Progress(
        len(found),
        counted[RuleChoice.RELEASED],
        counted[RuleChoice.REFUSED],
        counted[RuleChoice.WAIVED],
    )


def released(document: int) -> tuple[tuple[Rule, int], ...]:
    """Released rules with the row of their decision, in the order of the schema."""
    decided = newest(document)
    return tuple(
        (load_rules(msgspec.json.encode(row.content))[0], row.pk)
        for key, _read in material(document).rules
        if (row := decided.get(key)) is not None and row.choice == RuleChoice.RELEASED
    )


def read_expression(document: int, key: str, expression: str) -> Reading:
    """Judge an expression for a rule beside everything released so far."""
    known = material(document)
    try:
        effects = parse_effects(expression)
    except RuleError as error:
        return Reading((), (str(error),), (), single=False)
    if not effects:
        text = (
            "Die Bedeutung ist leer. Schreiben Sie mindestens einen Satz, oder verzichten Sie auf die Regel."
        )
        return Reading((), (text,), (), single=False)
    found: list[Note] = list(check_effects(effects, known.vocabulary))
    others = {
        row.rule: load_rules(msgspec.json.encode(row.content))[0].effects
        for row in newest(document).values()
        if row.choice == RuleChoice.RELEASED and row.rule != key
    }
    if key in (circular := cycles({**others, key: effects})):
        found.append(circular[key])
    return Reading(
        effects,
        tuple(note.text for note in found if note.kind in CONTRADICTIONS),
        tuple(note.text for note in found if note.kind not in CONTRADICTIONS),
        single=any(note.kind is NoteKind.DATES for note in found),
    )


def with_names(document: int, effects: Sequence[Effect]) -> str:
    """An expression with the names of elements behind their ids, as people read and edit it."""
    return print_effects(effects, material(document).vocabulary.names)
