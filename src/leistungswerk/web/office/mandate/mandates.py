# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Projektauftrag: read, compared, written, laid out, signed, set as PDF."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.programme.reuse import mandates
from leistungswerk.programme.reuse.amounts import day_or_none
from leistungswerk.programme.reuse.mandate_document import mandate_pdf
from leistungswerk.programme.reuse.mandates import MandateView, VersionView
from leistungswerk.programme.reuse_words import FORM_WORDS
from leistungswerk.programme.services import mandates as services
from leistungswerk.programme.services.mandates import SIGNING_ROLES, MandateEntry, Outside
from leistungswerk.programme.states import DecisionState, SignatureForm
from leistungswerk.register.queries.directory import organisations
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.tables import Cell, Table, day, german


def _badge(version: VersionView) -> Cell:
    match version.state:
        case DecisionState.SIGNED:
            return Cell(_("In Kraft"), level="success")
        case DecisionState.SUPERSEDED:
            return Cell(_("Abgelöst"), level="info")
        case DecisionState.DRAFT:
            return Cell(_("Liegt zur Zeichnung aus") if version.digest else _("Entwurf"), level="warning")


def _url(identity: uuid.UUID, number: int | None = None) -> str:
    if number is None:
        return reverse("office:mandate", args=[identity])
    return reverse("office:mandate_version", args=[identity, number])


def _found(identity: uuid.UUID, number: int | None = None) -> tuple[MandateView, VersionView]:
    held = mandates.mandate(identity)
    version = (held.version(number) if number else held.current or held.versions[0]) if held else None
    if held is None or version is None:
        raise Missing(_("Diesen Projektauftrag gibt es nicht."))
    return held, version


def _open_fields() -> tuple[Field, ...]:
    bodies = tuple((str(item.uuid), item.name) for item in organisations())
    return (
        Field(name="title", label=_("Titel"), required=True),
        Field(name="client", label=_("Auftraggeber"), kind=Kind.SELECT, options=bodies, required=True),
        Field(name="contractor", label=_("Auftragnehmer"), kind=Kind.SELECT, options=bodies, required=True),
        Field(name="text", label=_("Text (Markdown)"), kind=Kind.AREA, rows=12, required=True),
        Field(name="valid_from", label=_("Gilt ab"), kind=Kind.DAY),
    )


def _list_table() -> Table | None:
    held = mandates.mandates()
    rows = [
        (german(item.title, _url(item.uuid)), german(item.client_name), german(item.contractor_name),
         _badge(item.current or item.versions[0]))
        for item in held
    ]  # fmt: skip
    head = (_("Projektauftrag"), _("Auftraggeber"), _("Auftragnehmer"), _("Stand"))
    return Table("auftraege", _("Projektaufträge mit Parteien und Stand"), head, rows) if rows else None


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def mandate_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    fields = _open_fields()
    made: list[uuid.UUID] = []

    def _act() -> None:
        try:
            client, contractor = (
                uuid.UUID(request.POST.get("client", "")),
                uuid.UUID(request.POST.get("contractor", "")),
            )
        except ValueError:
            raise Refused(_("Bitte wählen Sie einen Eintrag aus der Liste.")) from None
        made.append(
            services.open_mandate(
                actor, title=entry.text(request, "title"), client=client, contractor=contractor, entry=_told(request)
            )
        )  # fmt: skip

    sentence = entry.refusal(_act) if request.method == "POST" else ""
    if made:
        return HttpResponseRedirect(_url(made[0]))
    shown = entry.bound(fields, request.POST) if sentence else fields
    context = {
        "here": "mandates",
        "errors": entry.errors(sentence),
        "table": _list_table(),
        "form": entry.inline(reverse("office:mandates"), shown, _("Projektauftrag anlegen"))
        if actor.may(Permission.EDIT_MANDATE)
        else None,
    }
    return render(request, "office/mandate/list.html", context, status=422 if sentence else 200)


def _told(request: HttpRequest) -> MandateEntry:
    return MandateEntry(
        text=entry.text(request, "text"),
        change_note=entry.text(request, "change_note"),
        valid_from=day_or_none(entry.text(request, "valid_from"), _("Gilt ab")),
    )


def _sign_forms(actor: Actor, held: MandateView, version: VersionView) -> list[dict[str, object]]:
    """For each party that has not signed: a signature in the system, or one given outside."""
    if version.state is not DecisionState.DRAFT or not version.digest:
        return []
    signed = {item.organisation for item in version.signatures}
    forms = tuple(
        (form.value, word) for form, word in FORM_WORDS.items() if form is not SignatureForm.IN_SYSTEM
    )
    found: list[dict[str, object]] = []
    for party, name in ((held.client, held.client_name), (held.contractor, held.contractor_name)):
        if party in signed:
            continue
        hidden = (
            Field(name="organisation", kind=Kind.HIDDEN, value=str(party)),
            Field(name="digest", kind=Kind.HIDDEN, value=version.digest),
        )
        outside = (
            Field(name="signer", label=_("Gezeichnet von"), required=True),
            Field(name="form", label=_("Form der Zeichnung"), kind=Kind.SELECT, options=forms, required=True),
            Field(name="signed_on", label=_("Gezeichnet am"), kind=Kind.DAY, required=True),
            Field(name="file_number", label=_("Aktenzeichen"), required=True),
            *hidden,
        )
        here = reverse("office:sign_mandate", args=[held.uuid, version.number])
        found.append(
            {
                "name": name,
                "sign": entry.inline(here, hidden, _("Zeichnen"))
                if any(actor.acting_as(role, party) for role in SIGNING_ROLES)
                else None,
                "outside": entry.inline(here, outside, _("Zeichnung eintragen"), prefix=f"z{len(found)}")
                if actor.may(Permission.EDIT_MANDATE)
                else None,
            }
        )
    return found


