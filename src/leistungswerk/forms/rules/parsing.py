# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The grammar of the rule language, and its parser (docs/reference/rule-language.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, VisitError

from leistungswerk.forms.rules.model import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Calculation,
    Calendar,
    Condition,
    CountOf,
    Day,
    Effect,
    Empty,
    Equals,
    ExactlyOne,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    Not,
    NotEquals,
    Number,
    Operator,
    Relation,
    RequiredIf,
    RuleError,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unique,
    Unit,
    compare,
)

GRAMMAR = r"""
start: satz*
satz: ["wenn" bedingung "dann"] folge "."

?folge: "muss" pfad "befüllt" "sein"                          -> erforderlich
      | "darf" pfad "nicht" "befüllt" "sein"                  -> verboten
      | "muss" "mindestens" "eines" "von" pfade "befüllt" "sein"  -> mindestens
      | "muss" "genau" "eines" "von" pfade "befüllt" "sein"       -> genau
      | "darf" "höchstens" "eines" "von" pfade "befüllt" "sein"   -> hoechstens
      | "muss" "gelten" ":" bedingung                         -> gelten
      | "muss" "jeder" "Eintrag" "in" pfad "verschieden" "sein"   -> verschieden
      | "ergibt" "sich" pfad "aus" term                       -> ergibt

?bedingung: und_bedingung ("oder" und_bedingung)*             -> oder
?und_bedingung: aussage ("und" aussage)*                      -> und
?aussage: pfad "befüllt"                                      -> befuellt
        | pfad "leer"                                         -> leer
        | term VERGLEICH term                                 -> vergleich
        | term VERGLEICH WAHRHEIT                             -> wahrheit
        | "Kalenderdatum" "(" pfad "," pfad "," pfad ")"      -> kalender
        | "nicht" "(" bedingung ")"                           -> nicht
        | "immer"                                             -> immer
        | "nie"                                               -> nie
        | "(" bedingung ")"

?term: produkt
     | term STRICH produkt                                    -> rechnung
     | EINHEIT "von" wert "bis" wert                          -> spanne
?produkt: wert
        | produkt PUNKT wert                                  -> rechnung
?wert: pfad                                                   -> feld
     | ZAHL                                                   -> zahl
     | DATUM                                                  -> datum
     | TEXT                                                   -> text
     | "heute"                                                -> heute
     | "Summe" "(" pfad ")"                                   -> summe
     | "Anzahl" "(" pfad ")"                                  -> anzahl
     | "(" term ")"

pfade: pfad ("," pfad)*
pfad: PFAD

VERGLEICH: "<=" | ">=" | "<>" | "<" | ">" | "="
WAHRHEIT: "wahr" | "falsch"
EINHEIT: "Tage" | "Monate" | "Jahre"
STRICH: "+" | "-"
PUNKT: "*" | "/"
DATUM.3: /\d{1,2}\.\d{1,2}\.\d{4}/
ZAHL.2: /-?\d{1,30}(,\d{1,30})?/
TEXT: /"(?:[^"\\\r\n]|\\.)*"/
PFAD: /[A-Za-z_]*\d\w*(?:\.[A-Za-z_]*\d\w*)*|'[^'\r\n]+'/
NAME: /„[^“]*“/

%ignore NAME
%ignore /\s+/
%ignore /#[^\n]*/
"""

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r"}
MAX_LENGTH = 100_000
"""Characters of the longest text that is parsed."""
MAX_DEPTH = 50
"""Brackets inside brackets."""


@lru_cache(maxsize=2)
def _parser(start: str) -> Lark:
    return Lark(GRAMMAR, parser="lalr", start=start)


def parse_effects(text: str) -> tuple[Effect, ...]:
    """Read sentences of the rule language; raise ``RuleError`` naming line and column."""
    found = _parse(text, "start")
    assert isinstance(found, tuple)
    return found


def parse_condition(text: str) -> Condition:
    """Read a condition alone."""
    return _parse(text, "bedingung")  # type: ignore[no-any-return]  # the transformer builds one


def _parse(text: str, start: str) -> Any:
    if len(text) > MAX_LENGTH or _depth(text) > MAX_DEPTH:
        raise RuleError("Die Regel ist zu lang oder zu tief geklammert. Teilen Sie sie in mehrere Sätze auf.")
    try:
        return _Builder().transform(_parser(start).parse(text))
    except UnexpectedCharacters as error:
        raise RuleError(_where(error.line, error.column, text[error.pos_in_stream or 0 :][:20])) from error
    except UnexpectedInput as error:
        token = getattr(error, "token", None)
        raise RuleError(_where(error.line if token else 0, error.column, str(token))) from error
    except VisitError as error:
        if isinstance(error.orig_exc, ValueError):
            raise RuleError(str(error.orig_exc)) from error
        raise


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|„[^“]*“|[()]', text):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        deepest = max(deepest, depth)
    return deepest


