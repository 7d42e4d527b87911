# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a rule sentence to signs: references, values and comparisons become marks, words stay for ``wording``.

Tolerates the slips of official texts (standards.md 2.7) and notes each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from leistungswerk.forms.rules.german.phrases import MEANINGFUL, NOISE
from leistungswerk.forms.rules.german.tidy import ID as _ID
from leistungswerk.forms.rules.german.tidy import QUOTES as _QUOTES
from leistungswerk.forms.rules.german.tidy import tidied, with_umlauts
from leistungswerk.forms.rules.soundness import Note, NoteKind
from leistungswerk.forms.rules.vocabulary import Vocabulary, fold


class Reference(msgspec.Struct, frozen=True):
    """An element as a sentence names it: ids from outside to inside, and the name beside them."""

    ids: tuple[str, ...]
    name: str = ""
    spread: str = ""
    """``first``, ``any``, ``all``: fields of this group; ``only``, ``others``: this field among ``group``."""
    count: int = 0
    group: tuple[str, ...] = ()


class Literal(msgspec.Struct, frozen=True):
    """A value as written, with the label beside a code."""

    text: str
    label: str = ""


class Scanned(msgspec.Struct):
    """A sentence: lower-case words and signs, parted by blanks; ``§n`` and ``¤n`` stand for what is listed."""

    text: str
    references: list[Reference]
    literals: list[Literal]
    nouns: frozenset[str]
    """Words written with a capital, in lower case: beside a reference they name it."""


_REFERENCE = re.compile(rf"([{_QUOTES}]?)\s*\b((?:{_ID}\s*\.\s*)*{_ID})\b")
_QUOTED = re.compile(rf"[{_QUOTES}]\s*([^{_QUOTES}]*?)\s*[{_QUOTES}]")
_OPERATORS = (
    (re.compile(r"<\s*>|≠|!="), "OP<>"),
    (re.compile(r"<\s*=|=\s*<|≤"), "OP<="),
    (re.compile(r">\s*=|=\s*>|≥"), "OP>="),
    (re.compile(r"<"), "OP<"),
    (re.compile(r">"), "OP>"),
    (re.compile(r"={1,3}"), "OP="),
)
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\d{4}-\d{2}-\d{2}\b")
_NUMBER = re.compile(
    r"(?:-?\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w.]*\w)|\d[\w]*(?:[,.-]\d+)*)(?:\s?(?:€|%|(?:Euro|EUR)\b)(?!\w))?"
)
_CURRENCY = re.compile(r"\s?(?:€|Euro|EUR)$")
_WORD = re.compile(r"z\.\s?B\.|d\.\s?h\.|[DZ]\.\s?[hB]\.|bzw\.|ggf\.|ca\.|Nr\.|[^\W\d_][\w/]*(?:-\w+)*")
_SLIPS = (
    (re.compile(r"\b(mindestes|mindesens)\b", re.IGNORECASE), "„{0}“ ist gelesen als „mindestens“."),
    (re.compile(r"\bbist zu\b"), "„bist zu“ ist gelesen als „bis zu“."),
    (re.compile(r"\b([^\W\d]\w+) \1\b"), "Das Wort „{0}“ steht doppelt."),
    (re.compile(r"\bmuß\b"), "„muß“ ist gelesen als „muss“."),
    (
        re.compile(r"""["\w](?:=|<>)|(?:=|<>)["\w]"""),
        "Vor oder nach einem Vergleichszeichen fehlt das Leerzeichen.",
    ),
)
_CODE_AFTER = re.compile(r"[A-Z]{1,4}\d*(?=[\s,.;)]|$)")
_CODE_BEFORE_LABEL = re.compile(rf"[A-Z]\w{{0,5}}(?=\s*=?\s*[{_QUOTES}])")
_BEFORE_CODE = frozenset({"code", "codes", "oder", "und", ",", "(", "auswahl", "wert", "werte"})
_BARE_LABEL = re.compile(
    r"\s?=\s?([^\W\d][^,;=<>]{0,120}?)(?=\s*(?:[,;]|\.(?:\s|$)|$|\b(?:DANN|dann|ODER|UND|oder|nicht|NICHT|als|gewählt|ausgewählt|ist|wird|muss|darf)\b))"
)
"""„001=ist beantragt“: a label without quotation marks behind its code."""
_KEYWORDS = frozenset({"oder", "und", "wenn", "dann", "sonst", "nicht", "muss", "darf", "ist", "nur"})
_TRUTH = frozenset({"ja", "nein", "wahr", "falsch", "true", "false"})
_NAME_UP_TO_OPERATOR = re.compile(
    rf"\s*(\(?[A-ZÄÖÜ][^=<>≠!;{_QUOTES}]{{0,120}}?)\s*(?:Auswahl\s*)?(?=[=<>≠]|!=)"
)
_LOOSE_NAME = re.compile(
    r"[A-ZÄÖÜ][\w/-]*(?: \([A-ZÄÖÜ][^()]*\)| (?!(?:in|im|für|bei|mit|ohne|ab|bis|vor|nach|aus|an|auf|von)\b)(?:[a-zäöüß]+ )?[A-ZÄÖÜ][\w/-]*)*"
)
"""A name without quotation marks: capitals, each with at most one small word before it."""
_WORDS_OF_A_SENTENCE = re.compile(
    r"\b(?:wenn|dann|muss|müssen|darf|dürfen|kann|können|ist|sind|wird|werden|wurde|nicht|befüllt|leer|oder|und|zwischen|"
    r"summe|anzahl|größer|kleiner|gleich|ungleich)\b|[FG]\d{5}",
    re.IGNORECASE,
)
_OTHERWISE = frozenset({"andernfalls", "anderenfalls", "ansonsten", "sonst", "else"})
_LABEL_STOP = re.compile(
    rf"[=<>≠]|{_ID}|\b(?:befüllt|leer|muss|müssen|darf|dürfen|kann|ODER|UND|oder|und|dann)\b"
)


