# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The questions and answers that come with the software: each is brought once, and never over what people wrote.

A file of ``texts/`` holds a header (``category``, ``keywords``, ``public``), the German text, a line ``=== en`` and
the English text where there is one. The first line of a text is its title.
"""

from pathlib import Path
from typing import Final

from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk.models import Article
from leistungswerk.enablement.desk.states import Category

_FOLDER: Final = Path(__file__).parents[1] / "texts"


def _halves(source: str) -> tuple[str, str]:
    title, _break, text = source.strip().partition("\n")
    return title.removeprefix("# ").strip(), text.strip()


def read(path: Path) -> Article:
    """An article that is not kept yet; raises :class:`ValueError` where the file is not one."""
    _licence, header, content = path.read_text(encoding="utf-8").split("---\n", 2)
    told = dict(line.split(": ", 1) for line in header.strip().splitlines())
    german, _mark, english = content.partition("\n=== en\n")
    title, text = _halves(german)
    title_en, text_en = _halves(english)
    return Article(
        slug=path.stem,
        title=title,
        text=text,
        title_en=title_en,
        text_en=text_en,
        keywords=told["keywords"],
        category=Category(told["category"]),
        public=told["public"] == "yes",
    )


def bring(actor: Actor) -> int:
    """Bring what is not there yet; returns how many."""
    require(actor, Permission.SUPPORT_TICKETS)
    known = set(Article.objects.values_list("slug", flat=True))
    paths = [path for path in sorted(_FOLDER.glob("*.md")) if path.stem not in known]
    if not paths:
        return 0
    at = times.now()
    with transaction.atomic():
        made = []
        for path in paths:
            article = read(path)
            article.changed_at = at
            made.append(article)
        Article.objects.bulk_create(made)
        audit.record(
            actor, action="desk.knowledge_brought", subject="desk:knowledge", at=at, note=str(len(made))
        )
    return len(made)
