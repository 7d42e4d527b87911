# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading and searching the handbook.

A file of ``texts/`` holds a header (``about``: what it is for, ``position``: its place), the German text, a line
``=== en`` and the English text. ``about`` names a page by its navigation key (``here:rollout``), a role
(``role:vendor``), a gate (``gate:G1``), an error (``error:404``) or a family (``item:``, ``duty:``).
"""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from django.utils.safestring import SafeString, mark_safe

from leistungswerk.core import markdown
from leistungswerk.register.search.text import fold, words

_FOLDER: Final = Path(__file__).parent / "texts"
FIRST_DAY: Final = "erster-tag-"


class Article(msgspec.Struct, frozen=True):
    """A how-to in one language. ``summary`` is its first paragraph, ``text`` its Markdown without the title."""

    slug: str
    about: frozenset[str]
    position: int
    title: str
    summary: str
    text: str

    @property
    def first_day(self) -> bool:
        return self.slug.startswith(FIRST_DAY)

    def html(self) -> SafeString:
        made: str = markdown.parser().render(self.text)
        return mark_safe(made)  # noqa: S308 - our own file, and HTML is off


def _read(path: Path, language: str) -> Article:
    _licence, header, content = path.read_text(encoding="utf-8").split("---\n", 2)
    told = dict(line.split(": ", 1) for line in header.strip().splitlines())
    german, _mark, english = content.partition("\n=== en\n")
    source = (english if language == "en" else german).strip()
    title, _gap, text = source.partition("\n")
    summary, _gap, _rest = text.strip().partition("\n\n")
    return Article(
        slug=path.stem,
        about=frozenset(told["about"].split()),
        position=int(told["position"]),
        title=title.removeprefix("# ").strip(),
        summary=" ".join(summary.split()),
        text=text.strip() + "\n",
    )


@lru_cache(maxsize=2)
def articles(language: str) -> tuple[Article, ...]:
    """All, in their order; German for every language but English."""
    found = [_read(path, language) for path in sorted(_FOLDER.glob("*.md"))]
    return tuple(sorted(found, key=lambda each: each.position))


def article(slug: str, language: str) -> Article | None:
    return next((each for each in articles(language) if each.slug == slug), None)


def about(what: str, language: str) -> Article | None:
    """The how-to for a page, gate, error or family; ``None`` where there is none."""
    family = what.partition(":")[0] + ":"
    for name in (what, family):
        found = next((each for each in articles(language) if name in each.about), None)
        if found is not None:
            return found
    return None


def first_days(roles: Collection[str], language: str) -> tuple[Article, ...]:
    """The first day of these roles."""
    wanted = {f"role:{role}" for role in roles}
    return tuple(each for each in articles(language) if each.first_day and each.about & wanted)


def search(text: str, language: str) -> tuple[Article, ...]:
    """Articles that hold every word, also as part of a longer one; those with it in the title first."""
    wanted = words(text)
    if not wanted:
        return articles(language)
    found: list[tuple[int, Article]] = []
    for each in articles(language):
        title, body = fold(each.title), fold(f"{each.title} {each.text}")
        if all(word in body for word in wanted):
            found.append((-sum(word in title for word in wanted), each))
    return tuple(each for _rank, each in sorted(found, key=lambda pair: (pair[0], pair[1].position)))
