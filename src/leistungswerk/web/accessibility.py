# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The automatic accessibility run: axe-core in Chromium over every page of a form version, or over a page elsewhere.

Each page is looked at as it comes and with every error it can show, narrow and wide. The result is a check run
under the digest of the form version, so a gate reads what was seen and nobody's word for it. An automatic run
finds only a part of the barriers; a person tests beside it.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leistungswerk.core import check_runs, times
from leistungswerk.core.failures import Refused
from leistungswerk.core.settings import settings
from leistungswerk.online import plans, queries
from leistungswerk.online.queries import FormVersionView
from leistungswerk.programme.gates.release import ACCESSIBILITY, address_digest
from leistungswerk.web.portal.site import views as site
from leistungswerk.web.portal.site.declaration import site_digest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_AXE: Final = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_HOST: Final = "http://form.invalid"
"""A name that leads nowhere: every request of the browser is answered here."""
_WIDTHS: Final = (320, 1280)


class Violation(msgspec.Struct, frozen=True):
    """A barrier as axe names it: the rule, how grave, where, and how many elements have it."""

    page: str
    rule: str
    impact: str
    help: str
    element: str
    count: int


class Result(msgspec.Struct, frozen=True):
    title: str
    subject_digest: str
    pages: int
    violations: tuple[Violation, ...]

    @property
    def ok(self) -> bool:
        return not self.violations


def find_form(start: str) -> FormVersionView:
    """The form version whose digest begins so, or whose uuid this is; raises :class:`Refused`."""
    found = [
        each for each in queries.form_versions() if each.digest.startswith(start) or str(each.uuid) == start
    ]
    if len(found) != 1 or len(start) < 6:
        raise Refused(
            f"„{start}“ benennt keine Formularfassung eindeutig. Geben Sie mindestens sechs Zeichen ihrer Prüfsumme an."
        )
    return found[0]


def _pages(version: FormVersionView) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page, empty and with the errors of an empty answer."""
    plan = plans.plan(version.pk)
    request = RequestFactory().get("/")
    for number, page in enumerate(plan.form.pages, start=1):
        for errors in dict.fromkeys(((), plan.check_page(page.slug, {}))):
            context = {
                "service": {
                    "title": version.title,
                    "authority": {"name": "Muster", "email": "", "phone": ""},
                },
                "page": {"title": page.title, "help": page.help},
                "number": number,
                "total": len(plan.form.pages) + 1,
                "multipart": plan.has_files(page.slug),
                "max_upload": settings().upload_bytes,
                "fields_html": SafeString(plan.render_page(page.slug, {}, errors)),
                "code": "0000-0000",
                "form_action": "/",
                "errors": errors,
            }
            name = f"{page.title} (mit Fehlermeldungen)" if errors else page.title
            yield name, render_to_string("portal/step.html", context, request=request)


def check_form(start: str) -> Result:
    """Run over a form version and record the result under its digest."""
    version = find_form(start)
    pages = list(_pages(version))

    def _go(page: "Page", number: int) -> None:
        page.goto(f"{_HOST}/{number}")

    violations = _look([name for name, _html in pages], _go, _given([html for _name, html in pages]))
    return _recorded(Result(version.title, version.digest, len(pages), violations))


def _given(bodies: Sequence[str]) -> Any:
    """Answers the browser's requests from here: pages by their number, and our own files."""

    def _answer(route: "Route") -> None:
        path = route.request.url.removeprefix(f"{_HOST}/")
        file = settings().assets / path.removeprefix("static/").split("?")[0]
        if path.isdecimal():
            route.fulfill(body=bodies[int(path)], content_type="text/html; charset=utf-8")
        elif (
            path.startswith("static/")
            and file.resolve().is_relative_to(settings().assets.resolve())
            and file.is_file()
        ):
            route.fulfill(path=str(file))
        else:
            route.abort()

    return _answer


def check_site() -> Result:
    """Run over every public page of this site as readers get it, recorded for the accessibility declaration."""
    from django.test import Client

    client, host = Client(), {"host": "localhost"}
    places = [urlsplit(url).path for url, _day in site.places()]
    bodies = [client.get(place, headers=host).content.decode() for place in places]
    violations = _look(places, lambda page, number: page.goto(f"{_HOST}/{number}"), _given(bodies))
    return _recorded(Result(str(_("Seiten dieses Portals")), site_digest(), len(places), violations))


def check_address(address: str) -> Result:
    """Run over a page of a service that runs elsewhere, recorded under the digest of its address."""

    def _go(page: "Page", _number: int) -> None:
        from playwright.sync_api import Error

        try:
            page.goto(address)
        except Error as error:
            raise Refused(f"Die Seite {address} lässt sich nicht öffnen.") from error

    violations = _look([address], _go, None)
    return _recorded(Result(address, address_digest(address), 1, violations))


def _recorded(result: Result) -> Result:
    listed = [msgspec.to_builtins(each) for each in result.violations]
    check_runs.record(
        kind=ACCESSIBILITY,
        subject_digest=result.subject_digest,
        ok=result.ok,
        report={"title": result.title, "pages": result.pages, "violations": listed},
        at=times.now(),
    )
    return result


def _look(names: Sequence[str], go: Any, answer: Any) -> tuple[Violation, ...]:
    """Open each page in each width and ask axe; raises :class:`Refused` where a program is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise Refused(
            "Für diesen Lauf fehlt Playwright (./do setup dev, oder pip install playwright)."
        ) from error
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise Refused("Für diesen Lauf fehlt der Browser Chromium. Debian: apt-get install chromium")
    if not _AXE.is_file():
        raise Refused("Für diesen Lauf fehlt axe-core (npm ci im Ordner von Leistungswerk).")
    axe = _AXE.read_text(encoding="utf-8")
    found: dict[tuple[str, str], Violation] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for width in _WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            if answer is not None:
                page.route("**/*", answer)
            for number, name in enumerate(names):
                go(page, number)
                for violation in _violations(page, axe, name):
                    found.setdefault((name, violation.rule), violation)
            page.close()
        browser.close()
    return tuple(found.values())


def _violations(page: "Page", axe: str, name: str) -> Iterator[Violation]:
    page.evaluate(axe)
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _TAGS}}
    result = page.evaluate("(options) => axe.run(document, options)", options)
    for item in result["violations"]:
        nodes = item["nodes"]
        yield Violation(
            name, item["id"], item["impact"] or "", item["help"], nodes[0]["html"][:300], len(nodes)
        )
