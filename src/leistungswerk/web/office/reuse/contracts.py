# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reuse of a Vorhaben: matching offers, contracts on their routes, the papers of each step."""

import textwrap
import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.programme.reuse import contracts, offers
from leistungswerk.programme.reuse.amounts import day_or_none
from leistungswerk.programme.reuse.contracts import ContractView
from leistungswerk.programme.reuse.routes import AGREEMENTS, MOVES, Move, way
from leistungswerk.programme.reuse.subjects import place
from leistungswerk.programme.reuse_states import ContractState, Route
from leistungswerk.programme.reuse_words import CONTRACT_WORDS, FORM_WORDS, LAENDER, ROUTE_WORDS
from leistungswerk.programme.services import contracts as services
from leistungswerk.programme.services.contracts import Paper
from leistungswerk.programme.states import SignatureForm
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.reuse.offers import offer_url, state_badge, verdict_badge
from leistungswerk.web.office.tables import Cell, Table, day, german

_STEP_WIDTH, _HEIGHT = 132, 96
_ENDS = {ContractState.ENDED, ContractState.ABANDONED}


def contract_badge(state: ContractState) -> Cell:
    level = "success" if state is ContractState.CONCLUDED else "danger" if state in _ENDS else "info"
    return Cell(CONTRACT_WORDS[state], level=level)


def _contract_url(identity: uuid.UUID) -> str:
    return reverse("office:contract", args=[identity])


def _badge(told: dict[str, object]) -> Cell:
    text = told["text"]
    assert isinstance(text, str | Promise)
    return Cell(text, level=str(told["level"]))


def _contracts_table(held: tuple[ContractView, ...]) -> Table | None:
    rows = [
        (
            german(item.offer_title, _contract_url(item.uuid)),
            Cell(ROUTE_WORDS[item.route]),
            contract_badge(item.state),
            Cell(item.number or "–"),
        )
        for item in held
    ]
    head = (_("Angebot"), _("Vertragsweg"), _("Stand"), _("Vertragsnummer"))
    return (
        Table("vertraege-tabelle", _("Nachnutzungsverträge mit Weg und Stand"), head, rows) if rows else None
    )


def _offers_table(found: tuple[offers.OfferView, ...]) -> Table | None:
    rows = [
        (
            german(item.title, offer_url(item.uuid), item.operator),
            Cell(LAENDER.get(item.land, item.land), german=True),
            _badge(state_badge(item)),
            _badge(verdict_badge(item)),
            Cell(_("dieselbe Leistung") if item.match is offers.Match.DIRECT else _("dieselbe OZG-Leistung")),
        )
        for item in found
    ]
    head = (_("Angebot"), _("Land"), _("Stand"), _("Mindestanforderungen"), _("Gefunden über"))
    return (
        Table("angebote-tabelle", _("Passende Angebote mit Mindestanforderungen"), head, rows)
        if rows
        else None
    )


@require_safe
@staff(Permission.SEE_PROJECT)
def section(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)
    held = contracts.of_project(row.pk)
    found = offers.offers_for(row.keys)
    may = actor.may(Permission.EDIT_CONTRACT, row.owner)
    compared = urlencode([("angebot", str(item.uuid)) for item in found[:4]])
    context = {
        "contracts": _contracts_table(held),
        "offers": _offers_table(found),
        "locked": row.locked,
        "begin_url": reverse("office:begin_contract", args=[identity]) if may else "",
        "compare_url": f"{reverse('office:compare_offers')}?{compared}" if len(found) > 1 else "",
    }  # fmt: skip
    return project_page(
        request, actor, identity, section="reuse", template="office/reuse/contracts.html", context=context
    )


