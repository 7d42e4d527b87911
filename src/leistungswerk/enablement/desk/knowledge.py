# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading knowledge, and what fits what somebody is typing."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, Generic, TypeVar
from uuid import UUID

import msgspec
from django.utils.safestring import SafeString, mark_safe

from leistungswerk.core import markdown
from leistungswerk.enablement.desk.models import Article
from leistungswerk.enablement.desk.states import Category
from leistungswerk.register.search.text import words

_Held = TypeVar("_Held")
_MOST_ARTICLES: Final = 1_000
_MOST_WORDS: Final = 60
_SHORTEST: Final = 4
"""Letters from which on two words with the same beginning are taken for the same: „Anhang“, „Anhänge“."""
_LEAST: Final = 0.2
"""Share of the weight of what was asked that a text must hold; less is chance."""
_RARE: Final = 3
"""A title must hold a word that no more than every third text holds."""
_SAID_BY_ALL: Final = frozenset(
    words(
        "aber alle als also am an auch auf aus bei beim bin bis bitte da das dass dem den der des die dies diese doch du ein "
        "eine einem einen einer er es für geht hab habe haben hat hier ich ihr im in ist ja kann kein keine können leider man "
        "mehr mein meine meinem meinen mich mir mit muss nach nicht noch nun nur oder schon sein seine seit sich sie sind so "
        "soll und uns unser vom von war warum was wenn wer werden wie wir wird wo zu zum zur über "
        "a an and are at be can for from has have how i in is it my no not of on or please the this to was what when with you"
    )
)
_GREETING: Final = re.compile(
    r"\b(?:guten\s+(?:tag|morgen|abend)|hallo|sehr\s+geehrte\w*\s+\w+(?:\s+und\s+herren)?|vielen\s+dank"
    r"|(?:mit\s+)?(?:freundlichen?|besten?|vielen?)\s+gr(?:ü|ue)(?:ß|ss)en?|good\s+(?:day|morning|evening)|kind\s+regards)\b",
    re.IGNORECASE,
)
"""What mails begin and end with; its words would find „Mein erster Tag“."""


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the language of a reader; ``language`` is that of its text."""

    uuid: UUID
    slug: str
    title: str
    text: str
    language: str
    keywords: str
    category: Category
    public: bool
    active: bool
    changed_at: datetime

    def html(self) -> SafeString:
        made: str = markdown.parser().render(self.text)
        return mark_safe(made)  # noqa: S308 - HTML in Markdown is off

    @property
    def summary(self) -> str:
        """Its first paragraph, cut."""
        first = " ".join(self.text.partition("\n\n")[0].split())
        return first if len(first) < 160 else f"{first[:157].rpartition(' ')[0]} …"


def _view(row: Article, language: str) -> ArticleView:
    english = language == "en" and bool(row.title_en)
    return ArticleView(
        uuid=row.uuid,
        slug=row.slug,
        title=row.title_en if english else row.title,
        text=row.text_en if english else row.text,
        language="en" if english else "de",
        keywords=row.keywords,
        category=Category(row.category),
        public=row.public,
        active=row.active,
        changed_at=row.changed_at,
    )


def articles(language: str, *, public: bool, retired: bool = False) -> tuple[ArticleView, ...]:
    """All that are offered, by category and title. ``public``: only what everybody may read."""
    rows = Article.objects.order_by("category", "title")
    if public:
        rows = rows.filter(public=True)
    if not retired:
        rows = rows.filter(active=True)
    return tuple(_view(row, language) for row in rows[:_MOST_ARTICLES])


def article(slug: str, language: str, *, public: bool) -> ArticleView | None:
    row = Article.objects.filter(
        slug=slug, active=True, public__in=[True] if public else [True, False]
    ).first()
    return _view(row, language) if row else None


class ArticleFields(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of an article, for its form."""

    title: str
    text: str
    title_en: str
    text_en: str
    keywords: str
    category: Category
    public: bool
    active: bool
    slug: str


def fields_of(identity: UUID) -> ArticleFields | None:
    row = Article.objects.filter(uuid=identity).first()
    if row is None:
        return None
    return ArticleFields(
        title=row.title, text=row.text, title_en=row.title_en, text_en=row.text_en, keywords=row.keywords,
        category=Category(row.category), public=row.public, active=row.active, slug=row.slug,
    )  # fmt: skip


class Findable(msgspec.Struct, Generic[_Held], frozen=True):
    """Something that may answer a question; title and keywords weigh more than the text."""

    held: _Held
    title: str
    text: str
    keywords: str = ""


def of_articles(found: Iterable[ArticleView]) -> list[Findable[ArticleView]]:
    return [Findable(each, each.title, each.text, each.keywords) for each in found]


@lru_cache(maxsize=4096)
def _index(text: str) -> Mapping[str, frozenset[str]]:
    """The words of a text by their first letters."""
    found: dict[str, set[str]] = {}
    for word in words(text):
        found.setdefault(word[:_SHORTEST], set()).add(word)
    return {letters: frozenset(held) for letters, held in found.items()}


def _alike(asked: str, said: str) -> bool:
    """The same word with another ending."""
    short, long = sorted((asked, said), key=len)
    return asked == said or (
        len(short) >= _SHORTEST and long.startswith(short) and len(long) - len(short) <= 3 + len(short) // 2
    )


def _in_text(asked: str, text: str) -> bool:
    return any(_alike(asked, said) for said in _index(text).get(asked[:_SHORTEST], ()))


def _in_title(asked: str, title: str) -> bool:
    """Also as a part of a compound: „Anhang“ in „Dateianhang“."""
    return _in_text(asked, title) or (
        len(asked) > _SHORTEST and any(asked in said for held in _index(title).values() for said in held)
    )


def best(question: str, held: Sequence[Findable[_Held]], *, most: int = 5) -> tuple[_Held, ...]:
    """What fits a question best, the best first; nothing where only words fit that stand everywhere.

    A word weighs more the fewer texts hold it; three times in a title or a keyword.
    """
    asked = [
        word
        for word in dict.fromkeys(words(_GREETING.sub(" ", question)))
        if word not in _SAID_BY_ALL and len(word) > 2
    ]
    asked = asked[:_MOST_WORDS]
    if not asked or not held:
        return ()
    hits: list[dict[str, float]] = []
    seen: Counter[str] = Counter()
    for each in held:
        head = f"{each.title} {each.keywords}"
        found = {word: 3.0 for word in asked if _in_title(word, head)}
        found |= {word: 1.0 for word in asked if word not in found and _in_text(word, each.text)}
        seen.update(found.keys())
        hits.append(found)
    weight = {word: math.log(1 + len(held) / seen[word]) if seen[word] else 0.0 for word in asked}
    rare = math.log(1 + min(len(held), _RARE))
    least = _LEAST * sum(weight.values())
    scored = [
        (sum(weight[word] * times for word, times in found.items()), position)
        for position, found in enumerate(hits)
        if any(times > 1.0 and weight[word] >= rare for word, times in found.items())
    ]
    ranked = sorted((pair for pair in scored if pair[0] > least), key=lambda pair: (-pair[0], pair[1]))
    return tuple(held[position].held for _score, position in ranked[:most])
