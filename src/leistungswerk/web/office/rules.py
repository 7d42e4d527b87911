# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules of a schema in the office: what was read, corrected, tried, released or refused."""

import uuid
from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.forms.rules.german import Status
from leistungswerk.online import rulebook
from leistungswerk.online.rulebook import RuleView
from leistungswerk.online.services import releasing
from leistungswerk.online.services.releasing import Unsound, Verdict
from leistungswerk.online.states import RuleChoice
from leistungswerk.register import queries as register
from leistungswerk.register.queries import DocumentView
from leistungswerk.web.office import rule_desk
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rule_words import choice_badge, progress_of, status_badge

_FILTERS: dict[str, Callable[[RuleView], bool]] = {
    "offen": lambda each: each.choice is RuleChoice.OPEN,
    "freigegeben": lambda each: each.choice is RuleChoice.RELEASED,
    "ungeprueft": lambda each: each.choice in {RuleChoice.REFUSED, RuleChoice.WAIVED},
    "erkannt": lambda each: each.read.status is Status.RECOGNISED,
    "klaeren": lambda each: each.read.status is Status.NEEDS_HUMAN,
    "widerspruch": lambda each: each.read.status is Status.CONTRADICTION,
}
_CHOICES = {
    "save": RuleChoice.OPEN,
    "reopen": RuleChoice.OPEN,
    "release": RuleChoice.RELEASED,
    "refuse": RuleChoice.REFUSED,
    "waive": RuleChoice.WAIVED,
}


def document_or_404(identity: uuid.UUID) -> DocumentView:
    found = register.document(identity)
    if found is None:
        raise Http404
    return found


def rule_url(document: uuid.UUID, found: RuleView) -> str:
    return reverse("office:rule", args=[document, found.key])


def head(document: DocumentView) -> dict[str, object]:
    """What every page about the rules of a schema shows of it."""
    return {
        "here": "documents",
        "fim": "schemas",
        "document": {
            "name": document.title,
            "id": document.fim_id,
            "version": document.version,
            "url": reverse("office:document", args=[document.uuid]),
        },
        "list_url": reverse("office:rules", args=[document.uuid]),
    }


