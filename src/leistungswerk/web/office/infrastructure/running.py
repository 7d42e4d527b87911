# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Vorhaben runs on, its tests, defects and accessibility tests."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.online import queries as online
from leistungswerk.programme.reuse import infrastructure
from leistungswerk.programme.reuse.amounts import day_or_none, show_day
from leistungswerk.programme.reuse.infrastructure import RunsOnView
from leistungswerk.programme.reuse.subjects import Place, place
from leistungswerk.programme.reuse_words import RUNTIME_WORDS
from leistungswerk.programme.services import running as services
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.tables import Cell, Table, day, german

_PASSED = (("ja", gettext_lazy("Bestanden")), ("nein", gettext_lazy("Nicht bestanden")))


def _url(identity: uuid.UUID) -> str:
    return reverse("office:project_runtime", args=[identity])


def _facts(held: RunsOnView | None) -> list[tuple[str, str]]:
    if held is None:
        return []
    outcome = {None: _("Nicht geprüft"), True: _("Bestanden"), False: _("Nicht bestanden")}[
        held.interface_passed
    ]
    test = " · ".join(
        part
        for part in (
            f"{held.interface_product} {held.interface_version}".strip(), show_day(held.interface_tested_on), outcome,
            held.interface_file_number,
        )
        if part
    )  # fmt: skip
    accepted = " · ".join(
        part for part in (show_day(held.accepted_on), held.accepted_by, held.acceptance_file_number) if part
    )
    return [
        (_("Laufzeit"), f"{held.runtime.name} ({RUNTIME_WORDS[held.runtime.kind]})"),
        (_("Betreiber"), held.runtime.operator),
        (_("Version"), held.version),
        (_("Internetadresse"), held.url),
        (_("Formularfassung"), str(held.form_version or "")),
        (_("Verantwortlich für den Online-Dienst (§ 8a OZG)"), held.controller),
        (_("Verantwortlich für die weitere Bearbeitung"), held.receiving_controller),
        (_("Aktenzeichen der Vereinbarung"), held.controller_file_number),
        (_("Schnittstellentest"), test),
        (_("Abnahme"), accepted or _("Noch nicht abgenommen")),
    ]


def _fields(held: RunsOnView | None) -> tuple[Field, ...]:
    def text(name: str) -> str:
        return str(getattr(held, name)) if held else ""

    runtimes = tuple(
        (str(item.uuid), f"{item.name} ({RUNTIME_WORDS[item.kind]})") for item in infrastructure.runtimes()
    )
    passed = {None: "", True: "ja", False: "nein"}[held.interface_passed] if held else ""
    forms = tuple(
        (str(item.uuid), f"{item.title} ({item.digest[:12]})") for item in online.form_versions()
    )  # fmt: skip
    return (
        Field(name="runtime", label=_("Laufzeit"), kind=Kind.SELECT, options=runtimes, value=str(held.runtime.uuid) if held else "", required=True),
        Field(name="form_version", label=_("Formularfassung"), kind=Kind.SELECT, options=forms, value=str(held.form_version) if held and held.form_version else "", hint=_("Nur auf diesem System: die Fassung, die Gate G2 freigibt.")),
        Field(name="version", label=_("Version"), value=text("version")),
        Field(name="url", label=_("Internetadresse"), value=text("url"), hint=_("Des Online-Dienstes.")),
        Field(name="controller", label=_("Verantwortlich für den Online-Dienst (§ 8a OZG)"), value=text("controller")),
        Field(name="receiving_controller", label=_("Verantwortlich für die weitere Bearbeitung"), value=text("receiving_controller")),
        Field(name="controller_file_number", label=_("Aktenzeichen der Vereinbarung"), value=text("controller_file_number")),
        Field(name="interface_product", label=_("Getestetes Fachverfahren"), value=text("interface_product")),
        Field(name="interface_version", label=_("Version des Fachverfahrens"), value=text("interface_version")),
        Field(name="interface_tested_on", label=_("Schnittstelle getestet am"), kind=Kind.DAY, value=entry.day_text(held.interface_tested_on if held else None)),
        Field(name="interface_passed", label=_("Ergebnis des Schnittstellentests"), kind=Kind.SELECT, options=_PASSED, value=passed),
        Field(name="interface_file_number", label=_("Aktenzeichen des Testprotokolls"), value=text("interface_file_number")),
        Field(name="accepted_on", label=_("Abgenommen am"), kind=Kind.DAY, value=entry.day_text(held.accepted_on if held else None)),
        Field(name="accepted_by", label=_("Abgenommen von"), value=text("accepted_by"), hint=_("Betreiber, der die Abnahme erklärt hat.")),
        Field(name="acceptance_file_number", label=_("Aktenzeichen der Abnahme"), value=text("acceptance_file_number")),
        Field(name="revision", kind=Kind.HIDDEN, value=text("revision") or "0"),
    )  # fmt: skip


