# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own entry: what others see of oneself, what one may change of it, and what one follows."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.roles import ROLES
from leistungswerk.enablement.directory import sources
from leistungswerk.enablement.directory.queries import subscriptions
from leistungswerk.enablement.directory.services import subscribing
from leistungswerk.enablement.directory.states import PACE_WORDS, Pace, Topic
from leistungswerk.register import queries as register
from leistungswerk.register.services.own_entry import edit_own_contact
from leistungswerk.web.office import entry as forms
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def entry(request: HttpRequest, actor: Actor) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        refused = forms.refusal(
            lambda: edit_own_contact(
                actor, function=forms.text(request, "function"), phone=forms.text(request, "phone")
            )
        )
        if not refused:
            return HttpResponseRedirect(reverse("office:my_entry"))
    today = times.legal_day(times.now())
    person = register.person_detail(actor, actor.person, today) if actor.person else None
    held = subscriptions.own(actor)
    shape = (
        Field(
            name="function", label=_("Funktion"), value=person.function if person else "",
            hint=_("Wie an der Tür: Referat oder Dienststellung."),
        ),
        Field(name="phone", label=_("Telefon"), value=person.phone if person else "", hint=_("Nur die dienstliche Nummer.")),
    )  # fmt: skip
    topics = {line.topic for line in held.lines} if held else set()
    context = {
        "here": "my_entry",
        "person": person,
        "roles": [(ROLES[row.role].word, row.organisation.name) for row in person.roles] if person else (),
        "form": forms.inline(
            "", forms.bound(shape, request.POST) if refused else shape, _("Speichern"), prefix="ich"
        ),
        "held": held,
        "paces": forms.choices(PACE_WORDS),
        "offered": [
            (topic.value, title)
            for topic in (Topic.NEWS, Topic.NOTICE)
            if topic not in topics and (title := sources.title(topic, ""))
        ]
        if person
        else (),
        "errors": forms.errors(refused),
    }
    return render(request, "office/contacts/own.html", context, status=422 if refused else 200)


@require_POST
@staff()
def pace(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How often one is told."""
    chosen = forms.chosen(request, "pace", Pace, _("Wie oft"))
    subscribing.set_pace(actor, pace=chosen)
    return HttpResponseRedirect(reverse("office:my_entry"))