@require_safe
@staff(Permission.RELEASE_RULE)
def rules(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    document = document_or_404(identity)
    found = rulebook.rules(document.pk)
    chosen = request.GET.get("stand", "")
    wanted = _FILTERS.get(chosen)
    shown = [each for each in found if wanted is None or wanted(each)]
    number = page_number(request)
    rows = [_row(identity, each) for each in shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    context = {
        **head(document),
        "progress": progress_of(rulebook.progress(found)),
        "filters": _filters(found, chosen if wanted else ""),
        "query": f"stand={chosen}" if wanted else "",
        "rows": window(rows, len(shown), number),
        "next": _next(actor, identity, found),
    }
    return render(request, "office/rules.html", context)


def _row(document: uuid.UUID, found: RuleView) -> dict[str, object]:
    return {
        "id": found.read.id,
        "version": found.read.version,
        "sentence": " ".join(found.read.sentence.split()),
        "status": status_badge(found.read.status),
        "choice": choice_badge(found.choice),
        "single": found.read.status is Status.RECOGNISED and found.is_waiting and not found.in_bulk,
        "corrected": bool(found.decision and found.decision.corrected),
        "url": rule_url(document, found),
    }


def _filters(found: Sequence[RuleView], chosen: str) -> list[dict[str, object]]:
    words = {
        "": _("Alle"),
        "offen": _("Offen"),
        "freigegeben": _("Freigegeben"),
        "ungeprueft": _("Ungeprüft"),
        "erkannt": _("Erkannt"),
        "klaeren": _("Von Hand zu klären"),
        "widerspruch": _("Widerspruch"),
    }
    return [
        {
            "text": text,
            "count": sum(1 for each in found if not key or _FILTERS[key](each)),
            "url": f"?stand={key}" if key else "?",
            "current": key == chosen,
        }
        for key, text in words.items()
    ]


def _next(actor: Actor, document: uuid.UUID, found: Sequence[RuleView]) -> dict[str, object]:
    """The one thing to do now."""
    bulk = sum(1 for each in found if each.in_bulk)
    if bulk:
        return {"kind": "confirm", "count": bulk, "url": reverse("office:confirm_rules", args=[document])}
    waiting = [each for each in found if each.choice is RuleChoice.OPEN]
    if waiting:
        return {"kind": "open", "count": len(waiting), "url": rule_url(document, waiting[0])}
    if not found:
        return {"kind": "none"}
    may = actor.may(Permission.RELEASE_FORM)
    return {"kind": "form" if may else "done", "url": reverse("office:create_form", args=[document])}


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.RELEASE_RULE)
def confirm(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Recognised rules side by side with what they mean, confirmed together; never those with dates."""
    document = document_or_404(identity)
    problem = ""
    if request.method == "POST":
        try:
            releasing.confirm(actor, document=identity, rules=request.POST.getlist("rule"))
        except Refused as refusal:
            problem = str(refusal)
        else:
            return HttpResponseRedirect(reverse("office:rules", args=[identity]))
    waiting = [each for each in rulebook.rules(document.pk) if each.in_bulk]
    chosen = set(request.POST.getlist("rule")) if problem else {each.key for each in waiting}
    rows = [
        {
            "key": each.key,
            "id": each.read.id,
            "pieces": rule_desk.sentence_pieces(document.pk, each),
            "meaning": rule_desk.meaning(document.pk, each.read.effects),
            "chosen": each.key in chosen,
            "url": rule_url(identity, each),
        }
        for each in waiting[:PAGE_SIZE]
    ]
    context = {
        **head(document),
        "rows": rows,
        "left": max(len(waiting) - PAGE_SIZE, 0),
        "errors": [{"id": "", "label": "", "message": problem}] if problem else [],
    }
    return render(request, "office/rules_confirm.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.RELEASE_RULE)
def rule(request: HttpRequest, actor: Actor, identity: uuid.UUID, key: str) -> HttpResponse:
    """One rule: sentence and meaning side by side. „Prüfen“ and „Ausprobieren“ change nothing."""
    document = document_or_404(identity)
    found = rulebook.rule(document.pk, key)
    if found is None:
        raise Http404
    errors: tuple[str, ...] = ()
    choice = _CHOICES.get(request.POST.get("_action", "")) if request.method == "POST" else None
    if choice is not None:
        errors = _decide(actor, identity, found, choice, request)
        if not errors:
            return HttpResponseRedirect(f"{rule_url(identity, found)}?entschieden={choice}")
    desk = rule_desk.desk(document, found, request)
    context = {**head(document), **desk, **_neighbours(identity, document.pk, found)}
    context["errors"] = [{"id": "", "label": "", "message": text} for text in errors]
    if request.GET.get("entschieden") == found.choice:
        context["notice"] = {"level": "success", "title": choice_badge(found.choice)["done"], "text": ""}
    return render(request, "office/rule.html", context, status=422 if errors else 200)


def _decide(
    actor: Actor, document: uuid.UUID, found: RuleView, choice: RuleChoice, request: HttpRequest
) -> tuple[str, ...]:
    """Add the decision; what stands against it, if anything."""
    seen = request.POST.get("_seen", "")
    verdict = Verdict(
        rule=found.key,
        choice=choice,
        expression=request.POST.get("expression", ""),
        note=request.POST.get("note", ""),
        seen=int(seen) if seen.isdecimal() and len(seen) < 7 else -1,
    )
    try:
        releasing.decide(actor, document=document, verdict=verdict)
    except Unsound as refusal:
        return refusal.problems
    except Refused as refusal:
        return (str(refusal),)
    return ()


def _neighbours(document: uuid.UUID, pk: int, found: RuleView) -> dict[str, object]:
    """Where this rule stands among the others, and the next one that waits."""
    all_rules = rulebook.rules(pk)
    number = next(index for index, each in enumerate(all_rules) if each.key == found.key)
    around = [*all_rules[number + 1 :], *all_rules[:number]]
    waiting = next((each for each in around if each.choice is RuleChoice.OPEN), None)
    return {
        "number": number + 1,
        "total": len(all_rules),
        "previous_url": rule_url(document, all_rules[number - 1]) if number else "",
        "next_url": rule_url(document, all_rules[number + 1]) if number + 1 < len(all_rules) else "",
        "open_url": rule_url(document, waiting) if waiting else "",
    }
