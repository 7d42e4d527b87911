# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page a vendor asks for first: every submission, its events, and the exact reason of each refusal."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import JWKS_PATH, DestinationStatus
from leistungswerk.standards.fitconnect.events import Event, State, read_event
from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.context import Service
from leistungswerk.standards.fitconnect.sandbox.records import EventRow, RefusalRow, SubmissionRow

_PAGE: Final = 25
_HERE: Final = files("leistungswerk.standards.fitconnect.sandbox")
_ZONE: Final = ZoneInfo("Europe/Berlin")
_NAVIGATION: Final = (
    ("/", "Einreichungen"),
    ("/zurueckgewiesen", "Zurückgewiesene Anfragen"),
    ("/zustellpunkte", "Zustellpunkte"),
)
_EVENTS: Final = {
    Event.CREATE: "Angekündigt",
    Event.SUBMIT: "Eingereicht",
    Event.NOTIFY: "Empfänger benachrichtigt",
    Event.FORWARD: "Weitergeleitet",
    Event.ACCEPT: "Angenommen",
    Event.REJECT: "Vom Empfänger zurückgewiesen",
    Event.DELETE: "Inhalt gelöscht",
}
_STATES: Final = {
    State.ANNOUNCED: "angekündigt",
    State.CREATED: "angekündigt",
    State.SUBMITTED: "wartet auf Abholung",
    State.NOTIFIED: "wartet auf Abholung",
    State.FORWARDED: "weitergeleitet",
    State.ACCEPTED: "angenommen",
    State.REJECTED: "zurückgewiesen",
    State.DELETED: "gelöscht",
}
_STATUS: Final = {
    DestinationStatus.CREATED: ("angelegt", "wait"),
    DestinationStatus.ACTIVE: ("aktiv", "good"),
    DestinationStatus.INACTIVE: ("inaktiv", "bad"),
}


def overview(service: Service, request: Request) -> Response:
    """All submissions, newest first."""
    page = _page_number(request)
    with service.store.reading() as db:
        rows = records.list_submissions(db, limit=_PAGE, offset=(page - 1) * _PAGE)
        total = records.count_submissions(db)
        refusals = records.list_refusals(db, limit=5)
    if not rows:
        main = Markup(
            '<p class="empty">Noch keine Einreichung. Sobald ein Onlinedienst sendet, steht sie hier.</p>'
        )
    else:
        head = ("Eingegangen", "Leistung", "Stand", "Einreichung")
        main = _table(
            _amount(total, "Einreichung", "Einreichungen"), head, map(_submission_cells, rows)
        ) + _pager("/", page, total)
    title = Markup("<h2>Zuletzt zurückgewiesene Anfragen</h2>")
    more = Markup('<p><a href="/zurueckgewiesen">Alle zurückgewiesenen Anfragen</a></p>')
    return _html("Einreichungen", "/", main + title + _refusal_list(refusals) + (more if refusals else ""))


def _submission_cells(row: SubmissionRow) -> tuple[Markup | str, ...]:
    link = Markup('<a href="/einreichungen/{0}"><code>{0}</code></a>').format(row.submission_id)
    return _time(row.created_at), row.service_name, _badge(row), link


def _badge(row: SubmissionRow) -> Markup:
    if row.answer == Event.ACCEPT:
        return _tag("angenommen", "good")
    if row.answer == Event.REJECT:
        return _tag("zurückgewiesen", "bad")
    return _tag(_STATES[row.state], "wait")


