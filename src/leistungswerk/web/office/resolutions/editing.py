# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a Beschluss: one form for the whole text, with empty rows to add points, references and annexes."""

import uuid
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.queries import resolutions as queries
from leistungswerk.programme.resolution_states import VERB_WORDS, Direction, ReferenceKind, Verb
from leistungswerk.programme.resolution_views import ResolutionView
from leistungswerk.programme.services.resolutions import drafting
from leistungswerk.programme.services.resolutions.drafting import Paper, Point, Reference, Text
from leistungswerk.register import queries as register
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.resolutions import words

_PROSE: Final = ("title", "problem", "solution", "alternatives", "cost", "cost_municipal")
_SPARE: Final = 3
_MOST: Final = 60
"""Rows read at most; a longer text is several Beschlüsse."""


def _rows(posted: QueryDict, first: str) -> range:
    """Numbers of the rows posted, told by their first field."""
    return range(sum(1 for index in range(_MOST) if f"{first}-{index}" in posted))


def _points(posted: QueryDict) -> list[Point]:
    found: list[Point] = []
    for index in _rows(posted, "verb"):
        said = fields.text(posted, f"text-{index}")
        if not said:
            continue
        verb = fields.text(posted, f"verb-{index}")
        place = _("Punkt %(number)d") % {"number": len(found) + 1}
        if verb not in set(Verb):
            raise Refused(_("%(place)s: Wählen Sie, was beschlossen wird.") % {"place": place})
        found.append(
            Point(
                verb=Verb(verb),
                text=said,
                addressee=fields.text(posted, f"addressee-{index}"),
                due_on=fields.optional_day(posted, f"due_on-{index}", place),
                due_session=fields.number(posted, f"due_session-{index}", place),
                amount=fields.amount(posted, f"amount-{index}", place),
            )
        )
    return found


def _text(posted: QueryDict) -> Text:
    references = []
    for index in _rows(posted, "reference"):
        kind = fields.text(posted, f"kind-{index}")
        if number := fields.text(posted, f"reference-{index}"):
            references.append(
                Reference(number, ReferenceKind(kind) if kind in set(ReferenceKind) else ReferenceKind.CITES)
            )
    annexes = [
        Paper(title, fields.text(posted, f"annex_file-{index}"), fields.text(posted, f"annex_url-{index}"))
        for index in _rows(posted, "annex")
        if (title := fields.text(posted, f"annex-{index}"))
    ]
    prose = {name: fields.text(posted, name) for name in _PROSE}
    return Text(**prose, points=_points(posted), references=references, annexes=annexes)


def _posted_rows(posted: QueryDict) -> dict[str, object]:
    """What was posted, as the form shows it again: nothing typed is lost."""

    def parts(first: str, *names: str) -> list[dict[str, str]]:
        return [{name: posted.get(f"{name}-{index}", "") for name in names} for index in _rows(posted, first)]

    return {
        **{name: posted.get(name, "") for name in _PROSE},
        "points": parts("verb", "verb", "text", "addressee", "due_on", "due_session", "amount"),
        "references": parts("reference", "reference", "kind"),
        "annexes": parts("annex", "annex", "annex_file", "annex_url"),
    }


def _stored_rows(found: ResolutionView | None) -> dict[str, object]:
    points: list[dict[str, object]] = []
    references: list[dict[str, object]] = []
    annexes: list[dict[str, object]] = []
    prose: dict[str, object] = dict.fromkeys(_PROSE, "")
    if found is not None:
        prose = {name: getattr(found, name) for name in _PROSE[1:]} | {"title": found.row.title}
        points = [
            {
                "verb": point.verb.value, "text": point.text, "addressee": point.addressee,
                "due_on": point.deadline.on.isoformat() if point.deadline.on and not point.due_session else "",
                "due_session": point.due_session or "",
                "amount": f"{point.amount:.2f}".replace(".", ",") if point.amount is not None else "",
            }
            for point in found.points
        ]  # fmt: skip
        references = [
            {"reference": each.number, "kind": each.kind.value} for each in found.references if each.outgoing
        ]
        annexes = [
            {"annex": each.title, "annex_file": each.file_number, "annex_url": each.url}
            for each in found.annexes
        ]
    return {
        **prose,
        "points": points + [{}] * _SPARE,
        "references": [*references, {}],
        "annexes": [*annexes, {}],
    }


