# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the sentences of one rule hand on to each other."""

from __future__ import annotations

import msgspec
from lark import Token, Tree

from leistungswerk.forms.rules.german.scan import Reference
from leistungswerk.forms.rules.model import Condition, Term


class UnclearError(ValueError):
    """Grammatical, but without a meaning in the rule language; the text is a German sentence."""


class Elements(msgspec.Struct, frozen=True):
    """A list of elements: how many of them, which, and whether „oder“ links them."""

    quantity: str
    references: tuple[Reference, ...]
    alternative: bool


class Claim(msgspec.Struct, frozen=True):
    """One consequence, before its condition is known."""

    modal: str
    negated: bool
    only: bool
    elements: Elements | None
    term: Term | None
    predicate: Tree[Token]
    spoken: bool = True
    """A verb said so („muss“), in this clause or the one before."""


class Memory(msgspec.Struct):
    """What earlier sentences of the same rule leave to later ones."""

    condition: Condition | None = None
    targets: Elements | None = None
    owner: Elements | None = None
    """The field that carries the rule."""
    subject: Reference | None = None
    """What the last condition with a value asked: „wenn <> "Ja"“ asks it again."""
    claims: tuple[Claim, ...] = ()
    """What the last sentence claimed: „ansonsten nicht“ takes it back."""
    values: dict[str, list[str]] = {}
    """Path → values that conditions named, for „alle anderen“."""
    permitted: list[tuple[Condition, str]] = []
    """„kann befüllt werden“: condition and path."""
    shown: list[tuple[Condition, str]] = []
    """„wird angezeigt“: condition and path."""
