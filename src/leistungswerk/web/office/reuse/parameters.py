# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parameters of a Vorhaben and the sheets of the bodies that make the statute."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.programme.reuse import sheets
from leistungswerk.programme.reuse.amounts import day_or_none
from leistungswerk.programme.reuse.sheets import DefinitionView, SheetView
from leistungswerk.programme.reuse.standard_parameters import STANDARD_PARAMETERS
from leistungswerk.programme.reuse.subjects import Place, place
from leistungswerk.programme.reuse.values import show
from leistungswerk.programme.reuse_states import ParameterType, SheetState
from leistungswerk.programme.reuse_words import PARAMETER_WORDS, SHEET_WORDS
from leistungswerk.programme.services import parameters as services
from leistungswerk.programme.services.parameters import ParameterEntry
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.tables import Cell, Table, day, german

_LEVELS = {SheetState.DRAFT: "warning", SheetState.CONFIRMED: "success", SheetState.SUPERSEDED: "info"}
_MOST_BYTES = 2_000_000


def _badge(held: SheetView | None) -> Cell:
    if held is None:
        return Cell("–")
    return Cell(SHEET_WORDS[held.state], level=_LEVELS[held.state])


def _url(identity: uuid.UUID) -> str:
    return reverse("office:project_parameters", args=[identity])


def _sheet_url(identity: uuid.UUID) -> str:
    return reverse("office:sheet", args=[identity])


def _definitions(known: tuple[DefinitionView, ...]) -> Table | None:
    if not known:
        return None
    return Table(
        "parameter-tabelle", _("Parameter mit Typ"), (_("Bezeichnung"), _("Name"), _("Typ"), _("Pflicht")),
        [
            (
                german(item.title, note=item.description), Cell(item.name),
                Cell(PARAMETER_WORDS[item.type], note=item.unit), Cell(_("ja") if item.required else _("nein")),
            )
            for item in known
        ],
    )  # fmt: skip


def _bodies(rows: tuple[sheets.BodyRow, ...]) -> Table | None:
    if not rows:
        return None

    def _link(held: SheetView | None) -> Cell:
        if held is None:
            return Cell("–")
        return Cell(_("Fassung %(number)d") % {"number": held.version}, url=_sheet_url(held.uuid))

    return Table(
        "blaetter-tabelle", _("Parameterblätter je Satzungsgeber"),
        (_("Satzungsgeber"), _("Bestätigt"), _("Gilt ab"), _("Entwurf")),
        [
            (
                german(row.body.name), _link(row.confirmed),
                day(row.confirmed.valid_from if row.confirmed else None), _link(row.draft),
            )
            for row in rows
        ],
    )  # fmt: skip


def _define_fields() -> tuple[Field, ...]:
    return (
        Field(name="title", label=_("Bezeichnung"), required=True),
        Field(name="name", label=_("Name"), required=True, hint=_("Kleine Buchstaben, Ziffern, Punkte: steuer.erster_hund.")),
        Field(name="type", label=_("Typ"), kind=Kind.SELECT, options=entry.choices(PARAMETER_WORDS), required=True),
        Field(name="unit", label=_("Einheit")),
        Field(name="description", label=_("Erläuterung"), kind=Kind.AREA, rows=2),
        Field(name="choices", label=_("Werte der Auswahl"), kind=Kind.AREA, rows=2, hint=_("Nur beim Typ Auswahl: je Zeile einer.")),
        Field(name="required", label=_("Pflichtangabe"), kind=Kind.CHECK, value="ja"),
    )  # fmt: skip


