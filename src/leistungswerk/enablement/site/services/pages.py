# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing pages: a save makes a revision, publishing gives it its moment, nothing is written over."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.enablement.site import clock, markup
from leistungswerk.enablement.site.access import page_for, require_edit
from leistungswerk.enablement.site.models import Page, Revision
from leistungswerk.enablement.site.states import DATED, Live, Section, Tongue

PATH: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){0,3}")
MOST_LETTERS: Final = 60_000
_TITLE: Final = 200
_SUMMARY: Final = 600
_NOTE: Final = 200


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor writes: the summary is plain text, the body Markdown."""

    title: str
    summary: str = ""
    body: str = ""
    note: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page stands and how often somebody looks at it again (days)."""

    path: str
    section: Section
    position: int = 100
    live: Live = Live.NONE
    easy: bool = False
    review_days: int = 180


def _require_text(text: Text) -> None:
    if not text.title.strip():
        raise Refused(_("Geben Sie der Seite bei „Titel“ einen Namen."))
    for label, value, most in (
        (_("Titel"), text.title, _TITLE), (_("Kurzfassung"), text.summary, _SUMMARY),
        (_("Text"), text.body, MOST_LETTERS), (_("Was ist neu?"), text.note, _NOTE),
    ):  # fmt: skip
        if len(value) > most:
            raise Refused(
                _("„%(field)s“ hat %(length)d Zeichen, möglich sind %(most)d. Bitte kürzen Sie.")
                % {"field": label, "length": len(value), "most": most}
            )
        if "\x00" in value:
            raise Refused(
                _("„%(field)s“ enthält ein Zeichen, das kein Text ist. Bitte entfernen Sie es.")
                % {"field": label}
            )
    markup.require_sound(text.body, _("Text"))


def _require_settings(settings: Settings) -> None:
    if not PATH.fullmatch(settings.path) or len(settings.path) > 150:
        raise Refused(
            _(
                "Die Adresse „%(path)s“ geht so nicht. Schreiben Sie sie klein und mit Bindestrichen, wie „umsetzung/erste-schritte“."
            )
            % {"path": settings.path[:80]}
        )
    if not 1 <= settings.review_days <= 1095:
        raise Refused(_("„Prüfen alle … Tage“: Geben Sie eine Zahl von 1 bis 1095 ein."))
    if settings.section in DATED and not settings.path.startswith("aktuelles/"):
        raise Refused(_("Die Adresse einer Meldung beginnt mit „aktuelles/“, wie „aktuelles/neuer-dienst“."))


def _has_own_view(path: str) -> bool:
    """Whether the address belongs to another part of the portal, which would stand before the page."""
    try:
        return resolve(f"/{path}/").url_name != "page"
    except Resolver404:
        return False


def _require_reachable(path: str) -> None:
    if _has_own_view(path):
        raise Refused(
            _(
                "Unter „/%(path)s/“ steht schon ein anderer Teil des Portals. Niemand sähe Ihre Seite; wählen Sie eine andere Adresse."
            )
            % {"path": path}
        )


def create(actor: Actor, *, settings: Settings, text: Text, organisation: UUID | None = None) -> UUID:
    """A page with its first draft in German; raises :class:`Refused` if the address is taken."""
    require_edit(actor, organisation)
    if organisation is not None:
        settings = msgspec.structs.replace(settings, section=Section.RESSORT)
    _require_settings(settings)
    _require_text(text)
    if organisation is None:
        _require_reachable(settings.path)
    try:
        with transaction.atomic():
            page = Page.objects.create(**_fields(settings), organisation=organisation)
            _append(actor, page, Tongue.GERMAN, text, base=0)
    except IntegrityError as taken:
        raise Refused(
            _("Unter der Adresse „%(path)s“ gibt es schon eine Seite. Wählen Sie eine andere.")
            % {"path": settings.path}
        ) from taken
    return page.uuid


def _fields(settings: Settings) -> dict[str, object]:
    return {
        "path": settings.path, "section": settings.section.value, "position": settings.position,
        "live": settings.live.value, "easy": settings.easy, "review_days": settings.review_days,
    }  # fmt: skip


def arrange(actor: Actor, *, page: UUID, settings: Settings) -> None:
    """Change where a page stands. The page of a Ressort stays with it."""
    row = page_for(actor, page)
    _require_settings(settings)
    if row.organisation is not None:
        settings = msgspec.structs.replace(settings, section=Section.RESSORT, path=row.path)
    if settings.path != row.path:
        if _has_own_view(row.path):
            raise Refused(
                _("Die Seite „/%(path)s/“ hat eine feste Adresse. Lassen Sie sie, wie sie ist.")
                % {"path": row.path}
            )
        _require_reachable(settings.path)
    try:
        with transaction.atomic():
            Page.objects.filter(pk=row.pk).update(**_fields(settings))
            _told(actor, "site.arranged", row, times.now())
    except IntegrityError as taken:
        raise Refused(
            _("Unter der Adresse „%(path)s“ gibt es schon eine Seite. Wählen Sie eine andere.")
            % {"path": settings.path}
        ) from taken


def save(actor: Actor, *, page: UUID, language: Tongue, text: Text, base: int) -> int:
    """A new draft after revision ``base`` (0: none); its number. Raises :class:`Overtaken` if another came first."""
    row = page_for(actor, page)
    _require_text(text)
    try:
        with transaction.atomic():
            return _append(actor, row, language, text, base=base)
    except IntegrityError as late:
        raise _overtaken(row, language) from late


