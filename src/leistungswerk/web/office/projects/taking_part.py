# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a Vorhaben: contacts by role, executing bodies, readers."""

import uuid
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.queries.projects import owner_pk, project_detail
from leistungswerk.programme.services import participation
from leistungswerk.programme.services.projects import release_for_reading
from leistungswerk.programme.states import Part
from leistungswerk.register.kinds import MUNICIPAL, ORGANISATION_WORDS, OrganisationKind
from leistungswerk.register.queries import directory
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.typed import Typed


def _name(actor: Actor, project: uuid.UUID, typed: Typed) -> None:
    person, role = typed.identity("person"), typed.choice("role", Role)
    if person is None:
        typed.wrong("person", _("Wählen Sie eine Person."))
    elif role is not None:
        participation.name_contact(actor, project=project, person=person, role=role)


def _drop(actor: Actor, project: uuid.UUID, typed: Typed) -> None:
    person, role = typed.identity("person"), typed.choice("role", Role)
    if person is not None and role is not None:
        participation.drop_contact(actor, project=project, person=person, role=role)


def _bodies(actor: Actor, project: uuid.UUID, typed: Typed) -> None:
    bodies = typed.identities("bodies")
    if bodies:
        participation.add_executing_bodies(actor, project=project, bodies=bodies)
    else:
        typed.wrong("bodies", _("Wählen Sie mindestens eine Stelle."))


def _release(actor: Actor, project: uuid.UUID, typed: Typed) -> None:
    reader = typed.identity("reader")
    if reader is None:
        typed.wrong("reader", _("Wählen Sie, wer das Vorhaben lesen darf."))
    else:
        release_for_reading(actor, project=project, organisation=reader)


def _end(actor: Actor, project: uuid.UUID, typed: Typed) -> None:
    organisation, part = typed.identity("organisation"), typed.choice("part", Part)
    if organisation is not None and part is not None:
        participation.end_participation(actor, project=project, organisation=organisation, part=part)


_ACTS: Final = {"name": _name, "drop": _drop, "bodies": _bodies, "release": _release, "end": _end}
"""By the button that was pressed."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def taking_part(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Show who takes part; each form on the page posts its own act."""
    labels = {"role": _("Rolle"), "part": _("Beteiligung")}
    typed = Typed(request, labels)
    if request.method == "POST":
        try:
            if act := _ACTS.get(typed.text("act")):
                act(actor, identity, typed)
            else:
                typed.wrong("", _("Diese Seite war veraltet. Laden Sie sie neu."))
        except (NotAllowed, Missing):
            raise
        except Refused as refusal:
            typed.wrong("", str(refusal))
        if not typed.errors:
            return HttpResponseRedirect(reverse("office:project_parties", args=[identity]))
    return project_page(
        request, actor, identity, section="parties", template="office/projects/parties.html",
        context=_context(actor, identity, typed), status=422 if typed.errors else 200,
    )  # fmt: skip


def _context(actor: Actor, identity: uuid.UUID, typed: Typed) -> dict[str, object]:
    detail = project_detail(actor, identity)
    owner = next(each for each in detail.participants if each.part is Part.OWNER)
    edits = actor.may(Permission.EDIT_PROJECT, owner.uuid)
    by_part = {part: [each for each in detail.participants if each.part is part] for part in Part}
    return {
        "errors": typed.errors,
        "edits": edits,
        "contacts": [{"person": each, "role": ROLES[each.role].word} for each in detail.contacts],
        "owners": by_part[Part.OWNER],
        "bodies": by_part[Part.EXECUTING],
        "readers": by_part[Part.RELEASED_TO],
        **(_choices(actor, identity, {each.uuid for each in by_part[Part.EXECUTING]}) if edits else {}),
    }


def _choices(actor: Actor, identity: uuid.UUID, taken: set[uuid.UUID]) -> dict[str, object]:
    today = times.legal_day(times.now())
    everybody = directory.organisations()
    executing = [
        item
        for item in everybody
        if item.uuid not in taken
        and item.kind
        not in (OrganisationKind.VENDOR, OrganisationKind.COUNCIL, OrganisationKind.AUDIT_OFFICE)
    ]
    executing.sort(key=lambda item: (item.kind not in MUNICIPAL, item.kind, item.name))
    groups = [
        (str(ORGANISATION_WORDS[kind]), [(str(item.uuid), item.name) for item in members])
        for kind, members in groupby(executing, key=lambda item: item.kind)
    ]
    people = directory.people_near(owner_pk(actor, identity), today)
    return {
        "body_groups": groups,
        "reader_choices": [(str(item.uuid), item.name) for item in everybody],
        "people": [(str(item.uuid), f"{item.name}, {item.organisation}") for item in people],
        "roles": [(role.value, ROLES[role].word) for role in Role if role not in (Role.VENDOR, Role.AUDITOR)],
    }