def _where(line: int, column: int, found: str) -> str:
    if line < 1:
        return "Die Regel endet zu früh. Jeder Satz endet mit einem Punkt."
    return f"Zeile {line}, Zeichen {column}: „{found}“ passt hier nicht. Prüfen Sie den Satz bis zu dieser Stelle."


def _day(text: str) -> date:
    day, month, year = (int(part) for part in text.split("."))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise RuleError(f"Das Datum {text} gibt es nicht.") from error


@v_args(inline=True)
class _Builder(Transformer[Token, object]):
    """From the tree to the structs of the model; one method for each alternative of the grammar."""

    def start(self, *sentences: Effect) -> tuple[Effect, ...]:
        return sentences

    def satz(self, when: Condition | None, effect: Effect) -> Effect:
        if isinstance(effect, Unique):
            if when is not None:
                raise RuleError("„verschieden“ gilt immer. Lassen Sie „wenn … dann“ hier weg.")
            return effect
        if isinstance(effect, RequiredIf | ForbiddenIf) and when is None:
            return effect
        return msgspec.structs.replace(effect, when=when)

    def erforderlich(self, target: str) -> Effect:
        return RequiredIf(ALWAYS, target)

    def verboten(self, target: str) -> Effect:
        return ForbiddenIf(ALWAYS, target)

    def mindestens(self, targets: tuple[str, ...]) -> Effect:
        return AtLeastOne(targets)

    def genau(self, targets: tuple[str, ...]) -> Effect:
        return ExactlyOne(targets)

    def hoechstens(self, targets: tuple[str, ...]) -> Effect:
        return AtMostOne(targets)

    def gelten(self, that: Condition) -> Effect:
        return MustHold(that)

    def verschieden(self, path: str) -> Effect:
        return Unique(path)

    def ergibt(self, target: str, value: Term) -> Effect:
        return Assign(target, value)

    def oder(self, *of: Condition) -> Condition:
        return of[0] if len(of) == 1 else AnyOf(of)

    def und(self, *of: Condition) -> Condition:
        return of[0] if len(of) == 1 else AllOf(of)

    def befuellt(self, path: str) -> Condition:
        return Filled(path)

    def leer(self, path: str) -> Condition:
        return Empty(path)

    def vergleich(self, left: Term, relation: Token, right: Term) -> Condition:
        return compare(Relation(relation), left, right)

    def wahrheit(self, left: Term, relation: Token, truth: Token) -> Condition:
        value = "true" if truth == "wahr" else "false"
        match left, Relation(relation):
            case FieldValue(path), Relation.EQUAL:
                return Equals(path, value)
            case FieldValue(path), Relation.UNEQUAL:
                return NotEquals(path, value)
            case _:
                raise RuleError(f"„{truth}“ lässt sich nur mit = oder <> mit einem Feld vergleichen.")

    def kalender(self, day: str, month: str, year: str) -> Condition:
        return Calendar(day, month, year)

    def nicht(self, inner: Condition) -> Condition:
        return Not(inner)

    def immer(self) -> Condition:
        return ALWAYS

    def nie(self) -> Condition:
        return NEVER

    def rechnung(self, left: Term, operator: Token, right: Term) -> Term:
        return Calculation(Operator(operator), left, right)

    def spanne(self, unit: Token, start: Term, end: Term) -> Term:
        return Span(Unit(unit), start, end)

    def feld(self, path: str) -> Term:
        return FieldValue(path)

    def zahl(self, text: Token) -> Term:
        return Number(Decimal(text.replace(",", ".")))

    def datum(self, text: Token) -> Term:
        return Day(_day(text))

    def text(self, text: Token) -> Term:
        return Text(_ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text[1:-1]))

    def heute(self) -> Term:
        return Today()

    def summe(self, path: str) -> Term:
        return SumOf(path)

    def anzahl(self, path: str) -> Term:
        return CountOf(path)

    def pfade(self, *paths: str) -> Sequence[str]:
        return paths

    def pfad(self, path: Token) -> str:
        return path.strip("'")
