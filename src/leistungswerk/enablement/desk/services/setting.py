# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk is set up with: times of the classes, canned answers, knowledge."""

from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk import placeholders
from leistungswerk.enablement.desk.models import Article, CannedAnswer, ServiceClass
from leistungswerk.enablement.desk.states import Category, Urgency
from leistungswerk.forms.slugs import slug
from leistungswerk.register.queries import directory

MOST_HOURS = 2_000


def set_class(actor: Actor, *, urgency: Urgency, response: int, solution: int, lead: UUID | None) -> None:
    """Times in hours of service time; they hold for tickets from now on."""
    require(actor, Permission.LEAD_SUPPORT)
    if not 1 <= response <= MOST_HOURS or not response <= solution <= MOST_HOURS:
        raise Refused(
            _(
                "Die Zeiten sind ganze Stunden der Servicezeit, mindestens 1, und die Lösung darf nicht vor der ersten Antwort liegen."
            )
        )
    person = directory.person(lead) if lead else None
    if lead and person is None:
        raise Missing(_("Diese Person gibt es nicht."))
    at = times.now()
    with transaction.atomic():
        ServiceClass.objects.update_or_create(
            urgency=urgency,
            defaults={"response": response, "solution": solution, "lead_id": person.pk if person else None},
        )
        audit.record(
            actor, action="desk.class_set", subject=f"class:{urgency}", at=at, note=f"{response}/{solution}"
        )


class AnswerEntry(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    text: str
    category: Category | None = None
    active: bool = True


def save_answer(actor: Actor, *, entry: AnswerEntry, answer: UUID | None = None) -> UUID:
    """Enter or change a canned answer; unknown placeholders are refused by name."""
    require(actor, Permission.SUPPORT_TICKETS)
    if not entry.title.strip() or not entry.text.strip():
        raise Refused(_("Ein Textbaustein braucht einen Titel und einen Text."))
    placeholders.check(entry.text)
    columns = {
        "title": entry.title.strip()[:120],
        "text": entry.text.strip(),
        "category": entry.category or "",
        "active": entry.active,
    }
    at = times.now()
    try:
        with transaction.atomic():
            if answer is None:
                made = CannedAnswer.objects.create(**columns).uuid
            else:
                made = answer
                if not CannedAnswer.objects.filter(uuid=answer).update(**columns):
                    raise Missing(_("Diesen Textbaustein gibt es nicht."))
            audit.record(actor, action="desk.answer_saved", subject=f"answer:{made}", at=at)
    except IntegrityError as error:
        raise Refused(
            _("Es gibt schon einen Textbaustein „%(title)s“. Wählen Sie einen anderen Titel.")
            % {"title": columns["title"]}
        ) from error
    return made


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` is Markdown; the English words may be left out, then readers get the German ones."""

    title: str
    text: str
    category: Category
    title_en: str = ""
    text_en: str = ""
    keywords: str = ""
    public: bool = True
    active: bool = True


def save_article(actor: Actor, *, entry: ArticleEntry, article: UUID | None = None) -> UUID:
    """Enter or change an article of the knowledge; its address follows its first title and never changes."""
    require(actor, Permission.SUPPORT_TICKETS)
    if not entry.title.strip() or not entry.text.strip():
        raise Refused(_("Ein Wissensbeitrag braucht eine Frage als Titel und einen Text."))
    if bool(entry.title_en.strip()) != bool(entry.text_en.strip()):
        raise Refused(_("Übersetzen Sie Titel und Text, oder keins von beiden."))
    at = times.now()
    columns = {
        "title": entry.title.strip()[:200],
        "text": entry.text.strip(),
        "title_en": entry.title_en.strip()[:200],
        "text_en": entry.text_en.strip(),
        "keywords": " ".join(entry.keywords.split())[:300],
        "category": entry.category,
        "public": entry.public,
        "active": entry.active,
        "changed_at": at,
    }
    with transaction.atomic():
        if article is None:
            made = Article.objects.create(slug=_free_slug(entry.title), **columns).uuid
        else:
            made = article
            if not Article.objects.filter(uuid=article).update(**columns):
                raise Missing(_("Diesen Beitrag gibt es nicht."))
        events.publish(kind="desk.article_saved", subject=made, at=at, data={})
        audit.record(actor, action="desk.article_saved", subject=f"article:{made}", at=at)
    return made


def _free_slug(title: str) -> str:
    taken = frozenset(Article.objects.values_list("slug", flat=True))
    return slug(title, taken, fallback="beitrag")
