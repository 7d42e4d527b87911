# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Do rules fit what they speak of? Types, ids, cycles among calculated values, targets nobody can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from leistungswerk.forms.model import FieldKind
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Assign,
    Calculation,
    Calendar,
    Compare,
    Condition,
    CountOf,
    Day,
    Effect,
    Empty,
    Equals,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    Not,
    NotEquals,
    Number,
    Relation,
    RequiredIf,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unique,
    condition_of,
    effect_paths,
    reads_dates,
    term_paths,
)
from leistungswerk.forms.rules.scopes import container_of
from leistungswerk.forms.rules.vocabulary import Entry, ValueType, Vocabulary
from leistungswerk.forms.values import read_value


class NoteKind(StrEnum):
    """What a note is about. Members of ``CONTRADICTIONS`` and ``OPEN_QUESTIONS`` decide the status."""

    UNKNOWN_ID = "unknown-id"
    TYPE = "type"
    CYCLE = "cycle"
    UNREACHABLE = "unreachable"
    UNREAD = "unread"
    AMBIGUOUS = "ambiguous"
    SEVERAL_VALUES = "several-values"
    READING = "reading"
    """Read in one of several possible ways, or a slip passed over."""
    NAME = "name"
    DATES = "dates"
    CODELIST = "codelist"


CONTRADICTIONS = frozenset({NoteKind.UNKNOWN_ID, NoteKind.TYPE, NoteKind.CYCLE, NoteKind.UNREACHABLE})
OPEN_QUESTIONS = frozenset({NoteKind.UNREAD, NoteKind.AMBIGUOUS, NoteKind.SEVERAL_VALUES})


class Note(msgspec.Struct, frozen=True):
    """One sentence for the person who releases the rule."""

    kind: NoteKind
    text: str


_VALUE_KINDS = {
    ValueType.NUMBER: FieldKind.NUMBER,
    ValueType.DATE: FieldKind.DATE,
    ValueType.TIME: FieldKind.TIME,
    ValueType.TRUTH: FieldKind.BOOLEAN,
    ValueType.TEXT: FieldKind.TEXT,
    ValueType.CODE: FieldKind.TEXT,
}
_TRUTH_WORDS = frozenset({"wahr", "falsch", "true", "false"})
_ORDERED = frozenset({ValueType.NUMBER, ValueType.DATE, ValueType.TIME, ValueType.TEXT})


def check_effects(effects: Sequence[Effect], vocabulary: Vocabulary) -> tuple[Note, ...]:
    """Everything wrong or worth knowing about the effects of one rule, each note once."""
    found: dict[Note, None] = {}
    for effect in effects:
        notes = list(_Checker(vocabulary, container_of(effect)).effect(effect))
        found.update(dict.fromkeys(notes))
        if reads_dates(effect):
            text = "Die Bedeutung hängt vom Datum ab. Prüfen Sie die Richtung und geben Sie die Regel einzeln frei."
            found[Note(NoteKind.DATES, text)] = None
    found.update(dict.fromkeys(_opposed(effects, vocabulary)))
    return tuple(found)


