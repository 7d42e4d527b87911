# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many Vorhaben at once: bulk edit with a preview, spreadsheets out and in with a comparison."""

import uuid
from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES
from leistungswerk.programme import spreadsheets
from leistungswerk.programme.queries import portfolio as queries
from leistungswerk.programme.queries.portfolio import ExportRow
from leistungswerk.programme.services.bulk import change_many
from leistungswerk.programme.services.many import COLUMNS, Bulk, compare, preview_bulk, take_over
from leistungswerk.programme.spreadsheets import Cell
from leistungswerk.programme.states import PROJECT_WORDS, ProjectState
from leistungswerk.register.queries import directory
from leistungswerk.web.office import uploads
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.portfolio import read_filter
from leistungswerk.web.office.typed import Typed, read_uuid

_SALT: Final = "projects.import"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _cells(row: ExportRow) -> tuple[Cell, ...]:
    return (
        row.number, row.title, row.owner, row.services, row.phase, row.path,
        str(PROJECT_WORDS[ProjectState(row.state)]), row.target_date, row.expected_cases, row.staff_share,
        row.budget_line, row.goal, row.bodies, row.revision,
    )  # fmt: skip


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The chosen Vorhaben as a spreadsheet; the same file can come back changed."""
    rows = (_cells(row) for row in queries.export_rows(actor, read_filter(request.GET)))
    name = f"Vorhaben-{times.legal_day(times.now()).isoformat()}.{kind}"
    answer: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        lines: Iterator[bytes] = spreadsheets.write_csv(COLUMNS, rows)
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(spreadsheets.write_xlsx("Vorhaben", COLUMNS, rows), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_PROJECT)
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A spreadsheet comes back: first the comparison, then the act. The file travels signed, nothing is kept here."""
    errors: list[dict[str, str]] = []
    context: dict[str, object] = {"here": "projects"}
    if request.method == "POST":
        try:
            name, content = uploads.read(request, salt=_SALT)
            table = spreadsheets.read(name, content)
            if request.POST.get("act") == "take":
                count = take_over(actor, table=table)
                return HttpResponseRedirect(f"{reverse('office:projects')}?uebernommen={count}")
            context |= {
                "comparison": compare(actor, table=table),
                "name": name,
                "packed": uploads.pack(name, content, salt=_SALT),
            }
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            errors = [{"id": "datei", "label": _("Tabelle"), "message": str(refusal)}]
    context |= {"errors": errors, "columns": COLUMNS}
    return render(request, "office/projects/import.html", context, status=422 if errors else 200)


def _bulk(typed: Typed) -> Bulk:
    shift = typed.text("due_shift")
    sign, digits = (-1, shift[1:]) if shift.startswith("-") else (1, shift.removeprefix("+"))
    if digits and not (digits.isdecimal() and len(digits) < 5):
        typed.wrong("due_shift", _("Geben Sie Tage als ganze Zahl ein, zum Beispiel 14 oder -7."))
        digits = ""
    role = typed.choice("contact_role", Role) if typed.text("contact") else Role.SERVICE_OWNER
    return Bulk(
        target_date=typed.day("target_date"),
        contact=typed.identity("contact"),
        contact_role=role or Role.SERVICE_OWNER,
        bodies=tuple(typed.identities("bodies")),
        due_shift=sign * int(digits) if digits else 0,
    )


@require_POST
@staff(Permission.EDIT_PROJECT)
def bulk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """From the ticked rows of the list: choose the act, see the preview, make it."""
    labels = {
        "target_date": _("Zieltermin"),
        "due_shift": _("Fällige Punkte verschieben"),
        "contact_role": _("Rolle"),
    }
    typed = Typed(request, labels)
    seen = _seen(typed)
    projects = list(seen) or typed.identities("projects")
    act = typed.text("act")
    differences = None
    if act in ("preview", "make"):
        wanted = _bulk(typed)
        try:
            if not typed.errors:
                differences = preview_bulk(actor, projects=projects, bulk=wanted)
                if act == "make":
                    count = change_many(actor, seen=seen, bulk=wanted)
                    return HttpResponseRedirect(f"{reverse('office:projects')}?uebernommen={count}")
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            typed.wrong("", str(refusal))
    elif not projects:
        raise Refused(_("Wählen Sie mindestens ein Vorhaben aus der Liste."))
    return render(
        request, "office/projects/bulk.html", _bulk_context(typed, projects, differences),
        status=422 if typed.errors else 200,
    )  # fmt: skip


def _seen(typed: Typed) -> dict[uuid.UUID, int]:
    """Vorhaben with the revision the preview showed."""
    found: dict[uuid.UUID, int] = {}
    for text in typed.values("seen"):
        identity, _colon, revision = text.partition(":")
        project = read_uuid(identity)
        if project is not None and revision.isdecimal() and len(revision) < 10:
            found[project] = int(revision)
    return found


def _bulk_context(typed: Typed, projects: list[uuid.UUID], differences: object) -> dict[str, object]:
    today = times.legal_day(times.now())
    people = directory.people_holding(tuple(Role), today)
    return {
        "here": "projects",
        "projects": [str(project) for project in projects],
        "differences": differences,
        "errors": typed.errors,
        "values": {
            name: typed.text(name) for name in ("target_date", "contact", "contact_role", "due_shift")
        },
        "bodies_chosen": typed.values("bodies"),
        "people": [(str(person.uuid), f"{person.name}, {person.organisation}") for person in people],
        "roles": [(role.value, ROLES[role].word) for role in Role if role not in (Role.VENDOR, Role.AUDITOR)],
        "bodies": [(str(item.uuid), item.name) for item in directory.organisations()],
    }
