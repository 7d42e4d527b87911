# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of mailings. What is shown before a release is what leaves: the same circle, the same text."""

import re
import uuid
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Refused
from leistungswerk.core.roles import ROLES
from leistungswerk.core.settings import settings
from leistungswerk.enablement.directory.queries import mailings as queries
from leistungswerk.enablement.directory.queries.audience import Audience, Circle, audience, by_organisation
from leistungswerk.enablement.directory.queries.mailings import MailingView
from leistungswerk.enablement.directory.services import mailings as services
from leistungswerk.enablement.directory.services.mailings import MailingEntry
from leistungswerk.enablement.directory.states import (
    MAILING_WORDS,
    RECIPIENT_WORDS,
    MailingState,
    RecipientState,
)
from leistungswerk.register import queries as register
from leistungswerk.register.kinds import ORGANISATION_WORDS, OrganisationKind
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.typed import read_uuid

LEVELS: Final = {
    MailingState.DRAFT: "info", MailingState.PROPOSED: "warning", MailingState.SENDING: "info",
    MailingState.SENT: "success", MailingState.DROPPED: "danger",
}  # fmt: skip
_RECIPIENT_LEVELS: Final = {
    RecipientState.WAITING: "info", RecipientState.QUEUED: "info", RecipientState.SENT: "success",
    RecipientState.REFUSED: "danger",
}  # fmt: skip
_LISTED: Final = 200
"""Addresses of a circle shown before a release; how many more there are is said."""


