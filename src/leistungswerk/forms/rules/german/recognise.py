# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A rule sentence read, judged and told: what a person then confirms, corrects or refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from leistungswerk.forms.rules.german.consequences import SentenceReader
from leistungswerk.forms.rules.german.grammar import UnreadError, parse
from leistungswerk.forms.rules.german.memory import Elements, Memory, UnclearError
from leistungswerk.forms.rules.german.references import Resolver
from leistungswerk.forms.rules.german.scan import Reference, Scanned, Scanner, sentences
from leistungswerk.forms.rules.german.special import (
    calendar_effects,
    explains,
    is_bound,
    references_in,
    together_effects,
    unique_effects,
)
from leistungswerk.forms.rules.german.wording import normalise
from leistungswerk.forms.rules.model import (
    ALWAYS,
    Condition,
    Effect,
    ForbiddenIf,
    RequiredIf,
    RuleError,
    any_of,
    negate,
)
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.forms.rules.printing import print_effects
from leistungswerk.forms.rules.soundness import (
    CONTRADICTIONS,
    OPEN_QUESTIONS,
    Note,
    NoteKind,
    check_effects,
    cycles,
)
from leistungswerk.forms.rules.vocabulary import Vocabulary, vocabulary_of_schema
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Regel, Stammdatenschema

MAX_SENTENCE = 20_000
"""Characters of a rule that is read; the longest official one has some 2,000."""


_IDLE = Note(
    NoteKind.UNREAD, "Der Satz hat keine Wirkung auf das Formular. Legen Sie die Bedeutung selbst fest."
)


class Status(StrEnum):
    """How far a rule was read. None of them releases it."""

    RECOGNISED = "recognised"
    NEEDS_HUMAN = "needs-human"
    CONTRADICTION = "contradiction"


class Recognition(msgspec.Struct, frozen=True):
    """A rule as it was read. What could be read of an unclear rule stands there as a proposal."""

    id: str
    version: str | None
    sentence: str
    expression: str
    status: Status
    notes: tuple[Note, ...]
    effects: tuple[Effect, ...]
    owners: tuple[str, ...] = ("",)
    """Paths of the elements that carry the rule; ``""`` is the schema."""
    shown: tuple[str, ...] = ()
    """Paths the sentence shows under a condition, read as hidden otherwise."""

    @property
    def dates(self) -> bool:
        """True when dates are reckoned: such a rule is released singly."""
        return any(note.kind is NoteKind.DATES for note in self.notes)


class _Rule(msgspec.Struct):
    rule: Regel
    owners: list[str]


def recognise_schema(
    schema: Stammdatenschema | Datenfeldgruppe | Datenfeld, codelists: CodelistCollection
) -> tuple[Recognition, ...]:
    """Read every rule of a schema, each once with all its places, in the order of the schema."""
    vocabulary = vocabulary_of_schema(schema, codelists)
    found = [
        recognise(
            each.rule.satz,
            vocabulary,
            each.owners,
            rule_id=each.rule.identifikation.id,
            version=each.rule.identifikation.version,
        )
        for each in _rules_of(schema)
    ]
    found = _with_other_demands(found)
    circular = cycles({f"{each.id}/{number}": each.effects for number, each in enumerate(found)})
    return tuple(_with_cycle(each, circular.get(f"{each.id}/{number}")) for number, each in enumerate(found))


def _with_other_demands(found: Sequence[Recognition]) -> list[Recognition]:
    """What one rule shows under a condition and another shows or demands under another is not simply hidden."""
    wanted: dict[str, set[int]] = {}
    for number, each in enumerate(found):
        demanded = {effect.target for effect in each.effects if isinstance(effect, RequiredIf)}
        for path in demanded.union(each.shown):
            wanted.setdefault(path, set()).add(number)
    told = []
    for number, each in enumerate(found):
        hidden = {effect.target for effect in each.effects if isinstance(effect, ForbiddenIf)}
        shared = [path for path in each.shown if path in hidden and wanted[path] - {number}]
        notes = tuple(
            Note(
                NoteKind.AMBIGUOUS,
                f"Auch eine andere Regel zeigt oder verlangt {path}. Prüfen Sie, wann es wirklich leer bleiben muss.",
            )
            for path in shared
        )
        contrary = each.status is Status.CONTRADICTION
        status = each.status if not notes or contrary else Status.NEEDS_HUMAN
        told.append(msgspec.structs.replace(each, notes=(*each.notes, *notes), status=status))
    return told


