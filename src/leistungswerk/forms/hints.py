# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rule sentences and legal references of a schema, made readable for citizens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from leistungswerk.forms.model import Form, Group, Hint, LegalBasis, Part
from leistungswerk.standards.fim.model import Bezug

_ID = r"(?:[FG]\d{8,11})"
_REFERENCE = re.compile(rf'"?\s*((?:{_ID}\.)*{_ID})\s*(?:"([^"]*)"|((?:(?!{_ID})[^"=<>.,])*)")?')
_CODED = re.compile(r'(=|<>)\s*[^\s"]+\s*"([^"]+)"')
_WORDS = ((re.compile(r'"?\bwahr\b"?'), "„Ja“"), (re.compile(r'"?\bfalsch\b"?'), "„Nein“"))
_QUOTED = re.compile(r'"\s*([^"]+?)\s*"')
_DOUBLED = re.compile(r"\b(Feld|Feldgruppe|Gruppe|die|das) \1\b")


def ids_in(sentence: str) -> frozenset[str]:
    """Ids of elements a rule sentence speaks of, 2.0 ids also as 3.0 writes them (standards.md 2.7)."""
    ids = re.findall(_ID, sentence)
    return frozenset(ids) | {expand(each) for each in ids}


def expand(old: str) -> str:
    """The 3.0 form of a 2.0 id: ``F60000319`` → ``F60000000319``."""
    return f"{old[:3]}000{old[3:]}" if len(old) == 9 else old


def readable(sentence: str, labels: Mapping[str, str]) -> str:
    """The sentence with the labels people see instead of ids, without codes, with German quotation marks.

    The id decides which element is meant; the name in the sentence serves only where the id is unknown.
    """

    def label(found: re.Match[str]) -> str:
        last = found[1].rpartition(".")[2]
        name = labels.get(last) or labels.get(expand(last)) or (found[2] or found[3] or "").strip()
        return f" „{name}“ " if name else " "

    text = _REFERENCE.sub(label, " ".join(sentence.split()))
    text = _CODED.sub(r'\1 "\2"', text)
    for word, plain in _WORDS:
        text = word.sub(plain, text)
    text = _QUOTED.sub(r"„\1“", text).replace("<>", " ≠ ").replace("=", " = ").replace('"', "")
    text = text.replace("< =", "≤").replace("> =", "≥").replace(" UND ", " und ").replace(" ODER ", " oder ")
    text = " ".join(text.split())
    text = re.sub(r" ([,.;)])", r"\1", text).replace("( ", "(")
    return _DOUBLED.sub(r"\1", text)


def legal_bases(references: Iterable[Bezug]) -> tuple[LegalBasis, ...]:
    """References one by one: 2.0 writes several into one text, parted by semicolons (standards.md 2.2)."""
    found: dict[str, LegalBasis] = {}
    for reference in references:
        for piece in re.split(r"[;\r\n]+", reference.text):
            text = " ".join(piece.split())
            if text:
                found.setdefault(text, LegalBasis(text, safe_link(reference.link)))
    return tuple(found.values())


def safe_link(link: str | None) -> str:
    """Only web addresses become links."""
    link = (link or "").strip()
    return link if link.startswith(("https://", "http://")) else ""


def all_hints(form: Form) -> tuple[Hint, ...]:
    """Every hint of a form, wherever it is shown, each rule once."""
    found: dict[str, Hint] = {}

    def visit(parts: Iterable[Part]) -> None:
        for part in parts:
            found.update((hint.rule_id, hint) for hint in part.hints)
            if isinstance(part, Group):
                visit(part.children)

    found.update((hint.rule_id, hint) for hint in form.hints)
    for page in form.pages:
        found.update((hint.rule_id, hint) for hint in page.hints)
        visit(page.parts)
    return tuple(found.values())
