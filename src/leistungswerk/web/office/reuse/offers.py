# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers in the office: searched, looked at, compared."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.enablement.directory.services import subscribing
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.programme.reuse import minimum, offers
from leistungswerk.programme.reuse.comparison import compare
from leistungswerk.programme.reuse.minimum import MinimumRequirement, Verdict
from leistungswerk.programme.reuse.offer_fields import FIELDS
from leistungswerk.programme.reuse.offer_files import write_csv, write_json
from leistungswerk.programme.reuse.offers import OfferView
from leistungswerk.programme.reuse_states import Fulfilment, OfferState
from leistungswerk.programme.reuse_words import FULFILMENT_WORDS, LAENDER, OFFER_WORDS
from leistungswerk.programme.services import offers as services
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window

_STATE_LEVELS = {OfferState.PLANNED: "info", OfferState.AVAILABLE: "success", OfferState.ENDED: "danger"}
_VERDICT_LEVELS = {Verdict.FULFILS: "success", Verdict.OPEN: "warning", Verdict.VIOLATES: "danger"}
_FULFILMENT_LEVELS = {
    Fulfilment.MET: "success",
    Fulfilment.PARTLY: "warning",
    Fulfilment.NOT_MET: "danger",
    Fulfilment.NOT_CHECKED: "info",
}
_MOST_COMPARED = 4


def found_offer(identity: uuid.UUID) -> OfferView:
    found = offers.offer(identity)
    if found is None:
        raise Missing(_("Dieses Angebot gibt es nicht."))
    return found


def state_badge(offer: OfferView) -> dict[str, object]:
    return {"text": OFFER_WORDS[offer.state], "level": _STATE_LEVELS[offer.state]}


def verdict_badge(offer: OfferView) -> dict[str, object]:
    verdict = offer.score.verdict
    return {"text": minimum.VERDICT_WORDS[verdict], "level": _VERDICT_LEVELS[verdict]}


def offer_url(identity: uuid.UUID) -> str:
    return reverse("office:offer", args=[identity])


@require_safe
@staff(Permission.SEE_REGISTER)
def offer_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    text, state = request.GET.get("suche", "")[:200].replace("\x00", ""), request.GET.get("stand", "")
    found, total = offers.search(text=text, state=state, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [
        {
            "offer": item,
            "url": offer_url(item.uuid),
            "land": LAENDER.get(item.land, item.land),
            "state": state_badge(item),
            "verdict": verdict_badge(item),
        }
        for item in found
    ]
    context = {
        "here": "offers",
        "rows": window(rows, total, number),
        "search": {"text": text, "state": state},
        "states": [(item.value, word) for item, word in OFFER_WORDS.items()],
        "may_edit": actor.may(Permission.EDIT_OFFER),
    }
    return render(request, "office/reuse/offers.html", context)


def _requirement(offer: OfferView, item: MinimumRequirement) -> dict[str, object]:
    held = offer.judged.get(item.number)
    fulfilment = held.fulfilment if held else Fulfilment.NOT_CHECKED
    return {
        "number": item.number,
        "level": item.level.value,
        "text": item.text,
        "scored": not item.on_reuser,
        "fulfilment": {"text": FULFILMENT_WORDS[fulfilment], "level": _FULFILMENT_LEVELS[fulfilment]},
        "note": held.note if held else "",
        "checked_on": held.checked_on if held else None,
    }


@require_safe
@staff(Permission.SEE_REGISTER)
def offer_page(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = found_offer(identity)
    may_edit = actor.may(Permission.EDIT_OFFER)
    subscribed = offers.subscribed(found.pk, actor.person)
    address = "office:unsubscribe_offer" if subscribed else "office:subscribe_offer"
    hidden = {"title", "state", "limits", "services", "url"}
    context = {
        "here": "offers",
        "offer": found,
        "facts": [(field.word, field.show(found)) for field in FIELDS if field.name not in hidden],
        "state": state_badge(found),
        "verdict": verdict_badge(found),
        "levels": [level for level in found.score.levels if level.total],
        "rule": minimum.SCORING_RULE,
        "categories": [
            {"title": minimum.CATEGORY_WORDS[category], "rows": [_requirement(found, item) for item in items]}
            for category, items in minimum.by_category()
        ],
        "edit_url": reverse("office:edit_offer", args=[identity]) if may_edit else "",
        "score_url": reverse("office:score_offer", args=[identity]) if may_edit else "",
        "subscription": {"on": subscribed, "url": reverse(address, args=[identity]) if actor.person else ""},
    }
    return render(request, "office/reuse/offer.html", context)


@require_safe
@staff(Permission.SEE_REGISTER)
def compare_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    wanted: list[uuid.UUID] = []
    for text in request.GET.getlist("angebot")[:_MOST_COMPARED]:
        try:
            wanted.append(uuid.UUID(text))
        except ValueError:
            continue
    found = offers.offers(wanted)
    context = {
        "here": "offers",
        "offers": [{"title": item.title, "url": offer_url(item.uuid)} for item in found],
        "dimensions": compare(found) if found else (),
    }
    return render(request, "office/reuse/compare.html", context)


@require_safe
@staff(Permission.SEE_REGISTER)
def export(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    found = offers.all_offers()
    if form == "json":
        answer = HttpResponse(write_json(found), content_type="application/json")
    else:
        answer = HttpResponse(write_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nachnutzungsangebote.{form}"'
    return answer


@require_POST
@staff(Permission.SEE_REGISTER)
def subscribe(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Told on „Mein Tag“ and by mail."""
    services.subscribe(actor, offer=identity)
    subscribing.follow(actor, topic=Topic.OFFER, key=str(identity))
    return HttpResponseRedirect(offer_url(identity))


@require_POST
@staff(Permission.SEE_REGISTER)
def unsubscribe(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    services.unsubscribe(actor, offer=identity)
    subscribing.unfollow(actor, topic=Topic.OFFER, key=str(identity))
    return HttpResponseRedirect(offer_url(identity))
