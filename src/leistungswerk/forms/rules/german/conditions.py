# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tree of a sentence to conditions and terms of the rule language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from lark import Token, Tree

from leistungswerk.forms.rules.german.memory import Elements, UnclearError
from leistungswerk.forms.rules.german.scan import Literal, Reference
from leistungswerk.forms.rules.german.terms import Duration, TermReader, tokens, trees
from leistungswerk.forms.rules.model import (
    AllOf,
    Calculation,
    Compare,
    Condition,
    CountOf,
    Day,
    Empty,
    Equals,
    FieldValue,
    Filled,
    Not,
    Number,
    Operator,
    Relation,
    Span,
    Term,
    Text,
    Today,
    all_of,
    any_of,
    compare,
    negate,
)
from leistungswerk.forms.rules.soundness import NoteKind
from leistungswerk.forms.rules.vocabulary import ValueType, fold
from leistungswerk.forms.values import read_boolean, read_date, read_number

_MIRRORED = {
    Relation.LESS: Relation.GREATER,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.GREATER: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
}
_VALUED = frozenset(
    {
        "vergleich",
        "gleich",
        "vergleich_feld",
        "vergleich_term",
        "abstand",
        "alter",
        "frist",
        "zwischen",
        "male",
        "rest",
    }
)


def is_valued(predicate: Tree[Token]) -> bool:
    """True when the predicate speaks of a value, not of being filled."""
    return predicate.data in _VALUED


