# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tree of a sentence to effects: who must, may or must not be filled, and what must hold."""

from __future__ import annotations

import msgspec
from lark import Token, Tree

from leistungswerk.forms.rules.german.conditions import (
    ConditionReader,
    Elements,
    UnclearError,
    is_valued,
    negative,
    relation_of,
    tokens,
    trees,
)
from leistungswerk.forms.rules.german.references import Resolver
from leistungswerk.forms.rules.german.scan import Scanned
from leistungswerk.forms.rules.model import (
    ALWAYS,
    AllOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Compare,
    Condition,
    Effect,
    ExactlyOne,
    FieldValue,
    ForbiddenIf,
    MustHold,
    Not,
    Relation,
    RequiredIf,
    Term,
    negate,
)

_OPPOSITE = {
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_MOST: Relation.GREATER,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_LEAST: Relation.LESS,
}
_EMPTY = frozenset({"empty", "toempty"})


class Memory(msgspec.Struct):
    """What earlier sentences of the same rule leave to later ones."""

    condition: Condition | None = None
    targets: Elements | None = None
    permitted: list[tuple[Condition, str]] = []
    """„kann befüllt werden“: condition and path."""


class _Claim(msgspec.Struct, frozen=True):
    """One consequence, before its condition is known."""

    modal: str
    negated: bool
    only: bool
    elements: Elements | None
    term: Term | None
    predicate: Tree[Token]


