# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tree of a sentence to effects: who must, may or must not be filled, and what must hold."""

from __future__ import annotations

import msgspec
from lark import Token, Tree

from leistungswerk.forms.rules.german.conditions import (
    ConditionReader,
    is_valued,
    negative,
    relation_of,
)
from leistungswerk.forms.rules.german.memory import Claim, Elements, Memory, UnclearError
from leistungswerk.forms.rules.german.references import Resolver
from leistungswerk.forms.rules.german.scan import Scanned
from leistungswerk.forms.rules.german.terms import tokens, trees
from leistungswerk.forms.rules.model import (
    ALWAYS,
    AllOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Compare,
    Condition,
    Effect,
    Empty,
    ExactlyOne,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    Not,
    Relation,
    RequiredIf,
    negate,
)
from leistungswerk.forms.rules.soundness import NoteKind

_OPPOSITE = {
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_MOST: Relation.GREATER,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_LEAST: Relation.LESS,
}
_EMPTY = frozenset({"empty", "toempty"})
_VISIBLE = frozenset({"show", "hide", "show_tofill"})
_DEMANDING = frozenset({"tofill", "todo", "toempty"})
"""Predicates that demand by themselves: „ist anzugeben“."""
_ONLY = frozenset({"nur_wenn_dann", "dann_nur_wenn", "genau_wenn_dann", "dann_genau_wenn"})


