# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Anbindungsfragebogen: form page, file, schema."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.rollout import questionnaire as questions
from leistungswerk.programme.rollout.access import unit_for
from leistungswerk.programme.rollout.questionnaire import WrongAnswers
from leistungswerk.programme.services import questionnaires
from leistungswerk.register.kinds import Transport
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.rollout import shown

_DOWNLOAD = 'attachment; filename="{}"'


def _answers(content: Mapping[str, object]) -> dict[str, str]:
    found = {}
    for each in questions.QUESTIONS:
        section = content.get(each.section)
        found[each.field] = str(section.get(each.name, "")) if isinstance(section, dict) else ""
    return found


def _problems(refusal: WrongAnswers) -> list[dict[str, str]]:
    fields = {f"{each.section}.{each.name}": each for each in questions.QUESTIONS}
    return [
        {
            "id": fields[problem.place].field if problem.place in fields else "",
            "label": "",
            "message": f"{fields[problem.place].title}: {problem.text}"
            if problem.place in fields
            else str(problem),
        }
        for problem in refusal.problems
    ]


def _of_file(refusal: WrongAnswers) -> list[dict[str, str]]:
    return [{"id": "file", "label": "", "message": str(each)} for each in refusal.problems]


def _file(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Wählen Sie die ausgefüllte Datei aus."))
    return bytes(file.read(questions.MAX_BYTES + 1))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def form(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = unit_for(actor, identity, Permission.EDIT_ROLLOUT if request.method == "POST" else None)
    if not row.transport:
        return render(
            request, "office/rollout/questionnaire.html", _frame(actor, row.uuid, str(row.organisation))
        )
    errors: list[dict[str, str]] = []
    answers = _answers(questionnaires.current(actor, unit=identity).content)
    if request.method == "POST":
        by_file = bool(request.POST.get("from_file"))
        try:
            if by_file:
                questionnaires.read_file(actor, unit=identity, data=_file(request))
            else:
                answers = {each.field: request.POST.get(each.field, "") for each in questions.QUESTIONS}
                posted = questionnaires.from_answers(actor, unit=identity, answers=answers)
                questionnaires.save(actor, unit=identity, content=posted)
        except WrongAnswers as refusal:
            errors = _of_file(refusal) if by_file else _problems(refusal)
        except Refused as refusal:
            if type(refusal) is not Refused:
                raise
            errors = shown.errors(refusal, "file")
        else:
            return HttpResponseRedirect(shown.unit_url(identity))
    context = {
        **_frame(actor, identity, str(row.organisation)),
        "may_edit": actor.may(Permission.EDIT_ROLLOUT, row.organisation.uuid),
        "errors": errors,
        "sections": _sections(Transport(row.transport), answers, {each["id"] for each in errors}),
        "version": questionnaires.current(actor, unit=identity).version,
        "ready": True,
    }
    return render(request, "office/rollout/questionnaire.html", context, status=422 if errors else 200)


def _frame(_actor: Actor, identity: uuid.UUID, body: str) -> dict[str, object]:
    return {
        "here": "rollout",
        "body": body,
        "unit_url": shown.unit_url(identity),
        "file_url": reverse("office:rollout_questionnaire_file", args=[identity]),
        "schema_url": reverse("office:rollout_schema"),
        "errors": [],
    }


def _sections(transport: Transport, answers: Mapping[str, str], wrong: set[str]) -> list[dict[str, object]]:
    return [
        {
            "title": title,
            "questions": [
                {
                    "field": each.field,
                    "title": each.title,
                    "kind": each.kind.value,
                    "required": each.required or bool(each.only),
                    "example": each.example,
                    "value": answers.get(each.field, ""),
                    "wrong": each.field in wrong,
                }
                for each in questions.asked(transport)
                if each.section == name
            ],
        }
        for name, title in questions.SECTIONS.items()
    ]


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The newest version, or what is known so far, as a file for whoever runs the service."""
    row = unit_for(actor, identity)
    content = questionnaires.current(actor, unit=identity).content
    name = f"anbindungsfragebogen-{row.project.number}-{str(row.organisation.uuid)[:8]}.json"
    answer = HttpResponse(questions.write(content), content_type="application/json")
    answer["Content-Disposition"] = _DOWNLOAD.format(name)
    return answer


@require_safe
@staff(Permission.SEE_REGISTER)
def schema(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The JSON Schema of the file; its titles are German."""
    with translation.override("de"):
        data = questions.write(questions.json_schema())
    return HttpResponse(data, content_type="application/schema+json")