class ConditionReader(TermReader):
    """Reads the conditions of one sentence."""

    def condition(self, tree: Tree[Token]) -> Condition:
        """Any condition."""
        branches = trees(tree)
        match tree.data:
            case "oder":
                if len(branches) > 1 and any(
                    each.data == "und" and len(trees(each)) > 1 for each in branches
                ):
                    self.note("„und“ und „oder“ stehen ohne Klammern; gelesen wurde: „und“ bindet stärker.")
                return any_of(tuple(self.condition(each) for each in branches))
            case "und":
                return all_of(tuple(self.condition(each) for each in branches))
            case "klammer":
                return self.condition(branches[0])
            case "nicht":
                return negate(self.condition(branches[0]))
            case "ohne_element":
                if self._memory.subject is None:
                    raise UnclearError("Vor dem Vergleich steht kein Element.")
                elements = Elements("", (self._memory.subject,), alternative=False)
                return self.of_elements(elements, Tree("vergleich", tree.children), negative=False)
            case "von_rechnung":
                return self.of_term(self.term(branches[0]), branches[2], negative=negative(branches[1]))
            case _:
                return self.of_elements(
                    self.elements(branches[0]), branches[2], negative=negative(branches[1])
                )

    def elements(self, tree: Tree[Token]) -> Elements:
        """A list of elements."""
        quantity = next((str(tokens(each)[0].type) for each in trees(tree) if each.data == "menge"), "")
        listed = next(each for each in trees(tree) if each.data == "elemente")
        references = tuple(self.reference(each) for each in tokens(listed))
        links = [token.type for each in trees(listed) for token in tokens(each)]
        if "ENTWEDER" in links:
            raise UnclearError("Zwei Angaben mit „entweder“ sind ineinander verschachtelt.")
        if "ODER" in links and "UND" in links and not quantity:
            raise UnclearError("„und“ und „oder“ zwischen Elementen lassen mehrere Lesarten zu.")
        return Elements(quantity, references, "ODER" in links)

    def of_elements(self, elements: Elements, predicate: Tree[Token], *, negative: bool) -> Condition:
        """What is said of several elements, linked as their quantity wants it."""
        atoms = tuple(self.predicate(each, predicate) for each in elements.references)
        if negative and elements.alternative and not elements.quantity:
            text = "„A oder B nicht“ ist gelesen als: A nicht oder B nicht. Ist das gemeint, oder keines von beiden?"
            self.note(text, NoteKind.AMBIGUOUS)
        if negative or elements.quantity == "KEINES":
            atoms = tuple(negate(each) for each in atoms)
        match elements.quantity:
            case "GENAU" | "ENTWEDER" if len(atoms) > 1:
                return any_of(
                    tuple(
                        all_of(tuple(atom if n == chosen else negate(atom) for n, atom in enumerate(atoms)))
                        for chosen in range(len(atoms))
                    )
                )
            case "HOECHSTENS":
                return all_of(tuple(Not(AllOf(pair)) for pair in combinations(atoms, 2)))
            case "MINDESTENS":
                return any_of(atoms)
            case "ALLE" | "KEINES":
                return all_of(atoms)
            case _:
                return any_of(atoms) if elements.alternative else all_of(atoms)

    def predicate(self, reference: Reference, predicate: Tree[Token]) -> Condition:
        """What is said of one element."""
        if is_valued(predicate):
            self._memory.subject = reference
        if not reference.spread:
            return self._of_path(self._resolver.path(reference.ids, reference.name), predicate)
        fields = self._resolver.spread(reference, truth=self._asks_truth(predicate))
        if not fields:
            raise UnclearError(f"Zu {reference.ids[-1]} fehlen die Felder, von denen der Satz spricht.")
        atoms = tuple(self._of_path(path, predicate) for path in fields)
        if reference.spread == "only":
            own = self._of_path(self._resolver.path(reference.ids, reference.name), predicate)
            return all_of((own, *(negate(each) for each in atoms)))
        return any_of(atoms) if reference.spread in {"any", "others"} else all_of(atoms)

    def _asks_truth(self, predicate: Tree[Token]) -> bool:
        return any(self._truth(literal) is not None for literal in self._values(predicate))

    def _of_path(self, path: str, predicate: Tree[Token]) -> Condition:
        branches = trees(predicate)
        match predicate.data:
            case "filled" | "tofill" | "todo":
                return Filled(path)
            case "empty" | "toempty":
                return Empty(path)
            case "chosen":
                entry = self._words.get(path)
                chosen = entry is not None and entry.type is ValueType.TRUTH
                return Equals(path, "true") if chosen else Filled(path)
            case "male":
                number = self._number(self._scanned.literals[int(tokens(predicate)[1])])
                return Compare(relation_of(predicate), CountOf(path), number)
            case "rest":
                return self._rest(path, predicate)
            case "zwischen":
                low, high = self._values(predicate)
                least = self._with_value(path, Relation.AT_LEAST, low)
                return all_of((least, self._with_value(path, Relation.AT_MOST, high)))
            case "gleich" | "vergleich" | "bereich_zwischen":
                relation = relation_of(predicate) if predicate.data == "vergleich" else Relation.EQUAL
                return self._with_values(path, relation, self._listed(path, predicate))
            case "vergleich_feld":
                other = FieldValue(self._path(tokens(predicate)[1]))
                return compare(relation_of(predicate), FieldValue(path), other)
            case "vergleich_term":
                return self.against(relation_of(predicate), FieldValue(path), branches[0])
            case "abstand":
                return self._distance(path, predicate)
            case "alter":
                duration = self._duration(branches[0])
                self.note(f"Die Frist von {path} ist bis heute gerechnet.")
                return _span(relation_of(predicate), duration, FieldValue(path), Today())
            case _:
                raise UnclearError("Was hier von den Elementen ausgesagt wird, ist keine Bedingung.")

    def _listed(self, path: str, predicate: Tree[Token]) -> Iterable[Literal]:
        """The values of a predicate; a range of codes stands for those of the list that lie in it."""
        if predicate.data == "bereich_zwischen":
            yield from self._between(path, predicate)
            return
        for each in trees(trees(predicate)[0]):
            if each.data == "bereich":
                low, high = (
                    self._scanned.literals[int(token)] for token in tokens(each) if token.type == "WERT"
                )
                yield from self._codes(path, low, high, lambda code, least, most: least <= code <= most)
            else:
                yield from self._values(each)

    def _between(self, path: str, predicate: Tree[Token]) -> Iterable[Literal]:
        """„>= 200000 bis < 300000“."""
        parts = tokens(predicate)
        low, high = (self._scanned.literals[int(token)] for token in parts if token.type == "WERT")
        above, below = (str(token) for token in parts if token.type == "OP")

        def holds(code: int, least: int, most: int) -> bool:
            return (code > least or (above == ">=" and code == least)) and (
                code < most or (below == "<=" and code == most)
            )

        return self._codes(path, low, high, holds)

    def _codes(
        self, path: str, low: Literal, high: Literal, holds: Callable[[int, int, int], bool]
    ) -> Iterable[Literal]:
        entry = self._words.get(path)
        options = entry.options if entry is not None and entry.type is ValueType.CODE else None
        if options is None or not (low.text.isdecimal() and high.text.isdecimal()):
            raise UnclearError("Ein Bereich von Codes lässt sich nur mit der Codeliste des Feldes lesen.")
        ends = int(low.text), int(high.text)
        found = [
            Literal(code, label)
            for code, label in options.items()
            if code.isdecimal() and holds(int(code), *ends)
        ]
        if not found:
            raise UnclearError(f"In der Codeliste liegt kein Eintrag von {low.text} bis {high.text}.")
        self.note(
            f"„{low.text} bis {high.text}“ ist gelesen als: {', '.join(each.text for each in found[:12])}."
        )
        return found

    def _rest(self, path: str, predicate: Tree[Token]) -> Condition:
        """„alle anderen“: none of the values that earlier conditions named."""
        named = self._memory.values.get(path, [])
        if not named or relation_of(predicate) is not Relation.EQUAL:
            raise UnclearError("Welche Werte „alle anderen“ sind, sagt die Regel nicht.")
        self.note("„alle anderen“ ist gelesen als: keiner der zuvor genannten Werte.")
        return all_of(tuple(compare(Relation.UNEQUAL, FieldValue(path), Text(value)) for value in named))

    def of_term(self, left: Term, predicate: Tree[Token], *, negative: bool) -> Condition:
        """What is said of a calculation."""
        made = self._of_term(left, predicate)
        return negate(made) if negative else made

    def _of_term(self, left: Term, predicate: Tree[Token]) -> Condition:
        if not is_valued(predicate):
            raise UnclearError("Eine Rechnung lässt sich nur vergleichen.")
        relation = relation_of(predicate) if predicate.data != "gleich" else Relation.EQUAL
        match predicate.data:
            case "alter" | "frist":
                match left:
                    case Calculation(Operator.MINUS, end, start):
                        return _span(relation, self._duration(trees(predicate)[0]), start, end)
                raise UnclearError("Die Frist lässt sich nicht zuordnen.")
            case "vergleich" | "gleich":
                values = [self._number(literal) for literal in self._values(predicate)]
                return any_of(tuple(Compare(relation, left, value) for value in values))
            case "vergleich_feld":
                return compare(relation, left, FieldValue(self._path(tokens(predicate)[1])))
            case "vergleich_term":
                return compare(relation, left, self.term(trees(predicate)[0]))
            case _:
                raise UnclearError("Eine Rechnung lässt sich nur vergleichen.")

    def against(self, relation: Relation, left: Term, tree: Tree[Token]) -> Condition:
        """A comparison with a calculation; a date moved by a span is compared by the span."""
        parts = tree.children
        last = parts[-1]
        if tree.data == "rechnen" and len(parts) == 3 and isinstance(last, Tree) and last.data == "dauer":
            duration, origin = self._duration(last), self._operand(parts[0])
            if self._sign(parts[1]) is Operator.PLUS:
                return _span(relation, duration, origin, left)
            return _span(_MIRRORED.get(relation, relation), duration, left, origin)
        return compare(relation, left, self.term(tree))

    def _distance(self, path: str, predicate: Tree[Token]) -> Condition:
        """„mindestens 3 Monate nach …“: the span from the other day, or towards it."""
        first, second = (token for token in predicate.children if isinstance(token, Token))
        duration, other = self._duration(trees(predicate)[0]), self.term(trees(predicate)[1])
        relation, here = Relation(str(first)), FieldValue(path)
        if Relation(str(second)) in {Relation.GREATER, Relation.AT_LEAST}:
            return _span(relation, duration, other, here)
        return _span(relation, duration, here, other)

    @staticmethod
    def _truth(literal: Literal) -> bool | None:
        return None if literal.text in {"0", "1"} else read_boolean(literal.text)

    def _with_values(self, path: str, relation: Relation, literals: Iterable[Literal]) -> Condition:
        made = tuple(self._with_value(path, relation, literal) for literal in literals)
        named = self._memory.values.setdefault(path, [])
        named.extend(each.value for each in made if isinstance(each, Equals) and each.value not in named)
        if len(made) > 1 and relation is Relation.UNEQUAL:
            self.note("Mehrere Werte nach „ungleich“ sind gelesen als: keiner davon.")
            return all_of(made)
        return any_of(made)

    def _with_value(self, path: str, relation: Relation, literal: Literal) -> Condition:
        entry = self._words.get(path)
        left, text = FieldValue(path), literal.text
        kind = entry.type if entry else ValueType.TEXT
        if kind is ValueType.CODE and entry is not None:
            return compare(relation, left, Text(self._code(entry.id, entry.options, literal)))
        if kind is ValueType.TRUTH:
            truth = read_boolean(text)
            return compare(relation, left, Text(text if truth is None else str(truth).lower()))
        if kind is ValueType.NUMBER and read_number(text.rstrip("€% ")) is not None:
            return Compare(relation, left, self._number(literal))
        if kind is ValueType.DATE and (day := read_date(text.replace(" ", ""))) is not None:
            return Compare(relation, left, Day(day))
        if relation not in {Relation.EQUAL, Relation.UNEQUAL} and read_number(text) is not None:
            return Compare(relation, left, self._number(literal))
        return compare(relation, left, Text(text))

    def _code(self, element_id: str, options: Mapping[str, str] | None, literal: Literal) -> str:
        """The code; a label alone is looked up, a label that is not the code's is noted."""
        if options is None or literal.text in options:
            label = (options or {}).get(literal.text)
            if label and literal.label and fold(label) != fold(literal.label):
                self.note(
                    f"Der Wert {literal.text} von {element_id} heißt „{label}“, im Satz „{literal.label}“.",
                    NoteKind.NAME,
                )
            return literal.text
        first, _, following = literal.text.partition(" ")
        if following and first in options:
            return self._code(element_id, options, Literal(first, following))
        for code, label in options.items():
            if fold(label) == fold(literal.text) or (
                literal.text.isdigit() and code.lstrip("0") == literal.text.lstrip("0")
            ):
                self.note(f"„{literal.text}“ ist gelesen als Code {code} „{label}“ von {element_id}.")
                return code
        return literal.text


def _span(relation: Relation, duration: Duration, start: Term, end: Term) -> Condition:
    return Compare(relation, Span(duration.unit, start, end), Number(duration.number))


def relation_of(predicate: Tree[Token]) -> Relation:
    """The comparison a predicate begins with."""
    return Relation(str(tokens(predicate)[0]))


def negative(zusatz: Tree[Token]) -> bool:
    """True for an odd number of „nicht“."""
    return sum(token.type == "NICHT" for token in tokens(zusatz)) % 2 == 1