@require_safe
@staff()
def mailings(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    rows, total = queries.mailing_page(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    shown = [{"row": row, "state": MAILING_WORDS[row.state], "level": LEVELS[row.state]} for row in rows]
    context = {
        "here": "mailings",
        "rows": window(shown, total, number),
        "may_write": actor.may(Permission.WRITE_MAILING),
    }
    return render(request, "office/mailings/list.html", context)


@require_safe
@staff()
def mailing(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _mailing(actor, identity)
    before = found.state in {MailingState.DRAFT, MailingState.PROPOSED}
    circle = audience(found.circle) if before else None
    context = {
        "here": "mailings",
        "mailing": found,
        "state": MAILING_WORDS[found.state],
        "level": LEVELS[found.state],
        "said": _said(found.circle),
        "text": services.text_of(found.text, found.circle),
        "sender": settings().mail.address,
        "circle": circle,
        "tested": request.GET.get("test") == "1",
        **_listed(circle),
        "counts": [
            (RECIPIENT_WORDS[state], found.counts[state], _RECIPIENT_LEVELS[state])
            for state in RecipientState
            if found.counts.get(state)
        ],
        "may_write": actor.may(Permission.WRITE_MAILING),
        "may_release": actor.may(Permission.RELEASE_MAILING) and found.written_by != actor.pseudonym,
        "own": found.written_by == actor.pseudonym,
    }
    return render(request, "office/mailings/mailing.html", context)


def _listed(circle: Audience | None) -> dict[str, object]:
    if circle is None:
        return {"listed": (), "more": 0, "bodies": ()}
    found = circle.addressees
    return {
        "listed": found[:_LISTED],
        "more": max(len(found) - _LISTED, 0),
        "bodies": by_organisation(found)[:10],
    }


def _mailing(actor: Actor, identity: uuid.UUID) -> MailingView:
    found = queries.mailing(actor, identity)
    if found is None:
        raise Http404
    return found


def _said(circle: Circle) -> list[tuple[str, str]]:
    """The choice in words."""
    names = {each.uuid: each.name for each in register.choices()}
    kinds = ", ".join(str(ORGANISATION_WORDS[kind]) for kind in circle.kinds)
    services_named = register.service_names(circle.services)
    return [
        (_("Rollen"), ", ".join(str(ROLES[role].word) for role in circle.roles)),
        (_("Art der Stelle"), kinds or _("alle")),
        (_("Stellen"), ", ".join(names.get(each, "?") for each in circle.organisations) or _("alle")),
        (_("Leistungen"), ", ".join(services_named.get(key, key) for key in circle.services) or _("alle")),
        (_("Auch Postfächer"), _("ja") if circle.with_contacts else _("nein")),
    ]


@require_safe
@staff()
def recipients(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Who it went to and what came back, until the addresses are deleted."""
    found, number = _mailing(actor, identity), page_number(request)
    said = request.GET.get("stand", "")
    state = RecipientState(said) if said in set(RecipientState) else None
    rows, total = queries.recipients(
        actor, identity, state=state, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    shown = [
        {"row": row, "state": RECIPIENT_WORDS[row.state], "level": _RECIPIENT_LEVELS[row.state]}
        for row in rows
    ]
    context = {
        "here": "mailings",
        "mailing": found,
        "rows": window(shown, total, number),
        "states": [(item.value, word) for item, word in RECIPIENT_WORDS.items()],
        "chosen": state.value if state else "",
        "kept": f"stand={state.value}" if state else "",
    }
    return render(request, "office/mailings/recipients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.WRITE_MAILING)
def write(request: HttpRequest, actor: Actor) -> HttpResponse:
    made: list[uuid.UUID] = []
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(lambda: made.append(services.write_mailing(actor, entry=_typed(request))))
    if made:
        return HttpResponseRedirect(reverse("office:mailing", args=made))
    return _form(request, _("Rundmail schreiben"), None, refused, reverse("office:mailings"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.WRITE_MAILING)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _mailing(actor, identity)
    page, refused = reverse("office:mailing", args=[identity]), ""
    if request.method == "POST":
        refused = entry.refusal(
            lambda: services.edit_mailing(
                actor, mailing=identity, entry=_typed(request), revision=entry.number(request, "revision")
            )
        )
        if not refused:
            return HttpResponseRedirect(page)
    return _form(request, _("Rundmail bearbeiten"), found, refused, page)


def _form(
    request: HttpRequest, heading: str, known: MailingView | None, refused: str, back: str
) -> HttpResponse:
    shape = _shape(known)
    context = {
        "here": "mailings",
        "heading": heading,
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "errors": entry.errors(refused),
        "cancel_url": back,
    }
    return render(request, "office/mailings/form.html", context, status=422 if refused else 200)


@require_POST
@staff()
def step(request: HttpRequest, actor: Actor, identity: uuid.UUID, step: str) -> HttpResponse:
    """One move in the life of a mailing."""
    page = reverse("office:mailing", args=[identity])
    _mailing(actor, identity)
    if step == "test":
        services.send_test(actor, mailing=identity)
        return HttpResponseRedirect(f"{page}?test=1")
    revision = entry.number(request, "revision")
    match step:
        case "vorlegen":
            services.propose_mailing(actor, mailing=identity, revision=revision)
        case "zurueckholen":
            services.take_back_mailing(actor, mailing=identity, revision=revision)
        case "freigeben":
            circle = entry.text(request, "circle")
            services.release_mailing(actor, mailing=identity, revision=revision, circle=circle)
        case "verwerfen":
            services.drop_mailing(actor, mailing=identity, revision=revision)
        case _:
            raise Http404
    return HttpResponseRedirect(page)


def _shape(known: MailingView | None) -> tuple[Field, ...]:
    circle = known.circle if known else Circle()
    roles = sorted(((role.value, str(ROLES[role].word)) for role in Role), key=lambda pair: pair[1])
    return (
        Field(name="subject", label=_("Betreff"), required=True, value=known.subject if known else ""),
        Field(
            name="text", label=_("Text"), kind=Kind.AREA, rows=12, required=True, value=known.text if known else "",
            hint=_("Markdown. Beginnen Sie mit dem, was die Empfänger tun sollen. Verweise bleiben, wie Sie sie schreiben."),
        ),
        Field(
            name="roles", label=_("An welche Rollen?"), kind=Kind.CHECKS, options=tuple(roles),
            values=tuple(role.value for role in circle.roles),
        ),
        Field(
            name="kinds", label=_("In welcher Art von Stelle?"), kind=Kind.CHECKS,
            hint=_("Nichts angekreuzt: in allen."), options=entry.choices(ORGANISATION_WORDS),
            values=tuple(kind.value for kind in circle.kinds),
        ),
        Field(
            name="organisations", label=_("Nur in diesen Stellen"), kind=Kind.AREA, rows=3,
            hint=_("Name wie im Register, eine Stelle je Zeile. Leer: in allen."),
            value="\n".join(_names(circle)),
        ),
        Field(
            name="services", label=_("Nur für diese Leistungen"), kind=Kind.AREA, rows=3,
            hint=_("Leistungsschlüssel, einer je Zeile: Dann geht die Mail an Stellen, die dafür zuständig sind."),
            value="\n".join(circle.services),
        ),
        Field(
            name="with_contacts", label=_("Auch an die Postfächer im Kontaktverzeichnis, die dazu passen"),
            kind=Kind.CHECK, value="ja" if circle.with_contacts else "",
        ),
        Field(name="revision", kind=Kind.HIDDEN, value=str(known.revision if known else 1)),
    )  # fmt: skip


def _names(circle: Circle) -> list[str]:
    names = {each.uuid: each.name for each in register.choices()} if circle.organisations else {}
    return [names.get(each, str(each)) for each in circle.organisations]


def _typed(request: HttpRequest) -> MailingEntry:
    return MailingEntry(
        subject=entry.text(request, "subject"),
        text=entry.text(request, "text"),
        circle=Circle(
            roles=entry.ticked(request, "roles", Role),
            kinds=entry.ticked(request, "kinds", OrganisationKind),
            organisations=_organisations(entry.text(request, "organisations")),
            services=tuple(key for key in re.split(r"[\s,;]+", entry.text(request, "services")) if key),
            with_contacts=bool(request.POST.get("with_contacts")),
        ),
    )


def _organisations(typed: str) -> tuple[uuid.UUID, ...]:
    found: list[uuid.UUID] = []
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        known = register.organisation_by_exact_name(line) or read_uuid(line)
        if known is None:
            raise Refused(
                _("„%(name)s“ steht nicht im Register. Schreiben Sie den Namen wie dort.")
                % {"name": line[:80]}
            )
        found.append(known)
    return tuple(found)