class SentenceReader:
    """Reads one sentence; later sentences may lean on the memory."""

    def __init__(self, scanned: Scanned, resolver: Resolver, memory: Memory) -> None:
        self._conditions = ConditionReader(scanned, resolver, memory)
        self._resolver = resolver
        self._memory = memory
        self.notes = self._conditions.notes

    def effects(self, tree: Tree[Token]) -> tuple[Effect, ...]:
        """The effects of a sentence; raise ``UnclearError`` when it has no meaning in the language."""
        branches = trees(tree)
        kind = str(tree.data)
        if kind.startswith("sonst"):
            if self._memory.condition is None:
                raise UnclearError("Vor „sonst“ steht keine Bedingung.")
            contrary = negate(self._memory.condition)
            return self._all(branches[0], contrary, kind) if branches else self._taken_back(contrary)
        if kind == "ohne_bedingung":
            return self._all(branches[0], None, kind)
        if kind == "unzulaessig":
            return (MustHold(_opposite(self._conditions.condition(branches[0]))),)
        if kind == "umgekehrt":
            return self._mirrored(self._conditions.condition(branches[0]), branches[1])
        first = kind in {"wenn_dann", "nur_wenn_dann", "genau_wenn_dann", "wenn_dann_ausser"}
        when = self._conditions.condition(branches[0 if first else 1])
        if kind == "ausser":
            when = negate(when)
        if kind == "wenn_dann_ausser":
            when = AllOf((when, negate(self._conditions.condition(branches[2]))))
        self._memory.condition = when
        return self._all(branches[1 if first else 0], when, kind)

    def _all(self, tree: Tree[Token], when: Condition | None, kind: str) -> tuple[Effect, ...]:
        found: list[Effect] = []
        claims = self._claims(tree)
        spoken = tuple(claim for claim in claims if isinstance(claim, Claim))
        doubtful = [each for each in spoken if not each.spoken and _states(each.predicate)]
        filled = [each for each in doubtful if not is_valued(each.predicate)]
        if (doubtful and len(claims) > 1) or (filled and kind == "ohne_bedingung"):
            raise UnclearError("Ob ein Vergleich Bedingung oder Folge ist, sagt der Satz nicht.")
        for claim in claims:
            if isinstance(claim, Assign):
                found.append(msgspec.structs.replace(claim, when=when))
            else:
                found.extend(self._effects_of(claim, when, only=kind in _ONLY or claim.only))
        self._memory.claims = spoken
        return tuple(found)

    def _mirrored(self, when: Condition, tree: Tree[Token]) -> tuple[Effect, ...]:
        """„Wenn A, dann B und umgekehrt“ of two elements that are filled or not."""
        match when, self._all(tree, when, "wenn_dann"):
            case Filled(path), (ForbiddenIf(_, target),):
                return (AtMostOne((path, target)),)
            case Empty(path), (RequiredIf(_, target),):
                return (AtLeastOne((path, target)),)
            case Filled(path), (RequiredIf(_, target),):
                return (RequiredIf(when, target), RequiredIf(Filled(target), path))
        raise UnclearError("Was „umgekehrt“ gilt, ist nicht eindeutig.")

    def _taken_back(self, when: Condition) -> tuple[Effect, ...]:
        """„ansonsten nicht“: what was shown is hidden, what was allowed is not."""
        if not self._memory.claims or any(
            each.negated or not (each.predicate.data == "show" or each.modal in {"DARF", "KANN"})
            for each in self._memory.claims
        ):
            raise UnclearError("Was „sonst nicht“ gilt, sagt der Satz nicht.")
        contrary = [msgspec.structs.replace(each, negated=True, modal="DARF") for each in self._memory.claims]
        return tuple(effect for each in contrary for effect in self._effects_of(each, when, only=False))

    def _claims(self, tree: Tree[Token]) -> list[Claim | Assign]:
        found: list[Claim | Assign] = []
        modal = ""
        for each in trees(tree):
            before = found[-1] if found and isinstance(found[-1], Claim) else None
            claim = self._claim(each, modal)
            if each.data == "weiter" and before is not None and isinstance(claim, Claim) and before.negated:
                claim = msgspec.structs.replace(claim, negated=True)
            found.append(claim)
            spoken = next((str(tokens(part)[0].type) for part in trees(each) if part.data == "modal"), "")
            modal = spoken or modal
        links = {token.type for token in tokens(tree)}
        return self._joined(found) if "ODER" in links else found

    @staticmethod
    def _joined(claims: list[Claim | Assign]) -> list[Claim | Assign]:
        """„entweder … befüllt oder … befüllt“: one claim about all."""
        plain = [each for each in claims if isinstance(each, Claim) and each.elements and not each.negated]
        if len(plain) != len(claims) or any(is_valued(each.predicate) for each in plain):
            raise UnclearError("Mit „oder“ verbundene Folgen sind nicht eindeutig.")
        references = tuple(ref for each in plain if each.elements for ref in each.elements.references)
        quantity = next(
            (each.elements.quantity for each in plain if each.elements and each.elements.quantity), ""
        )
        return [msgspec.structs.replace(plain[0], elements=Elements(quantity, references, alternative=True))]

    def _claim(self, tree: Tree[Token], modal: str) -> Claim | Assign:
        parts = {str(each.data): each for each in trees(tree)}
        extras = [each for each in trees(tree) if each.data == "zusatz"]
        spoken = str(tokens(parts["modal"])[0].type) if "modal" in parts else ""
        if tree.data == "ergibt":
            target = self._path(self._conditions.elements(parts["liste"]))
            return Assign(target, self._conditions.term(trees(tree)[1]))
        if tree.data == "ergibt_ziel":
            reference = self._conditions.reference(tokens(tree)[-1])
            target = self._resolver.path(reference.ids, reference.name)
            return Assign(target, self._conditions.term(trees(tree)[0]))
        predicate = trees(tree)[-1]
        elements = self._conditions.elements(parts["liste"]) if "liste" in parts else None
        if (
            tree.data == "ohne_modal"
            and predicate.data == "vergleich_term"
            and relation_of(predicate) is Relation.EQUAL
        ):
            assert elements is not None
            return Assign(self._path(elements), self._conditions.term(trees(predicate)[0]))
        term = None
        if tree.data in {"rechnung_mitte", "rechnung_vorn"}:
            term = self._conditions.term(trees(tree)[0 if tree.data == "rechnung_mitte" else 2])
        negated = sum(negative(each) for each in extras) % 2 == 1
        only = any(token.type == "NUR" for each in extras for token in tokens(each))
        if tree.data == "modal_vorn" and any(token.type == "NUR" for token in tokens(extras[0])):
            raise UnclearError(
                "„darf nur …“ kann andere Elemente ausschließen oder auf die Bedingung zielen."
            )
        if not spoken and predicate.data in _DEMANDING | _VISIBLE:
            modal = ""
        said = bool(spoken or modal)
        modal = spoken or modal or _modal_of(predicate)
        return Claim(modal, negated, only, elements, term, predicate, said)

    def _path(self, elements: Elements) -> str:
        if len(elements.references) != 1:
            raise UnclearError("Ein berechneter Wert braucht genau ein Ziel.")
        return self._resolver.path(elements.references[0].ids, elements.references[0].name)

    def _targets(self, claim: Claim) -> Elements:
        """What a claim speaks of: what it names, what was named before, the field that carries the rule."""
        elements = claim.elements or self._memory.targets or self._memory.owner
        if elements is None:
            raise UnclearError("Der Satz nennt kein Ziel.")
        if elements is self._memory.owner:
            self._conditions.note("Der Satz nennt kein Ziel; gemeint ist das Feld, an dem die Regel steht.")
        return elements

    def _effects_of(self, claim: Claim, when: Condition | None, *, only: bool) -> tuple[Effect, ...]:
        if claim.term is not None:
            holds = self._conditions.of_term(claim.term, claim.predicate, negative=False)
            return (MustHold(_opposite(holds) if claim.negated else holds, when),)
        elements = self._targets(claim)
        self._memory.targets = elements
        if is_valued(claim.predicate):
            return self._must_hold(claim, elements, when)
        if any(each.spread for each in elements.references):
            paths = tuple(
                path for each in elements.references for path in self._resolver.spread(each, truth=False)
            )
        else:
            paths = tuple(self._resolver.path(each.ids, each.name) for each in elements.references)
        if claim.predicate.data == "together_empty":
            if not claim.negated:
                raise UnclearError("„gleichzeitig leer“ ist hier nicht als Verbot gesagt.")
            return (AtLeastOne(paths, when),)
        if claim.predicate.data == "together":
            if not claim.negated and claim.modal:
                raise UnclearError("„gleichzeitig“ ist hier nicht als Verbot gesagt.")
            return (AtMostOne(paths, when),)
        if claim.predicate.data == "optional":
            self._conditions.note("Ein freiwilliges Feld braucht keine Regel.")
            return ()
        if only:
            return self._only(claim, paths, when)
        if claim.predicate.data in _VISIBLE:
            return self._shown(claim, paths, when)
        return self._filling(claim, elements, paths, when)

    def _must_hold(self, claim: Claim, elements: Elements, when: Condition | None) -> tuple[Effect, ...]:
        if claim.modal == "KANN" and not claim.negated:
            return ()
        equal = claim.predicate.data in {"gleich", "vergleich"} and _allows(claim.predicate)
        if claim.modal == "DARF" and not claim.negated and not claim.only and equal:
            raise UnclearError("„darf … sein“ erlaubt einen Wert, ohne andere auszuschließen.")
        each_one = msgspec.structs.replace(elements, quantity=elements.quantity)
        holds = self._conditions.of_elements(each_one, claim.predicate, negative=False)
        return (MustHold(_opposite(holds) if claim.negated else holds, when),)

    def _shown(self, claim: Claim, paths: tuple[str, ...], when: Condition | None) -> tuple[Effect, ...]:
        """What is hidden must not be filled; what is shown under a condition is hidden otherwise."""
        hides = claim.predicate.data == "hide"
        if hides and not claim.negated and claim.modal in {"DARF", "KANN"}:
            raise UnclearError(
                "„darf ausgeblendet werden“ erlaubt es nur. Prüfen Sie, ob „muss“ gemeint ist."
            )
        if hides != claim.negated:
            return tuple(ForbiddenIf(when or ALWAYS, path) for path in paths)
        self._memory.shown.extend((when or ALWAYS, path) for path in paths)
        if claim.predicate.data == "show_tofill":
            return tuple(RequiredIf(when or ALWAYS, path) for path in paths)
        return ()

    def _only(self, claim: Claim, paths: tuple[str, ...], when: Condition | None) -> tuple[Effect, ...]:
        """„darf nur …, wenn“: forbidden otherwise; „ist nur anzugeben, wenn“: required then, too."""
        if (
            when is not None
            and claim.predicate.data == "empty"
            and claim.modal == "DARF"
            and not claim.negated
        ):
            return tuple(RequiredIf(negate(when), path) for path in paths)
        if when is None or claim.predicate.data in _EMPTY:
            raise UnclearError("Zu „nur“ fehlt die Bedingung.")
        if claim.negated or claim.predicate.data == "hide":
            raise UnclearError("„nur“ steht hier bei einem Verbot.")
        forbidden = tuple(ForbiddenIf(negate(when), path) for path in paths)
        if claim.modal != "MUSS":
            return forbidden
        self._conditions.note("„nur … wenn“ ist gelesen als: dann erforderlich, sonst nicht erlaubt.")
        return (*(RequiredIf(when, path) for path in paths), *forbidden)

    def _filling(
        self, claim: Claim, elements: Elements, paths: tuple[str, ...], when: Condition | None
    ) -> tuple[Effect, ...]:
        fills = claim.predicate.data not in _EMPTY
        demanded = claim.modal == "MUSS"
        if claim.predicate.data == "toempty":
            demanded, claim = True, msgspec.structs.replace(claim, modal="MUSS")
        match demanded, claim.negated:
            case True, False:
                required = fills
            case True, True if claim.predicate.data == "todo":
                text = "„ist nicht auszufüllen“ ist gelesen als: darf nicht. Ist das gemeint, oder ist es freiwillig?"
                self._conditions.note(text, NoteKind.AMBIGUOUS)
                required = not fills
            case True, True:
                self._conditions.note(
                    "„muss nicht“ ist gelesen als: freiwillig. Prüfen Sie, ob „darf nicht“ gemeint ist."
                )
                return ()
            case False, True:
                required = not fills
            case False, False if elements.quantity == "KEINES":
                return tuple((ForbiddenIf if fills else RequiredIf)(when or ALWAYS, path) for path in paths)
            case _:
                if elements.quantity == "HOECHSTENS":
                    return (AtMostOne(paths, when),)
                self._memory.permitted.extend((when or ALWAYS, path) for path in paths)
                return ()
        if not required:
            if elements.alternative and not elements.quantity:
                text = "„A oder B nicht“ ist gelesen als: keines von beiden. Ist das gemeint, oder nicht beide zugleich?"
                self._conditions.note(text, NoteKind.AMBIGUOUS)
            forbids_all = elements.quantity in {"", "ALLE", "KEINES", "MINDESTENS"} or len(paths) == 1
            if not forbids_all:
                raise UnclearError("Das Verbot gilt nicht eindeutig für alle genannten Elemente.")
            return tuple(ForbiddenIf(when or ALWAYS, path) for path in paths)
        return self._required(elements, paths, when)

    def _required(
        self, elements: Elements, paths: tuple[str, ...], when: Condition | None
    ) -> tuple[Effect, ...]:
        match elements.quantity:
            case "KEINES":
                return tuple(ForbiddenIf(when or ALWAYS, path) for path in paths)
            case "GENAU" | "ENTWEDER" if len(paths) > 1:
                return (ExactlyOne(paths, when),)
            case "HOECHSTENS":
                return (AtMostOne(paths, when),)
            case "MINDESTENS" if len(paths) > 1:
                return (AtLeastOne(paths, when),)
            case "" if elements.alternative and len(paths) > 1:
                self._conditions.note(
                    "„… oder …“ ist gelesen als: mindestens eines. Prüfen Sie, ob „entweder“ gemeint ist."
                )
                return (AtLeastOne(paths, when),)
            case _:
                return tuple(RequiredIf(when or ALWAYS, path) for path in paths)


