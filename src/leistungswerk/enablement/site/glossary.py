# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The glossary of the site is ``docs/glossary.md``: one source for code, documentation and readers.

Two tables: „Words for everybody“ (with English, linked in the texts of the site) and the words of the code.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.enablement.site.states import Tongue
from leistungswerk.forms.slugs import slug

_SOURCE: Final = Path(__file__).parent / "glossary.md"
"""A link into ``docs/``; a built package holds a copy."""
_ROW: Final = re.compile(r"^\|(.+)\|\s*$")
_CODE: Final = re.compile(r"`([^`]+)`")


class Term(msgspec.Struct, frozen=True):
    """A word with its sentence; English is empty where only the German is official so far."""

    word: str
    sentence: str
    english: str = ""
    english_sentence: str = ""
    code: tuple[str, ...] = ()
    """The words of the code."""
    linked: bool = False

    @property
    def anchor(self) -> str:
        return slug(self.word, fallback="wort")


class Glossary(msgspec.Struct, frozen=True):
    terms: tuple[Term, ...]
    """In the order of the German alphabet."""
    digest: str

    def links(self, language: Tongue, address: str) -> dict[str, str]:
        """Word → address of its explanation, for the texts in a language."""
        german = language is Tongue.GERMAN
        words = {(term.word if german else term.english): term for term in self.terms if term.linked}
        return {word: f"{address}#{term.anchor}" for word, term in words.items() if word}


def read(text: str) -> tuple[Term, ...]:
    """The rows of both tables; a word for everybody takes the words of the code with it."""
    public: dict[str, Term] = {}
    inner: dict[str, Term] = {}
    for line in text.splitlines():
        found = _ROW.match(line)
        cells = [cell.strip() for cell in found.group(1).split("|")] if found else []
        if not cells or set(cells[0]) <= set("-: ") or cells[0] in {"Code", "Wort"}:
            continue
        if len(cells) == 4:
            public[cells[0]] = Term(cells[0], cells[1], cells[2], cells[3], linked=True)
        elif len(cells) == 3:
            inner[cells[1]] = Term(cells[1], cells[2], code=tuple(_CODE.findall(cells[0])))
    for word, term in inner.items():
        if word in public:
            public[word] = msgspec.structs.replace(public[word], code=term.code)
    found_terms = {**inner, **public}
    return tuple(sorted(found_terms.values(), key=lambda term: term.anchor))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary of this version of the software."""
    text = _SOURCE.read_text(encoding="utf-8")
    return Glossary(read(text), hashlib.sha256(text.encode()).hexdigest())