class _Checker:
    """Checks one effect, asked from the instances of one group."""

    def __init__(self, vocabulary: Vocabulary, container: str) -> None:
        self._words = vocabulary
        self._container = f"{container}."

    def effect(self, effect: Effect) -> Iterator[Note]:
        paths = effect_paths(effect)
        if not paths:
            yield Note(NoteKind.TYPE, "Die Regel nennt kein Ziel. Geben Sie mindestens ein Element an.")
        unknown = [path for path in dict.fromkeys(paths) if self._words.get(path) is None]
        for path in unknown:
            yield Note(
                NoteKind.UNKNOWN_ID,
                f"Die Regel nennt „{path}“. {self._words.title} hat dort kein Element; prüfen Sie den Pfad.",
            )
        if unknown:
            return
        when = condition_of(effect)
        if when is not None:
            yield from self.condition(when)
            yield from self._never(when)
        match effect:
            case MustHold(that):
                yield from self.condition(that)
            case Assign(target, value):
                yield from self._assigned(target, value)
            case Unique(path):
                yield from self._unique(path)
        yield from self._targets(effect)

    def _entry(self, path: str) -> Entry:
        return self._words.entries[path]

    def _name(self, path: str) -> str:
        return f"{self._entry(path).id} „{self._entry(path).names[0]}“"

    def condition(self, condition: Condition) -> Iterator[Note]:
        match condition:
            case AllOf(of) | AnyOf(of):
                for each in of:
                    yield from self.condition(each)
            case Not(inner):
                yield from self.condition(inner)
            case Equals(path, value) | NotEquals(path, value):
                yield from self._value(path, value)
            case Compare(relation, left, right):
                yield from self._comparison(relation, left, right)
            case Calendar(day, month, year):
                for path in (day, month, year):
                    if self._entry(path).type not in {ValueType.TEXT, ValueType.NUMBER, ValueType.CODE}:
                        yield self._mistyped(path, "Zahl")

    def _value(self, path: str, value: str) -> Iterator[Note]:
        entry = self._entry(path)
        kind = _VALUE_KINDS.get(entry.type)
        said = f"Die Regel vergleicht „{path}“ mit „{value}“."
        if kind is None:
            text = f"{said} {self._name(path)} hat keinen Wert ({entry.type}); fragen Sie nach „befüllt“ oder „leer“."
            yield Note(NoteKind.TYPE, text)
        elif (entry.options is not None and value not in entry.options) or read_value(kind, value) is None:
            offered = f" Möglich sind: {', '.join(list(entry.options)[:12])}." if entry.options else ""
            text = f"{said} Diesen Wert kann {self._name(path)} nicht haben ({entry.type}).{offered}"
            yield Note(NoteKind.TYPE, text)
        elif entry.type is ValueType.TEXT and value.casefold() in _TRUTH_WORDS:
            yield Note(
                NoteKind.TYPE, f"{said} {self._name(path)} ist ein Textfeld und kein Feld mit Ja und Nein."
            )
        elif entry.type is ValueType.CODE and entry.options is None:
            yield Note(
                NoteKind.CODELIST,
                f"Die Codeliste von {self._name(path)} liegt nicht vor; der Wert „{value}“ ist ungeprüft.",
            )

    def _comparison(self, relation: Relation, left: Term, right: Term) -> Iterator[Note]:
        notes = [*self._term(left), *self._term(right)]
        yield from notes
        if notes:
            return
        types = self._type(left), self._type(right)
        if self._plain(types[0]) is not self._plain(types[1]):
            yield Note(
                NoteKind.TYPE,
                f"{types[0]} lässt sich nicht mit {types[1]} vergleichen. Prüfen Sie beide Seiten.",
            )
        elif relation not in {Relation.EQUAL, Relation.UNEQUAL} and types[0] not in _ORDERED:
            yield Note(NoteKind.TYPE, f"{types[0]} lässt sich nur mit = oder <> vergleichen.")

    @staticmethod
    def _plain(kind: ValueType) -> ValueType:
        return ValueType.TEXT if kind is ValueType.CODE else kind

    def _type(self, term: Term) -> ValueType:
        match term:
            case FieldValue(path):
                return self._entry(path).type
            case Day() | Today():
                return ValueType.DATE
            case Text():
                return ValueType.TEXT
            case _:
                return ValueType.NUMBER

    def _term(self, term: Term) -> Iterator[Note]:
        match term:
            case FieldValue(path):
                entry = self._entry(path)
                if entry.type in {ValueType.GROUP, ValueType.NONE, ValueType.FILE}:
                    yield self._mistyped(path, "Wert")
                elif entry.rows or entry.several or self._has_other_rows(path):
                    yield Note(
                        NoteKind.SEVERAL_VALUES,
                        f"{self._name(path)} kann mehrere Werte haben. Legen Sie fest, welcher gilt, etwa mit Summe oder Anzahl.",
                    )
            case SumOf(path):
                if self._entry(path).type is not ValueType.NUMBER:
                    yield self._mistyped(path, "Zahl")
            case Calculation(_, left, right):
                yield from self._operands((left, right), ValueType.NUMBER)
            case Span(_, start, end):
                yield from self._operands((start, end), ValueType.DATE)
            case Number() | Day() | Text() | Today() | CountOf():
                pass

    def _has_other_rows(self, path: str) -> bool:
        """True when the element stands in rows the target does not share."""
        return any(
            each.rows and not self._container.startswith(f"{each.path}.")
            for each in self._words.holders(path)
        )

    def _operands(self, terms: Iterable[Term], wanted: ValueType) -> Iterator[Note]:
        for term in terms:
            yield from self._term(term)
            if self._type(term) is not wanted:
                named = f" ({self._name(term.path)})" if isinstance(term, FieldValue) else ""
                yield Note(
                    NoteKind.TYPE,
                    f"Hier wird ein Wert der Art {wanted} gebraucht, nicht {self._type(term)}{named}.",
                )

    def _mistyped(self, path: str, wanted: str) -> Note:
        return Note(
            NoteKind.TYPE,
            f"{self._name(path)} ist hier nicht verwendbar: gebraucht wird {wanted}, nicht {self._entry(path).type}.",
        )

    def _assigned(self, target: str, value: Term) -> Iterator[Note]:
        yield from self._term(value)
        if target in term_paths(value):
            yield Note(NoteKind.CYCLE, f"{self._name(target)} wird aus sich selbst berechnet.")
        if self._entry(target).rows or self._entry(target).several:
            yield Note(
                NoteKind.TYPE,
                f"{self._name(target)} kann mehrere Werte haben; berechnen lässt sich nur ein einzelner.",
            )
        wanted, found = self._entry(target).type, self._type(value)
        if self._plain(wanted) is not self._plain(found):
            yield Note(
                NoteKind.TYPE, f"{self._name(target)} ({wanted}) kann keinen Wert der Art {found} erhalten."
            )

    def _unique(self, path: str) -> Iterator[Note]:
        entry = self._entry(path)
        if entry.is_group:
            yield self._mistyped(path, "Feld")
        elif not (entry.rows or entry.several or any(each.rows for each in self._words.holders(path))):
            yield Note(
                NoteKind.UNREACHABLE, f"{self._name(path)} hat nur einen Eintrag; er ist immer verschieden."
            )

    def _targets(self, effect: Effect) -> Iterator[Note]:
        match effect:
            case RequiredIf(_, target):
                targets: tuple[str, ...] = (target,)
            case ForbiddenIf() | MustHold() | Assign() | Unique():
                return
            case _:
                targets = effect.targets
        for path in targets:
            if not self._fillable(path):
                yield Note(
                    NoteKind.UNREACHABLE,
                    f"{self._name(path)} kann niemand befüllen. Die Regel wäre nie erfüllbar.",
                )

    def _fillable(self, path: str) -> bool:
        entry = self._entry(path)
        return (
            any(each.writable for each in self._words.fields_in(path)) if entry.is_group else entry.writable
        )

    def _never(self, condition: Condition) -> Iterator[Note]:
        """A conjunction that asks one field for two values, or for filled and empty, never holds."""
        match condition:
            case AnyOf(of) if of:
                if all(any(True for _ in self._never(each)) for each in of):
                    yield from self._never(of[0])
            case AllOf(of):
                for path in _asked_twice(of):
                    if not (self._entry(path).several or self._entry(path).rows):
                        text = f"Die Bedingung stellt an {self._name(path)} zwei Forderungen, die nie zugleich gelten."
                        yield Note(NoteKind.UNREACHABLE, text)


