# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The templates of the checklists: those in force, and writing a new version of one."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES
from leistungswerk.programme import live_facts
from leistungswerk.programme.queries import checklists as queries
from leistungswerk.programme.queries.checklists import TemplateItemView, TemplateRow
from leistungswerk.programme.services import templates as services
from leistungswerk.programme.services.templates import ItemText
from leistungswerk.programme.states import (
    DIMENSION_WORDS,
    EVIDENCE_WORDS,
    GATE_WORDS,
    PATH_WORDS,
    Dimension,
    EvidenceKind,
)
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.typed import Typed

_NEW_ROWS = 2
"""Empty rows at the end of the form."""
_MOST_ROWS = 80


@require_safe
@staff(Permission.EDIT_TEMPLATE)
def templates(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = [
        {
            "row": row,
            "gate": f"{row.gate.value} {GATE_WORDS[row.gate]}",
            "path": PATH_WORDS[row.path] if row.path else "",
        }
        for row in queries.templates()
    ]
    return render(request, "office/projects/templates.html", {"here": "templates", "rows": rows})


@require_POST
@staff(Permission.EDIT_TEMPLATE)
def load(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in the templates that come with this version of the software."""
    services.load_house_templates(actor)
    return HttpResponseRedirect(reverse("office:templates"))


@require_POST
@staff(Permission.EDIT_TEMPLATE)
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    services.publish_template(actor, template=pk)
    return HttpResponseRedirect(reverse("office:templates"))


def _typed_items(typed: Typed) -> list[ItemText]:
    """The rows of the form; a row without a title is left out, so an item is dropped by emptying it."""
    found = []
    for number in range(_MOST_ROWS):
        title = typed.text(f"title-{number}")
        if not title:
            continue
        dimension = typed.choice(f"dimension-{number}", Dimension)
        role = typed.choice(f"responsible-{number}", Role)
        evidence = typed.choice(f"evidence-{number}", EvidenceKind)
        if dimension is None or role is None or evidence is None:
            continue
        found.append(
            ItemText(
                code=typed.text(f"code-{number}") or _code(title),
                dimension=dimension,
                title=title[:300],
                responsible=role,
                evidence=evidence,
                guidance=typed.text(f"guidance-{number}"),
                due_days=typed.number(f"due_days-{number}", 2000),
                mandatory=typed.ticked(f"mandatory-{number}"),
                live_fact=typed.text(f"live_fact-{number}") if evidence is EvidenceKind.LIVE_FACT else "",
            )
        )
    return found


def _code(title: str) -> str:
    """A code for a new item, made of its title."""
    plain = title.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, letters)
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in plain)
    return "-".join(part for part in kept.split("-") if part)[:60] or "punkt"


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TEMPLATE)
def template(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A version, and the form that makes the next one of it."""
    view = queries.template(pk)
    if view is None:
        raise Missing(_("Diese Checkliste gibt es nicht."))
    labels = {
        f"{name}-{number}": _("Punkt %(number)d") % {"number": number + 1}
        for number in range(_MOST_ROWS)
        for name in ("due_days", "dimension", "responsible", "evidence")
    }
    typed = Typed(request, labels)
    items: tuple[TemplateItemView | ItemText, ...] = view.items
    typings = ", ".join(view.row.typings)
    if request.method == "POST":
        items, typings = tuple(_typed_items(typed)), typed.text("typings")
        if not typed.errors:
            try:
                made = services.write_template_version(
                    actor,
                    template=pk,
                    items=[item for item in items if isinstance(item, ItemText)],
                    typings=[part.strip() for part in typings.split(",") if part.strip()],
                )
            except (NotAllowed, Missing, Overtaken):
                raise
            except Refused as refusal:
                typed.wrong("", str(refusal))
            else:
                return HttpResponseRedirect(reverse("office:template", args=[made]))
    context = _form(view.row, items, typings, typed)
    return render(request, "office/projects/template.html", context, status=422 if typed.errors else 200)


def _form(
    row: TemplateRow, items: Sequence[TemplateItemView | ItemText], typings: str, typed: Typed
) -> dict[str, object]:
    return {
        "here": "templates",
        "row": row,
        "gate": f"{row.gate.value} {GATE_WORDS[row.gate]}",
        "path": PATH_WORDS[row.path] if row.path else "",
        "items": list(enumerate(items)),
        "empty": range(len(items), min(len(items) + _NEW_ROWS, _MOST_ROWS)),
        "typings": typings,
        "dimensions": [(each.value, DIMENSION_WORDS[each]) for each in Dimension],
        "roles": [(role.value, ROLES[role].word) for role in Role if role not in (Role.VENDOR, Role.AUDITOR)],
        "evidence": [(each.value, EVIDENCE_WORDS[each]) for each in EvidenceKind],
        "facts": [(fact.code, fact.title) for fact in live_facts.known()],
        "errors": typed.errors,
    }