def _modal_of(predicate: Tree[Token]) -> str:
    """What a predicate says of itself where no verb does: „ist anzugeben“ demands, „ist zulässig“ permits."""
    quiet = "" if is_valued(predicate) else "MUSS"
    return {"allowed": "KANN", "show": "KANN", "together": "", "together_empty": ""}.get(
        str(predicate.data), quiet
    )


def _states(predicate: Tree[Token]) -> bool:
    """True for what may be a condition as well: without a verb nobody knows."""
    return is_valued(predicate) or predicate.data in {"filled", "empty", "chosen"}


def _allows(predicate: Tree[Token]) -> bool:
    return predicate.data == "gleich" or relation_of(predicate) is Relation.EQUAL


def _opposite(condition: Condition) -> Condition:
    """The contrary of a demand, which rests while values are missing: so ``<`` turns into ``>=``."""
    match condition:
        case Compare(relation, left, right) if relation in _OPPOSITE:
            return Compare(_OPPOSITE[relation], left, right)
        case AllOf(of) if all(isinstance(each, Compare) for each in of):
            return AllOf(tuple(_opposite(each) for each in of))
        case Compare(Relation.EQUAL, FieldValue(), FieldValue()):
            return negate(condition)
        case Not(inner):
            return inner
        case _:
            return negate(condition)
