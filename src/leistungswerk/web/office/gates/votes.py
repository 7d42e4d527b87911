# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The votes on a Vorhaben, and the residual risk a head takes over."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Refused
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates.reading_votes import accepted_risks, rights, votes_of
from leistungswerk.programme.gates.votes import VERDICT_WORDS, VOTE_WORDS
from leistungswerk.programme.services import votes as services
from leistungswerk.programme.states import GATE_WORDS, Gate, Verdict, VoteKind
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.gates.acts import parsed_day, parsed_uuid
from leistungswerk.web.office.gates.words import VERDICT_LEVELS
from leistungswerk.web.office.projects.page import project_page


def _vote_fields(kinds: tuple[VoteKind, ...]) -> tuple[entry.Field, ...]:
    return (
        entry.Field(
            name="kind",
            label=_("Votum"),
            kind=entry.Kind.SELECT,
            options=entry.choices({kind: VOTE_WORDS[kind] for kind in kinds}),
            value=kinds[0].value if len(kinds) == 1 else "",
            required=True,
        ),
        entry.Field(
            name="verdict",
            label=_("Ergebnis"),
            kind=entry.Kind.SELECT,
            options=entry.choices(VERDICT_WORDS),
            required=True,
        ),
        entry.Field(
            name="conditions",
            label=_("Auflagen oder Begründung"),
            kind=entry.Kind.AREA,
            hint=_("Bei „mit Auflagen“ und „Ablehnung“ nötig."),
        ),
        entry.Field(
            name="given_on",
            label=_("Votum vom"),
            kind=entry.Kind.DAY,
            value=entry.day_text(times.legal_day(times.now())),
            required=True,
        ),
        entry.Field(name="file_number", label=_("Aktenzeichen der Stellungnahme")),
    )


def _risk_fields() -> tuple[entry.Field, ...]:
    return (
        entry.Field(
            name="gate",
            label=_("Gate"),
            kind=entry.Kind.SELECT,
            options=tuple((gate.value, f"{gate} {GATE_WORDS[gate]}") for gate in services.GATES),
            required=True,
        ),
        entry.Field(
            name="risk_kind",
            label=_("Votum"),
            kind=entry.Kind.SELECT,
            options=entry.choices(VOTE_WORDS),
            required=True,
        ),
        entry.Field(
            name="risk",
            label=_("Welches Restrisiko übernimmt die Leitung, und warum?"),
            kind=entry.Kind.AREA,
            required=True,
        ),
    )


def _act(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    match request.POST.get("act", ""):
        case "vote":
            services.give_vote(
                actor,
                project=identity,
                entry=services.VoteEntry(
                    kind=entry.chosen(request, "kind", VoteKind, _("Votum")),
                    verdict=entry.chosen(request, "verdict", Verdict, _("Ergebnis")),
                    given_on=parsed_day(request.POST.get("given_on", ""), _("Votum vom")),
                    conditions=entry.text(request, "conditions"),
                    file_number=entry.text(request, "file_number"),
                ),
            )
        case "conditions":
            vote = parsed_uuid(request.POST.get("vote", "")) or uuid.UUID(int=0)
            met_on = parsed_day(request.POST.get("met_on", ""), _("Erfüllt am"))
            services.fulfil_conditions(actor, vote=vote, met_on=met_on)
        case "risk":
            services.accept_risk(
                actor,
                project=identity,
                gate=entry.chosen(request, "gate", Gate, _("Gate")),
                kind=entry.chosen(request, "risk_kind", VoteKind, _("Votum")),
                text=entry.text(request, "risk"),
            )
        case _:
            raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def votes(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Votes that advise, with their conditions; voters vote here, the head takes over a risk here."""
    row = project_for(actor, identity)
    problem = ""
    if request.method == "POST":
        problem = entry.refusal(lambda: _act(request, actor, identity))
        if not problem:
            return HttpResponseRedirect(reverse("office:votes", args=[identity]))
    allowed = rights(actor, row)
    vote_fields, risk_fields = _vote_fields(allowed.kinds) if allowed.kinds else (), _risk_fields()
    if problem:
        vote_fields, risk_fields = (
            entry.bound(vote_fields, request.POST),
            entry.bound(risk_fields, request.POST),
        )
    context = {
        "votes": [
            {
                "vote": vote,
                "kind": VOTE_WORDS[vote.kind],
                "verdict": VERDICT_WORDS[vote.verdict],
                "level": VERDICT_LEVELS[vote.verdict],
                "may_fulfil": vote.counts
                and vote.kind in allowed.kinds
                and vote.verdict is Verdict.WITH_CONDITIONS
                and vote.conditions_met_on is None,
            }
            for vote in votes_of(row)
        ],
        "missing": [VOTE_WORDS[kind] for kind in VoteKind if kind not in {v.kind for v in votes_of(row)}],
        "risks": [{"risk": risk, "kind": VOTE_WORDS[risk.kind]} for risk in accepted_risks(row)],
        "vote_fields": vote_fields,
        "risk_fields": risk_fields if allowed.risks else (),
        "today": entry.day_text(times.legal_day(times.now())),
        "errors": entry.errors(problem),
    }
    return project_page(
        request, actor, identity, section="votes", template="office/gates/votes.html", context=context,
        status=422 if problem else 200,
    )  # fmt: skip
