# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which element a sentence means: the id decides, the place of the rule tells which of several."""

from __future__ import annotations

from collections.abc import Sequence

from leistungswerk.forms.rules.german.scan import Reference
from leistungswerk.forms.rules.soundness import Note, NoteKind
from leistungswerk.forms.rules.vocabulary import Entry, ValueType, Vocabulary, fold


class Resolver:
    """Resolves the references of one rule at one place; ``owner`` is the path that carries the rule."""

    def __init__(self, vocabulary: Vocabulary, owner: str) -> None:
        self.vocabulary = vocabulary
        self._owner = owner
        self._known: list[str] = []
        self.notes: list[Note] = []

    def path(self, ids: Sequence[str], name: str = "") -> str:
        """The path of an element; of an unknown one the ids as written."""
        candidates = [entry for entry in self.vocabulary.places(ids[-1]) if self._holds(entry, ids[:-1])]
        if not candidates and (named := self._named(ids, name)):
            return named
        if not candidates:
            return self._unknown(ids)
        entry = self._nearest(candidates)
        self._known.append(entry.path)
        if entry.id != ids[-1]:
            self._note(
                NoteKind.READING, f"{ids[-1]} ist eine Kennung der anderen Fassung; gemeint ist {entry.id}."
            )
        if name and fold(name) not in {fold(each) for each in entry.names}:
            self._note(
                NoteKind.NAME, f"Der Satz nennt {entry.id} „{name}“, das Element heißt „{entry.names[0]}“."
            )
        return entry.path

    def spread(self, reference: Reference, *, truth: bool) -> tuple[str, ...]:
        """The fields a reference to a group stands for; ``truth``: only those that are answered by yes or no."""
        group = reference.group if reference.spread in {"only", "others"} else reference.ids
        base = self.path(group, "" if reference.group else reference.name)
        fields = [
            each for each in self.vocabulary.fields_in(base) if not truth or each.type is ValueType.TRUTH
        ]
        if reference.spread == "first":
            fields = fields[: reference.count]
        if reference.spread in {"only", "others"}:
            own = self.path(reference.ids, reference.name)
            fields = [each for each in fields if each.path != own]
        listed = ", ".join(each.id for each in fields)
        if not fields:
            self._note(NoteKind.UNREAD, f"In {base} steht kein Feld, auf das die Aussage passt.")
        else:
            self._note(NoteKind.READING, f"Die Felder in {group[-1]} sind gelesen als: {listed}.")
        return tuple(each.path for each in fields)

    def _holds(self, entry: Entry, holders: Sequence[str]) -> bool:
        steps = iter(entry.path.split(".")[:-1])
        wanted = [{place.id for place in self.vocabulary.places(each)} | {each} for each in holders]
        return all(any(step in names for step in steps) for names in wanted)

    def _nearest(self, candidates: Sequence[Entry]) -> Entry:
        """Inside the place of the rule first, then outwards; of several the nearest to what was named before."""
        base = self._owner
        while True:
            inside = [each for each in candidates if not base or f"{each.path}.".startswith(f"{base}.")]
            if inside:
                break
            base = base.rpartition(".")[0]
        depth = min(each.path.count(".") for each in inside)
        inside = [each for each in inside if each.path.count(".") == depth] if base else inside
        if len(inside) == 1:
            return inside[0]
        scores = [max((_shared(each.path, known) for known in self._known), default=0) for each in inside]
        best = [each for each, score in zip(inside, scores, strict=True) if score == max(scores)]
        if len(best) > 1:
            listed = ", ".join(each.path for each in best[:4])
            self._note(
                NoteKind.AMBIGUOUS,
                f"{best[0].id} steht an mehreren Stellen: {listed}. Wählen Sie die gemeinte.",
            )
        return best[0]

    def _named(self, ids: Sequence[str], name: str) -> str:
        """The only element of the name a sentence gives beside an id nobody has; empty when there is none."""
        if not name or self.vocabulary.places(ids[-1]):
            return ""
        entries = self.vocabulary.by_name.get(fold(name), ())
        if len({each.id for each in entries}) != 1:
            return ""
        text = f"{ids[-1]} gibt es nicht; nach dem Namen „{name}“ ist {entries[0].id} gemeint. Prüfen Sie die Kennung."
        self._note(NoteKind.READING, text)
        return self.path((entries[0].id,))

    def _unknown(self, ids: Sequence[str]) -> str:
        path = ".".join(ids)
        text = (
            f"Der Satz nennt {path}. {self.vocabulary.title} hat dort kein Element; prüfen Sie die Kennung."
        )
        self._note(NoteKind.UNKNOWN_ID, text)
        return path

    def _note(self, kind: NoteKind, text: str) -> None:
        self.notes.append(Note(kind, text))


def _shared(one: str, other: str) -> int:
    pairs = zip(one.split("."), other.split("."), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(one.count("."), other.count(".")) + 1)
