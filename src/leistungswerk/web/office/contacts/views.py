# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contact directory: mailboxes of bodies, people in roles, each as a list, a page, a card and a file."""

import uuid
from collections.abc import Iterator
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.roles import ROLES
from leistungswerk.core.settings import settings
from leistungswerk.enablement.directory.queries import contacts as queries
from leistungswerk.enablement.directory.queries.contacts import ContactFilter, ContactView
from leistungswerk.enablement.directory.services.contacts import note_export
from leistungswerk.enablement.directory.vcards import Card, vcard
from leistungswerk.programme import spreadsheets
from leistungswerk.register import queries as register
from leistungswerk.register.queries import finder, role_contacts
from leistungswerk.register.queries.role_contacts import HolderFilter, HolderRow
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.typed import read_uuid

_BATCH: Final = 500
_COLUMNS: Final = (
    "Art", "Stelle", "Rolle", "Wofür oder Name", "E-Mail", "Telefon", "Erreichbar", "Leistungen", "Geprüft am",
)  # fmt: skip


class Tab(StrEnum):
    MAILBOXES = "stellen"
    PEOPLE = "personen"


class _Asked:
    """The question of a request; nonsense is left out."""

    def __init__(self, request: HttpRequest) -> None:
        given = request.GET
        self.text = " ".join(given.get("suche", "").split())[:100]
        self.role = Role(given["rolle"]) if given.get("rolle") in set(Role) else None
        self.organisation = read_uuid(given.get("stelle", ""))
        self.service_typed = " ".join(given.get("leistung", "").split())[:200]
        self.service = _service(self.service_typed)
        self.due = given.get("pruefen") == "1"
        self.tab = Tab.PEOPLE if given.get("art") == Tab.PEOPLE.value else Tab.MAILBOXES

    def query(self, **changes: str) -> str:
        held = {
            "suche": self.text,
            "rolle": self.role.value if self.role else "",
            "stelle": str(self.organisation) if self.organisation else "",
            "leistung": self.service_typed,
            "pruefen": "1" if self.due else "",
            "art": self.tab.value if self.tab is Tab.PEOPLE else "",
        } | changes
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.role or self.organisation or self.service_typed or self.due)

    @property
    def contacts(self) -> ContactFilter:
        return ContactFilter(
            text=self.text, role=self.role, organisation=self.organisation, service=self._key, due=self.due
        )

    @property
    def holders(self) -> HolderFilter:
        return HolderFilter(
            text=self.text,
            roles=(self.role,) if self.role else (),
            organisations=(self.organisation,) if self.organisation else (),
            services=(self._key,) if self._key else (),
        )

    @property
    def _key(self) -> str:
        # Words that mean no service narrow the list to nothing, they do not open it.
        return self.service[0] if self.service else "0" if self.service_typed else ""


def _service(typed: str) -> tuple[str, str] | None:
    """Key and name of the service a key or some words mean."""
    if not typed:
        return None
    digits = typed.replace(" ", "")
    if digits.isdecimal() and (name := register.service_names([digits]).get(digits)):
        return digits, name
    return next(iter(finder.suggestions(typed, limit=1)), None)


@require_safe
@staff(Permission.SEE_REGISTER)
def contacts(request: HttpRequest, actor: Actor) -> HttpResponse:
    asked, number = _Asked(request), page_number(request)
    today = times.legal_day(times.now())
    boxes_wanted = asked.tab is Tab.MAILBOXES
    start = (number - 1) * PAGE_SIZE
    boxes, box_count = queries.contact_page(
        actor, asked.contacts, offset=start if boxes_wanted else 0, limit=PAGE_SIZE if boxes_wanted else 0
    )
    people, people_count = role_contacts.holder_page(
        actor,
        asked.holders,
        on=today,
        offset=0 if boxes_wanted else start,
        limit=0 if boxes_wanted else PAGE_SIZE,
    )
    rows = [_shown(row) for row in boxes] if boxes_wanted else [_shown_person(row) for row in people]
    context = {
        "here": "contacts",
        "wanted": asked,
        "rows": window(rows, box_count if boxes_wanted else people_count, number),
        "kept": asked.query(),
        "tabs": [
            (_("Postfächer der Stellen"), box_count, f"?{asked.query(art='')}", boxes_wanted),
            (_("Personen in Rollen"), people_count, f"?{asked.query(art=Tab.PEOPLE.value, pruefen='')}", not boxes_wanted),
        ],
        "people": not boxes_wanted,
        "roles": sorted(((role.value, str(ROLES[role].word)) for role in Role), key=lambda pair: pair[1]),
        "organisations": [(str(each.uuid), each.name) for each in register.choices()],
        "may_enter": actor.may(Permission.EDIT_CONTACTS),
        "may_export": actor.may(Permission.EXPORT_CONTACTS),
        "due": queries.due_count(actor),
    }  # fmt: skip
    return render(request, "office/contacts/list.html", context)


