# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps in the life of a page and of a barrier, one address for each; what is refused is said on a page of its own."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.site.services import barriers, links, pages
from leistungswerk.enablement.site.services.barriers import Declared
from leistungswerk.enablement.site.states import BarrierReason, Tongue
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.site.pages import moment, posted_settings

Act = Callable[[Actor, uuid.UUID, QueryDict], object]


def _language(posted: QueryDict) -> Tongue:
    return Tongue.ENGLISH if posted.get("language") == Tongue.ENGLISH.value else Tongue.GERMAN


def _number(posted: QueryDict, name: str = "number") -> int:
    return fields.number(posted, name, _("Fassung")) or 0


def _publish(actor: Actor, page: uuid.UUID, posted: QueryDict) -> None:
    pages.publish(actor, page=page, language=_language(posted), number=_number(posted), moment=moment(posted))


def _unschedule(actor: Actor, page: uuid.UUID, posted: QueryDict) -> None:
    pages.unschedule(actor, page=page, language=_language(posted), number=_number(posted))


def _restore(actor: Actor, page: uuid.UUID, posted: QueryDict) -> None:
    pages.restore(
        actor, page=page, language=_language(posted), number=_number(posted), base=_number(posted, "base")
    )


def _review(actor: Actor, page: uuid.UUID, _posted: QueryDict) -> None:
    pages.review(actor, page=page)


def _end(actor: Actor, page: uuid.UUID, posted: QueryDict) -> None:
    pages.end(actor, page=page, moment=moment(posted))


def _arrange(actor: Actor, page: uuid.UUID, posted: QueryDict) -> None:
    pages.arrange(actor, page=page, settings=posted_settings(posted))


STEPS: Final[Mapping[str, Act]] = {
    "veroeffentlichen": _publish,
    "zurueckstellen": _unschedule,
    "zurueckholen": _restore,
    "geprueft": _review,
    "abschalten": _end,
    "ordnen": _arrange,
}


@require_POST
@staff(Permission.EDIT_SITE)
def step(request: HttpRequest, actor: Actor, identity: uuid.UUID, step: str) -> HttpResponse:
    if (act := STEPS.get(step)) is None:
        raise Http404
    act(actor, identity, request.POST)
    back = reverse("office:site_page", args=[identity])
    return HttpResponseRedirect(f"{back}?sprache={_language(request.POST).value}")


@require_POST
@staff(Permission.EDIT_SITE)
def check_links(request: HttpRequest, actor: Actor) -> HttpResponse:
    links.check()
    return HttpResponseRedirect(reverse("office:site_links"))


@require_POST
@staff(Permission.ANSWER_BARRIER)
def answer_barrier(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    barriers.answer(actor, report=identity, text=fields.text(request.POST, "answer"))
    return HttpResponseRedirect(reverse("office:site_barriers"))


@require_POST
@staff(Permission.ANSWER_BARRIER)
def declare_barrier(request: HttpRequest, actor: Actor) -> HttpResponse:
    said = fields.text(request.POST, "reason")
    barriers.declare(
        actor,
        barrier=Declared(
            text=fields.text(request.POST, "text"),
            text_en=fields.text(request.POST, "text_en"),
            alternative=fields.text(request.POST, "alternative"),
            alternative_en=fields.text(request.POST, "alternative_en"),
            reason=BarrierReason(said) if said in set(BarrierReason) else BarrierReason.NON_COMPLIANCE,
            planned_until=fields.optional_day(request.POST, "planned_until", _("Geplant bis")),
        ),
    )
    return HttpResponseRedirect(reverse("office:site_barriers"))


@require_POST
@staff(Permission.ANSWER_BARRIER)
def close_barrier(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    barriers.close(actor, barrier=identity)
    return HttpResponseRedirect(reverse("office:site_barriers"))
