# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Redaction at the support desk: words go for good, in the text and in the subject made of them."""

import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.enablement.desk.models import Entry, Ticket
from leistungswerk.enablement.desk.services import asking, handling, opening
from leistungswerk.enablement.desk.services.asking import Question
from leistungswerk.enablement.desk.states import Category, Channel

pytestmark = pytest.mark.django_db


def test_found_words_alone_can_be_blacked_out():
    made = opening.open_ticket(
        opening.Request(subject="Rückruf", text="Bitte", channel=Channel.PHONE), at=times.now()
    )
    ticket = Ticket.objects.get(uuid=made)
    entry = opening.add_request(ticket, text="Rückruf 06131 123456 bitte", name="", files=(), at=times.now())
    handling.redact(OPERATOR, ticket=ticket.uuid, entry=entry.pk, why="Telefonnummer", found_only=True)
    entry.refresh_from_db()
    assert entry.text == "Rückruf [Telefonnummer entfernt] bitte"


_ILL = "Ich bin krank und kann nicht kommen, meine IBAN ist DE89 3704 0044 0532 0130 00, bitte helfen Sie mir bald. Danke"


def test_a_subject_never_holds_what_is_personal_and_goes_with_the_words_it_is_made_of():
    asking.ask(Question(key="k", category=Category.FAULT, text=_ILL))
    made = Ticket.objects.get()
    assert made.subject.startswith(
        "Ich bin krank und kann nicht kommen, meine IBAN ist [Bankverbindung (IBAN) entfernt]"
    )
    opening.open_ticket(
        opening.Request(subject="Frage von ida@example.org", text="Hallo", channel=Channel.MAIL),
        at=times.now(),
    )
    assert Ticket.objects.filter(subject="Frage von [E-Mail-Adresse entfernt]").exists()
    entry = Entry.objects.get(ticket=made, text=_ILL)
    handling.redact(OPERATOR, ticket=made.uuid, entry=entry.pk, why="Gesundheit")
    made.refresh_from_db()
    assert made.subject == "Anfrage (geschwärzt)"