def _with_cycle(recognition: Recognition, note: Note | None) -> Recognition:
    if note is None:
        return recognition
    notes = tuple(dict.fromkeys((*recognition.notes, note)))
    return msgspec.structs.replace(recognition, notes=notes, status=Status.CONTRADICTION)


def _rules_of(schema: Stammdatenschema | Datenfeldgruppe | Datenfeld) -> Iterator[_Rule]:
    found: dict[tuple[str, str | None, str], _Rule] = {}

    def visit(element: Stammdatenschema | Datenfeldgruppe | Datenfeld, path: str) -> None:
        for rule in element.regel:
            key = (rule.identifikation.id, rule.identifikation.version, rule.satz)
            found.setdefault(key, _Rule(rule, [])).owners.append(path)
        for place in element.struktur if not isinstance(element, Datenfeld) else ():
            inner = place.enthaelt
            visit(inner, f"{path}.{inner.id}" if path else inner.id)

    visit(schema, "")
    yield from found.values()


def recognise(
    sentence: str,
    vocabulary: Vocabulary,
    owners: Sequence[str] = ("",),
    *,
    rule_id: str = "",
    version: str | None = None,
) -> Recognition:
    """Read a rule at each of its places.

    Raises nothing: what cannot be read ends in a note and the status ``needs-human``.
    """
    effects: dict[Effect, None] = {}
    notes: dict[Note, None] = {}
    shown: dict[str, None] = {}
    written = _in_the_language(sentence, vocabulary)
    effects.update(dict.fromkeys(written))
    if len(sentence) > MAX_SENTENCE:
        text = f"Der Satz hat mehr als {MAX_SENTENCE} Zeichen. Teilen Sie die Regel auf."
        notes[Note(NoteKind.UNREAD, text)] = None
    for owner in owners if not notes and not written else ():
        reading = _Reading(sentence, vocabulary, owner)
        shown.update(dict.fromkeys(reading.shown))
        effects.update(dict.fromkeys(reading.effects))
        notes.update(dict.fromkeys(reading.notes))
    known = [note for note in notes if note.kind is NoteKind.UNKNOWN_ID]
    checked = check_effects(tuple(effects), vocabulary)
    notes.update(dict.fromkeys(note for note in checked if not known or note.kind is not NoteKind.UNKNOWN_ID))
    if not effects and not any(note.kind in OPEN_QUESTIONS for note in notes):
        notes[_IDLE] = None
    return Recognition(
        rule_id,
        version,
        sentence,
        print_effects(tuple(effects)),
        _status(tuple(notes)),
        tuple(notes),
        tuple(effects),
        tuple(owners),
        tuple(shown),
    )


def _in_the_language(sentence: str, vocabulary: Vocabulary) -> tuple[Effect, ...]:
    """What a sentence means that is written in the rule language already and fits the elements; else nothing."""
    try:
        effects = parse_effects(sentence)
    except RuleError:
        return ()
    notes = check_effects(effects, vocabulary)
    return () if any(note.kind in CONTRADICTIONS | OPEN_QUESTIONS for note in notes) else effects


def _status(notes: Sequence[Note]) -> Status:
    kinds = {note.kind for note in notes}
    if kinds & CONTRADICTIONS:
        return Status.CONTRADICTION
    return Status.NEEDS_HUMAN if kinds & OPEN_QUESTIONS else Status.RECOGNISED