class SentenceReader:
    """Reads one sentence; later sentences may lean on the memory."""

    def __init__(self, scanned: Scanned, resolver: Resolver, memory: Memory) -> None:
        self._conditions = ConditionReader(scanned, resolver)
        self._resolver = resolver
        self._memory = memory
        self.notes = self._conditions.notes

    def effects(self, tree: Tree[Token]) -> tuple[Effect, ...]:
        """The effects of a sentence; raise ``UnclearError`` when it has no meaning in the language."""
        branches = trees(tree)
        kind = str(tree.data)
        if kind == "sonst":
            if self._memory.condition is None:
                raise UnclearError("Vor „sonst“ steht keine Bedingung.")
            return self._all(branches[0], negate(self._memory.condition), only=False)
        if kind == "ohne_bedingung":
            return self._all(branches[0], None, only=False)
        first = kind in {"wenn_dann", "nur_wenn_dann", "wenn_dann_ausser"}
        when = self._conditions.condition(branches[0 if first else 1])
        if kind == "ausser":
            when = negate(when)
        if kind == "wenn_dann_ausser":
            when = AllOf((when, negate(self._conditions.condition(branches[2]))))
        self._memory.condition = when
        return self._all(branches[1 if first else 0], when, only=kind in {"nur_wenn_dann", "dann_nur_wenn"})

    def _all(self, tree: Tree[Token], when: Condition | None, *, only: bool) -> tuple[Effect, ...]:
        found: list[Effect] = []
        claims = self._claims(tree)
        for claim in claims:
            if isinstance(claim, Assign):
                found.append(msgspec.structs.replace(claim, when=when))
            else:
                found.extend(self._effects_of(claim, when, only=only or claim.only))
        return tuple(found)

    def _claims(self, tree: Tree[Token]) -> list[_Claim | Assign]:
        found: list[_Claim | Assign] = []
        modal = ""
        for each in trees(tree):
            claim = self._claim(each, modal)
            found.extend(claim)
            last = claim[-1]
            if isinstance(last, _Claim):
                modal = last.modal
        links = {token.type for token in tokens(tree)}
        return self._joined(found) if "ODER" in links else found

    @staticmethod
    def _joined(claims: list[_Claim | Assign]) -> list[_Claim | Assign]:
        """„entweder … befüllt oder … befüllt“: one claim about all."""
        plain = [each for each in claims if isinstance(each, _Claim) and each.elements and not each.negated]
        if len(plain) != len(claims) or any(is_valued(each.predicate) for each in plain):
            raise UnclearError("Mit „oder“ verbundene Folgen sind nicht eindeutig.")
        references = tuple(ref for each in plain if each.elements for ref in each.elements.references)
        quantity = next(
            (each.elements.quantity for each in plain if each.elements and each.elements.quantity), ""
        )
        return [msgspec.structs.replace(plain[0], elements=Elements(quantity, references, alternative=True))]

    def _claim(self, tree: Tree[Token], modal: str) -> list[_Claim | Assign]:
        parts = {str(each.data): each for each in trees(tree)}
        extras = [each for each in trees(tree) if each.data == "zusatz"]
        if "modal" in parts:
            modal = str(tokens(parts["modal"])[0].type)
        if tree.data == "ergibt":
            target = self._path(self._conditions.elements(parts["liste"]))
            return [Assign(target, self._conditions.term(trees(tree)[1]))]
        if tree.data == "ergibt_ziel":
            reference = self._conditions.reference(tokens(tree)[-1])
            target = self._resolver.path(reference.ids, reference.name)
            return [Assign(target, self._conditions.term(trees(tree)[0]))]
        predicate = trees(tree)[-1]
        elements = self._conditions.elements(parts["liste"]) if "liste" in parts else None
        if (
            tree.data == "ohne_modal"
            and predicate.data == "vergleich_term"
            and relation_of(predicate) is Relation.EQUAL
        ):
            assert elements is not None
            return [Assign(self._path(elements), self._conditions.term(trees(predicate)[0]))]
        term = None
        if tree.data in {"rechnung_mitte", "rechnung_vorn"}:
            term = self._conditions.term(trees(tree)[0 if tree.data == "rechnung_mitte" else 2])
        negated = sum(negative(each) for each in extras) % 2 == 1
        only = any(token.type == "NUR" for each in extras for token in tokens(each))
        return [_Claim(modal or _modal_of(predicate), negated, only, elements, term, predicate)]

    def _path(self, elements: Elements) -> str:
        if len(elements.references) != 1:
            raise UnclearError("Ein berechneter Wert braucht genau ein Ziel.")
        return self._resolver.path(elements.references[0].ids, elements.references[0].name)

    def _effects_of(self, claim: _Claim, when: Condition | None, *, only: bool) -> tuple[Effect, ...]:
        if claim.term is not None:
            holds = self._conditions.of_term(claim.term, claim.predicate, negative=False)
            return (MustHold(_opposite(holds) if claim.negated else holds, when),)
        elements = claim.elements or self._memory.targets
        if elements is None:
            raise UnclearError("Der Satz nennt kein Ziel.")
        self._memory.targets = elements
        if is_valued(claim.predicate):
            return self._must_hold(claim, elements, when)
        if any(each.spread for each in elements.references):
            paths = tuple(
                path for each in elements.references for path in self._resolver.spread(each, truth=False)
            )
        else:
            paths = tuple(self._resolver.path(each.ids, each.name) for each in elements.references)
        if claim.predicate.data == "together":
            if not claim.negated and claim.modal:
                raise UnclearError("„gleichzeitig“ ist hier nicht als Verbot gesagt.")
            return (AtMostOne(paths, when),)
        if only:
            return self._only(claim, paths, when)
        return self._filling(claim, elements, paths, when)

    def _must_hold(self, claim: _Claim, elements: Elements, when: Condition | None) -> tuple[Effect, ...]:
        if claim.modal == "KANN" and not claim.negated:
            return ()
        each_one = msgspec.structs.replace(elements, quantity=elements.quantity)
        holds = self._conditions.of_elements(each_one, claim.predicate, negative=False)
        return (MustHold(_opposite(holds) if claim.negated else holds, when),)

    def _only(self, claim: _Claim, paths: tuple[str, ...], when: Condition | None) -> tuple[Effect, ...]:
        """„darf nur …, wenn“: forbidden otherwise; „ist nur anzugeben, wenn“: required then, too."""
        if when is None or claim.predicate.data in _EMPTY:
            raise UnclearError("Zu „nur“ fehlt die Bedingung.")
        forbidden = tuple(ForbiddenIf(negate(when), path) for path in paths)
        if claim.modal != "MUSS":
            return forbidden
        self._conditions.note("„nur … wenn“ ist gelesen als: dann erforderlich, sonst nicht erlaubt.")
        return (*(RequiredIf(when, path) for path in paths), *forbidden)

    def _filling(
        self, claim: _Claim, elements: Elements, paths: tuple[str, ...], when: Condition | None
    ) -> tuple[Effect, ...]:
        fills = claim.predicate.data not in _EMPTY
        demanded = claim.modal == "MUSS"
        if claim.predicate.data == "toempty":
            demanded, claim = True, msgspec.structs.replace(claim, modal="MUSS")
        match demanded, claim.negated:
            case True, False:
                required = fills
            case True, True:
                self._conditions.note(
                    "„muss nicht“ ist gelesen als: freiwillig. Prüfen Sie, ob „darf nicht“ gemeint ist."
                )
                return ()
            case False, True:
                required = not fills
            case _:
                if elements.quantity == "HOECHSTENS":
                    return (AtMostOne(paths, when),)
                self._memory.permitted.extend((when or ALWAYS, path) for path in paths)
                return ()
        if not required:
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
    return {"allowed": "KANN", "together": ""}.get(str(predicate.data), "MUSS")


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
