# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public form brings, and what who asked adds by the secret link."""

import re
from datetime import timedelta
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import personal_data, times
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import guard, letters, links
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.services import opening
from leistungswerk.enablement.desk.services.receiving import asked_again
from leistungswerk.enablement.desk.services.sorting import application_number
from leistungswerk.enablement.desk.states import Category, Channel, EntryKind, TicketState
from leistungswerk.online import queries as online

MOST_TEXT: Final = 5_000
MOST_AN_HOUR: Final = 4
"""Forms with the same mail address in an hour: nobody can have somebody else flooded with confirmations."""
_DRAFT: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SECRET: Final = re.compile(r"(?<=/)(?:(?=[^/]*[A-Z:])[^/]{20,}|[0-9a-f]{24,})(?=/|$)")
"""What stands in the addresses of secret links."""
_KEY: Final = re.compile(r"/leistungen/(\d{14})/")
_SENTENCE: Final = re.compile(r"(?<=.{12}\w{3})[.!?](?= )")
_SLUG: Final = re.compile(r"/leistungen/([a-z0-9-]+)/")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """As typed into the form; ``key`` is the form's own (:func:`~..guard.key_of`)."""

    key: str
    category: Category
    text: str
    email: str = ""
    application: str = ""
    page: str = ""
    language: str = "de"


class Asked(msgspec.Struct, frozen=True):
    number: str
    status_path: str
    mailed: bool


def plain_page(address: str) -> str:
    """The path of a page of ours without query and without what opens it for one person; empty for anything else."""
    path = address.strip().partition("?")[0].partition("#")[0]
    if not path.startswith("/") or path.startswith("//"):
        return ""
    return _SECRET.sub("…", _DRAFT.sub("…", path))[:300]


def _service_of(page: str, reference: str) -> tuple[str, str]:
    """Leistungsschlüssel and name of the online service of a page or an application, as far as known."""
    found = _KEY.search(page)
    if found:
        return found.group(1), ""
    named = _SLUG.search(page)
    running = online.service_by_slug(named.group(1)) if named else None
    if running is None and reference:
        application = online.application_by_reference(reference)
        running = online.service(application.service) if application else None
    return (running.key, running.title) if running else ("", "")


def _first_sentence(text: str) -> str:
    """What a list shows of a message: its first sentence; the whole where that is too short to say anything."""
    words = " ".join(text.split())
    end = _SENTENCE.search(words)
    return words[: end.end()].rstrip(".") if end else words


def ask(question: Question) -> Asked:
    """A ticket of the public form. The same form sent twice is the same ticket. Refusals name the field."""
    _check(question)
    reference = application_number(question.application)
    page, at = plain_page(question.page), times.now()
    key, title = _service_of(page, reference)
    # Before it is cut short: half an IBAN is recognised by nothing.
    first = personal_data.black_out(_first_sentence(question.text))
    request = opening.Request(
        subject=f"{title}: {first}"[:120] if title else first[:120],
        text=question.text.strip(),
        channel=Channel.FORM,
        category=question.category,
        email=question.email.strip().lower(),
        page=page,
        service=key,
        application=reference,
        form_key=question.key,
        language=question.language,
    )
    try:
        with transaction.atomic():
            row = Ticket.objects.get(uuid=opening.open_ticket(request, at=at))
            if row.asker_email:
                letters.confirm(row, at=at)
    except IntegrityError:
        twice = Ticket.objects.filter(form_key=question.key).first()
        if twice is None:
            raise
        row = twice
    return Asked(row.number, links.status_path(row.number), bool(row.asker_email))


def _check(question: Question) -> None:
    _check_text(question.text)
    address = question.email.strip().lower()
    if not address:
        return
    if not letters.is_address(address):
        raise Refused(
            _(
                "„E-Mail-Adresse“: Sie ist unvollständig. Schreiben Sie sie wie name@example.org, oder lassen Sie das Feld leer."
            )
        )
    since = times.now() - timedelta(hours=1)
    if Ticket.objects.filter(asker_email=address, at__gt=since).count() >= MOST_AN_HOUR:
        raise Refused(
            _(
                "„E-Mail-Adresse“: Mit dieser Adresse kamen gerade mehrere Nachrichten. Antworten Sie bitte auf unsere Mail, oder versuchen Sie es in einer Stunde."
            )
        )


def _check_text(text: str) -> None:
    if len(text.strip()) < 10:
        raise Refused(_("„Was ist passiert?“: Beschreiben Sie Ihr Anliegen in einem Satz oder mehr."))
    if "\x00" in text:
        raise Refused(
            _("„Was ist passiert?“: Der Text enthält ein Zeichen, das kein Text ist. Bitte entfernen Sie es.")
        )
    if len(text) > MOST_TEXT:
        raise Refused(
            _("„Was ist passiert?“: Höchstens %(most)d Zeichen. Kürzen Sie Ihren Text bitte.")
            % {"most": MOST_TEXT}
        )
    if guard.links_in(text) > guard.MOST_LINKS:
        raise Refused(
            _(
                "„Was ist passiert?“: Höchstens %(most)d Internetadressen. Nehmen Sie die anderen bitte heraus."
            )
            % {"most": guard.MOST_LINKS}
        )


def add_by_link(number: str, key: str, text: str) -> None:
    """Who asked adds something by the secret link, as by an answer to our mail."""
    row = Ticket.objects.filter(number=number, contact_deleted_at__isnull=True).first()
    if row is None or not links.opens(number, key):
        raise Missing(_("Diese Anfrage gibt es nicht."))
    if row.state in (TicketState.CLOSED, TicketState.DISCARDED):
        raise Refused(_("Diese Anfrage ist abgeschlossen. Schreiben Sie uns bitte neu."))
    _check_text(text)
    at = times.now()
    with transaction.atomic():
        opening.add_request(
            row, text=text.strip(), name=row.asker_name, files=(), at=at, kind=EntryKind.REQUEST
        )
        row.refresh_from_db()
        asked_again(row, at)
