# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Mein Tag“: the first page of the office, by role: what waits for the one who looks, and what to do next."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leistungswerk.core import events, outbox
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.core.roles import ROLES
from leistungswerk.enablement.directory.queries import contacts, mailings
from leistungswerk.enablement.guidance import handbook
from leistungswerk.online import queries as online
from leistungswerk.online.states import FormState
from leistungswerk.programme.gates import reading
from leistungswerk.programme.queries import consultations, my_day, portfolio
from leistungswerk.programme.queries.my_day import NoticeView
from leistungswerk.programme.queries.portfolio import Filter
from leistungswerk.programme.services import notices
from leistungswerk.programme.states import PHASE_WORDS, ProjectState
from leistungswerk.register import queries as register
from leistungswerk.reporting import report_views
from leistungswerk.reporting.rounds.waiting import Task, waiting
from leistungswerk.web import languages
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.happened import happened_text
from leistungswerk.web.office.rounds.words import TASKS as ROUND_TASKS
from leistungswerk.web.office.site import lists as site
from leistungswerk.web.office.support import waiting as support

_MOST: Final = 12
_NEWEST: Final = 4
"""So many notices stand open; older ones fold up."""
_MUNICIPAL: Final = {Role.MUNICIPAL_LEAD, Role.PROJECT_OFFICE}


def _address(name: str, *arguments: object) -> str:
    """An address of another area; empty where that area is not there."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _place(notice: NoticeView) -> str:
    """Where a notice leads: an address, or a thing named as the audit names it."""
    kind, _colon, identity = notice.url.partition(":")
    addresses = {
        "gate": "office:gate_case",
        "consultation": "office:consultation",
        "project": "office:project",
        "round_part": "office:round_part",
    }
    if kind in addresses:
        return _address(addresses[kind], identity)
    return notice.url if notice.url.startswith("/") else ""


def _system(actor: Actor) -> list[dict[str, str]]:
    """What waits in forms and deliveries, for those who look after them."""
    found: list[dict[str, str]] = []
    if actor.may(Permission.SEE_DELIVERIES) and (dead := outbox.counts().get(OutboxState.DEAD, 0)):
        text = _("Angehaltene Zustellungen ansehen: %(count)d") % {"count": dead}
        found.append({"text": text, "url": reverse("office:deliveries")})
    if actor.may(Permission.IMPORT_SCHEMA) and not register.documents(offset=0, limit=0)[1]:
        found.append({"text": _("Das erste Schema übernehmen"), "url": reverse("office:documents")})
    if actor.may(Permission.RELEASE_FORM):
        candidates = [form for form in online.form_versions() if form.state is FormState.CANDIDATE]
        found.extend(
            {
                "text": _("Formularfassung prüfen und freigeben: %(title)s") % {"title": form.title},
                "url": reverse("office:form_version", args=[form.uuid]),
            }
            for form in candidates[:3]
        )
    return found


def _reports(actor: Actor) -> list[dict[str, str]]:
    """Reports that wait for the answer of one's Ressort."""
    if not actor.may(Permission.CO_SIGN):
        return []
    return [
        {
            "text": _("Bericht %(number)s mitzeichnen für %(ressort)s, bis %(day)s")
            % {"number": row.number, "ressort": ressort, "day": f"{due:%d.%m.%Y}"},
            "url": reverse("office:report", args=[row.uuid]),
        }
        for row, ressort, due in report_views.waiting(actor)[:_MOST]
    ]


def _contacts(actor: Actor) -> list[dict[str, str]]:
    """Contacts to look at again, and mailings of others to release."""
    found = []
    if due := contacts.due_count(actor):
        address = f"{reverse('office:contacts')}?pruefen=1"
        found.append({"text": _("Kontakte prüfen: %(count)d") % {"count": due}, "url": address})
    if waiting := mailings.waiting_for_release(actor):
        text = _("Rundmails ansehen und freigeben: %(count)d") % {"count": waiting}
        found.append({"text": text, "url": reverse("office:mailings")})
    return found


def _rounds(actor: Actor) -> list[dict[str, str]]:
    """Data rounds at whose turn one is: to answer, release, check, accept or close."""
    found = waiting(actor)[:_MOST]
    return [
        {
            "text": str(ROUND_TASKS[each.task])
            % {"number": each.number, "count": each.count, "day": f"{each.due:%d.%m.%Y}", "name": each.name},
            "url": reverse(
                "office:close_round" if each.task is Task.CLOSE else "office:round_part", args=[each.target]
            ),
        }
        for each in found
    ]


def _next_for_municipality(actor: Actor) -> list[dict[str, str]]:
    """The cockpits of the bodies one is responsible for, where the roll-out has one."""
    bodies = {scope.organisation for scope in actor.scopes if scope.role in _MUNICIPAL}
    addresses = [_address("office:rollout_body", body) for body in sorted(bodies)]
    return [
        {"text": _("Was unsere Stelle noch tun muss, in Reihenfolge"), "url": url} for url in addresses if url
    ]


def _recent(seen: Iterable[events.EventView]) -> list[dict[str, object]]:
    """What happened, the newest first; the same one after another is one line with how often."""
    lines = []
    for text, group in groupby(seen, key=lambda event: happened_text(event.kind)):
        alike = list(group)
        lines.append({"at": alike[0].at, "text": text, "times": len(alike)})
    return lines


@require_safe
@staff()
def dashboard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody sees only what waits for them; there is no page about what others did."""
    tasks, task_count = my_day.tasks(actor, limit=_MOST)
    active, total = portfolio.lines(actor, Filter(state=ProjectState.ACTIVE), offset=0, limit=6)
    seen = events.latest(_MOST, without="mail.") if actor.may(Permission.SEE_DELIVERIES) else ()
    told = [{"notice": each, "url": _place(each)} for each in my_day.notices(actor.person, limit=_MOST)]
    advice = actor.may(Permission.ADVISE) or actor.may(Permission.REQUEST_ADVICE)
    context = {
        "here": "dashboard",
        "roles": sorted({str(ROLES[scope.role].word) for scope in actor.scopes}),
        "first_days": handbook.first_days({scope.role for scope in actor.scopes}, languages.current()),
        "deputy": any(scope.deputy_for for scope in actor.scopes),
        "tasks": tasks,
        "task_count": task_count,
        "turns": [
            {"turn": turn, "url": reverse("office:gate_case", args=[turn.case])}
            for turn in reading.waiting(actor, limit=_MOST)
        ],
        "advice": consultations.waiting_for(actor, limit=_MOST) if advice else (),
        "notices": told[:_NEWEST],
        "earlier_notices": told[_NEWEST:],
        "next_actions": [
            *_reports(actor),
            *_rounds(actor),
            *_next_for_municipality(actor),
            *site.waiting(actor),
            *_contacts(actor),
            *support.waiting(actor),
            *_system(actor),
        ],
        "active": [
            {"line": line, "phase": f"{line.phase.value} {PHASE_WORDS[line.phase]}"} for line in active
        ],
        "total": total,
        "recent": _recent(seen),
        "begins": actor.may(Permission.EDIT_PROJECT),
    }
    return render(request, "office/my_day.html", context)


@require_POST
@staff()
def read_notice(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One, or with ``aelter`` all up to it."""
    notices.mark_read(actor, notice=pk, older="aelter" in request.POST)
    return HttpResponseRedirect(reverse("office:dashboard"))
