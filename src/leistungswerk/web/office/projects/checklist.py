# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The checklist of a Vorhaben: items by dimension, and the acts on each."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES
from leistungswerk.programme import live_facts
from leistungswerk.programme.queries.checklists import GateList, ItemView, checklists
from leistungswerk.programme.queries.projects import owner_pk, project_head
from leistungswerk.programme.services import checklists as lists
from leistungswerk.programme.services import items
from leistungswerk.programme.services.items import EvidenceEntry, ItemPlan, NewItem
from leistungswerk.programme.states import (
    DIMENSION_WORDS,
    EVIDENCE_WORDS,
    GATE_WORDS,
    Dimension,
    EvidenceKind,
    Gate,
)
from leistungswerk.register.queries import directory
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.typed import Typed


def _act(actor: Actor, project: uuid.UUID, typed: Typed) -> str:
    """The act whose button was pressed; returns the place on the page to come back to."""
    act, item = typed.text("act"), typed.identity("item")
    if act == "facts":
        lists.read_facts(actor, project=project)
        return ""
    if act in ("accept", "add"):
        _extend(actor, project, act, typed)
        return ""
    if item is None:
        raise Missing(_("Diesen Punkt gibt es nicht."))
    if act == "finish":
        entry = EvidenceEntry(
            title=typed.text("title"), file_number=typed.text("file_number"), url=typed.text("url")
        )
        items.finish_item(actor, project=project, item=item, evidence=entry)
    elif act in ("waive", "reopen"):
        call = items.waive_item if act == "waive" else items.reopen_item
        call(actor, project=project, item=item, reason=typed.text("reason"))
    elif act == "plan":
        plan = ItemPlan(typed.identity("person"), typed.day("due"))
        if not typed.errors:
            items.plan_item(actor, project=project, item=item, plan=plan)
    return f"punkt-{item}"


def _extend(actor: Actor, project: uuid.UUID, act: str, typed: Typed) -> None:
    gate = typed.choice("gate", Gate)
    if gate is None:
        return
    if act == "accept":
        lists.accept_offered(actor, project=project, gate=gate, codes=typed.values("codes"))
        return
    dimension, role = typed.choice("dimension", Dimension), typed.choice("responsible", Role)
    due = typed.day("new_due")
    if dimension and role and not typed.errors:
        entry = NewItem(
            gate=gate, dimension=dimension, title=typed.text("new_title"), responsible=role, due=due,
            mandatory=typed.ticked("mandatory"),
        )  # fmt: skip
        items.add_item(actor, project=project, entry=entry)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def checklist(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """All lists of the Vorhaben, the latest gate first; each form on the page posts its own act."""
    typed = Typed(request, {"due": _("Fällig am"), "new_due": _("Fällig am"), "dimension": _("Bereich")})
    if request.method == "POST":
        place = ""
        try:
            place = _act(actor, identity, typed)
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            found = typed.identity("item")
            typed.wrong(f"punkt-{found}" if found else "", str(refusal))
        if not typed.errors:
            address = reverse("office:project_checklist", args=[identity])
            return HttpResponseRedirect(f"{address}#{place}" if place else address)
    return project_page(
        request, actor, identity, section="checklist", template="office/projects/checklist.html",
        context=_context(actor, identity, typed), status=422 if typed.errors else 200,
    )  # fmt: skip


def _context(actor: Actor, identity: uuid.UUID, typed: Typed) -> dict[str, object]:
    head = project_head(actor, identity)
    edits = actor.may(Permission.EDIT_PROJECT, head.owner_uuid)
    facts = {fact.code: fact.title for fact in live_facts.known()}
    shown = [_gate(each, facts, current=each.gate == head.gate) for each in checklists(actor, identity)]
    people = directory.people_near(owner_pk(actor, identity), times.legal_day(times.now()))
    return {
        "errors": typed.errors,
        "open_item": typed.text("item"),
        "edits": edits,
        "lists": shown,
        "people": [(str(person.uuid), person.name) for person in people],
        "dimensions": [(each.value, DIMENSION_WORDS[each]) for each in Dimension],
        "roles": [(role.value, ROLES[role].word) for role in Role if role not in (Role.VENDOR, Role.AUDITOR)],
    }


def _gate(found: GateList, facts: Mapping[str, object], *, current: bool) -> dict[str, object]:
    mandatory = [item for item in found.items if item.mandatory]
    done = sum(item.state.value != "open" for item in mandatory)
    return {
        "gate": found.gate.value,
        "title": f"{found.gate.value} {GATE_WORDS[found.gate]}",
        "current": current,
        "closed": found.closed,
        "done": done,
        "mandatory": len(mandatory),
        "offered": found.offered,
        "dimensions": [
            {
                "title": DIMENSION_WORDS[dimension],
                "items": [_item(item, facts) for item in found.items if item.dimension is dimension],
            }
            for dimension in Dimension
            if any(item.dimension is dimension for item in found.items)
        ],
    }


def _item(item: ItemView, facts: Mapping[str, object]) -> dict[str, object]:
    by_fact = item.evidence is EvidenceKind.LIVE_FACT
    return {
        "item": item,
        "role": ROLES[item.responsible].word,
        "evidence": facts.get(item.live_fact, "") if by_fact else EVIDENCE_WORDS[item.evidence],
        "by_fact": by_fact,
        "by_hand": item.may_act and not by_fact,
        "asks_file": item.evidence is EvidenceKind.DOCUMENT,
        "asks_url": item.evidence is EvidenceKind.LINK,
    }