def restore(actor: Actor, *, page: UUID, language: Tongue, number: int, base: int) -> int:
    """Bring an earlier revision back as the newest draft; its number."""
    row = page_for(actor, page)
    old = Revision.objects.filter(page=row, language=language.value, number=number).first()
    if old is None:
        raise Refused(_("Diese Fassung gibt es nicht. Wählen Sie eine aus der Liste."))
    text = Text(title=old.title, summary=old.summary, body=old.body, note=f"Fassung {number} zurückgeholt")
    return save(actor, page=page, language=language, text=text, base=base)


def _append(actor: Actor, page: Page, language: Tongue, text: Text, *, base: int) -> int:
    newest = page.revisions.filter(language=language.value).order_by("-number").first()
    if (newest.number if newest else 0) != base:
        raise _overtaken(page, language)
    at = times.now()
    Revision.objects.create(
        page=page, language=language.value, number=base + 1, title=text.title.strip(), summary=text.summary.strip(),
        body=text.body, note=text.note.strip(), author=actor.pseudonym, author_name=actor.name, at=at,
    )  # fmt: skip
    _told(actor, "site.saved", page, at)
    return base + 1


def _overtaken(page: Page, language: Tongue) -> Overtaken:
    newest = page.revisions.filter(language=language.value).order_by("-number").first()
    now = (
        [("Von", newest.author_name), ("Titel", newest.title), ("Was ist neu?", newest.note)]
        if newest
        else []
    )
    return Overtaken(
        _(
            "Jemand anderes hat diese Seite inzwischen gespeichert. Öffnen Sie sie neu; Ihr Text geht beim Zurückgehen nicht "
            "verloren."
        ),
        now=now,
    )


def publish(
    actor: Actor, *, page: UUID, language: Tongue, number: int, moment: datetime | None = None
) -> None:
    """Show a draft from a moment on, by default now. English needs German first."""
    row = page_for(actor, page)
    at = times.now()
    shown_from = moment or at
    if shown_from < at - timedelta(minutes=5):
        raise Refused(
            _(
                "„Erscheint am“ liegt in der Vergangenheit. Lassen Sie das Feld leer, wenn sie sofort erscheinen soll."
            )
        )
    if shown_from > at + timedelta(days=730):
        raise Refused(_("„Erscheint am“ liegt mehr als zwei Jahre voraus. Bitte prüfen Sie das Jahr."))
    german = row.revisions.filter(language=Tongue.GERMAN.value, shown_from__isnull=False)
    if language is not Tongue.GERMAN and not german.exists():
        raise Refused(_("Veröffentlichen Sie zuerst den deutschen Text; der englische gehört zu ihm."))
    news = {}
    if row.section in DATED:
        known = row.revisions.filter(language=language.value, shown_from__isnull=False).exists()
        news = {"news": language.value, "first": "" if known else "1", "shown_from": shown_from.isoformat()}
    with transaction.atomic():
        done = Revision.objects.filter(
            page=row, language=language.value, number=number, shown_from__isnull=True
        ).update(shown_from=shown_from)
        if not done:
            raise Refused(_("Diese Fassung ist schon veröffentlicht. Laden Sie die Seite neu."))
        # Who publishes has read it: that is a review.
        Page.objects.filter(pk=row.pk).update(
            reviewed_on=times.legal_day(at), reviewed_by=actor.pseudonym, ends_at=None
        )
        _told(
            actor,
            "site.published",
            row,
            at,
            note=f"{language} {number} ab {shown_from.isoformat(timespec='minutes')}",
            said=news,
        )


def unschedule(actor: Actor, *, page: UUID, language: Tongue, number: int) -> None:
    """Make a planned revision a draft again; refused once it is shown."""
    row = page_for(actor, page)
    at = times.now()
    with transaction.atomic():
        planned = Revision.objects.filter(page=row, language=language.value, number=number, shown_from__gt=at)
        if not planned.update(shown_from=None):
            raise Refused(
                _(
                    "Diese Fassung ist schon öffentlich. Schreiben Sie eine neue oder holen Sie eine frühere zurück."
                )
            )
        _told(actor, "site.unscheduled", row, at, note=f"{language} {number}")


def end(actor: Actor, *, page: UUID, moment: datetime | None = None) -> None:
    """Stop showing a page, now or at a moment to come; it can be published again."""
    row = page_for(actor, page)
    at = times.now()
    with transaction.atomic():
        Page.objects.filter(pk=row.pk).update(ends_at=max(moment or at, at))
        _told(actor, "site.ended", row, at)


def review(actor: Actor, *, page: UUID) -> None:
    """Say that somebody has read the page and it is right as it stands."""
    row = page_for(actor, page)
    at = times.now()
    with transaction.atomic():
        Page.objects.filter(pk=row.pk).update(reviewed_on=times.legal_day(at), reviewed_by=actor.pseudonym)
        _told(actor, "site.reviewed", row, at)


def _told(
    actor: Actor,
    action: str,
    page: Page,
    at: datetime,
    note: str = "",
    *,
    said: Mapping[str, str] | None = None,
) -> None:
    """``said``: what listeners need beyond the address; of news their language and when they first appear."""
    clock.tick()
    audit.record(actor, action=action, subject=f"site:{page.uuid}", at=at, note=note)
    events.publish(kind=action, subject=page.uuid, at=at, data={"path": page.path, **(said or {})})
