# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The roll-out of one Vorhaben: waves, bodies, and planning many at once."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme import queries as programme
from leistungswerk.programme.access import project_for
from leistungswerk.programme.rollout import matrix, plan, words
from leistungswerk.programme.rollout.facts import RouteKind
from leistungswerk.programme.rollout.plan import UnitChoice, UnitsPage
from leistungswerk.programme.rollout_states import UNIT_WORDS, UnitState, WaveKind
from leistungswerk.programme.services import units
from leistungswerk.programme.services.units import Plan, WaveEntry
from leistungswerk.register.kinds import Transport
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.rollout import shown


def _choice(request: HttpRequest) -> UnitChoice:
    get = request.GET
    wave = get.get("welle", "")
    return UnitChoice(
        state=shown.chosen(UnitState, get.get("stand", "")),
        route=shown.chosen(RouteKind, get.get("weg", "")),
        wave=wave if wave == "none" or shown.identities([wave]) else "",
        search=get.get("suche", "")[:100].strip(),
    )


def _rows(page: UnitsPage) -> list[dict[str, object]]:
    return [
        {
            "row": row,
            "route": words.ROUTE_WORDS[row.route],
            "transport": words.TRANSPORT_WORDS[row.transport] if row.transport else "",
            "cell": shown.cell(row.cell),
            "body_url": reverse("office:rollout_body", args=[row.organisation]),
        }
        for row in page.rows
    ]


def show(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """The page of the roll-out of a Vorhaben."""
    head = programme.project_head(actor, identity)
    choice, number = _choice(request), page_number(request)
    page = plan.units(actor, identity, choice, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    waves = plan.waves(identity)
    may_plan = actor.may(Permission.PLAN_ROLLOUT, head.owner_uuid)
    counted = matrix.counts_of_project(project_for(actor, identity))
    context = {
        "errors": errors or [],
        "may_plan": may_plan,
        "waves": waves,
        "rows": window(_rows(page), page.total, number),
        "total": page.total,
        "choice": choice,
        "pages": shown.pages(request, page.total, number),
        "counts": [{"text": UNIT_WORDS[state], "number": counted.of(state)} for state in UnitState],
        "share": {"live": counted.live, "relevant": counted.relevant, "exempt": counted.of(UnitState.EXEMPT)},
        "states": shown.states(),
        "routes": [(route.value, text) for route, text in words.ROUTE_WORDS.items()],
        "wave_choices": [(str(wave.uuid), wave.name) for wave in waves],
        "wave_kinds": [(WaveKind.PILOT.value, _("Pilot")), (WaveKind.WAVE.value, _("Welle"))],
        "transports": shown.transports(),
        "urls": {
            name: reverse(f"office:rollout_{name}", args=[identity])
            for name in ("take", "add", "wave", "bulk", "export", "import")
        },
    }
    return project_page(
        request, actor, identity, section="rollout", template="office/rollout/project.html", context=context,
        status=422 if errors else 200,
    )  # fmt: skip


@require_safe
@staff(Permission.SEE_PROJECT)
def project(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return show(request, actor, identity)


def _do(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, act: Callable[[], object], *, field: str = ""
) -> HttpResponse:
    """Run an act; its refusal stands on the page."""
    try:
        act()
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        return show(request, actor, identity, errors=shown.errors(refusal, field))
    return HttpResponseRedirect(reverse("office:rollout_project", args=[identity]))


@require_POST
@staff(Permission.PLAN_ROLLOUT)
def take(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _do(request, actor, identity, lambda: units.take_from_register(actor, project=identity))


@require_POST
@staff(Permission.PLAN_ROLLOUT)
def add(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    def _add() -> None:
        found = shown.identities([request.POST.get("organisation", "").strip()])
        if not found:
            raise Refused(
                _("Geben Sie die Kennung der Stelle an, wie sie auf ihrer Seite im Register steht.")
            )
        units.add_unit(actor, project=identity, organisation=found[0])

    return _do(request, actor, identity, _add, field="organisation")


@require_POST
@staff(Permission.PLAN_ROLLOUT)
def wave(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    def _wave() -> None:
        post = request.POST
        entry = WaveEntry(
            kind=shown.chosen(WaveKind, post.get("kind", "")) or WaveKind.WAVE,
            name=post.get("name", "")[:100],
            starts_on=shown.day(post.get("starts_on", "")),
            go_live_on=shown.day(post.get("go_live_on", "")),
        )
        units.add_wave(actor, project=identity, entry=entry)

    return _do(request, actor, identity, _wave, field="name")


@require_POST
@staff(Permission.PLAN_ROLLOUT)
def bulk(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    def _bulk() -> None:
        post = request.POST
        chosen = post.get("wave", "")
        units.plan_units(
            actor,
            project=identity,
            units=shown.identities(post.getlist("unit")),
            plan=Plan(
                wave=None if not chosen else ("" if chosen == "none" else chosen),
                transport=shown.chosen(Transport, post.get("transport", "")),
                expected_cases=shown.amount(post.get("expected", "")),
            ),
        )

    return _do(request, actor, identity, _bulk, field="wave")