def submission(service: Service, request: Request, submission_id: str) -> Response:
    """One submission: facts, and events and refused requests in one timeline."""
    with service.store.reading() as db:
        row = records.find_submission(db, submission_id)
        if row is None:
            raise NotFound("Diese Einreichung gibt es nicht.")
        events = records.list_events(db, row.case_id, submission_id=submission_id)
        refusals = records.list_refusals(db, limit=100, submission_id=submission_id)
        attachments = records.list_attachments(db, submission_id)
    facts = _facts(
        (
            ("Stand", _badge(row)),
            ("Leistung", f"{row.service_name} ({row.service_identifier})"),
            ("Gebiet", row.region or "nicht angegeben"),
            ("Vorgang", row.case_id),
            ("Zustellpunkt", row.destination_id),
            ("Absender (Client)", row.client_id),
            ("Anlagen", _attachment_text(attachments)),
        )
    )
    entries = [(one.at, _event_entry(one)) for one in events] + [
        (one.at, _refusal_entry(one)) for one in refusals
    ]
    entries.sort(key=lambda entry: entry[0])
    timeline = Markup('<h2>Verlauf</h2><ol class="timeline">{}</ol>').format(
        Markup("").join(entry for _, entry in entries)
    )
    return _html(f"Einreichung {submission_id}", request.path, facts + timeline)


def _attachment_text(attachments: Sequence[records.AttachmentRow]) -> str:
    if not attachments:
        return "keine"
    size = sum(one.size or 0 for one in attachments)
    arrived = sum(one.size is not None for one in attachments)
    return f"{arrived} von {len(attachments)} hochgeladen, verschlüsselt {size / 1024:.0f} KiB"


def _event_entry(row: EventRow) -> Markup:
    event = read_event(row.token)
    tone = {Event.ACCEPT: "is-good", Event.REJECT: "is-bad"}.get(row.event, "")
    who = "Zustelldienst" if event.by_service else "Empfänger"
    claims = msgspec.json.format(jose.signed_payload(row.token), indent=2).decode()
    return Markup(
        '<li class="{}"><p><strong>{}</strong> <span class="quiet">{} · {}</span></p>{}'
        "<details><summary>Signiertes Ereignis {}</summary><pre>{}</pre><pre>{}</pre></details></li>"
    ).format(
        tone,
        _EVENTS[row.event],
        who,
        _time(row.at),
        _problems(event.problems),
        row.event.value,
        claims,
        row.token,
    )


def _problems(problems: Iterable[Problem]) -> Markup:
    item = Markup("<p>{} <code>{}</code><br><strong>{}:</strong> {}</p>")
    return Markup("").join(
        item.format(_tag("Grund", "bad"), one.instance, one.title or one.type, one.detail) for one in problems
    )


def refused(service: Service, request: Request) -> Response:
    """Every refused request with problem type, detail, time and client."""
    page = _page_number(request)
    with service.store.reading() as db:
        rows = records.list_refusals(db, limit=_PAGE, offset=(page - 1) * _PAGE)
        total = records.count_refusals(db)
    intro = Markup(
        "<p>Jede Anfrage, die der Zustelldienst abgelehnt hat, mit dem genauen Grund. "
        "Inhalte werden nicht aufgezeichnet.</p>"
    )
    main = intro + _refusal_list(rows) + _pager("/zurueckgewiesen", page, total)
    return _html("Zurückgewiesene Anfragen", "/zurueckgewiesen", main)


def _refusal_list(rows: Sequence[RefusalRow]) -> Markup:
    if not rows:
        return Markup('<p class="empty">Keine Anfrage wurde zurückgewiesen.</p>')
    return Markup('<ol class="timeline">{}</ol>').format(Markup("").join(map(_refusal_entry, rows)))


def _refusal_entry(row: RefusalRow) -> Markup:
    return Markup(
        '<li class="is-bad"><p>{} <strong>{}</strong> <span class="quiet">{} · {}</span></p><p>{}</p>'
        "<p><code>{} {}</code></p><p><code>{}</code></p></li>"
    ).format(
        _tag(str(row.status), "bad"),
        row.title,
        row.client_id or "unbekannter Client",
        _time(row.at),
        row.detail,
        row.method,
        row.path,
        row.type,
    )