_TEXTS = (
    "version", "url", "controller", "receiving_controller", "controller_file_number", "interface_product",
    "interface_version", "interface_file_number", "accepted_by", "acceptance_file_number",
)  # fmt: skip


def _uuid_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Refused(_("Bitte wählen Sie einen Eintrag aus der Liste.")) from None


def _told(request: HttpRequest) -> services.RuntimeEntry:
    runtime = _uuid_or_none(request.POST.get("runtime", ""))
    if runtime is None:
        raise Refused(_("Wählen Sie die Laufzeit, auf der der Online-Dienst läuft."))
    return services.RuntimeEntry(
        runtime=runtime,
        form_version=_uuid_or_none(request.POST.get("form_version", "")),
        interface_tested_on=day_or_none(
            entry.text(request, "interface_tested_on"), _("Schnittstelle getestet am")
        ),
        interface_passed={"ja": True, "nein": False}.get(request.POST.get("interface_passed", "")),
        accepted_on=day_or_none(entry.text(request, "accepted_on"), _("Abgenommen am")),
        **{name: entry.text(request, name) for name in _TEXTS},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity, Permission.EDIT_PROJECT)
    sentence = ""
    if request.method == "POST":
        sentence = entry.refusal(
            lambda: services.record_runtime(
                actor, project=identity, entry=_told(request), revision=entry.number(request, "revision")
            )
        )
        if not sentence:
            return HttpResponseRedirect(_url(identity))
    fields = _fields(infrastructure.runs_on(row.pk))
    context = {
        "heading": _("Laufzeit, Tests und Abnahme"),
        "fields": entry.bound(fields, request.POST) if sentence else fields,
        "submit": _("Speichern"),
        "errors": entry.errors(sentence),
        "cancel_url": _url(identity),
    }
    return project_page(
        request, actor, identity, section="runtime", template="office/reuse/project_form.html", context=context,
        status=422 if sentence else 200,
    )  # fmt: skip


def _defects(row: Place) -> Table | None:
    held = infrastructure.defects(row.pk)
    if not held:
        return None
    return Table(
        "maengel", _("Mängel nach Klasse"), (_("Mangel"), _("Klasse"), _("Gefunden am"), _("Stand")),
        [
            (
                german(item.title, note=item.closing or item.note), Cell(str(item.severity)), day(item.found_on),
                Cell(_("Behoben"), level="success")
                if item.closed_on
                else Cell(_("Offen"), level="danger" if item.severity == 1 else "warning"),
            )
            for item in held
        ],
    )  # fmt: skip


def _tests(row: Place) -> Table | None:
    held = infrastructure.accessibility_tests(row.pk)
    if not held:
        return None
    return Table(
        "barrieren", _("Prüfungen der Barrierefreiheit"),
        (_("Geprüft von"), _("Geprüft am"), _("Verfahren"), _("Offene Barrieren"), _("Aktenzeichen")),
        [
            (
                german(item.tester_name), day(item.tested_on), german(item.method),
                german(item.open_barriers) if item.open_barriers else Cell(_("Keine gefunden")),
                Cell(item.file_number or "–"),
            )
            for item in held
        ],
    )  # fmt: skip


def _closing(project: int, here: str) -> list[dict[str, object]]:
    return [
        {
            "title": item.title,
            "form": entry.inline(
                here,
                (
                    Field(
                        name="closing",
                        label=_("Wie behoben und geprüft"),
                        kind=Kind.AREA,
                        rows=2,
                        required=True,
                    ),
                    Field(name="defect", kind=Kind.HIDDEN, value=str(item.uuid)),
                    Field(name="act", kind=Kind.HIDDEN, value="close"),
                ),
                _("Mangel schließen"),
                prefix=f"s{number}",
            ),
        }
        for number, item in enumerate(infrastructure.defects(project))
        if item.closed_on is None
    ]


