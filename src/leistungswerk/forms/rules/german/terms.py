# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tree of a sentence to terms of the rule language: fields, numbers, sums, spans of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec
from lark import Token, Tree

from leistungswerk.forms.rules.german.memory import Memory, UnclearError
from leistungswerk.forms.rules.german.references import Resolver
from leistungswerk.forms.rules.german.scan import Literal, Reference, Scanned
from leistungswerk.forms.rules.model import (
    Calculation,
    CountOf,
    FieldValue,
    Number,
    Operator,
    SumOf,
    Term,
    Today,
    Unit,
)
from leistungswerk.forms.rules.soundness import Note, NoteKind
from leistungswerk.forms.values import read_number

_UNITS = {"TAGE": Unit.DAYS, "WOCHEN": Unit.DAYS, "MONATE": Unit.MONTHS, "JAHRE": Unit.YEARS}
_OPERATORS = {
    "PLUS": Operator.PLUS,
    "MINUS": Operator.MINUS,
    "MAL": Operator.TIMES,
    "DURCH": Operator.DIVIDED,
}
_TRUTH = {"WAHR": "true", "FALSCH": "false"}


class Duration(msgspec.Struct, frozen=True):
    number: Decimal
    unit: Unit


def trees(tree: Tree[Token]) -> list[Tree[Token]]:
    """The branches, without tokens."""
    return [each for each in tree.children if isinstance(each, Tree)]


def tokens(tree: Tree[Token]) -> list[Token]:
    """The tokens directly below."""
    return [each for each in tree.children if isinstance(each, Token)]


class TermReader:
    """Reads the terms of one sentence."""

    def __init__(self, scanned: Scanned, resolver: Resolver, memory: Memory) -> None:
        self._scanned = scanned
        self._memory = memory
        self._resolver = resolver
        self._words = resolver.vocabulary
        self.notes: list[Note] = []

    def note(self, text: str, kind: NoteKind = NoteKind.READING) -> None:
        self.notes.append(Note(kind, text))

    def reference(self, token: Token) -> Reference:
        return self._scanned.references[int(token)]

    def term(self, tree: Tree[Token]) -> Term:
        """A calculation, a field, today or a number."""
        match tree.data:
            case "heute":
                return Today()
            case "feld":
                return FieldValue(self._path(tokens(tree)[0]))
            case "zahl":
                return self._number(self._scanned.literals[int(tokens(tree)[0])])
            case "wert":
                return self._number(next(iter(self._values(Tree("gleich", [tree])))))
            case "summe":
                return self._sum([self._path(each) for each in tokens(trees(tree)[0])])
            case "anzahl":
                return CountOf(self._path(tokens(tree)[1]))
            case "rechenklammer":
                return self.term(trees(tree)[0])
            case "rechnen":
                made = self._operand(tree.children[0])
                for sign, operand in zip(tree.children[1::2], tree.children[2::2], strict=True):
                    made = Calculation(self._sign(sign), made, self._operand(operand))
                return made
            case _:
                raise UnclearError("Diese Rechnung ist nicht lesbar.")

    def _operand(self, part: Tree[Token] | Token) -> Term:
        assert isinstance(part, Tree)
        return self.term(part)

    def _sign(self, part: Tree[Token] | Token) -> Operator:
        assert isinstance(part, Tree)
        return _OPERATORS[str(tokens(part)[0].type)]

    def _path(self, token: Token) -> str:
        reference = self.reference(token)
        return self._resolver.path(reference.ids, reference.name)

    def _sum(self, paths: Sequence[str]) -> Term:
        terms = [SumOf(path) if self._has_rows(path) else FieldValue(path) for path in paths]
        made: Term = terms[0]
        for each in terms[1:]:
            made = Calculation(Operator.PLUS, made, each)
        return made

    def _has_rows(self, path: str) -> bool:
        around = (*self._words.holders(path), self._words.get(path))
        return any(entry is not None and entry.rows for entry in around)

    def _duration(self, tree: Tree[Token]) -> Duration:
        value, unit = tokens(tree)
        number = self._number(self._scanned.literals[int(value)])
        return Duration(number.value * (7 if unit == "WOCHEN" else 1), _UNITS[str(unit)])

    def _number(self, literal: Literal) -> Number:
        number = read_number(literal.text.rstrip("€% ").strip())
        if number is None:
            raise UnclearError(f"„{literal.text}“ ist keine Zahl.")
        return Number(number)

    def _values(self, predicate: Tree[Token]) -> Iterable[Literal]:
        for token in predicate.scan_values(
            lambda each: isinstance(each, Token) and each.type in {"WERT", *_TRUTH}
        ):
            yield Literal(_TRUTH[token.type]) if token.type in _TRUTH else self._scanned.literals[int(token)]
