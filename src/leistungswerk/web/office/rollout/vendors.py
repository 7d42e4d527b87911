# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The view of a vendor: who needs its product, until when, in which form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.rollout import vendors as queries
from leistungswerk.programme.rollout import words
from leistungswerk.programme.rollout.vendors import VendorRow
from leistungswerk.programme.rollout_states import UNIT_WORDS
from leistungswerk.register.kinds import InterfaceState
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rollout import shown

_INTERFACES = {
    InterfaceState.NONE: ("danger", _("Keine Schnittstelle")),
    InterfaceState.ANNOUNCED: ("warning", _("Angekündigt")),
    InterfaceState.TEST: ("warning", _("Im Test")),
    InterfaceState.PRODUCTIVE: ("success", _("Produktiv")),
}


def _row(row: VendorRow) -> dict[str, object]:
    level, text = _INTERFACES[row.interface] if row.interface is not None else ("info", "–")
    schema = row.schema
    return {
        "row": row,
        "transport": words.TRANSPORT_WORDS[row.transport] if row.transport else "",
        "interface": {"level": level, "text": text},
        "state": UNIT_WORDS[row.state],
        "schema_url": reverse("portal:schema", args=[schema.fim_id, schema.version, schema.digest])
        if schema
        else "",
    }


@require_safe
@staff(Permission.EDIT_CASE_SYSTEM)
def vendors(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    chosen = shown.identities([request.GET.get("vorhaben", "")])
    found = queries.page(
        actor, chosen[0] if chosen else None, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    context = {
        "here": "rollout_vendors",
        "projects": [(str(each.uuid), each.title) for each in found.projects],
        "chosen": str(found.chosen.uuid) if found.chosen else "",
        "rows": window([_row(row) for row in found.rows], found.total, number),
        "pages": shown.pages(request, found.total, number),
    }
    return render(request, "office/rollout/vendors.html", context)