def _signatures(version: VersionView) -> Table | None:
    return (
        Table(
            "zeichnungen",
            _("Zeichnungen beider Parteien"),
            (
                _("Partei"),
                _("Gezeichnet von"),
                _("Form der Zeichnung"),
                _("Gezeichnet am"),
                _("Aktenzeichen"),
            ),
            [
                (
                    german(item.organisation_name),
                    german(item.signer_name),
                    Cell(FORM_WORDS[SignatureForm(item.form)]),
                    day(item.signed_on),
                    Cell(item.file_number or "–"),
                )
                for item in version.signatures
            ],
        )
        if version.signatures
        else None
    )


def _versions(held: MandateView) -> Table:
    identity = held.uuid
    return Table(
        "fassungen",
        _("Fassungen dieses Projektauftrags"),
        (_("Fassung"), _("Stand"), _("Gilt ab"), _("Änderung")),
        [
            (
                Cell(str(item.number), url=_url(identity, item.number)),
                _badge(item),
                day(item.valid_from),
                german(item.change_note),
            )
            for item in held.versions
        ],
    )


@require_safe
@staff(Permission.SEE_PROJECT)
def page(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int | None = None) -> HttpResponse:
    held, version = _found(identity, number)
    before = held.version(version.number - 1)
    may = actor.may(Permission.EDIT_MANDATE)
    draft = version.state is DecisionState.DRAFT
    revision = (Field(name="revision", kind=Kind.HIDDEN, value=str(version.revision)),)
    acts = (
        {"lay_out": _("Zur Zeichnung auslegen")} if not version.digest else {"take_back": _("Zurücknehmen")}
    )
    context = {
        "here": "mandates",
        "mandate": held,
        "version": version,
        "state": _badge(version),
        "html": to_html(version.text),
        "difference": mandates.difference(before.text, version.text) if before else (),
        "before": before,
        "signatures": _signatures(version),
        "sign_forms": _sign_forms(actor, held, version),
        "versions": _versions(held),
        "edit_url": reverse("office:write_mandate", args=[identity, version.number]) if may and draft and not version.digest else "",
        "move_forms": [
            entry.inline(reverse("office:move_mandate", args=[identity, version.number]),
                         (Field(name="act", kind=Kind.HIDDEN, value=act), *revision), word)
            for act, word in acts.items()
        ] if may and draft else [],
        "begin_url": reverse("office:begin_mandate_version", args=[identity]) if may and held.draft is None else "",
        "pdf_url": reverse("office:mandate_pdf", args=[identity, version.number]),
    }  # fmt: skip
    return render(request, "office/mandate/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_MANDATE)
def write(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    held, version = _found(identity, number)
    sentence = ""
    if request.method == "POST":
        sentence = entry.refusal(
            lambda: services.write_version(
                actor, mandate=identity, number=number, entry=_told(request), revision=entry.number(request, "revision")
            )
        )  # fmt: skip
        if not sentence:
            return HttpResponseRedirect(_url(identity, number))
    fields = (
        Field(name="change_note", label=_("Was sich ändert"), value=version.change_note, hint=_("Ein Satz, den beide Parteien vor der Zeichnung lesen.")),
        Field(name="valid_from", label=_("Gilt ab"), kind=Kind.DAY, value=entry.day_text(version.valid_from)),
        Field(name="text", label=_("Text (Markdown)"), kind=Kind.AREA, rows=24, value=version.text, required=True),
        Field(name="revision", kind=Kind.HIDDEN, value=str(version.revision)),
    )  # fmt: skip
    context = {
        "here": "mandates",
        "heading": _("Fassung %(number)d schreiben") % {"number": number},
        "fields": entry.bound(fields, request.POST) if sentence else fields,
        "submit": _("Speichern"),
        "errors": entry.errors(sentence),
        "up_url": _url(identity, number),
        "up_text": held.title,
        "cancel_url": _url(identity, number),
    }
    return render(request, "office/reuse/form.html", context, status=422 if sentence else 200)


@require_POST
@staff(Permission.EDIT_MANDATE)
def begin(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    number = services.begin_version(actor, mandate=identity)
    return HttpResponseRedirect(reverse("office:write_mandate", args=[identity, number]))


@require_POST
@staff(Permission.EDIT_MANDATE)
def move(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    _found(identity, number)
    revision = entry.number(request, "revision")
    if request.POST.get("act") == "take_back":
        services.take_back(actor, mandate=identity, number=number, revision=revision)
    else:
        services.lay_out(actor, mandate=identity, number=number, revision=revision)
    return HttpResponseRedirect(_url(identity, number))


@require_POST
@staff(Permission.SEE_PROJECT)
def sign(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    _found(identity, number)
    try:
        party = uuid.UUID(request.POST.get("organisation", ""))
    except ValueError:
        raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu.")) from None
    outside = None
    if request.POST.get("form"):
        signed = day_or_none(entry.text(request, "signed_on"), _("Gezeichnet am"))
        outside = Outside(
            signer=entry.text(request, "signer"),
            form=entry.chosen(request, "form", SignatureForm, _("Form der Zeichnung")),
            signed_on=signed or times.legal_day(times.now()),
            file_number=entry.text(request, "file_number"),
        )
    services.sign_version(
        actor, mandate=identity, number=number, organisation=party, digest=request.POST.get("digest", ""), outside=outside
    )  # fmt: skip
    return HttpResponseRedirect(_url(identity, number))


@require_safe
@staff(Permission.SEE_PROJECT)
def pdf(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    held, version = _found(identity, number)
    answer = HttpResponse(mandate_pdf(held, version, at=times.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="projektauftrag-fassung-{number}.pdf"'
    return answer
