# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk is set up with: canned answers, knowledge, times of the classes."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.desk import knowledge, placeholders, queries
from leistungswerk.enablement.desk.classes import classes
from leistungswerk.enablement.desk.knowledge import ArticleFields
from leistungswerk.enablement.desk.queries import AnswerView
from leistungswerk.enablement.desk.services import setting, sorting
from leistungswerk.enablement.desk.services.setting import AnswerEntry, ArticleEntry
from leistungswerk.enablement.desk.states import CATEGORY_WORDS, Category, Urgency
from leistungswerk.register.queries import directory
from leistungswerk.web import languages
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def answers(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = [
        {"answer": each, "category": CATEGORY_WORDS[Category(each.category)] if each.category else ""}
        for each in queries.answers(retired=True)
    ]
    context = {"here": "desk_answers", "rows": rows, "placeholders": placeholders.WORDS.items()}
    return render(request, "office/support/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def answer(request: HttpRequest, actor: Actor, identity: uuid.UUID | None = None) -> HttpResponse:
    """Write a canned answer; ``identity``: change one."""
    known = queries.canned_answer(identity) if identity else None
    if identity and known is None:
        raise Http404
    return _form(
        request,
        here="desk_answers",
        heading=_("Textbaustein ändern") if known else _("Textbaustein schreiben"),
        shape=_answer_fields(known),
        act=lambda: setting.save_answer(actor, entry=_typed_answer(request), answer=identity),
        back=reverse("office:desk_answers"),
    )


def _form(
    request: HttpRequest,
    *,
    here: str,
    heading: str,
    shape: tuple[Field, ...],
    act: Callable[[], object],
    back: str,
) -> HttpResponse:
    refused = entry.refusal(act) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return HttpResponseRedirect(back)
    context = {
        "here": here,
        "heading": heading,
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "errors": entry.errors(refused),
        "cancel_url": back,
    }
    return render(request, "office/support/form.html", context, status=422 if refused else 200)


def _answer_fields(known: AnswerView | None) -> tuple[Field, ...]:
    names = ", ".join(f"{{{name}}}" for name in placeholders.WORDS)
    return (
        Field(name="title", label=_("Titel"), value=known.title if known else "", required=True, language="de"),
        Field(
            name="text", label=_("Text"), kind=Kind.AREA, rows=8, value=known.text if known else "", required=True,
            hint=_("Platzhalter werden beim Einfügen ausgefüllt: %(names)s") % {"names": names}, language="de",
        ),
        Field(
            name="category", label=_("Art"), kind=Kind.SELECT, options=entry.choices(CATEGORY_WORDS),
            value=known.category if known else "", hint=_("In Anfragen dieser Art steht der Baustein oben."),
        ),
        Field(name="active", label=_("Wird angeboten"), kind=Kind.CHECK, value="" if known and not known.active else "ja"),
    )  # fmt: skip


def _typed_answer(request: HttpRequest) -> AnswerEntry:
    return AnswerEntry(
        title=entry.text(request, "title"),
        text=entry.text(request, "text"),
        category=entry.chosen(request, "category", Category, _("Art"))
        if request.POST.get("category")
        else None,
        active=bool(request.POST.get("active")),
    )


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def articles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All knowledge; what is asked for first."""
    held = knowledge.articles(languages.current(), public=False, retired=True)
    asked = request.GET.get("suche", "").strip()[:200]
    found = knowledge.best(asked, knowledge.of_articles(held), most=20) if asked else held
    rows = [{"article": each, "category": CATEGORY_WORDS[each.category]} for each in found]
    context = {"here": "desk_knowledge", "rows": rows, "sought": asked, "any": bool(held)}
    return render(request, "office/support/knowledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def article(request: HttpRequest, actor: Actor, identity: uuid.UUID | None = None) -> HttpResponse:
    """Write an article; ``identity``: change one."""
    known = knowledge.fields_of(identity) if identity else None
    if identity and known is None:
        raise Http404
    return _form(
        request,
        here="desk_knowledge",
        heading=_("Wissensbeitrag ändern") if known else _("Wissensbeitrag schreiben"),
        shape=_article_fields(known),
        act=lambda: setting.save_article(actor, entry=_typed_article(request), article=identity),
        back=reverse("office:desk_knowledge"),
    )


def _article_fields(known: ArticleFields | None) -> tuple[Field, ...]:
    return (
        Field(
            name="title", label=_("Frage"), value=known.title if known else "", required=True, language="de",
            hint=_("So, wie Menschen sie stellen: „Wie groß darf ein Anhang sein?“"),
        ),
        Field(
            name="text", label=_("Antwort"), kind=Kind.AREA, rows=8, value=known.text if known else "", required=True,
            hint=_("Markdown. Der erste Absatz steht in den Vorschlägen."), language="de",
        ),
        Field(
            name="keywords", label=_("Andere Wörter dafür"), value=known.keywords if known else "",
            hint=_("Was Menschen schreiben, wenn sie danach suchen: Datei, Foto, hochladen."), language="de",
        ),
        Field(
            name="category", label=_("Art"), kind=Kind.SELECT, options=entry.choices(CATEGORY_WORDS), required=True,
            value=known.category if known else "",
        ),
        Field(name="title_en", label=_("Frage auf Englisch"), value=known.title_en if known else ""),
        Field(name="text_en", label=_("Antwort auf Englisch"), kind=Kind.AREA, rows=6, value=known.text_en if known else ""),
        Field(
            name="public", label=_("Alle dürfen ihn lesen; sonst nur die Verwaltung"), kind=Kind.CHECK,
            value="" if known and not known.public else "ja",
        ),
        Field(name="active", label=_("Wird angeboten"), kind=Kind.CHECK, value="" if known and not known.active else "ja"),
    )  # fmt: skip


def _typed_article(request: HttpRequest) -> ArticleEntry:
    return ArticleEntry(
        title=entry.text(request, "title"),
        text=entry.text(request, "text"),
        title_en=entry.text(request, "title_en"),
        text_en=entry.text(request, "text_en"),
        keywords=entry.text(request, "keywords"),
        category=entry.chosen(request, "category", Category, _("Art")),
        public=bool(request.POST.get("public")),
        active=bool(request.POST.get("active")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.LEAD_SUPPORT)
def service_classes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is promised for each class, and who is told when it was not kept."""
    refused, chosen = "", request.POST.get("urgency", "")
    if request.method == "POST":
        refused = entry.refusal(lambda: _set_class(request, actor))
        if not refused:
            return HttpResponseRedirect(reverse("office:desk_classes"))
    people = directory.people_holding(sorting.staff_roles(), times.legal_day(times.now()))
    options = tuple((str(each.uuid), f"{each.name} ({each.organisation})") for each in people)
    rows = []
    for each in classes().values():
        shape: tuple[Field, ...] = (
            Field(name="urgency", kind=Kind.HIDDEN, value=each.urgency),
            Field(name="response", label=_("Erste Antwort in Stunden"), kind=Kind.NUMBER, value=str(each.response), required=True),
            Field(name="solution", label=_("Lösung in Stunden"), kind=Kind.NUMBER, value=str(each.solution), required=True),
            Field(
                name="lead", label=_("Verantwortlich"), kind=Kind.SELECT, options=options,
                value=str(each.lead) if each.lead else "",
                hint=_("Bekommt einmal eine Mail, wenn eine Zeit überschritten ist. Ohne Angabe: die Technische Leitung."),
            ),
        )  # fmt: skip
        if refused and chosen == each.urgency:
            shape = entry.bound(shape, request.POST)
        rows.append({"promised": each, "form": entry.inline("", shape, _("Speichern"), prefix=each.urgency)})
    context = {"here": "desk_classes", "rows": rows, "errors": entry.errors(refused)}
    return render(request, "office/support/classes.html", context, status=422 if refused else 200)


def _set_class(request: HttpRequest, actor: Actor) -> None:
    setting.set_class(
        actor,
        urgency=entry.chosen(request, "urgency", Urgency, _("Klasse")),
        response=fields.number(request.POST, "response", _("Erste Antwort in Stunden")) or 0,
        solution=fields.number(request.POST, "solution", _("Lösung in Stunden")) or 0,
        lead=fields.optional_identity(request.POST, "lead"),
    )
