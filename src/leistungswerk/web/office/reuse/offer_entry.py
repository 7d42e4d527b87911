# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers entered, edited, scored and read from a file."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.reuse.amounts import amount_or_none, day_or_none
from leistungswerk.programme.reuse.minimum import SCORED
from leistungswerk.programme.reuse.offer_entry import OfferEntry
from leistungswerk.programme.reuse.offer_fields import FIELD
from leistungswerk.programme.reuse.offer_files import COLUMNS, MAX_BYTES
from leistungswerk.programme.reuse.offers import OfferView
from leistungswerk.programme.reuse_states import Fulfilment, OfferState, Route
from leistungswerk.programme.reuse_words import (
    FULFILMENT_WORDS,
    LAENDER,
    OFFER_WORDS,
    ROUTE_WORDS,
    TRANSPORT_WORDS,
)
from leistungswerk.programme.services import offers as services
from leistungswerk.programme.services.offer_import import compare_offers, import_offers
from leistungswerk.register.kinds import Transport
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.reuse.offers import found_offer, offer_url


def _word(name: str) -> entry.Word:
    return FIELD[name].word


def _amount(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _fields(offer: OfferView | None) -> tuple[Field, ...]:
    """The form of an offer, filled with what stands there now."""

    def held(name: str) -> str:
        return str(getattr(offer, name)) if offer else ""

    states, laender = entry.choices(OFFER_WORDS), tuple(LAENDER.items())
    keys = " ".join(key for key, _name in offer.services) if offer else ""
    checked = offer.checked_on if offer else times.legal_day(times.now())
    return (
        Field(name="title", label=_word("title"), value=held("title"), required=True),
        Field(
            name="services", label=_word("services"), kind=Kind.AREA, rows=2, value=keys, required=True,
            hint=_("Vierzehn Ziffern je Leistung, durch Leerzeichen oder Zeilen getrennt."),
        ),
        Field(name="land", label=_word("land"), kind=Kind.SELECT, options=laender, value=held("land"), required=True),
        Field(name="operator", label=_word("operator"), value=held("operator"), required=True),
        Field(
            name="state", label=_word("state"), kind=Kind.SELECT, options=states, required=True,
            value=offer.state.value if offer else OfferState.AVAILABLE.value,
        ),
        Field(name="available_from", label=_word("available_from"), kind=Kind.DAY, value=entry.day_text(offer.available_from if offer else None)),
        Field(name="ends_on", label=_word("ends_on"), kind=Kind.DAY, value=entry.day_text(offer.ends_on if offer else None)),
        Field(name="routes", label=_word("routes"), kind=Kind.CHECKS, options=entry.choices(ROUTE_WORDS), values=offer.routes if offer else ()),
        Field(name="transports", label=_word("transports"), kind=Kind.CHECKS, options=entry.choices(TRANSPORT_WORDS), values=offer.transports if offer else ()),
        Field(name="cost_key", label=_word("cost_key"), value=held("cost_key"), hint=_("Etwa Königsteiner Schlüssel, je Fall oder Pauschale.")),
        Field(name="cost_once", label=_word("cost_once"), value=_amount(offer.cost_once if offer else None), hint=_("In Euro, zum Beispiel 12.500,00.")),
        Field(name="cost_yearly", label=_word("cost_yearly"), value=_amount(offer.cost_yearly if offer else None), hint=_("In Euro, zum Beispiel 12.500,00.")),
        Field(name="limits", label=_word("limits"), kind=Kind.AREA, value=held("limits"), hint=_("Was der Dienst nicht kann: Unterschrift, Anlagen, einzelne Fälle.")),
        Field(name="source", label=_word("source"), value=held("source"), required=True, hint=_("Woher die Angaben stammen.")),
        Field(name="url", label=_word("url"), value=held("url")),
        Field(name="maintainer", label=_word("maintainer"), value=held("maintainer"), required=True, hint=_("Stelle oder Rolle, nicht die Person.")),
        Field(name="checked_on", label=_word("checked_on"), kind=Kind.DAY, value=entry.day_text(checked), required=True),
        Field(name="revision", kind=Kind.HIDDEN, value=str(offer.revision if offer else 0)),
    )  # fmt: skip


def _told(request: HttpRequest) -> OfferEntry:
    def text(name: str) -> str:
        return entry.text(request, name)

    checked = day_or_none(text("checked_on"), str(_word("checked_on")))
    if checked is None:
        raise Refused(_("„Geprüft am“ fehlt. Tragen Sie ein, wann zuletzt jemand nachgesehen hat."))
    return OfferEntry(
        title=text("title"), land=text("land"), operator=text("operator"),
        state=entry.chosen(request, "state", OfferState, _word("state")),
        services=tuple(dict.fromkeys(text("services").replace(",", " ").split())),
        available_from=day_or_none(text("available_from"), str(_word("available_from"))),
        ends_on=day_or_none(text("ends_on"), str(_word("ends_on"))),
        routes=entry.ticked(request, "routes", Route), transports=entry.ticked(request, "transports", Transport),
        cost_key=text("cost_key"), cost_once=amount_or_none(text("cost_once"), str(_word("cost_once"))),
        cost_yearly=amount_or_none(text("cost_yearly"), str(_word("cost_yearly"))), limits=text("limits"),
        source=text("source"), url=text("url"), maintainer=text("maintainer"), checked_on=checked,
    )  # fmt: skip


def _page(request: HttpRequest, offer: OfferView | None, sentence: str) -> HttpResponse:
    fields = _fields(offer)
    up = offer_url(offer.uuid) if offer else reverse("office:offers")
    context = {
        "here": "offers",
        "heading": _("Angaben ändern") if offer else _("Angebot eintragen"),
        "fields": entry.bound(fields, request.POST) if sentence else fields,
        "submit": _("Speichern"),
        "errors": entry.errors(sentence),
        "up_url": up,
        "up_text": offer.title if offer else _("Nachnutzungsangebote"),
        "cancel_url": up,
    }
    return render(request, "office/reuse/form.html", context, status=422 if sentence else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_OFFER)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    made: list[uuid.UUID] = []
    sentence = ""
    if request.method == "POST":
        sentence = entry.refusal(lambda: made.append(services.enter_offer(actor, entry=_told(request))))
    return HttpResponseRedirect(offer_url(made[0])) if made else _page(request, None, sentence)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_OFFER)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = found_offer(identity)
    if request.method != "POST":
        return _page(request, found, "")
    sentence = entry.refusal(
        lambda: services.edit_offer(
            actor, offer=identity, entry=_told(request), revision=entry.number(request, "revision")
        )
    )
    return _page(request, found, sentence) if sentence else HttpResponseRedirect(offer_url(identity))