def _forms(row: Place) -> dict[str, object]:
    here = _url(row.uuid)
    today = times.legal_day(times.now()).isoformat()
    classes = (("1", _("1 – verhindert die Nutzung")), ("2", _("2 – behindert")), ("3", _("3 – stört")))
    defect = (
        Field(name="title", label=_("Mangel"), required=True),
        Field(name="severity", label=_("Klasse"), kind=Kind.SELECT, options=classes, required=True),
        Field(name="found_on", label=_("Gefunden am"), kind=Kind.DAY, value=today, required=True),
        Field(name="note", label=_("Anmerkung"), kind=Kind.AREA, rows=2),
        Field(name="act", kind=Kind.HIDDEN, value="defect"),
    )
    test = (
        Field(name="tester_name", label=_("Geprüft von"), required=True),
        Field(name="tested_on", label=_("Geprüft am"), kind=Kind.DAY, value=today, required=True),
        Field(name="method", label=_("Verfahren"), required=True, hint=_("Zum Beispiel BITV-Test, Screenreader, nur Tastatur.")),
        Field(name="open_barriers", label=_("Offene Barrieren"), kind=Kind.AREA, hint=_("So, wie sie in der Erklärung zur Barrierefreiheit stehen werden.")),
        Field(name="file_number", label=_("Aktenzeichen")),
        Field(name="act", kind=Kind.HIDDEN, value="test"),
    )  # fmt: skip
    return {
        "edit_url": reverse("office:edit_runtime", args=[row.uuid]),
        "defect_form": entry.inline(here, defect, _("Mangel eintragen"), prefix="m"),
        "test_form": entry.inline(here, test, _("Prüfung eintragen"), prefix="a"),
        "closing": _closing(row.pk, here),
    }


def _act(request: HttpRequest, actor: Actor, row: Place) -> None:
    match request.POST.get("act", ""):
        case "defect":
            found = day_or_none(entry.text(request, "found_on"), _("Gefunden am"))
            severity = request.POST.get("severity", "")
            services.record_defect(
                actor, project=row.uuid, severity=int(severity) if severity in {"1", "2", "3"} else 0,
                title=entry.text(request, "title"), found_on=found or times.legal_day(times.now()),
                note=entry.text(request, "note"),
            )  # fmt: skip
        case "close":
            defect = _uuid_or_none(request.POST.get("defect", ""))
            services.close_defect(
                actor,
                project=row.uuid,
                defect=defect or uuid.UUID(int=0),
                closing=entry.text(request, "closing"),
            )
        case "test":
            tested = day_or_none(entry.text(request, "tested_on"), _("Geprüft am"))
            told = services.AccessibilityEntry(
                tester_name=entry.text(request, "tester_name"), tested_on=tested or times.legal_day(times.now()),
                method=entry.text(request, "method"), open_barriers=entry.text(request, "open_barriers"),
                subject_digest=_digest(row), file_number=entry.text(request, "file_number"),
            )  # fmt: skip
            services.record_accessibility_test(actor, project=row.uuid, entry=told)
        case _:
            raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))


def _digest(row: Place) -> str:
    """Digest of the form version that was tested, on our own runtime."""
    held = infrastructure.runs_on(row.pk)
    version = online.form_version(held.form_version) if held and held.form_version else None
    return version.digest if version else ""


def _page(request: HttpRequest, actor: Actor, row: Place, sentence: str) -> HttpResponse:
    may = actor.may(Permission.EDIT_PROJECT, row.owner)
    context = {
        "errors": entry.errors(sentence),
        "facts": _facts(infrastructure.runs_on(row.pk)),
        "defects": _defects(row),
        "tests": _tests(row),
        **(_forms(row) if may else {}),
    }
    return project_page(
        request, actor, row.uuid, section="runtime", template="office/infrastructure/runtime.html", context=context,
        status=422 if sentence else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def section(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)
    if request.method != "POST":
        return _page(request, actor, row, "")
    sentence = entry.refusal(lambda: _act(request, actor, row))
    return _page(request, actor, row, sentence) if sentence else HttpResponseRedirect(_url(identity))