def _page(request: HttpRequest, actor: Actor, row: Place, sentence: str = "") -> HttpResponse:
    known, bodies = sheets.definitions(row.pk), sheets.body_rows(row.pk)
    owner = actor.may(Permission.EDIT_PROJECT, row.owner)
    mine = [item for item in bodies if actor.may(Permission.EDIT_PARAMETERS, item.body.uuid)]
    begin = reverse("office:begin_sheet", args=[row.uuid])
    fields = _define_fields()
    shown = entry.bound(fields, request.POST) if sentence else fields
    file = (Field(name="file", label=_("Ausgefüllte Tabelle (CSV)"), kind=Kind.FILE, required=True),)
    context = {
        "errors": entry.errors(sentence),
        "definitions": _definitions(known),
        "bodies": _bodies(bodies),
        "sheets": [
            {"name": item.body.name, "organisation": item.body.uuid, "action": begin}
            for item in mine
            if item.draft is None
        ][:10]
        if known
        else [],
        "export_url": reverse("office:export_sheets", args=[row.uuid]),
        "import_form": entry.inline(
            reverse("office:import_sheets", args=[row.uuid]),
            file,
            _("Tabelle einlesen"),
            prefix="t",
            multipart=True,
        )
        if mine
        else None,
        "standard_form": reverse("office:standard_parameters", args=[row.uuid])
        if owner and {item.name for item in STANDARD_PARAMETERS} - {item.name for item in known}
        else "",
        "define_form": entry.inline(_url(row.uuid), shown, _("Parameter festlegen"), prefix="p")
        if owner
        else None,
    }
    return project_page(
        request, actor, row.uuid, section="parameters", template="office/reuse/parameters.html", context=context,
        status=422 if sentence else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def section(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)
    if request.method != "POST":
        return _page(request, actor, row)

    def _act() -> None:
        told = ParameterEntry(
            name=entry.text(request, "name"),
            title=entry.text(request, "title"),
            type=entry.chosen(request, "type", ParameterType, _("Typ")),
            description=entry.text(request, "description"),
            unit=entry.text(request, "unit"),
            choices=tuple(
                line.strip() for line in entry.text(request, "choices").split("\n") if line.strip()
            ),
            required=bool(request.POST.get("required")),
        )
        services.define_parameter(actor, project=identity, entry=told)

    sentence = entry.refusal(_act)
    return _page(request, actor, row, sentence) if sentence else HttpResponseRedirect(_url(identity))


@require_POST
@staff(Permission.SEE_PROJECT)
def standard(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    services.add_standard_parameters(actor, project=identity)
    return HttpResponseRedirect(_url(identity))


@require_POST
@staff(Permission.SEE_PROJECT)
def begin_sheet(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    place(actor, identity)
    try:
        organisation = uuid.UUID(request.POST.get("organisation", ""))
    except ValueError:
        raise Missing(_("Diese Stelle gibt es nicht.")) from None
    made = services.draft_sheet(actor, project=identity, organisation=organisation)
    return HttpResponseRedirect(_sheet_url(made))


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)
    table = sheets.write_csv(sheets.definitions(row.pk), sheets.body_rows(row.pk))
    answer = HttpResponse(table, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="parameter-{row.number}.csv"'
    return answer


@require_POST
@staff(Permission.SEE_PROJECT)
def read_table(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)

    def _act() -> None:
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > _MOST_BYTES:
            raise Refused(_("Wählen Sie eine Datei aus, die höchstens 2 MB groß ist."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(
                _("Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie als „CSV UTF-8“.")
            ) from None
        told = sheets.read_csv(text, sheets.definitions(row.pk))
        services.fill_many(actor, project=identity, told=told)

    sentence = entry.refusal(_act)
    return _page(request, actor, row, sentence) if sentence else HttpResponseRedirect(_url(identity))


def _field(item: DefinitionView, value: str) -> Field:
    name, hint = f"p:{item.name}", item.description or item.unit
    if item.type is ParameterType.CHOICE:
        options = tuple((word, word) for word in item.choices)
        return Field(
            name=name,
            label=item.title,
            kind=Kind.SELECT,
            options=options,
            value=value,
            hint=hint,
            required=item.required,
        )
    if item.type is ParameterType.BOOLEAN:
        options = (("true", _("Ja")), ("false", _("Nein")))
        return Field(
            name=name,
            label=item.title,
            kind=Kind.SELECT,
            options=options,
            value=value,
            hint=hint,
            required=item.required,
        )
    if item.type is ParameterType.DATE:
        return Field(
            name=name, label=item.title, kind=Kind.DAY, value=value, hint=hint, required=item.required
        )
    return Field(name=name, label=item.title, value=show(item.type, value), hint=hint, required=item.required, language="de")  # fmt: skip


def _found(actor: Actor, identity: uuid.UUID) -> tuple[SheetView, Place]:
    held = sheets.sheet(identity)
    if held is None:
        raise Missing(_("Dieses Parameterblatt gibt es nicht."))
    return held, place(actor, held.project)


def _sheet_page(request: HttpRequest, actor: Actor, held: SheetView, row: Place, sentence: str) -> HttpResponse:  # fmt: skip
    known = sheets.definitions(row.pk)
    may = actor.may(Permission.EDIT_PARAMETERS, held.organisation)
    draft = held.state is SheetState.DRAFT
    revision = Field(name="revision", kind=Kind.HIDDEN, value=str(held.revision))
    fields = (*(_field(item, held.values.get(item.name, "")) for item in known), revision)
    if sentence and request.POST.get("act") != "confirm":
        fields = entry.bound(fields, request.POST)
    today = times.legal_day(times.now())
    confirm = (
        Field(name="valid_from", label=_("Gilt ab"), kind=Kind.DAY, value=today.isoformat(), required=True),
        Field(name="act", kind=Kind.HIDDEN, value="confirm"),
        revision,
    )
    here = _sheet_url(held.uuid)
    context = {
        "errors": entry.errors(sentence),
        "sheet": held,
        "state": _badge(held),
        "form": entry.inline(here, fields, _("Entwurf speichern")) if draft and may else None,
        "values": Table(
            "werte", _("Werte dieser Fassung"), (_("Bezeichnung"), _("Wert")),
            [(german(item.title), german(show(item.type, held.values.get(item.name, "")))) for item in known],
        ),
        "confirm_form": entry.inline(here, confirm, _("Blatt bestätigen"), prefix="c") if draft and may else None,
        "new_form": {"action": reverse("office:begin_sheet", args=[row.uuid])}
        if may and held.state is SheetState.CONFIRMED
        else None,
        "versions": Table(
            "fassungen", _("Fassungen dieser Stelle"), (_("Fassung"), _("Stand"), _("Gilt ab")),
            [
                (Cell(str(item.version), url=_sheet_url(item.uuid)), _badge(item), day(item.valid_from))
                for item in sheets.history(row.pk, held.organisation)
            ],
        ),
    }  # fmt: skip
    return project_page(
        request, actor, row.uuid, section="parameters", template="office/reuse/sheet.html", context=context,
        status=422 if sentence else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def sheet(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    held, row = _found(actor, identity)
    if request.method != "POST":
        return _sheet_page(request, actor, held, row, "")

    def _act() -> None:
        revision = entry.number(request, "revision")
        if request.POST.get("act") == "confirm":
            first = day_or_none(entry.text(request, "valid_from"), _("Gilt ab"))
            if first is None:
                raise Refused(_("Sagen Sie, ab wann das Blatt gilt."))
            services.confirm_sheet(actor, sheet=identity, valid_from=first, revision=revision)
            return
        told = {key[2:]: entry.text(request, key) for key in request.POST if key.startswith("p:")}
        services.fill_sheet(actor, sheet=identity, told=told, revision=revision)

    sentence = entry.refusal(_act)
    return (
        _sheet_page(request, actor, held, row, sentence)
        if sentence
        else HttpResponseRedirect(_sheet_url(identity))
    )