class _Reading:
    """One rule at one place."""

    def __init__(self, text: str, vocabulary: Vocabulary, owner: str) -> None:
        scanner = Scanner(text, vocabulary)
        scanned = scanner.scan()
        self._resolver = Resolver(vocabulary, owner)
        self._memory = Memory(values={}, permitted=[], shown=[], owner=_field_at(vocabulary, owner))
        self._spoken: list[str] = []
        self._own: list[Note] = list(scanner.notes)
        found: list[Effect] = []
        for sentence in sentences(scanned):
            found.extend(self._sentence(sentence, scanned))
        found.extend(self._shown(found))
        found.extend(self._permitted(found))
        self.effects = tuple(dict.fromkeys(found))
        self.notes = (*self._own, *self._resolver.notes)

    def _note(self, kind: NoteKind, text: str) -> None:
        self._own.append(Note(kind, text))

    def _sentence(self, sentence: str, scanned: Scanned) -> tuple[Effect, ...]:
        if explains(sentence):
            self._note(NoteKind.READING, f"Als Erläuterung übergangen: „{_plain(sentence, scanned)}“")
            return ()
        effects = (
            unique_effects(sentence, scanned, self._resolver, self._spoken)
            or calendar_effects(sentence, scanned, self._resolver)
            or together_effects(sentence, scanned, self._resolver)
        )
        if effects:
            return effects
        if is_bound(sentence):
            references = [scanned.references[number] for number in references_in(sentence, scanned)]
            self._spoken = [self._resolver.path(each.ids, each.name) for each in references]
            self._note(NoteKind.READING, "Wie oft das Feld ausgefüllt wird, bestimmt die Anzahl im Schema.")
            return ()
        try:
            reader = SentenceReader(scanned, self._resolver, self._memory)
            normal = normalise(sentence, scanned)
            effects = reader.effects(parse(normal.text))
        except (UnreadError, UnclearError) as error:
            reason = (
                f" (bei „{_plain(str(error), scanned)}“)" if isinstance(error, UnreadError) else f" {error}"
            )
            self._note(NoteKind.UNREAD, f"Nicht gelesen: „{_plain(sentence, scanned)}“.{reason}")
            return ()
        self._own.extend(reader.notes)
        for written, right in normal.slips:
            self._note(NoteKind.READING, f"„{written}“ ist gelesen als „{right}“.")
        if normal.passed:
            self._note(NoteKind.READING, f"Übergangen: „{' '.join(normal.passed)}“.")
        return effects

    def _permitted(self, effects: Sequence[Effect]) -> tuple[Effect, ...]:
        """„kann befüllt werden“ alone means little; with nothing else said, a person decides whether it limits."""
        left = _unless_forbidden(self._memory.permitted, effects)
        if not left or effects:
            return ()
        self._note(
            NoteKind.AMBIGUOUS,
            "„kann befüllt werden“ ist gelesen als: sonst nicht erlaubt. Ist das gemeint?",
        )
        return left

    def _shown(self, effects: Sequence[Effect]) -> tuple[Effect, ...]:
        """What a rule shows under a condition, and nowhere says when it is hidden, is hidden otherwise."""
        left = _unless_forbidden(self._memory.shown, effects)
        self.shown = tuple(dict.fromkeys(path for _, path in self._memory.shown))
        if left:
            self._note(NoteKind.READING, "„wird angezeigt“ ist gelesen als: sonst nicht angezeigt und leer.")
        return left


def _field_at(vocabulary: Vocabulary, owner: str) -> Elements | None:
    """The field that carries a rule: what a sentence means that names no other."""
    entry = vocabulary.get(owner)
    if entry is None or entry.is_group:
        return None
    return Elements("", (Reference(tuple(owner.split("."))),), alternative=False)


def _unless_forbidden(
    allowed: Sequence[tuple[Condition, str]], effects: Sequence[Effect]
) -> tuple[Effect, ...]:
    """Forbidden where none of the conditions holds under which a path is allowed."""
    spoken = {each.target for each in effects if isinstance(each, ForbiddenIf)}
    found: dict[str, dict[Condition, None]] = {}
    for when, path in allowed:
        if path not in spoken:
            found.setdefault(path, {})[when] = None
    return tuple(
        ForbiddenIf(negate(any_of(tuple(conditions))), path)
        for path, conditions in found.items()
        if ALWAYS not in conditions
    )


def _plain(sentence: str, scanned: Scanned) -> str:
    """A sentence of signs for people: ids instead of marks."""

    def told(found: re.Match[str]) -> str:
        number = int(found[2])
        if found[1] == "§":
            return ".".join(scanned.references[number].ids) if number < len(scanned.references) else ""
        return scanned.literals[number].text if number < len(scanned.literals) else ""

    text = re.sub(r"([§¤])(\d+)", told, sentence).replace("OP", "")
    return text if len(text) <= 160 else f"{text[:157]}…"
