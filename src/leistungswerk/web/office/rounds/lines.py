# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question: confirmed, corrected, or not to be answered and why; in a closed round corrected late."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.round_states import QUESTION_WORDS, Question
from leistungswerk.reporting.rounds import parts as reading
from leistungswerk.reporting.rounds.answers import TRANSPORTS, Answer, read_number
from leistungswerk.reporting.rounds.parts import SingleLine
from leistungswerk.reporting.services.rounds import answering, closing
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.rounds import shown

_YES, _NO = "ja", "nein"


def _answer(request: HttpRequest, question: Question) -> Answer:
    match question:
        case Question.AVAILABLE:
            return Answer(
                online={_YES: True, _NO: False}.get(request.POST.get("online", "")),
                since=fields.optional_day(request.POST, "since", _("Online seit")),
                until=fields.optional_day(request.POST, "until", _("Letzter Tag")),
                transport=entry.text(request, "transport"),
            )
        case Question.CASES:
            return Answer(number=read_number(entry.text(request, "number")))
        case Question.LAW:
            return Answer(text=entry.text(request, "text"))


def _confirm(_request: HttpRequest, actor: Actor, found: SingleLine) -> None:
    answering.confirm_lines(actor, part=found.part, lines=[found.line.uuid])


def _correct(request: HttpRequest, actor: Actor, found: SingleLine) -> None:
    answering.answer_line(
        actor, line=found.line.uuid, answer=_answer(request, found.line.question),
        revision=entry.number(request, "revision"),
    )  # fmt: skip


def _cannot_say(request: HttpRequest, actor: Actor, found: SingleLine) -> None:
    answering.cannot_say(
        actor, line=found.line.uuid, reason=entry.text(request, "reason"),
        revision=entry.number(request, "revision"),
    )  # fmt: skip


def _correct_late(request: HttpRequest, actor: Actor, found: SingleLine) -> None:
    closing.correct_late(
        actor, line=found.line.uuid, answer=_answer(request, found.line.question),
        reason=entry.text(request, "reason"),
    )  # fmt: skip


_ACTS: Final[Mapping[str, Callable[[HttpRequest, Actor, SingleLine], None]]] = {
    "confirm": _confirm,
    "correct": _correct,
    "cannot_say": _cannot_say,
    "correct_late": _correct_late,
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def line(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = reading.single_line(actor, identity)
    refused, act = "", ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in _ACTS:
            raise Http404
        refused = entry.refusal(lambda: _ACTS[act](request, actor, found))
        if not refused:
            return HttpResponseRedirect(_after(request, actor, found))
    asked = _fields(found)
    reason = (Field(name="reason", label=_("Grund"), kind=Kind.AREA, rows=3, required=True),)
    context = {
        "here": "rounds",
        "head": shown.round_row(found.round),
        "single": found,
        "row": shown.line_row(found.line),
        "question": QUESTION_WORDS[found.line.question],
        "part_url": reverse("office:round_part", args=[found.part]),
        "fields": entry.bound(asked, request.POST) if refused and act.startswith("correct") else asked,
        "reason": entry.bound(reason, request.POST) if refused and act != "correct" else reason,
        "act": act,
        "errors": entry.errors(refused),
    }
    return render(request, "office/rounds/line.html", context, status=422 if refused else 200)


def _after(request: HttpRequest, actor: Actor, found: SingleLine) -> str:
    """To the next open question where that was asked for, else back to the sheet."""
    if request.POST.get("then") == "next" and (following := reading.next_left(actor, found.part)):
        return reverse("office:round_line", args=[following])
    return reverse("office:round_part", args=[found.part])


def _fields(found: SingleLine) -> tuple[Field, ...]:
    """The fields of the question, filled with what was answered last, else with what is known."""
    said = found.line.answer or found.line.before or Answer()
    match found.line.question:
        case Question.AVAILABLE:
            return _available(said)
        case Question.CASES:
            number = Field(
                name="number",
                label=_("Fälle im Jahr, auf allen Wegen"),
                value="" if said.number is None else str(said.number),
                hint=_("Eine ganze Zahl, zum Beispiel 1200. Geschätzt genügt, wenn niemand zählt."),
                required=True,
            )
            return (number,)
        case Question.LAW:
            text = Field(
                name="text",
                label=_("Nötige Rechtsänderung"),
                kind=Kind.AREA,
                value=said.text,
                hint=_(
                    "Welche Vorschrift, was sie verhindert, und bis wann sie geändert sein soll. Leer: keine."
                ),
                language="de",
            )
            return (text,)


def _available(said: Answer) -> tuple[Field, ...]:
    online = {True: _YES, False: _NO, None: ""}[said.online]
    return (
        Field(
            name="online",
            label=_("Ist die Leistung hier online verfügbar?"),
            kind=Kind.SELECT,
            value=online,
            options=((_YES, _("Ja")), (_NO, _("Nein"))),
            required=True,
        ),
        Field(
            name="since",
            label=_("Online seit"),
            kind=Kind.DAY,
            value=entry.day_text(said.since),
            hint=_("Bei Ja: der erste Tag, spätestens der Stichtag."),
        ),
        Field(
            name="transport",
            label=_("Transportweg"),
            kind=Kind.SELECT,
            value=said.transport,
            options=tuple(TRANSPORTS.items()),
            hint=_("Bei Ja: wie der Antrag ins Fachverfahren kommt. Leer: nicht bekannt."),
        ),
        Field(
            name="until",
            label=_("Letzter Tag"),
            kind=Kind.DAY,
            value=entry.day_text(said.until),
            hint=_("Bei Nein: bis wann sie online war. Leer, wenn sie es nie war."),
        ),
    )