class Scanner:
    """Reads one sentence against the names of a vocabulary."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text, self.notes = tidied(text)
        self._vocabulary = vocabulary
        self._at = 0
        self._out: list[str] = []
        self._references: list[Reference] = []
        self._literals: list[Literal] = []
        self._nouns: set[str] = set()

    def scan(self) -> Scanned:
        """The whole text; sentences are parted by ``.`` signs."""
        for pattern, note in _SLIPS:
            if found := pattern.search(self._text):
                self._slip(note.format(*found.groups()))
        while self._at < len(self._text):
            if self._text[self._at].isspace():
                self._at += 1
            elif not (
                self._reference() or self._operator() or self._quoted() or self._value() or self._word()
            ):
                self._mark()
        return Scanned(" ".join(self._out), self._references, self._literals, frozenset(self._nouns))

    def _slip(self, text: str) -> None:
        self.notes.append(Note(NoteKind.READING, text))

    def _reference(self) -> bool:
        found = _REFERENCE.match(self._text, self._at)
        if not found:
            return False
        ids = tuple(part.strip() for part in found[2].split("."))
        if found[1]:
            self._slip(f"Vor {ids[-1]} steht ein überzähliges Anführungszeichen.")
        self._at = found.end()
        name = self._name_after(ids[-1])
        self._out.append(f"§{len(self._references)}")
        self._references.append(Reference(ids, name))
        return True

    def _name_after(self, element_id: str) -> str:
        rest = self._text[self._at :]
        start = len(rest) - len(rest.lstrip())
        body = rest[start:]
        opened = bool(body) and body[0] in _QUOTES
        inner = body[1:].lstrip() if opened else body
        offset = len(body) - len(inner)
        end = next((n for n, mark in enumerate(inner) if mark in _QUOTES), -1)
        known = self._known_name(element_id, inner)
        closing = re.match(rf"\s*[{_QUOTES}]", inner[len(known) :])
        if known and (closing or not opened or end < 0 or re.search(_ID, inner[:end])):
            if not opened and closing:
                self._slip(f"Beim Namen von {element_id} fehlt das öffnende Anführungszeichen.")
            self._at += start + offset + len(known) + (closing.end() if closing else 0)
            return known
        stop = _LABEL_STOP.search(inner)
        if opened and self._is_value(element_id, inner[: max(end, 0)]):
            return ""
        if opened and end >= 0 and not re.search(_ID, inner[:end]):
            self._at += start + offset + end + 1
            return inner[:end].strip()
        closes = not inner[end + 1 : end + 2].isalnum()
        if not opened and closes and 0 < end < (stop.start() if stop else len(inner)) and inner[0].isupper():
            self._slip(f"Beim Namen von {element_id} fehlt das öffnende Anführungszeichen.")
            self._at += start + end + 1
            return inner[:end].strip()
        if opened:
            return self._cut_name(element_id, start + offset, inner)
        return self._bare_name(start, body)

    def _bare_name(self, start: int, body: str) -> str:
        """A name without quotation marks: up to a comparison, as capitals, or in brackets."""
        found = _NAME_UP_TO_OPERATOR.match(body)
        if found and not _WORDS_OF_A_SENTENCE.search(found[1]):
            self._at += start + found.end()
            return found[1].strip()
        loose = _LOOSE_NAME.match(body)
        if loose and not self._says_something(loose[0]):
            self._at += start + loose.end()
            return loose[0].strip()
        bracket = re.match(r"\(([^()]*)\)", body)
        if bracket and not _LABEL_STOP.search(bracket[1]) and not bracket[1][:1].isdigit():
            self._at += start + bracket.end()
            return bracket[1].strip()
        return ""

    @staticmethod
    def _says_something(name: str) -> bool:
        """True where capitals do not begin a name but tell a value, a quantity or the next part of the sentence."""
        words = [word.casefold() for word in name.split()]
        first = words[0]
        return (
            first in MEANINGFUL
            or (first in NOISE and not (len(words) > 1 and first.startswith("angabe")))
            or first.startswith("pflicht")
            or not _TRUTH.isdisjoint(words)
            or name.split(maxsplit=1)[0].isupper()
            or _WORDS_OF_A_SENTENCE.search(name) is not None
        )

    def _cut_name(self, element_id: str, offset: int, inner: str) -> str:
        """A name whose closing quotation mark is missing ends at the comma or the end of the line."""
        found = re.match(rf"([A-ZÄÖÜ][^,\n{_QUOTES}]{{0,80}}?)\s*(?:[,\n]|$)", inner)
        if not found or _WORDS_OF_A_SENTENCE.search(found[1]):
            return ""
        self._slip(f"Beim Namen von {element_id} fehlt das schließende Anführungszeichen.")
        self._at += offset + len(found[1])
        return found[1].strip()

    def _is_value(self, element_id: str, text: str) -> bool:
        """True for the label of an option: „im Feld F… "Sonstiges" ausgewählt“."""
        if text.casefold() in _TRUTH:
            return True
        labels = (
            label for entry in self._vocabulary.places(element_id) for label in (entry.options or {}).values()
        )
        return bool(text) and fold(text) in {fold(label) for label in labels}

    def _known_name(self, element_id: str, text: str) -> str:
        """The longest name of the element the text begins with."""
        fitting = [
            text[: len(name)]
            for entry in self._vocabulary.places(element_id)
            for name in entry.names
            if text[: len(name)].casefold() == name.casefold()
            and not text[len(name) : len(name) + 1].isalnum()
        ]
        return max(fitting, key=len, default="")

    def _operator(self) -> bool:
        for pattern, sign in _OPERATORS:
            if found := pattern.match(self._text, self._at):
                self._at = found.end()
                self._out.append(sign)
                return True
        return False

    def _quoted(self) -> bool:
        found = _QUOTED.match(self._text, self._at)
        if not found:
            return False
        self._at = found.end()
        text = " ".join(found[1].split())
        before = self._out[-1] if self._out else ""
        if before.startswith("¤") and not self._literals[-1].label:
            self._literals[-1] = Literal(self._literals[-1].text, text)
        elif not before.startswith("OP") and self._named(text):
            pass
        else:
            code = re.match(r"\s*\((\w+)\)", self._text[self._at :])
            if code and not re.fullmatch(_ID, code[1]):
                self._at += code.end()
                self._literal(Literal(code[1], text))
            else:
                self._literal(Literal(text))
        return True

    def _named(self, name: str) -> bool:
        """A name in quotes: before its id in brackets, or instead of an id."""
        following = re.match(
            rf"\s*\(\s*((?:{_ID}\.)*{_ID})\s*\)|\s+((?:{_ID}\.)*{_ID})\b", self._text[self._at :]
        )
        if following:
            self._at += following.end()
            ids = tuple((following[1] or following[2]).split("."))
        else:
            entries = self._vocabulary.by_name.get(fold(name), ())
            if len({entry.id for entry in entries}) != 1:
                return False
            ids = (entries[0].id,)
            self._slip(f"„{name}“ ist ohne Kennung genannt; gemeint ist {ids[0]}.")
        self._out.append(f"§{len(self._references)}")
        self._references.append(Reference(ids, name))
        return True

    def _value(self) -> bool:
        found = _DATE.match(self._text, self._at) or _NUMBER.match(self._text, self._at) or self._code()
        if not found:
            return False
        self._at = found.end()
        self._literal(Literal(_CURRENCY.sub("", found[0]).strip()))
        rest = self._text[self._at :]
        if label := re.match(rf"\s*=\s*(?=[{_QUOTES}])", rest):
            self._at += label.end()
        elif bracketed := re.match(rf"\s*\(\s*[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]\s*\)", rest):
            self._at += bracketed.end()
            self._literals[-1] = Literal(self._literals[-1].text, bracketed[1].strip())
        elif bare := _BARE_LABEL.match(rest):
            self._at += bare.end()
            self._literals[-1] = Literal(self._literals[-1].text, bare[1].strip())
        return True

    def _code(self) -> re.Match[str] | None:
        """A code of letters: after a comparison, or between „Code“ or „oder“ and its label."""
        before = self._out[-1] if self._out else ""
        if before.startswith("OP"):
            return _CODE_AFTER.match(self._text, self._at) or _CODE_BEFORE_LABEL.match(self._text, self._at)
        found = _CODE_BEFORE_LABEL.match(self._text, self._at) if before in _BEFORE_CODE else None
        listed = before in {",", "oder", "und"} and self._out[-2:-1] and self._out[-2].startswith("¤")
        listed = listed and self._literals[-1].text.isalpha()
        if found is None and (listed or before in {"code", "codes"}):
            found = _CODE_AFTER.match(self._text, self._at)
        return found if found and found[0].casefold() not in _KEYWORDS else None

    def _literal(self, literal: Literal) -> None:
        self._out.append(f"¤{len(self._literals)}")
        self._literals.append(literal)

    def _word(self) -> bool:
        found = _WORD.match(self._text, self._at)
        if not found:
            return False
        self._at = found.end()
        word = with_umlauts(found[0].lower())
        begins = found[0] in {"Wenn", "Falls", "Sofern"} or word in _OTHERWISE
        if begins and self._out and self._out[-1] not in {".", "nur"}:
            self._out.append(".")
        if found[0][0].isupper() and not (found[0].isupper() and len(found[0]) <= 3):
            self._nouns.add(word)
        self._out.append(word)
        return True

    def _mark(self) -> None:
        mark = self._text[self._at]
        self._at += 1
        if mark in _QUOTES:
            self._slip("Ein Anführungszeichen steht ohne Gegenstück.")
        elif mark in ".;!?":
            self._out.append(".")
        elif mark in ",:()+*/":
            self._out.append(mark)
        elif mark in "-–—−":
            self._out.append("-" if self._reckons() else ",")
        elif mark not in "'’`":
            self._out.append(mark)

    def _reckons(self) -> bool:
        """True where a dash stands between two things that can be subtracted; elsewhere it parts clauses."""
        before = self._out[-1] if self._out else ""
        after = self._text[self._at :].lstrip()
        return (before[:1] in "§¤)" or before in {"datum", "heute", "tag"}) and (
            re.match(rf"(?:[({_QUOTES}]|{_ID}|\d|(?:das|dem|die|den|dem Feld|das Feld|Feld)\s)", after)
            is not None
        )


_OPENERS = frozenset({"wenn", "if", "falls", "sofern"})
_CONSEQUENT = frozenset({"dann", "then", "zeige", "blende", "aktiviere", "deaktiviere"})
"""Words that only a consequence has."""


def _parted(words: list[str]) -> Iterator[list[str]]:
    """„Wenn A, dann B, wenn C, dann D“ is two sentences; „B, wenn C“ is one."""
    begin = 0
    for number, word in enumerate(words):
        if (
            word not in _OPENERS
            or number == begin
            or words[number - 1] in {"nur", "ausschließlich", "außer", "denn"}
        ):
            continue
        rest = words[number + 1 :]
        following = next((n for n, each in enumerate(rest) if each in _OPENERS), len(rest))
        said = words[begin:number]
        if (said[0] in _OPENERS or not _CONSEQUENT.isdisjoint(said)) and not _CONSEQUENT.isdisjoint(
            rest[:following]
        ):
            yield said
            begin = number
    yield words[begin:]


def sentences(scanned: Scanned) -> Iterator[str]:
    """The sentences, each as a string of words and signs."""
    for part in re.split(r"(?:^| )\.(?= |$)", scanned.text):
        if part.strip():
            yield from (" ".join(each).strip(" ,") for each in _parted(part.split()))
