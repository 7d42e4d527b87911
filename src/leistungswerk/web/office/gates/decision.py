# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision workspace: steps of the procedure, options side by side, what is decided, and the paper."""

import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Refused
from leistungswerk.programme.access import project_for
from leistungswerk.programme.decisions import reading
from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.programme.services import decisions, fim_findings, process_steps
from leistungswerk.programme.services.decisions import DecisionEntry, Rating
from leistungswerk.programme.services.process_steps import StepEntry
from leistungswerk.programme.states import Dimension, Ground, Improvement, Path
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.gates.acts import parsed_day, parsed_uuid
from leistungswerk.web.office.gates.decision_page import NOT_DIGITISABLE, show_decision, show_paper


def _step(request: HttpRequest) -> StepEntry:
    chosen = request.POST.get("improvement", "")
    if chosen and chosen not in {item.value for item in Improvement}:
        raise Refused(_("Wählen Sie, was aus dem Schritt wird."))
    return StepEntry(
        title=entry.text(request, "title"),
        improvement=Improvement(chosen) if chosen else None,
        reason=entry.text(request, "reason"),
    )


def amount(request: HttpRequest, name: str, label: str) -> Decimal | None:
    """Euro as people type them: „12.000,50“; empty is not known yet."""
    text = entry.text(request, name).replace("€", "").replace(" ", "")
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value.adjusted() > 10:
        raise Refused(
            _("„%(field)s“: Geben Sie einen Betrag in Euro an, zum Beispiel 12000,50.") % {"field": label}
        )
    return value.quantize(Decimal("0.01"))


def _level(request: HttpRequest) -> int | None:
    text = entry.text(request, "maturity_level")
    if not text:
        return None
    if not text.isdecimal() or int(text) > 7:
        raise Refused(_("„Reifegrad“: Geben Sie eine Stufe von 0 bis 7 an."))
    return int(text)


def _decision(request: HttpRequest) -> DecisionEntry:
    way = request.POST.get("way", "")
    ground = request.POST.get("ground", "")
    if way not in {NOT_DIGITISABLE, *(path.value for path in Path)}:
        raise Refused(_("Wählen Sie einen Weg."))
    review, target = request.POST.get("review_on", ""), request.POST.get("target_date", "")
    level = _level(request)
    return DecisionEntry(
        path=Path.UNDECIDED if way == NOT_DIGITISABLE else Path(way),
        not_digitisable=way == NOT_DIGITISABLE,
        ground=Ground(ground) if ground in {item.value for item in Ground} else None,
        review_on=parsed_day(review, _("Wiedervorlage am")) if review else None,
        offer=parsed_uuid(request.POST.get("offer", "")),
        reasons=entry.text(request, "reasons"),
        maturity_model="2.0" if level is not None else "",
        maturity_level=level,
        target_date=parsed_day(target, _("Zieldatum")) if target else None,
        cost_once=amount(request, "cost_once", _("Kosten einmalig")),
        cost_yearly=amount(request, "cost_yearly", _("Kosten im Jahr")),
        cost_cover=entry.text(request, "cost_cover"),
    )


def _ratings(request: HttpRequest) -> list[Rating]:
    """Every cell of the table that was sent: ``p-<way>-<offer or x>-<dimension>`` and its text ``t-…``."""
    found: list[Rating] = []
    for name, value in request.POST.items():
        if not name.startswith("p-"):
            continue
        path, offer, dimension = _split(name)
        if path not in {item.value for item in Path} or dimension not in {item.value for item in Dimension}:
            raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))
        points = int(value) if value in {"0", "1", "2", "3"} else None
        text = entry.text(request, f"t-{name[2:]}")
        if points is None and not text:
            continue
        found.append(Rating(Path(path), parsed_uuid(offer), Dimension(dimension), points, text))
    return found


def _split(name: str) -> tuple[str, str, str]:
    """Way, offer and dimension of a cell; the uuid of an offer has hyphens itself."""
    path, _sep, rest = name.removeprefix("p-").partition("-")
    offer, _sep, dimension = rest.rpartition("-")
    return path, offer, dimension


def _acts(request: HttpRequest, actor: Actor, project: uuid.UUID) -> dict[str, Callable[[], object]]:
    def position() -> int:
        return entry.number(request, "position")

    return {
        "add_step": lambda: process_steps.add_step(actor, project=project, entry=_step(request)),
        "edit_step": lambda: process_steps.edit_step(
            actor, project=project, position=position(), entry=_step(request)
        ),
        "remove_step": lambda: process_steps.remove_step(actor, project=project, position=position()),
        "search": lambda: decisions.search_reuse(actor, project=project),
        "fim": lambda: fim_findings.check_fim(actor, project=project),
        "rate": lambda: decisions.rate_options(actor, project=project, ratings=_ratings(request)),
        "write": lambda: decisions.write_decision(
            actor, project=project, entry=_decision(request), revision=entry.number(request, "revision")
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def decision(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return show_decision(request, actor, identity)
    name = request.POST.get("act", "")
    act = _acts(request, actor, identity).get(name)
    problem = entry.refusal(act) if act else _("Diese Seite ist veraltet. Laden Sie sie bitte neu.")
    if problem:
        return show_decision(request, actor, identity, problem=problem, act=name)
    anchor = {"search": "#optionen", "rate": "#optionen", "write": "#entscheidung"}.get(name, "#ablauf")
    return HttpResponseRedirect(reverse("office:decision", args=[identity]) + anchor)


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def paper(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The options paper: read, drafted from the data, edited as text, looked at before it is kept."""
    row = project_for(actor, identity)
    draft = reading.draft(row)
    if request.method != "POST":
        return show_paper(request, actor, identity, text=draft.paper if draft else "")
    text, act = (
        request.POST.get("paper", "").replace("\r\n", "\n")[: entry.MAX_TEXT],
        request.POST.get("act", ""),
    )
    if act == "preview":
        return show_paper(request, actor, identity, text=text, preview=to_html(text), unsaved=True)
    revision = entry.number(request, "revision")

    def _write() -> None:
        if act == "draft":
            decisions.draft_from_data(actor, project=identity, revision=revision)
        else:
            decisions.write_paper(actor, project=identity, text=text, revision=revision)

    problem = entry.refusal(_write)
    if problem:
        return show_paper(request, actor, identity, text=text, problem=problem)
    return HttpResponseRedirect(reverse("office:paper", args=[identity]))