def _asked_twice(of: Sequence[Condition]) -> list[str]:
    values: dict[str, set[str]] = {}
    for each in of:
        match each:
            case Equals(path, value):
                values.setdefault(path, set()).add(value)
    empty = {each.path for each in of if isinstance(each, Empty)}
    filled = {each.path for each in of if isinstance(each, Filled)} | set(values)
    return [*(path for path, asked in values.items() if len(asked) > 1), *sorted(empty & filled)]


def _opposed(effects: Sequence[Effect], vocabulary: Vocabulary) -> Iterator[Note]:
    """Required and forbidden under the same condition."""
    required = {(each.when, each.target) for each in effects if isinstance(each, RequiredIf)}
    for each in effects:
        if isinstance(each, ForbiddenIf) and (each.when, each.target) in required:
            name = vocabulary.names.get(each.target, "")
            text = f"{each.target} „{name}“ wird unter derselben Bedingung verlangt und verboten."
            yield Note(NoteKind.UNREACHABLE, text)


def cycles(effects: Mapping[str, Sequence[Effect]]) -> dict[str, Note]:
    """Rule id → note, for every rule whose calculated value depends on itself through others."""
    needs: dict[str, set[str]] = {}
    for each in (each for group in effects.values() for each in group if isinstance(each, Assign)):
        needs.setdefault(each.target, set()).update(effect_paths(each)[1:])
    circular = {target for target in needs if _reaches(target, needs)}
    return {
        rule: Note(
            NoteKind.CYCLE,
            f"Der berechnete Wert von {each.target} hängt über andere Werte von sich selbst ab.",
        )
        for rule, group in effects.items()
        for each in group
        if isinstance(each, Assign) and each.target in circular
    }


def _reaches(target: str, needs: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    open_paths = list(needs[target])
    while open_paths:
        path = open_paths.pop()
        if path == target:
            return True
        if path not in seen:
            seen.add(path)
            open_paths.extend(needs.get(path, ()))
    return False
