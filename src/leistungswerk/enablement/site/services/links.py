# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nightly check of links: those of this site by asking it, others by their form and, if set up, by a port."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec
from django.db import transaction

from leistungswerk.core import check_runs, markdown, ports, times
from leistungswerk.core.failures import Failure
from leistungswerk.core.settings import settings
from leistungswerk.enablement.site import markup
from leistungswerk.enablement.site.asking import Asking
from leistungswerk.enablement.site.editing import LINKS
from leistungswerk.enablement.site.models import DeadLink, Page, Revision
from leistungswerk.enablement.site.states import Tongue

_FROM: Final = time(2)
"""The hour in Germany from which a night's check may run."""
_MOST: Final = 500
"""Foreign addresses asked in one night."""
_IDS: Final = re.compile(r'\bid="([^"]+)"')
Probe = Callable[[str], str]
"""An address → what is wrong with it in a German sentence, empty if it answers."""


class Found(msgspec.Struct, frozen=True):
    page: int
    language: str
    target: str
    problem: str


class _Own:
    """Asks the site itself; each address once."""

    def __init__(self) -> None:
        self._asking = Asking()
        self._seen: dict[tuple[str, str], tuple[int, frozenset[str]]] = {}

    def __call__(self, target: str, language: str) -> str:
        address = urlsplit(target)
        status, ids = self._ask(address.path, language)
        if status >= 400:
            return "Diese Seite gibt es hier nicht."
        if address.fragment and status == 200 and unquote(address.fragment) not in ids:
            return f"Auf der Seite fehlt die Stelle „#{address.fragment}“."
        return ""

    def _ask(self, path: str, language: str) -> tuple[int, frozenset[str]]:
        key = (path, language)
        if key not in self._seen:
            answer = self._asking.get(path, language)
            self._seen[key] = (answer.status, frozenset(_IDS.findall(answer.body)))
        return self._seen[key]


def _foreign() -> Probe:
    """The port that asks other servers; what it cannot ask is told as a problem of the link."""
    port = ports.links(settings().links, options={})

    def _probe(target: str) -> str:
        try:
            return port.problem(target)
        except Failure as failure:
            return str(failure)

    return _probe


def _texts(moment: datetime) -> Iterator[tuple[Page, Revision]]:
    """Every page as it is shown now, in each of its languages."""
    newest: dict[tuple[int, str], Revision] = {}
    shown = Revision.objects.filter(shown_from__lte=moment).exclude(page__ends_at__lte=moment)
    for row in shown.select_related("page").order_by("shown_from", "number").iterator():
        newest[row.page_id, row.language] = row
    for row in newest.values():
        yield row.page, row


def find(moment: datetime, own: Callable[[str, str], str], foreign: Probe) -> tuple[int, tuple[Found, ...]]:
    """How many links the shown pages have, and those that lead nowhere. Writes nothing."""
    checked, asked = 0, dict[str, str]()
    found: list[Found] = []
    for page, row in _texts(moment):
        for target in markup.targets(row.body):
            checked += 1
            if target.startswith(("/", "#")):
                here = f"/{page.path}/" if target.startswith("#") else ""
                problem = own(f"{here}{target}", row.language)
            elif not markdown.sound_target(target):
                problem = "Diese Adresse ist nicht richtig geschrieben."
            elif target.startswith("http") and (target in asked or len(asked) < _MOST):
                problem = asked[target] = asked[target] if target in asked else foreign(target)
            else:
                problem = ""
            if problem:
                found.append(Found(page.pk, row.language, target[:500], problem[:300]))
    return checked, tuple(found)


def check() -> int:
    """Check all links now and keep what is dead; how many are dead."""
    at = times.now()
    checked, found = find(at, _Own(), _foreign())
    with transaction.atomic():
        before = {(row.page_id, row.language, row.target): row.since for row in DeadLink.objects.all()}
        DeadLink.objects.all().delete()
        DeadLink.objects.bulk_create(
            DeadLink(
                page_id=each.page, language=Tongue(each.language).value, target=each.target, problem=each.problem,
                since=before.get((each.page, each.language, each.target), at),
            )
            for each in found
        )  # fmt: skip
        report: dict[str, object] = {"checked": checked, "dead": len(found), "foreign": settings().links}
        check_runs.record(kind=LINKS, subject_digest=LINKS, ok=not found, report=report, at=at)
    return len(found)


def check_nightly() -> int:
    """Once a night, after two o'clock in Germany."""
    now = times.now()
    last = check_runs.latest(kind=LINKS, subject_digest=LINKS)
    if last is not None and times.legal_day(last.at) >= times.legal_day(now):
        return 0
    if last is not None and now.astimezone(times.BERLIN).time() < _FROM:
        return 0
    return check()
