# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The support desk of the demonstration: requests in every state, notices, canned answers. Everything is invented."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.enablement.desk import links
from leistungswerk.enablement.desk.services import (
    escalating,
    handing,
    handling,
    notices,
    opening,
    rating,
    setting,
    sorting,
)
from leistungswerk.enablement.desk.services.notices import NoticeEntry
from leistungswerk.enablement.desk.services.opening import Request
from leistungswerk.enablement.desk.services.setting import AnswerEntry
from leistungswerk.enablement.desk.states import Category, Channel, Helped, Level, NoticeKind, Urgency

_ANSWERS: Final = (
    ("Dank und Nummer", "Guten Tag {name},\n\nvielen Dank. Ihre Anfrage {nummer} ist bei uns; eine Lösung sagen wir bis {frist} zu.", None),
    ("Anhang verkleinern", "Guten Tag,\n\ndie Datei ist größer, als das Formular zu „{leistung}“ annimmt. Speichern Sie sie bitte als PDF oder verkleinern Sie das Foto beim Teilen.", Category.FAULT),
    ("Stand des Antrags", "Guten Tag,\n\nob der Antrag {vorgang} angekommen ist, sehen Sie unter „Antrag fortsetzen“. Über die Bearbeitung weiß nur die zuständige Stelle Bescheid.", Category.USE),
)  # fmt: skip
_SOLVED: Final = (
    ("Wo finde ich meinen Code?", Helped.YES), ("Formular auf Englisch?", Helped.PARTLY),
    ("Seite lud langsam", Helped.YES), ("Tippfehler auf der Startseite", Helped.YES),
    ("Wie lange bleibt der Entwurf?", Helped.YES), ("Ich wollte bar bezahlen", Helped.NO),
)  # fmt: skip


def tell_support(*, team: tuple[Actor, Actor], vendor: uuid.UUID, key: str) -> None:
    """``team``: one of the first and one of the second level; ``key``: the service people ask about."""
    first, second = team
    now = times.now()
    for title, text, category in _ANSWERS:
        setting.save_answer(OPERATOR, entry=AnswerEntry(title=title, text=text, category=category))
    _notices(key, now)
    _solved(first, now)
    _waiting(first, key, now)
    _handed(second, vendor, key, now)
    escalating.escalate()


def _open(subject: str, text: str, at: datetime, **said: object) -> uuid.UUID:
    known = {"channel": Channel.FORM, "category": Category.USE} | said
    return opening.open_ticket(Request(subject=subject, text=text, **known), at=at)  # type: ignore[arg-type]


def _notices(key: str, now: datetime) -> None:
    past = NoticeEntry(
        kind=NoticeKind.DISTURBANCE,
        title="Bestätigungen kamen verspätet (Demodaten)",
        text="Nach dem Absenden kam die Bestätigung erst nach Minuten. Anträge gingen nicht verloren.",
        starts_at=now - timedelta(days=19, hours=3),
        everything=True,
    )
    made = notices.publish(OPERATOR, entry=past)
    notices.end(
        OPERATOR,
        notice=made,
        text="Behoben. Alle Bestätigungen sind nachgekommen.",
        ended_at=past.starts_at + timedelta(hours=2),
    )
    planned = NoticeEntry(
        kind=NoticeKind.MAINTENANCE,
        title="Wohngeldantrag am Abend nicht erreichbar (Demodaten)",
        text="Für etwa eine Stunde nimmt der Antrag nichts an. Entwürfe bleiben erhalten.",
        starts_at=(now + timedelta(days=4)).replace(hour=18, minute=0, second=0, microsecond=0),
        planned_end=(now + timedelta(days=4)).replace(hour=19, minute=0, second=0, microsecond=0),
        services=(key,),
    )
    notices.publish(OPERATOR, entry=planned)


def _solved(first: Actor, now: datetime) -> None:
    for number, (subject, helped) in enumerate(_SOLVED):
        ticket = _open(subject, f"{subject} (Demodaten)", now - timedelta(hours=2 + number))
        handling.solve(first, ticket=ticket, text="Guten Tag, so geht es. (Demodaten)")
        found = _number(first, ticket)
        rating.rate(found, links.rating_url(found, helped).split("/")[-3], helped)


def _number(actor: Actor, ticket: uuid.UUID) -> str:
    from leistungswerk.enablement.desk import queries

    found = queries.ticket(actor, ticket)
    assert found is not None
    return found.line.number


def _waiting(first: Actor, key: str, now: datetime) -> None:
    late = _open(
        "Nach dem Absenden bleibt die Seite weiß",
        "Ich habe dreimal auf Absenden gedrückt, die Seite bleibt weiß. (Demodaten)",
        now - timedelta(days=12),
        category=Category.FAULT,
        service=key,
        page="/leistungen/",
        email="mara.demo@example.org",
        name="Mara Demo",
    )
    sorting.assign(first, ticket=late, person=first.person)
    _open(
        "Mein Anhang lässt sich nicht hochladen",
        "Das Foto vom Handy wird abgelehnt. Meine IBAN ist DE89 3704 0044 0532 0130 00, falls das hilft. (Demodaten)",
        now - timedelta(hours=3),
        category=Category.FAULT,
        service=key,
        page="/antrag/…/schritt/anlagen/",
        email="jo.demo@example.org",
    )
    _passed_on(first, now)


def _passed_on(first: Actor, now: datetime) -> None:
    asked = _open(
        "Frage zur Vorgangsnummer",
        "Wo steht sie? (Demodaten)",
        now - timedelta(days=1),
        channel=Channel.PHONE,
        email="kim.demo@example.org",
    )
    handling.ask_back(
        first, ticket=asked, text="Guten Tag, haben Sie die Bestätigung als PDF gespeichert? (Demodaten)"
    )
    up = _open(
        "Standesamt Demostadt: Anbindung an das Fachverfahren",
        "Welche Angaben braucht der Zustellpunkt? (Demodaten)",
        now - timedelta(hours=20),
        channel=Channel.MAIL,
        category=Category.CONNECTION,
        email="amt.demo@example.org",
        name="Demo Amt",
    )
    sorting.change_level(first, ticket=up, level=Level.SECOND, text="Bitte um fachliche Antwort. (Demodaten)")


def _handed(second: Actor, vendor: uuid.UUID, key: str, now: datetime) -> None:
    ticket = _open(
        "Fachverfahren lehnt Anträge ab",
        "Seit dem Update kommen Anträge mit einer Fehlermeldung zurück. (Demodaten)",
        now - timedelta(days=2),
        channel=Channel.PHONE,
        category=Category.CONNECTION,
        urgency=Urgency.IMPAIRED,
        service=key,
        name="Demo Stelle",
        phone="0000 0000",
    )
    sorting.assign(second, ticket=ticket, person=second.person)
    handing.hand_over(
        second,
        ticket=ticket,
        organisation=vendor,
        address="",
        subject="Ablehnung nach Update: Feld „Wohnungsnummer“",
        text="Seit Version 1.0 lehnt das Fachverfahren Anträge ohne Wohnungsnummer ab; nach Schema ist sie freiwillig. (Demodaten)",
    )
    handing.set_foreign_number(second, ticket=ticket, number="DEMO-4711")
