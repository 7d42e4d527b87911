# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Official terms at fields of the office: two sentences, and the article of the handbook that says more.

A field is known by its label, so a form need not say that there is help; ``terms.toml`` holds the German labels.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from django.utils import translation

from leistungswerk.enablement.guidance import handbook

_SOURCE: Final = Path(__file__).with_name("terms.toml")


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``article`` is the slug of the how-to; ``de`` and ``en`` the sentences."""

    labels: tuple[str, ...]
    article: str
    de: str
    en: str


class Help(msgspec.Struct, frozen=True):
    """What stands at a field, in the language of the page."""

    label: str
    text: str
    article: handbook.Article


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    return msgspec.convert(tomllib.loads(_SOURCE.read_text(encoding="utf-8"))["term"], tuple[Term, ...])


@lru_cache(maxsize=2)
def _by_label(language: str) -> dict[str, Help]:
    found: dict[str, Help] = {}
    with translation.override(language):
        for term in terms():
            article = handbook.article(term.article, language)
            if article is None:
                raise LookupError(f"terms.toml names an article that is not there: {term.article}")
            for label in term.labels:
                shown = translation.gettext(label)
                # Templates name the German words, forms hand over what is shown.
                found[label] = found[shown] = Help(shown, term.en if language == "en" else term.de, article)
    return found


def help_at(label: str, language: str) -> Help | None:
    """The help for a field with this label as it is shown; ``None`` where the label explains itself."""
    return _by_label(language).get(label)