def _score_fields(offer: OfferView) -> tuple[Field, ...]:
    fields: list[Field] = []
    for place, item in enumerate(SCORED):
        held = offer.judged.get(item.number)
        label = f"{item.number} ({item.level.value}): {item.text}"
        fields += [
            Field(
                name=f"met-{place}", label=label, kind=Kind.SELECT, options=entry.choices(FULFILMENT_WORDS),
                value=(held.fulfilment if held else Fulfilment.NOT_CHECKED).value, required=True,
            ),
            Field(
                name=f"note-{place}", label=_("Anmerkung zu %(number)s") % {"number": item.number},
                value=held.note if held else "",
            ),
        ]  # fmt: skip
    return (*fields, Field(name="revision", kind=Kind.HIDDEN, value=str(offer.revision)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_OFFER)
def score(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = found_offer(identity)
    if request.method == "POST":
        told = {
            item.number: (
                entry.chosen(request, f"met-{place}", Fulfilment, item.number),
                entry.text(request, f"note-{place}"),
            )
            for place, item in enumerate(SCORED)
        }
        services.score_offer(actor, offer=identity, told=told, revision=entry.number(request, "revision"))
        return HttpResponseRedirect(offer_url(identity))
    context = {
        "here": "offers",
        "heading": _("Mindestanforderungen bewerten"),
        "fields": _score_fields(found),
        "submit": _("Bewertung speichern"),
        "up_url": offer_url(identity),
        "up_text": found.title,
        "cancel_url": offer_url(identity),
    }
    return render(request, "office/reuse/form.html", context)


def _uploaded(request: HttpRequest) -> tuple[str, str]:
    """Text and form of the file; raises :class:`Refused` with the remedy."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Wählen Sie eine Datei aus."))
    if (file.size or 0) > MAX_BYTES:
        raise Refused(_("Die Datei ist größer als 2 MB. Teilen Sie sie auf."))
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie als „CSV UTF-8“.")
        ) from None
    return text, "json" if str(file.name).lower().endswith(".json") else "csv"


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_OFFER)
def read_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    context: dict[str, object] = {
        "here": "offers",
        "header": " ; ".join(COLUMNS),
        "fields": [Field(name="file", label=_("Datei (CSV oder JSON)"), kind=Kind.FILE, required=True)],
        "preview": None,
        "errors": [],
    }
    if request.method == "POST":
        try:
            if request.POST.get("act") == "apply":
                import_offers(actor, text=request.POST.get("text", ""), form=request.POST.get("form", ""))
                return HttpResponseRedirect(reverse("office:offers"))
            text, form = _uploaded(request)
            difference = compare_offers(actor, text=text, form=form)
        except Refused as refused:
            context["errors"] = entry.errors(str(refused))
            return render(request, "office/reuse/import.html", context, status=422)
        context["preview"] = {
            "fresh": difference.fresh,
            "changed": [
                {"title": title, "sentences": [change.sentence for change in found]}
                for title, found in difference.changed
            ],
            "same": difference.same,
            "text": text,
            "form": form,
        }
    return render(request, "office/reuse/import.html", context)
