# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailings: two people, one mail for each address, nothing added that counts readers."""

import re
import uuid
from datetime import timedelta

import pytest
from directory_people import KEY, actor, organisation, person, service
from django.db import transaction

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.mail_message import html_of
from leistungswerk.core.models import Mail
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.directory.models import Mailing, Recipient
from leistungswerk.enablement.directory.plain_text import plain
from leistungswerk.enablement.directory.queries import mailings as queries
from leistungswerk.enablement.directory.queries.audience import Circle, audience
from leistungswerk.enablement.directory.services import contacts, mailings
from leistungswerk.enablement.directory.services.contacts import ContactEntry
from leistungswerk.enablement.directory.services.mailings import KEPT, MailingEntry
from leistungswerk.enablement.directory.states import MailingState, RecipientState
from leistungswerk.register.kinds import OrganisationKind

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LEADS = Circle(roles=(Role.MUNICIPAL_LEAD,))
TEXT = "# Neu\n\nBitte *lesen*: [die Anleitung](https://example.org/a?b=1&c=2) oder [hier](/aktuelles/)."


class Office:
    """A city with two leads who share nothing, and two people of the project who write and release."""

    def __init__(self) -> None:
        self.city, self.town = organisation("Musterstadt"), organisation("Nachbarstadt")
        for name, place in (("Ada", self.city), ("Bo", self.city), ("Cem", self.town)):
            person(name, place, Role.MUNICIPAL_LEAD, Role.CASE_WORKER)
        ldi = organisation("LDI", OrganisationKind.IT_PROVIDER)
        self.writer = actor(person("Dora", ldi, Role.ADVISER))
        self.releaser = actor(person("Emil", ldi, Role.PROGRAMME_MANAGEMENT))

    def draft(self, circle: Circle = LEADS, text: str = TEXT) -> uuid.UUID:
        return mailings.write_mailing(
            self.writer, entry=MailingEntry(subject="Neuigkeiten", text=text, circle=circle)
        )

    def proposed(self, circle: Circle = LEADS) -> uuid.UUID:
        made = self.draft(circle)
        mailings.propose_mailing(self.writer, mailing=made, revision=1)
        return made

    def released(self, circle: Circle = LEADS) -> uuid.UUID:
        made = self.proposed(circle)
        mailings.release_mailing(self.releaser, mailing=made, revision=2, circle=audience(circle).digest)
        return made


def _die_in_a_slice() -> None:
    with transaction.atomic():
        mailings.send_slice()
        raise RuntimeError


@pytest.fixture
def office():
    return Office()


def test_the_circle_is_roles_by_organisations_by_services_and_each_address_once(office):
    service(lead=office.town)
    person("Fay", office.city, Role.MUNICIPAL_LEAD, email="ADA@example.org")
    person("Gus", office.city, Role.MUNICIPAL_LEAD).assignments.update(
        valid_to=times.legal_day(times.now()) - timedelta(days=1)
    )
    nobody = person("Hal", office.city, Role.MUNICIPAL_LEAD)
    type(nobody).objects.filter(pk=nobody.pk).update(email="")
    contacts.enter_contact(
        OPERATOR,
        entry=ContactEntry(
            organisation=office.city.uuid, title="Postfach", role=Role.MUNICIPAL_LEAD, email="p@example.org"
        ),
    )

    def _names(**fields):
        return [each.name for each in audience(Circle(roles=(Role.MUNICIPAL_LEAD,), **fields)).addressees]

    assert _names() == ["Ada", "Bo", "Cem"]
    assert _names(with_contacts=True) == ["Ada", "Bo", "Cem", "Postfach"]
    assert _names(organisations=(office.town.uuid,)) == ["Cem"]
    assert _names(kinds=(OrganisationKind.MINISTRY,)) == []
    assert _names(services=(KEY,)) == ["Cem"]
    assert [each.name for each in audience(LEADS).without] == ["Hal"]
    assert audience(Circle()).addressees == ()


def test_nobody_releases_what_they_wrote(office):
    made = office.draft()
    with pytest.raises(NotAllowed):
        mailings.release_mailing(office.writer, mailing=made, revision=1, circle="")
    mailings.edit_mailing(
        office.releaser,
        mailing=made,
        entry=MailingEntry(subject="Anders", text=TEXT, circle=LEADS),
        revision=1,
    )
    mailings.propose_mailing(office.writer, mailing=made, revision=2)
    with pytest.raises(Refused, match="andere Person"):
        mailings.release_mailing(office.releaser, mailing=made, revision=3, circle=audience(LEADS).digest)
    assert queries.waiting_for_release(office.releaser) == 0
    assert queries.waiting_for_release(OPERATOR) == 1


