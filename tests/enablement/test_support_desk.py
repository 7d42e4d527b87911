# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The support desk from the mail that comes to the answer that leaves."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from django.db import transaction

from leistungswerk.core import audit, events, personal_data, times
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Overtaken, Refused, TemporaryFailure
from leistungswerk.core.ids import grouped
from leistungswerk.core.models import Mail, MailState
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.times import BERLIN
from leistungswerk.enablement.desk import clock, figures
from leistungswerk.enablement.desk.incoming import MOST_BYTES, Unreadable, read
from leistungswerk.enablement.desk.models import Attachment, Entry, Ticket
from leistungswerk.enablement.desk.services import handing, handling, receiving, retention
from leistungswerk.enablement.desk.states import EntryKind, MailOutcome, TicketState
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation

REPORT = UUID(int=5)
ASKER = "mara@example.org"


def _mail(text="Die Seite steht.", **headers):
    message = EmailMessage()
    said = {"From": f"Mara Muster <{ASKER}>", "To": "support@localhost", "Subject": "Störung", **headers}
    for name, value in said.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def _receive(message, **options):
    return receiving.receive(message.as_bytes(), **options)


@pytest.fixture
def ticket(db):
    assert _receive(_mail(Message_ID="<eins@example.org>")) is MailOutcome.TICKET
    return Ticket.objects.get()


def _subject(row):
    return f"Re: [{row.number} {grouped(row.token)}] Störung"


def test_a_mail_becomes_a_ticket_and_is_confirmed_once(ticket):
    assert (ticket.asker_email, ticket.asker_name, ticket.subject) == (ASKER, "Mara Muster", "Störung")
    confirmed = Mail.objects.get()
    assert confirmed.headers["Auto-Submitted"] == "auto-replied"
    assert confirmed.headers["In-Reply-To"] == "<eins@example.org>"
    assert grouped(ticket.token) in confirmed.subject
    assert _receive(_mail(Message_ID="<eins@example.org>")) is MailOutcome.TWICE
    assert (Ticket.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<liste.example.org>"},
        {"X_Auto_Response_Suppress": "All"},
        {"From": "no-reply@example.org"},
    ],
)
def test_machines_are_never_answered(db, headers):
    assert _receive(_mail(**headers)) is MailOutcome.AUTOMATIC
    assert not Ticket.objects.exists()
    assert not Mail.objects.exists()


def test_a_mail_without_sender_on_its_envelope_is_never_answered(db):
    assert _receive(_mail(), envelope_sender="") is MailOutcome.AUTOMATIC


def test_an_absence_note_is_kept_and_moves_nothing(ticket):
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    _receive(_mail("Bin im Urlaub", Subject=_subject(ticket), Auto_Submitted="auto-replied"))
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING
    assert ticket.entries.get(text__contains="Urlaub").kind == EntryKind.NOTE


def test_our_own_mail_that_comes_back_is_a_loop(ticket):
    own = Mail.objects.get().message_id
    assert _receive(_mail(Message_ID=own)) is MailOutcome.LOOP
    assert _receive(_mail(From="support@localhost")) is MailOutcome.LOOP


def test_a_bounce_marks_the_line_that_did_not_arrive(ticket):
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    entry = ticket.entries.get(kind=EntryKind.ANSWER)
    Mail.objects.filter(uuid=entry.mail).update(state=MailState.SENT)
    sent = Mail.objects.get(uuid=entry.mail).message_id
    bounce = _mail(From="mailer-daemon@example.org", References=sent)
    assert _receive(bounce, envelope_sender="") is MailOutcome.BOUNCE
    entry.refresh_from_db()
    assert entry.undelivered


def test_who_writes_too_much_is_asked_to_wait(db):
    for number in range(receiving.MOST_AN_HOUR):
        _receive(_mail(Message_ID=f"<{number}@example.org>"))
    with pytest.raises(TemporaryFailure):
        _receive(_mail(Message_ID="<zu-viel@example.org>"))


def test_an_answer_finds_its_ticket_by_token_and_lets_the_clock_run_again(ticket):
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    due = Ticket.objects.get().solve_due
    Ticket.objects.update(paused_at=times.now() - timedelta(days=14))
    quoted = "Seit heute\n\n––– Bitte antworten Sie oberhalb dieser Zeile –––\n> Seit wann?"
    assert _receive(_mail(quoted, Subject=_subject(ticket))) is MailOutcome.ANSWER
    ticket.refresh_from_db()
    assert (ticket.state, ticket.paused_at) == (TicketState.OPEN, None)
    assert ticket.solve_due > due
    assert ticket.entries.last().text == "Seit heute"


def test_a_guessed_token_begins_a_ticket_of_its_own(ticket):
    assert _receive(_mail(Subject=f"[{ticket.number} 0000-0000-0000] hm")) is MailOutcome.TICKET


def test_somebody_else_with_the_token_is_told_apart_and_moves_nothing(ticket):
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    _receive(_mail("Ich weiß es", Subject=_subject(ticket), From="fremd@example.org"))
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING
    assert ticket.entries.last().other_sender