def _begin_fields() -> tuple[Field, ...]:
    return (
        Field(
            name="offer", label=_("Angebot"), kind=Kind.SELECT, options=offers.choices(), required=True, language="de"
        ),
        Field(
            name="route", label=_("Vertragsweg"), kind=Kind.SELECT, options=entry.choices(ROUTE_WORDS), required=True
        ),
        Field(name="contact", label=_("Ansprechstelle"), hint=_("Stelle oder Funktionspostfach, das den Vertrag betreut.")),
        Field(
            name="parties", label=_("Vertragsparteien"), kind=Kind.AREA,
            hint=_("Nur bei Verwaltungsabkommen und interöffentlicher Vereinbarung: je Zeile eine."),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def begin(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    place(actor, identity, Permission.EDIT_CONTRACT)
    fields = _begin_fields()
    made: list[uuid.UUID] = []

    def _act() -> None:
        made.append(
            services.begin_contract(
                actor,
                project=identity,
                offer=_uuid(request.POST.get("offer", "")),
                route=entry.chosen(request, "route", Route, _("Vertragsweg")),
                contact=entry.text(request, "contact"),
                parties=entry.text(request, "parties").split("\n"),
            )
        )

    sentence = entry.refusal(_act) if request.method == "POST" else ""
    if made:
        return HttpResponseRedirect(_contract_url(made[0]))
    context = {
        "heading": _("Vertragsweg beginnen"),
        "fields": entry.bound(fields, request.POST) if sentence else fields,
        "submit": _("Vertragsweg beginnen"),
        "errors": entry.errors(sentence),
        "cancel_url": reverse("office:project_contracts", args=[identity]),
    }
    return project_page(
        request, actor, identity, section="reuse", template="office/reuse/project_form.html", context=context,
        status=422 if sentence else 200,
    )  # fmt: skip


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(_("Bitte wählen Sie einen Eintrag aus der Liste.")) from None


def _drawing(held: ContractView) -> dict[str, object]:
    """The route as places on a line; the list below says the same to a screen reader."""
    path = way(held.route)
    reached = (
        path.index(held.state)
        if held.state in path
        else len(path) - 1
        if held.state is ContractState.ENDED
        else -1
    )
    places = []
    for step, state in enumerate(path):
        lines = textwrap.wrap(str(CONTRACT_WORDS[state]), 15)[:3]
        mark = (
            "done"
            if step < reached or held.state is ContractState.CONCLUDED
            else "current"
            if step == reached
            else "ahead"
        )
        places.append(
            {
                "x": _STEP_WIDTH * step + _STEP_WIDTH // 2,
                "text": CONTRACT_WORDS[state],
                "state": mark,
                "lines": [{"text": line, "y": 58 + 17 * number} for number, line in enumerate(lines)],
            }
        )
    return {
        "width": _STEP_WIDTH * len(path),
        "height": _HEIGHT,
        "first": _STEP_WIDTH // 2,
        "last": _STEP_WIDTH * len(path) - _STEP_WIDTH // 2,
        "places": places,
        "text": _("Stand: %(state)s") % {"state": CONTRACT_WORDS[held.state]},
    }  # fmt: skip


def _paper_fields(move: Move, *, number: bool = False) -> tuple[Field, ...]:
    fields = [
        Field(name="document", label=_("Dokument"), value=str(move.paper), required=bool(move.paper)),
        Field(name="file_number", label=_("Aktenzeichen"), required=bool(move.paper), hint=_("Unter dem das Papier in der E-Akte liegt.")),
    ]  # fmt: skip
    if move.signed:
        forms = tuple((form.value, word) for form, word in FORM_WORDS.items())
        fields += [
            Field(name="form", label=_("Form der Zeichnung"), kind=Kind.SELECT, options=forms, required=True),
            Field(name="signer", label=_("Gezeichnet von"), required=True),
            Field(name="signed_on", label=_("Gezeichnet am"), kind=Kind.DAY, required=True),
        ]
    if number:
        fields += [
            Field(name="number", label=_("Vertragsnummer"), hint=_("Beim FIT-Store: FITST/2026/0001.")),
            Field(name="ends_on", label=_("Endet am"), kind=Kind.DAY),
        ]
    return tuple(fields)


def _move_form(held: ContractView, name: str) -> dict[str, object]:
    move = MOVES[held.route][name]
    fields = (
        *_paper_fields(move, number=name in {"accept", "all_signed"}),
        Field(name="move", kind=Kind.HIDDEN, value=name),
        Field(name="seen", kind=Kind.HIDDEN, value=held.state.value),
    )
    return entry.inline(reverse("office:move_contract", args=[held.uuid]), fields, move.word, prefix=name)


def _found(actor: Actor, identity: uuid.UUID) -> ContractView:
    held = contracts.contract(actor, identity)
    if held is None:
        raise Missing(_("Diesen Vertrag gibt es nicht."))
    return held


def _next(held: ContractView, *, may: bool) -> dict[str, object] | None:
    name = held.next_move
    if not name:
        return None
    move = MOVES[held.route][name]
    blocked = ""
    if name == "all_signed" and held.unsigned:
        blocked = _("Noch haben nicht alle gezeichnet. Es fehlen: %(names)s.") % {
            "names": ", ".join(held.unsigned)
        }
    return {
        "word": move.word,
        "who": move.who,
        "blocked": blocked,
        "form": _move_form(held, name) if may else None,
    }


def _parties(held: ContractView) -> Table | None:
    if held.route not in AGREEMENTS:
        return None
    return Table(
        "parteien", _("Vertragsparteien und ihre Zeichnung"),
        (_("Partei"), _("Gezeichnet am"), _("Gezeichnet von"), _("Form der Zeichnung"), _("Aktenzeichen")),
        [
            (
                german(item.name), day(item.signed_on), german(item.signer),
                Cell(FORM_WORDS[SignatureForm(item.form)] if item.form else "–"), Cell(item.file_number or "–"),
            )
            for item in held.parties
        ],
    )  # fmt: skip


def _steps(held: ContractView) -> Table | None:
    if not held.steps:
        return None
    return Table(
        "papiere", _("Schritte mit ihren Papieren"),
        (_("Schritt"), _("Dokument"), _("Gezeichnet"), _("Form der Zeichnung"), _("Aktenzeichen"), _("Eingetragen")),
        [
            (
                Cell(MOVES[held.route][item.move].word), german(item.document),
                german(item.signer, note=str(day(item.signed_on).text) if item.signed_on else ""),
                Cell(FORM_WORDS[SignatureForm(item.form)] if item.form else "–"), Cell(item.file_number or "–"),
                day(item.at.date()),
            )
            for item in held.steps
        ],
    )  # fmt: skip


@require_safe
@staff(Permission.SEE_PROJECT)
def page(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    held = _found(actor, identity)
    row = place(actor, held.project)
    may = actor.may(Permission.EDIT_CONTRACT, row.owner)
    signing = may and held.state is ContractState.IN_SIGNING
    others = [name for name in held.moves if name != held.next_move] if may else []
    paper = Move("", _("Vereinbarung"), signed=True)
    context = {
        "contract": held,
        "route": ROUTE_WORDS[held.route],
        "state": contract_badge(held.state),
        "drawing": _drawing(held),
        "next": _next(held, may=may),
        "others": [{"word": MOVES[held.route][name].word, "form": _move_form(held, name)} for name in others],
        "parties": _parties(held),
        "party_forms": [
            {
                "name": item.name,
                "form": entry.inline(
                    reverse("office:sign_contract", args=[identity]),
                    (*_paper_fields(paper), Field(name="party", kind=Kind.HIDDEN, value=str(item.pk))),
                    _("Zeichnung eintragen"),
                    prefix=f"partei-{item.pk}",
                ),
            }
            for item in held.parties
            if signing and item.signed_on is None
        ],
        "steps": _steps(held),
        "offer_url": offer_url(held.offer),
    }
    return project_page(
        request, actor, held.project, section="reuse", template="office/reuse/contract.html", context=context
    )


def _paper(request: HttpRequest) -> Paper:
    form = request.POST.get("form", "")
    return Paper(
        document=entry.text(request, "document"),
        form=entry.chosen(request, "form", SignatureForm, _("Form der Zeichnung")) if form else None,
        signer=entry.text(request, "signer"),
        file_number=entry.text(request, "file_number"),
        signed_on=day_or_none(entry.text(request, "signed_on"), _("Gezeichnet am")),
    )


@require_POST
@staff(Permission.SEE_PROJECT)
def move(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    _found(actor, identity)
    services.move_contract(
        actor,
        contract=identity,
        move=request.POST.get("move", ""),
        paper=_paper(request),
        number=entry.text(request, "number"),
        ends_on=day_or_none(entry.text(request, "ends_on"), _("Endet am")),
        seen=entry.chosen(request, "seen", ContractState, _("Stand")),
    )
    return HttpResponseRedirect(_contract_url(identity))


@require_POST
@staff(Permission.SEE_PROJECT)
def sign(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    _found(actor, identity)
    services.record_signature(
        actor, contract=identity, party=entry.number(request, "party"), paper=_paper(request)
    )
    return HttpResponseRedirect(_contract_url(identity))