def test_what_was_shown_is_what_is_released(office):
    made = office.proposed()
    digest = audience(LEADS).digest
    with pytest.raises(Refused, match="Nur ein Entwurf"):
        mailings.edit_mailing(
            office.writer, mailing=made, entry=MailingEntry(subject="x", text="x", circle=LEADS), revision=2
        )
    person("Neu", office.town, Role.MUNICIPAL_LEAD)
    with pytest.raises(Overtaken, match="Kreis hat sich geändert"):
        mailings.release_mailing(office.releaser, mailing=made, revision=2, circle=digest)
    with pytest.raises(Overtaken):
        mailings.release_mailing(office.releaser, mailing=made, revision=1, circle=audience(LEADS).digest)
    assert (
        mailings.release_mailing(office.releaser, mailing=made, revision=2, circle=audience(LEADS).digest)
        == 4
    )
    with pytest.raises(Overtaken):
        mailings.release_mailing(office.releaser, mailing=made, revision=3, circle=audience(LEADS).digest)


def test_it_leaves_in_slices_that_are_gone_on_from(office, monkeypatch):
    monkeypatch.setattr(mailings, "SLICE", 2)
    made = office.released()
    assert mailings.send_slice() == 2
    assert queries.mailing(office.writer, made).handed_over == 2
    # A worker that dies in the middle of a slice has promised nothing of it.
    with pytest.raises(RuntimeError):
        _die_in_a_slice()
    assert Mail.objects.count() == 2
    assert [mailings.send_slice() for _round in range(4)] == [1, 0, 0, 0]
    assert sorted(Mail.objects.values_list("recipient", flat=True)) == [
        "ada@example.org", "bo@example.org", "cem@example.org",
    ]  # fmt: skip
    assert queries.mailing(office.writer, made).state is MailingState.SENT


def test_what_comes_back_is_shown_and_addresses_go(office):
    made = office.released()
    mailings.send_slice()
    mailings.send_slice()
    ada, bo, _cem = Recipient.objects.order_by("number")
    for kind, row in (("mail.sent", ada), ("mail.sent", bo), ("mail.refused", bo)):
        with transaction.atomic():
            events.publish(
                kind=kind,
                subject=uuid.uuid4(),
                at=times.now(),
                data={"purpose": "mailing", "about": str(row.uuid)},
            )
    rows, total = queries.recipients(office.writer, made, state=RecipientState.REFUSED, offset=0, limit=5)
    assert (total, rows[0].email) == (1, "bo@example.org")
    assert mailings.forget_addresses() == 0
    Mailing.objects.update(sent_at=times.now() - KEPT - timedelta(days=1))
    assert mailings.forget_addresses() == 3
    assert queries.mailing(office.writer, made).counts == {
        RecipientState.SENT: 1, RecipientState.REFUSED: 1, RecipientState.QUEUED: 1,
    }  # fmt: skip
    assert not Recipient.objects.exclude(email="").exists()


def test_a_test_goes_to_who_writes_and_counts_for_nothing(office):
    made = office.draft()
    assert mailings.send_test(office.writer, mailing=made) == "dora@example.org"
    letter = Mail.objects.get()
    assert (letter.recipient, letter.subject, letter.purpose) == (
        "dora@example.org",
        "Test: Neuigkeiten",
        "mailing.test",
    )
    assert not Recipient.objects.exists()
    with pytest.raises(Missing):
        mailings.send_test(office.writer, mailing=uuid.uuid4())


def test_nothing_in_a_mailing_counts_readers(office):
    """No picture, and every link leads where its author said; those of this site are only made whole."""
    office.released()
    mailings.send_slice()
    letter = Mail.objects.first()
    html = html_of(letter.subject, letter.text)
    assert "<img" not in html
    assert set(re.findall(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", letter.text)) == {
        "https://example.org/a?b=1&c=2", "http://127.0.0.1:8000/aktuelles/",
    }  # fmt: skip
    assert "weil Sie im Register eine dieser Rollen haben: Digitalisierung in der Kommune" in letter.text
    texts = set(Mail.objects.values_list("text", flat=True))
    assert len(texts) == 1  # nobody gets a text of their own


def test_markdown_becomes_text_that_reads_well():
    assert plain(
        "# Titel\n\nEin *Satz* mit\n[Wort](https://a.de) und <https://b.de>.\n\n- eins\n- zwei\n  1. innen\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n```\nroh\n```\n\n<b>kein</b> ![Bild](https://x.de/p.png)\n"
    ) == (
        "Titel\n\nEin Satz mit\nWort (https://a.de) und https://b.de.\n\n- eins\n- zwei\n  1. innen\n\nA | B\n1 | 2\n\n"
        "roh\n\n<b>kein</b> !Bild (https://x.de/p.png)"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": ""}, "Betreff"), ({"text": " "}, "Text"), ({"circle": Circle()}, "mindestens eine Rolle"),
        ({"circle": Circle(roles=(Role.ADVISER,), services=("99",))}, "„99“"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_is_refused(office, fields, words):
    with pytest.raises(Refused, match=words):
        mailings.write_mailing(
            office.writer, entry=MailingEntry(**{"subject": "x", "text": "x", "circle": LEADS, **fields})
        )


def test_an_empty_circle_is_not_handed_on(office):
    made = office.draft(Circle(roles=(Role.AUDITOR,)))
    with pytest.raises(Refused, match="niemand mit einer Adresse"):
        mailings.propose_mailing(office.writer, mailing=made, revision=1)