def test_the_third_level_gets_only_what_is_written_for_it(ticket):
    vendor = Organisation.objects.create(name="Softwarehaus", kind=OrganisationKind.VENDOR)
    handing.hand_over(
        OPERATOR,
        ticket=ticket.uuid,
        organisation=vendor.uuid,
        address="Hilfe@vendor.example",
        subject="Fehler beim Absenden",
        text="Fehler 500",
    )
    letter = Mail.objects.get(purpose="desk.handover")
    assert letter.recipient == "hilfe@vendor.example"
    assert ASKER not in letter.text + str(letter.headers)
    assert "Die Seite steht" not in letter.text
    assert "Störung" not in letter.subject
    _receive(_mail("Behoben", From="hilfe@vendor.example", Subject=_subject(ticket)))
    assert ticket.entries.last().kind == EntryKind.FOREIGN
    handing.set_foreign_number(OPERATOR, ticket=ticket.uuid, number="INC-1")
    handing.give_back(OPERATOR, ticket=ticket.uuid)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.level, ticket.foreign_number) == (TicketState.OPEN, "2", "INC-1")


def test_a_solved_ticket_is_answered_reopened_by_an_objection_and_closed_after_a_while(ticket):
    handling.solve(OPERATOR, ticket=ticket.uuid, text="Es läuft wieder.")
    assert Mail.objects.filter(purpose="desk.answer", recipient=ASKER).count() == 1
    with pytest.raises(Overtaken):
        handling.solve(OPERATOR, ticket=ticket.uuid, text="Nochmals")
    _receive(_mail("Nein", Subject=_subject(ticket)))
    ticket.refresh_from_db()
    assert ticket.state == TicketState.OPEN
    handling.solve(OPERATOR, ticket=ticket.uuid, text="Jetzt aber.")
    assert retention.close_solved() == 0
    Ticket.objects.update(ended_at=times.now() - timedelta(days=200))
    assert retention.close_solved() == 1
    assert retention.delete_contacts() == 1
    assert retention.delete_contacts() == 0
    ticket.refresh_from_db()
    assert (ticket.asker_name, ticket.asker_email) == ("", "")
    assert not Entry.objects.filter(kind=EntryKind.REQUEST).exclude(author_name="").exists()


def test_blacked_out_words_are_gone_and_the_trace_stays(db):
    message = _mail("IBAN DE89 3704 0044 0532 0130 00")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="ausweis.pdf")
    _receive(message)
    ticket, entry = Ticket.objects.get(), Entry.objects.get()
    with pytest.raises(Refused):
        handling.redact(OPERATOR, ticket=ticket.uuid, entry=entry.pk, why=" ")
    handling.redact(OPERATOR, ticket=ticket.uuid, entry=entry.pk, why="Bankverbindung")
    entry.refresh_from_db()
    assert (entry.text, entry.redacted_why, entry.redacted_by) == ("", "Bankverbindung", OPERATOR.name)
    assert not Attachment.objects.exists()
    found, _total = audit.of_subjects([f"ticket:{ticket.uuid}"], offset=0, limit=1)
    assert (found[0].action, found[0].note) == ("ticket.redacted", f"entry:{entry.pk}")


def test_only_the_desk_may_touch_a_ticket(ticket):
    with pytest.raises(NotAllowed):
        handling.note(CITIZEN, ticket=ticket.uuid, text="x")


def test_overdue_tickets_are_told_in_service_time_and_never_while_waiting(ticket):
    late = ticket.response_due + timedelta(days=7)
    (found,) = figures.overdue(late)
    assert found.unanswered
    assert found.late_minutes > clock.MINUTES_A_DAY
    assert figures.overdue(ticket.response_due) == ()
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    assert figures.overdue(late) == ()


def test_a_reported_barrier_becomes_one_ticket_without_its_text(db):
    for _time in range(2):
        with transaction.atomic():
            events.publish(
                kind="barrier.reported", subject=REPORT, at=times.now(), data={"reference": "B-2026-1"}
            )
    assert Ticket.objects.get().subject == "Gemeldete Barriere B-2026-1"


def test_html_is_read_as_words_and_files_are_limited():
    message = EmailMessage()
    message["From"] = ASKER
    message.set_content("<head><style>x{}</style><body><p>Eins</p><script>zwei</script>drei", subtype="html")
    message.add_attachment(b"MZ", maintype="application", subtype="x-dosexec", filename="../böse.exe")
    found = read(message.as_bytes())
    assert found.text == "Eins\ndrei"
    assert found.files == ()
    assert found.left_out == ("böse.exe (Dateityp nicht zugelassen)",)


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"x" * (MOST_BYTES + 1)])
def test_what_is_no_mail_is_refused(content):
    with pytest.raises(Unreadable):
        read(content)


def test_service_time_runs_on_working_days_from_eight_to_sixteen():
    friday = datetime(2026, 12, 18, 15, 30, tzinfo=BERLIN)
    assert clock.after(friday, 60) == datetime(2026, 12, 21, 8, 30, tzinfo=BERLIN)
    christmas = datetime(2026, 12, 24, 15, 0, tzinfo=BERLIN)
    assert clock.after(christmas, 61) == datetime(2026, 12, 28, 8, 1, tzinfo=BERLIN)
    assert clock.minutes_between(christmas, datetime(2026, 12, 28, 9, 0, tzinfo=BERLIN)) == 120
    assert clock.words(500) == "1 Tag"
    assert clock.words(200) == "3 Std. 20 Min."


def test_personal_data_are_recognised_and_blacked_out():
    text = "geboren am 3.4.1980, Tel. 06131 123456, a@b.de, DE89 3704 0044 0532 0130 00, Steuer-ID 86 095 742 719"
    assert [found.kind for found in personal_data.find(text)] == ["birth", "phone", "mail", "iban", "tax_id"]
    blacked = personal_data.black_out(text)
    assert personal_data.find(blacked) == ()
    assert not any(character.isdigit() for character in blacked)
    assert (
        personal_data.find("Termin am 3.4.2026, SD-2026-0007, DE88 3704 1044 1532 1130 00, 86 195 742 718")
        == ()
    )
