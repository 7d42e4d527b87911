# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The grammar of German rule sentences over the signs of ``wording`` (standards.md 2.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lark import Lark, Token, Tree
from lark.common import LexerConf
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

GRAMMAR = r"""
start: UND? WENN bedingung DANN? folgen                    -> wenn_dann
     | UND? NUR WENN bedingung DANN? folgen                -> nur_wenn_dann
     | UND? WENN bedingung GENAUDANN DANN? folgen          -> genau_wenn_dann
     | UND? folgen                                         -> ohne_bedingung
     | UND? folgen WENN bedingung                          -> dann_wenn
     | UND? folgen NUR WENN bedingung                      -> dann_nur_wenn
     | UND? folgen GENAUDANN WENN bedingung                -> dann_genau_wenn
     | UND? folgen AUSSER WENN? bedingung                  -> ausser
     | UND? WENN bedingung DANN? folgen AUSSER WENN? bedingung -> wenn_dann_ausser
     | UND? WENN bedingung DANN? folgen UMGEKEHRT          -> umgekehrt
     | UND? WENN bedingung DANN? UNGUELTIG                 -> unzulaessig
     | UND? SONST DANN? folgen                             -> sonst
     | UND? SONST DANN? kurz                               -> sonst
     | kurz WENN bedingung                                  -> dann_wenn
     | kurz NUR WENN bedingung                              -> dann_nur_wenn
     | UND? SONST NICHT                                    -> sonst_nicht

?bedingung: und_bedingung (ODER und_bedingung)*            -> oder
?und_bedingung: aussage (UND aussage)*                     -> und
?aussage: liste zusatz praedikat                           -> von_elementen
        | rechnung zusatz praedikat                        -> von_rechnung
        | OP werte                                         -> ohne_element
        | LPAR bedingung RPAR                              -> klammer
        | NICHT LPAR bedingung RPAR                        -> nicht

folgen: folge (_verbinder? folge | _verbinder weiter)*
kurz: weiter
_verbinder: UND | ODER
folge: modal zusatz liste zusatz praedikat                 -> modal_vorn
     | modal zusatz praedikat                              -> ohne_ziel
     | liste modal zusatz praedikat                        -> modal_mitte
     | rechnung modal zusatz praedikat                     -> rechnung_mitte
     | modal zusatz rechnung zusatz praedikat              -> rechnung_vorn
     | liste zusatz praedikat                              -> ohne_modal
     | liste ERGIBT term                                   -> ergibt
     | rechnung ERGIBT REF                                 -> ergibt_ziel
weiter: zusatz fuellung                                    -> weiter
      | zusatz vergleich                                   -> weiter
vergleich: OP werte                                        -> vergleich
modal: MUSS | DARF | KANN
zusatz: (NICHT | NUR)*

?praedikat: fuellung | wertung
fuellung: FILLED -> filled
        | EMPTY -> empty
        | TOFILL -> tofill
        | TODO -> todo
        | TOEMPTY -> toempty
        | SHOW -> show
        | HIDE -> hide
        | TOFILL SHOW -> show_tofill
        | FREI -> optional
wertung: ALLOWED -> allowed
       | ZUGLEICH FILLED? -> together
       | ZUGLEICH EMPTY -> together_empty
       | AUSSCHLUSS -> together
       | ALLE FILLED -> filled
       | CHOSEN -> chosen
       | ZWISCHEN WERT WERT -> zwischen
       | OP WERT MALE (FILLED | TODO)? -> male
       | OP REST -> rest
       | OP WERT BIS OP WERT -> bereich_zwischen
       | OP werte -> vergleich
       | werte -> gleich
       | OP REF -> vergleich_feld
       | OP rechnung -> vergleich_term
       | OP dauer OP term -> abstand
       | OP dauer ALT -> alter
       | OP dauer -> frist

werte: wert (OW wert)*
wert: WERT | WAHR | FALSCH
    | WERT BIS WERT                                        -> bereich
dauer: WERT EINHEIT
?term: REF -> feld
     | wert
     | rechnung
?rechnung: HEUTE -> heute
     | SUMME elemente -> summe
     | ANZAHL REF -> anzahl
     | LPAR rechnung RPAR -> rechenklammer
     | faktor (rechenzeichen faktor)+ -> rechnen
?faktor: REF -> feld
     | HEUTE -> heute
     | WERT -> zahl
     | dauer
     | SUMME elemente -> summe
     | ANZAHL REF -> anzahl
     | LPAR rechnung RPAR -> rechenklammer
rechenzeichen: PLUS | MINUS | MAL | DURCH

liste: menge? elemente
menge: MINDESTENS | GENAU | HOECHSTENS | ALLE | KEINES | ENTWEDER
elemente: REF (bindewort? REF)*
bindewort: UND | ODER | UND ENTWEDER

%declare UND ODER WENN DANN NUR NICHT MUSS DARF KANN SONST AUSSER GENAUDANN
%declare FILLED EMPTY TOFILL TODO TOEMPTY SHOW HIDE FREI ALLOWED ZUGLEICH AUSSCHLUSS OP OW REST MALE ALT BIS UMGEKEHRT UNGUELTIG
%declare WERT WAHR FALSCH HEUTE EINHEIT SUMME ERGIBT PLUS MINUS MAL DURCH LPAR RPAR REF
%declare CHOSEN ZWISCHEN ANZAHL MINDESTENS GENAU HOECHSTENS ALLE KEINES ENTWEDER
"""

_KINDS = (
    (re.compile(r"§(\d+)"), "REF"),
    (re.compile(r"¤(\d+)"), "WERT"),
    (re.compile(r"OP(.*)"), "OP"),
    (re.compile(r"(TAGE|WOCHEN|MONATE|JAHRE)"), "EINHEIT"),
    (re.compile(r"(\()"), "LPAR"),
    (re.compile(r"(\))"), "RPAR"),
    (re.compile(r"([A-Z]+)"), ""),
)


MAX_BRACKETS = 60
"""More than any sentence needs, and few enough to be read by recursion."""


class UnreadError(ValueError):
    """A sentence beyond the grammar; ``sign`` is where it ended."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


class SignLexer(Lexer):
    """Signs are words already: each becomes a token."""

    def __init__(self, lexer_conf: LexerConf) -> None:
        """Nothing of the configuration is needed."""

    def lex(self, data: str) -> Iterator[Token]:  # type: ignore[override]  # lark hands over what was parsed
        for word in data.split():
            yield _token(word)


def _token(word: str) -> Token:
    for pattern, kind in _KINDS:
        if found := pattern.fullmatch(word):
            return Token(kind or word, found[1])
    raise UnreadError(word)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=SignLexer)


def parse(signs: str) -> Tree[Token]:
    """The tree of a sentence; raise ``UnreadError`` when it is beyond the grammar."""
    if signs.count("(") > MAX_BRACKETS:
        raise UnreadError("(")
    try:
        return _parser().parse(signs)
    except UnexpectedInput as error:
        token = getattr(error, "token", None)
        raise UnreadError(str(token or "")) from error