def _shown(row: ContactView) -> dict[str, object]:
    return {"row": row, "role": ROLES[row.role].word if row.role else ""}


def _shown_person(row: HolderRow) -> dict[str, object]:
    return {"row": row, "roles": [(ROLES[role].word, place) for role, place in row.roles]}


@require_safe
@staff(Permission.SEE_REGISTER)
def contact(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _contact(actor, identity)
    context = {
        "here": "contacts",
        **_shown(found),
        "may_edit": actor.may(Permission.EDIT_CONTACTS, found.organisation.uuid),
        "ended": found.valid_until is not None and found.valid_until < times.legal_day(times.now()),
    }
    return render(request, "office/contacts/contact.html", context)


def _contact(actor: Actor, identity: uuid.UUID) -> ContactView:
    found = queries.contact(actor, identity)
    if found is None:
        raise Http404
    return found


@require_safe
@staff(Permission.SEE_REGISTER)
def card(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One contact for the address book of one's own program."""
    found = _contact(actor, identity)
    return _download(
        Card(
            uid=str(found.uuid),
            name=found.title,
            organisation=found.organisation.name,
            function=str(ROLES[found.role].word) if found.role else "",
            email=found.email,
            phone=found.phone,
            note=f"{found.hours} {settings().base_url}{reverse('office:contact', args=[found.uuid])}".strip(),
        )
    )


@require_safe
@staff(Permission.SEE_REGISTER)
def person_card(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """A person one may see; work contacts only."""
    found = register.person_detail(actor, identity, times.legal_day(times.now()))
    if found is None or not found.active:
        raise Http404
    return _download(
        Card(
            uid=str(found.uuid), name=found.name, organisation=found.organisation.name, function=found.function,
            email=found.email, phone=found.phone, person=True,
        )
    )  # fmt: skip


def _download(made: Card) -> HttpResponse:
    answer = HttpResponse(vcard(made), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kontakt.vcf"'
    return answer


@require_safe
@staff(Permission.EXPORT_CONTACTS)
def export(request: HttpRequest, actor: Actor) -> StreamingHttpResponse:
    """What the list shows, mailboxes and people, as a file; who took how many stands in the audit log."""
    asked = _Asked(request)
    today = times.legal_day(times.now())
    _rows, boxes = queries.contact_page(actor, asked.contacts, offset=0, limit=0)
    _rows_too, people = role_contacts.holder_page(actor, asked.holders, on=today, offset=0, limit=0)
    note_export(actor, rows=boxes + people)
    answer = StreamingHttpResponse(
        spreadsheets.write_csv(_COLUMNS, _cells(actor, asked, boxes, people)),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="Kontakte-{today.isoformat()}.csv"'
    return answer


def _cells(actor: Actor, asked: _Asked, boxes: int, people: int) -> Iterator[list[spreadsheets.Cell]]:
    today = times.legal_day(times.now())
    for start in range(0, boxes, _BATCH):
        for row in queries.contact_page(actor, asked.contacts, offset=start, limit=_BATCH)[0]:
            role = str(ROLES[row.role].word) if row.role else ""
            keys = ", ".join(key for key, _name in row.services)
            yield [
                "Postfach", row.organisation.name, role, row.title, row.email, row.phone, row.hours, keys, row.checked_on,
            ]  # fmt: skip
    for start in range(0, people, _BATCH):
        found, _total = role_contacts.holder_page(actor, asked.holders, on=today, offset=start, limit=_BATCH)
        for holder in found:
            roles = ", ".join(dict.fromkeys(str(ROLES[role].word) for role, _place in holder.roles))
            yield [
                "Person", holder.organisation.name, roles, holder.name, holder.email, holder.phone, "", "", None,
            ]  # fmt: skip
