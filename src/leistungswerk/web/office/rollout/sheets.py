# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies and duties of a Vorhaben as a spreadsheet: out, and in again with a diff first."""

import base64
import binascii
import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.rollout.sheets import MAX_BYTES, Line, Mistakes
from leistungswerk.programme.services import rollout_sheets
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.page import project_page


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The spreadsheet; with a byte order mark, so that Excel takes it for UTF-8."""
    lines = rollout_sheets.export(actor, project=identity)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rollout-{identity}.csv"'
    answer.write("\ufeff")
    answer.writelines(lines)
    return answer


def _posted(request: HttpRequest) -> bytes:
    if text := request.POST.get("content", ""):
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error:
            raise Refused(_("Die Seite ist veraltet. Laden Sie die Tabelle noch einmal hoch.")) from None
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Wählen Sie die Tabelle aus (CSV)."))
    return bytes(file.read(MAX_BYTES + 1))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.PLAN_ROLLOUT)
def take(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    errors: list[dict[str, str]] = []
    lines: tuple[Line, ...] | None = None
    data = b""
    if request.method == "POST":
        try:
            data = _posted(request)
            if request.POST.get("confirm"):
                rollout_sheets.take_over(actor, project=identity, data=data)
                return HttpResponseRedirect(reverse("office:rollout_project", args=[identity]))
            lines = rollout_sheets.preview(actor, project=identity, data=data)
        except Mistakes as refusal:
            errors = [{"id": "file", "label": "", "message": line} for line in refusal.lines[:50]]
        except Refused as refusal:
            if type(refusal) is not Refused:
                raise
            errors = [{"id": "file", "label": "", "message": str(refusal)}]
    context = {
        "errors": errors,
        "checked": lines is not None,
        "changes": [change for line in lines or () for change in line.changes][:500],
        "bodies": len(lines or ()),
        "content": base64.b64encode(data).decode() if lines else "",
        "back_url": reverse("office:rollout_project", args=[identity]),
        "export_url": reverse("office:rollout_export", args=[identity]),
    }
    return project_page(
        request, actor, identity, section="rollout", template="office/rollout/import.html", context=context,
        status=422 if errors else 200,
    )  # fmt: skip
