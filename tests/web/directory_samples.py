# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the contact directory, of subscriptions and of mailings."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

import msgspec
from django.core.paginator import Paginator

from leistungswerk.core.actor import Role
from leistungswerk.enablement.directory.queries.audience import Addressee, Audience, Circle
from leistungswerk.enablement.directory.queries.contacts import ContactView
from leistungswerk.enablement.directory.queries.mailings import MailingLine, MailingView, RecipientLine
from leistungswerk.enablement.directory.queries.subscriptions import (
    SubscriberView,
    SubscriptionLine,
    WishView,
)
from leistungswerk.enablement.directory.states import MailingState, Pace, RecipientState, Topic
from leistungswerk.register.queries.catalogue import Named
from leistungswerk.register.queries.role_contacts import HolderRow
from leistungswerk.web.office.entry import Field, Kind, inline

AT = datetime(2027, 1, 12, 8, tzinfo=UTC)
ONE, TWO = uuid.UUID(int=81), uuid.UUID(int=82)
CITY = Named(ONE, "Stadtverwaltung Musterstadt")
CONTACT = ContactView(
    uuid=ONE, organisation=CITY, role=Role.MUNICIPAL_LEAD, title="Fragen zum Wohngeld", email="wohngeld@example.org",
    phone="06131 0000-0", hours="Mo–Fr 8–12 Uhr", services=(("99107023017001", "Wohngeld"),), public=True,
    valid_until=date(2027, 12, 31), checked_on=date(2026, 1, 5), revision=1,
)  # fmt: skip
BARE = msgspec.structs.replace(
    CONTACT, role=None, email="", hours="", services=(), public=False, valid_until=None
)
HOLDER = HolderRow(
    1, TWO, "Demo Leitung", "Sachgebiet 3", CITY, "demo@example.org", "",
    ((Role.MUNICIPAL_LEAD, CITY), (Role.CASE_WORKER, Named(TWO, "Nachbarstadt"))),
)  # fmt: skip
PACES = [
    ("at_once", "sofort"),
    ("daily", "einmal am Tag, morgens"),
    ("weekly", "einmal in der Woche, montags"),
]
HELD = SubscriberView(
    ONE, "ada@example.org", Pace.DAILY,
    (SubscriptionLine(Topic.NEWS, "", "Aktuelles"), SubscriptionLine(Topic.SERVICE, "99107023017001", "Leistung: Wohngeld")),
)  # fmt: skip
MAILING = MailingView(
    uuid=ONE, subject="Neue Fassung der Anbindung", text="Bitte *lesen*.", circle=Circle(roles=(Role.MUNICIPAL_LEAD,)),
    state=MailingState.PROPOSED, revision=2, written_by="account:1", written_name="Demo Beratung", changed_at=AT,
    released_name="", released_at=None, sent_at=None, counts={},
)  # fmt: skip
SENDING = msgspec.structs.replace(
    MAILING, state=MailingState.SENDING, released_name="Demo Programm", released_at=AT,
    counts={RecipientState.WAITING: 20, RecipientState.SENT: 9, RecipientState.REFUSED: 1},
)  # fmt: skip
_PEOPLE = (Addressee("a@example.org", "Demo A", CITY.name), Addressee("b@example.org", "Demo B", CITY.name))


def _list(rows: list[object], *, people: bool = False, filtered: bool = False) -> dict[str, object]:
    wanted = Thing(
        text="wohn" if filtered else "", role=None, organisation=None, service_typed="", service=None, due=False,
        filtered=filtered,
    )  # fmt: skip
    return {
        "here": "contacts", "wanted": wanted, "rows": Paginator(rows, 25).page(1), "kept": "", "people": people,
        "tabs": [("Postfächer der Stellen", 2, "?", not people), ("Personen in Rollen", 1, "?art=personen", people)],
        "roles": [("adviser", "Beratung")], "organisations": [(str(ONE), CITY.name)], "may_enter": True,
        "may_export": True, "due": 1,
    }  # fmt: skip


