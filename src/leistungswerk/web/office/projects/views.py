# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The overview of a Vorhaben with its Leistungssteckbrief, and the paper for the file."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme import paper as papers
from leistungswerk.programme.queries.projects import project_detail, project_head
from leistungswerk.programme.states import ProjectState
from leistungswerk.register.kinds import FimBlock
from leistungswerk.register.queries.fact_sheet import ServiceSheet
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.happened import happened_text
from leistungswerk.web.office.projects.page import project_page

_RESUMABLE = (ProjectState.DEFERRED, ProjectState.NOT_DIGITISABLE, ProjectState.COMPLETED)


def sheet_row(sheet: ServiceSheet) -> dict[str, object]:
    """A Leistungssteckbrief with its words."""
    blocks = {
        FimBlock.SERVICE: _("Leistungsbeschreibung"),
        FimBlock.DATA: _("Datenschema"),
        FimBlock.PROCESS: _("Prozess"),
    }
    levels = {
        "00": _("keins nötig"), "10": _("normal"), "15": _("normal"), "20": _("substantiell"), "30": _("hoch"),
        "40": _("hoch, mit Unterschrift"),
    }  # fmt: skip
    return {
        "sheet": sheet,
        "trust": f"{sheet.trust_level} {levels.get(sheet.trust_level, '')}".strip(),
        "yesno": _("verlangt,nicht verlangt"),
        "fim": [
            {"word": blocks[FimBlock(line.block)], "status": line.status, "digest": line.digest}
            for line in sheet.fim
        ],
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def project(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    detail = project_detail(actor, identity)
    head = project_head(actor, identity)
    context = {
        "detail": detail,
        "sheets": [sheet_row(sheet) for sheet in detail.sheets],
        "edits": actor.may(Permission.EDIT_PROJECT, head.owner_uuid),
        "ended": head.state is ProjectState.ABANDONED,
        "resumable": head.state in _RESUMABLE,
    }
    return project_page(
        request,
        actor,
        identity,
        section="overview",
        template="office/projects/overview.html",
        context=context,
    )


@require_safe
@staff(Permission.SEE_PROJECT)
def paper(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Everything about the Vorhaben as PDF/UA and PDF/A, for the electronic file."""
    number, pdf = papers.project_paper(actor, identity, happened_text)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="Vorhaben-{number}.pdf"'
    return answer