def _form(
    request: HttpRequest, actor: Actor, *, heading: str, values: dict[str, object], back: str, problem: str = "",
    **more: object,
) -> HttpResponse:  # fmt: skip
    context = {
        "here": "resolutions",
        "heading": heading,
        "values": values,
        "verbs": [(verb.value, word) for verb, word in VERB_WORDS.items()],
        "kinds": [(kind.value, word) for kind, word in words.REFERENCES.items()],
        "owners": [
            (str(key), name)
            for key, name in register.all_ressorts()
            if actor.may(Permission.EDIT_RESOLUTION, key)
        ],
        "back_url": back,
        "errors": [{"id": "title", "label": _("Beschluss"), "message": problem, "language": "de"}]
        if problem
        else [],
        **more,
    }
    return render(request, "office/resolutions/form.html", context, status=422 if problem else 200)


def _save(save: Callable[[], uuid.UUID]) -> tuple[uuid.UUID | None, str]:
    """The uuid of what was saved, or the sentence that says why it was not."""
    try:
        return save(), ""
    except (NotAllowed, Missing, Overtaken):
        raise
    except Refused as refusal:
        return None, str(refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_RESOLUTION)
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    problem, values = "", _stored_rows(None)
    if request.method == "POST":
        posted = request.POST

        def _begin() -> uuid.UUID:
            return drafting.begin_resolution(
                actor, owner=fields.identity(posted, "owner", _("Federführung")), text=_text(posted),
                direction=Direction.LAND if posted.get("direction") == Direction.LAND else Direction.OUTGOING,
            )  # fmt: skip

        made, problem = _save(_begin)
        if made:
            return HttpResponseRedirect(reverse("office:resolution", args=[made]))
        values = _posted_rows(posted)
    return _form(
        request, actor, heading=_("Beschluss entwerfen"), values=values, back=reverse("office:resolutions"),
        problem=problem, new=True, directions=[(Direction.OUTGOING.value, words.DIRECTIONS[Direction.OUTGOING]),
                                               (Direction.LAND.value, words.DIRECTIONS[Direction.LAND])],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_RESOLUTION)
def incoming(request: HttpRequest, actor: Actor) -> HttpResponse:
    problem, values = "", _stored_rows(None)
    if request.method == "POST":
        posted = request.POST

        def _enter() -> uuid.UUID:
            return drafting.enter_incoming(
                actor, owner=fields.identity(posted, "owner", _("Federführung")), text=_text(posted),
                number=fields.text(posted, "number"),
                adopted_on=fields.day(posted, "adopted_on", _("Beschlossen am")),
                session=fields.number(posted, "session", _("Sitzung")), council=drafting.planning_council(),
            )  # fmt: skip

        made, problem = _save(_enter)
        if made:
            return HttpResponseRedirect(reverse("office:resolution", args=[made]))
        values = {
            **_posted_rows(posted), **{name: posted.get(name, "") for name in ("number", "adopted_on", "session")},
        }  # fmt: skip
    return _form(
        request, actor, heading=_("Eingegangenen Beschluss erfassen"), values=values,
        back=reverse("office:resolutions"), problem=problem, new=True, incoming=True,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_RESOLUTION)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = queries.resolution(actor, identity)
    address = reverse("office:resolution", args=[identity])
    problem, values, revision = "", _stored_rows(found), str(found.revision)
    if request.method == "POST":
        posted = request.POST
        revision = posted.get("revision", "")

        def _edit() -> uuid.UUID:
            drafting.edit_resolution(
                actor, resolution=identity, text=_text(posted),
                revision=fields.number(posted, "revision", _("Fassung")) or 0,
            )  # fmt: skip
            return identity

        made, problem = _save(_edit)
        if made:
            return HttpResponseRedirect(address)
        values = _posted_rows(posted)
    heading = _("Beschluss bearbeiten")
    return _form(
        request, actor, heading=heading, values=values, back=address, problem=problem, revision=revision
    )
