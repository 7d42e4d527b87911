# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of a part as a spreadsheet: out pre-filled, in again with a comparison first."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.reporting.round_states import LINE_WORDS, LineState
from leistungswerk.reporting.rounds import parts as reading
from leistungswerk.reporting.rounds.parts import PartView
from leistungswerk.reporting.rounds.sheets import Mistakes, Told
from leistungswerk.reporting.services.rounds import sheets
from leistungswerk.web.office import uploads
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.together import XLSX
from leistungswerk.web.office.rounds import shown
from leistungswerk.web.office.rounds.parts import asked_filter

_SALT: Final = "rounds.sheet"
_MOST_SHOWN: Final = 200


@require_safe
@staff(Permission.SEE_PROJECT)
def download(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The lines of the filter, pre-filled."""
    number, content = sheets.sheet(actor, part=identity, wanted=asked_filter(request))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{number}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def upload(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The filled-in spreadsheet: what it would change, row by row, then the act."""
    found = reading.part_view(actor, identity)
    own = reverse("office:round_part", args=[identity])
    context: dict[str, object] = {
        "here": "rounds",
        "head": shown.round_row(found.round),
        "name_of_part": found.row.name,
        "part_url": own,
        "open": "answer" in found.acts,
        "errors": [],
    }
    if request.method == "POST":
        try:
            name, content = uploads.read(request, salt=_SALT)
            if request.POST.get("act") == "take":
                count = sheets.take_over(actor, part=identity, name=name, content=content)
                return HttpResponseRedirect(f"{own}?fertig={count}")
            told = sheets.compare(actor, part=identity, name=name, content=content)
        except (NotAllowed, Missing, Overtaken):
            raise
        except Mistakes as refusal:
            context["errors"] = [_error(text, found) for text in refusal.lines[:_MOST_SHOWN]]
            context["more"] = max(len(refusal.lines) - _MOST_SHOWN, 0)
        except Refused as refusal:
            context["errors"] = [_error(str(refusal), found)]
        else:
            context |= {
                "compared": True,
                "file": name,
                "changed": _shown([each for each in told if each.state is not LineState.CONFIRMED]),
                "confirmed": _shown([each for each in told if each.state is LineState.CONFIRMED]),
                "count": len(told),
                "packed": uploads.pack(name, content, salt=_SALT),
            }
    return render(request, "office/rounds/upload.html", context, status=422 if context["errors"] else 200)


def _shown(told: Sequence[Told]) -> dict[str, object]:
    """The first of them, and how many there are."""
    return {
        "told": [{"told": each, "state": LINE_WORDS[each.state]} for each in told[:_MOST_SHOWN]],
        "count": len(told),
        "rest": max(len(told) - _MOST_SHOWN, 0),
    }


def _error(text: str, found: PartView) -> dict[str, str]:
    """At the field, which is there only while answers are taken."""
    return {"id": "datei" if "answer" in found.acts else "", "label": "", "message": text}