def destinations(service: Service, request: Request) -> Response:
    """Addresses of the APIs, and Zustellpunkte with state, key and services."""
    page = _page_number(request)
    with service.store.reading() as db:
        rows = records.list_destinations(db, limit=_PAGE, offset=(page - 1) * _PAGE)
        total = records.count_destinations(db)
    if not rows:
        main = Markup('<p class="empty">Noch kein Zustellpunkt angelegt.</p>')
    else:
        head = ("Zustellpunkt", "Stand", "Schlüssel (kid)", "Leistungen")
        main = _table(_amount(total, "Zustellpunkt", "Zustellpunkte"), head, map(_destination_cells, rows))
    base = service.issuer.removesuffix("/submission-api")
    addresses = _facts(
        (
            ("Token", f"{base}/token"),
            ("Submission API", service.issuer),
            ("Destination API", f"{base}/destination-api"),
            ("Schlüssel des Dienstes", f"{service.issuer}{JWKS_PATH}"),
        )
    )
    title = Markup("<h2>Adressen für die Anbindung</h2>")
    return _html(
        "Zustellpunkte", "/zustellpunkte", main + _pager("/zustellpunkte", page, total) + title + addresses
    )


def _destination_cells(row: records.DestinationRow) -> tuple[Markup | str, ...]:
    view = row.view
    name = view.contact_information.legal_name if view.contact_information else ""
    services = "; ".join(f"{one.identifier} ({', '.join(one.regions)})" for one in view.public_services)
    return (
        Markup("<code>{}</code><br>{}").format(view.destination_id, name),
        _tag(*_STATUS[view.status]),
        Markup("<code>{}</code>").format(view.encryption_kid or "fehlt"),
        services,
    )


def stylesheet(_service: Service, _request: Request) -> Response:
    return Response(_file("sandbox.css"), mimetype="text/css", headers={"Cache-Control": "max-age=300"})


def not_found(detail: str) -> Response:
    main = Markup('<p>{}</p><p><a href="/">Zu allen Einreichungen</a></p>').format(detail)
    return _html("Nicht gefunden", "", main, 404)


def _page_number(request: Request) -> int:
    value = request.args.get("seite", "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1


def _pager(path: str, page: int, total: int) -> Markup:
    last = max(1, -(-total // _PAGE))
    if last == 1:
        return Markup("")
    link = Markup('<li><a href="{}?seite={}" rel="{}">{}</a></li>')
    before = link.format(path, page - 1, "prev", "Vorherige Seite") if page > 1 else ""
    after = link.format(path, page + 1, "next", "Nächste Seite") if page < last else ""
    return Markup(
        '<nav aria-label="Seiten"><ul>{}<li><span aria-current="page">Seite {} von {}</span></li>{}</ul></nav>'
    ).format(before, page, last, after)


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Markup | str]]) -> Markup:
    cell = Markup('<td data-label="{}">{}</td>')
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(map(cell.format, head, row))) for row in rows
    )
    names = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="stack"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(caption, caption, names, body)


def _amount(total: int, one: str, many: str) -> str:
    return f"{total} {one if total == 1 else many}"


def _facts(pairs: Iterable[tuple[str, Markup | str]]) -> Markup:
    item = Markup("<dt>{}</dt><dd>{}</dd>")
    return Markup("<dl>{}</dl>").format(Markup("").join(item.format(*pair) for pair in pairs))


def _tag(text: str, tone: str) -> Markup:
    return Markup('<span class="tag {}">{}</span>').format(tone, text)


def _time(seconds: float) -> Markup:
    at = datetime.fromtimestamp(seconds, UTC)
    return Markup('<time datetime="{}">{}</time>').format(
        at.isoformat(timespec="seconds"), at.astimezone(_ZONE).strftime("%d.%m.%Y, %H:%M:%S Uhr")
    )


def _html(title: str, here: str, main: Markup, status: int = 200) -> Response:
    link = Markup('<li><a href="{}"{}>{}</a></li>')
    current = Markup(' aria-current="page"')
    navigation = Markup("").join(
        link.format(path, current if path == here else "", name) for path, name in _NAVIGATION
    )
    body = Markup(_file("layout.html")).format(title=title, navigation=navigation, main=main)  # noqa: S704 - own file
    headers = {
        "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    }
    return Response(str(body), status, mimetype="text/html", headers=headers)


@functools.cache
def _file(name: str) -> str:
    return _HERE.joinpath(name).read_text("utf-8")