_MAIL = {
    "here": "mailings", "state": "Wartet auf Freigabe", "level": "warning", "sender": "support@example.org",
    "said": [("Rollen", "Digitalisierung in der Kommune"), ("Stellen", "alle")], "text": "Bitte lesen: https://example.org/",
    "tested": True, "may_write": True, "may_release": True, "own": False,
}  # fmt: skip
_CHOICES = [
    Thing(value="news:", title="Aktuelles aus der OZG-Umsetzung", kind="", on=False),
    Thing(value="service:99107023017001", title="Wohngeld", kind="Leistung", on=True),
]
DIRECTORY: Mapping[str, tuple[str, dict[str, object]]] = {
    "contacts": (
        "office/contacts/list.html",
        _list([{"row": CONTACT, "role": "Digitalisierung in der Kommune"}, {"row": BARE, "role": ""}]),
    ),
    "contacts-people": (
        "office/contacts/list.html",
        _list([{"row": HOLDER, "roles": [("Digitalisierung", CITY), ("Sachbearbeitung", Named(TWO, "Nachbarstadt"))]}], people=True),
    ),
    "contact": (
        "office/contacts/contact.html",
        {"here": "contacts", "row": CONTACT, "role": "Digitalisierung in der Kommune", "may_edit": True, "ended": False},
    ),
    "contact-form": (
        "office/contacts/form.html",
        {
            "here": "contacts", "heading": "Kontakt eintragen", "errors": [], "cancel_url": "/kontakte/",
            "fields": (
                Field(name="title", label="Wofür", required=True, hint="Was wird hier beantwortet?"),
                Field(name="public", label="Öffentlich zeigen", kind=Kind.CHECK),
            ),
        },
    ),
    "my-entry": (
        "office/contacts/own.html",
        {
            "here": "my_entry", "person": Thing(name="Demo Leitung", organisation=CITY, email="demo@example.org"),
            "roles": [("Digitalisierung in der Kommune", CITY.name)], "held": HELD, "paces": PACES,
            "form": inline("", (Field(name="phone", label="Telefon"),), "Speichern", prefix="ich"),
            "offered": [("notice", "Störungen und Wartungen")], "errors": [],
        },
    ),
    "mailings": (
        "office/mailings/list.html",
        {
            "here": "mailings", "may_write": True,
            "rows": Paginator([{"row": MailingLine(ONE, MAILING.subject, MailingState.SENT, "Demo", AT, AT, 30), "state": "Gesendet", "level": "success"}], 25).page(1),
        },
    ),
    "mailing": (
        "office/mailings/mailing.html",
        {**_MAIL, "mailing": MAILING, "circle": Audience(_PEOPLE, _PEOPLE[:1]), "listed": _PEOPLE, "more": 3, "bodies": (), "counts": []},
    ),
    "mailing-sending": (
        "office/mailings/mailing.html",
        {**_MAIL, "mailing": SENDING, "circle": None, "listed": (), "more": 0, "bodies": (), "counts": [("Übergeben", 9, "success")]},
    ),
    "mailing-recipients": (
        "office/mailings/recipients.html",
        {
            "here": "mailings", "mailing": SENDING, "states": [("sent", "Übergeben")], "chosen": "", "kept": "",
            "rows": Paginator([{"row": RecipientLine("a@example.org", "Demo A", CITY.name, RecipientState.REFUSED), "state": "Zurückgekommen", "level": "danger"}], 25).page(1),
        },
    ),
}  # fmt: skip
SUBSCRIBING: Mapping[str, tuple[str, dict[str, object]]] = {
    "subscribe": (
        "portal/subscribing/form.html",
        {
            "here": "service", "searched": "wohngeld", "choices": _CHOICES, "paces": PACES, "pace": "daily", "email": "kein",
            "errors": [{"id": "email", "label": "E-Mail-Adresse", "message": "„kein“ ist keine E-Mail-Adresse."}],
        },
    ),
    "subscribe-confirm": (
        "portal/subscribing/confirm.html",
        {"here": "service", "wish": WishView("ada@example.org", ("Leistung: Wohngeld",), Pace.DAILY), "pace": "täglich"},
    ),
    "subscribe-preferences": (
        "portal/subscribing/preferences.html",
        {"here": "service", "held": HELD, "paces": PACES, "end_url": "/abonnieren/abmelden/x/", "new": True, "saved": False},
    ),
}  # fmt: skip
