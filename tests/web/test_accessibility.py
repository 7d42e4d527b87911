# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page type in a real browser: axe finds nothing, nothing is cut off, the security policy holds."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from office_samples import PAGES
from page_samples import Render
from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Scheme = Literal["light", "dark"]
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=900)
CONDITION = """
<fieldset class="kern-fieldset"><legend class="kern-label">Gechippt?</legend><div class="kern-fieldset__body">
<div class="kern-form-check"><input class="kern-form-check__radio" type="radio" id="a" name="F1" value="ja">
<label class="kern-label" for="a">Ja</label></div></div></fieldset>
<div class="kern-form-input" id="frage" data-lw-when='{"op": "equals", "path": "F1", "value": "ja"}'>
<label class="kern-label" for="b">Chipnummer</label><input class="kern-form-input__input" id="b" name="F2" value="1"></div>
"""

UNSEEN = """() => {
  const at = document.activeElement, style = getComputedStyle(at)
  // The button of a date field is the browser's own: it shows itself, and the field does not count as focused.
  const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || !at.matches(':focus')
  return seen ? [] : [at.outerHTML.slice(0, 120)]
}"""
"""What has the focus and does not show it."""
MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
  const style = getComputedStyle(each)
  return style.animationName !== 'none' || style.transitionDuration.split(',').some(time => parseFloat(time) > 0)
    || style.scrollBehavior === 'smooth'
}).map(each => each.outerHTML.slice(0, 120))"""


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """The pages speak for themselves."""


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder that is served on loopback, with the built assets below ``/static/``."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").symlink_to(built / "assets")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _barriers(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return [f"{item['id']} {item['nodes'][0]['html']}" for item in result["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(
    render: Render, browser: Browser, site: tuple[Path, str], kern: Path, scheme: Scheme
) -> None:
    """Each page once, every other one in the dark: they share their components. And none is wider than 320 px."""
    folder, address = site
    axe = (kern / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: list[str] = []
    page = browser.new_page(viewport=WIDE, color_scheme=scheme)
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
    for name in list(PAGES)[scheme == "dark" :: 2]:
        (folder / f"{name}.html").write_text(render(name), encoding="utf-8")
        page.goto(f"{address}/{name}.html")
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.evaluate(axe)
        found += [f"{name}: {barrier}" for barrier in _barriers(page)]
        page.set_viewport_size(NARROW)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{name}: wider than 320 px")
        page.set_viewport_size(WIDE)
    page.close()
    assert found == []


def test_question_shows_while_its_condition_holds_and_sends_nothing_else(
    render: Render, browser: Browser, site: tuple[Path, str]
) -> None:
    folder, address = site
    (folder / "condition.html").write_text(render("step-first", fields_html=CONDITION), encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{address}/condition.html")
    assert not page.is_visible("#frage")
    page.check("#a")
    assert page.is_visible("#frage")
    assert page.input_value("#b") == "1"
    page.evaluate("document.querySelector('#a').checked = false")
    page.dispatch_event("#a", "input", {"bubbles": True})
    page.evaluate(
        "document.querySelector('[data-lw-form]').addEventListener('submit', (e) => e.preventDefault())"
    )
    page.click("button[value=next]")
    assert page.input_value("#b") == ""
    page.close()


def test_error_summary_takes_focus_and_leads_to_the_field(
    render: Render, browser: Browser, site: tuple[Path, str]
) -> None:
    folder, address = site
    (folder / "errors.html").write_text(render("step-errors"), encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{address}/errors.html")
    assert page.evaluate("document.activeElement.matches('[data-lw-errors]')")
    page.click("[data-lw-errors] a")
    assert page.evaluate("document.activeElement.id") == "f-2"
    page.close()


def test_pages_work_without_script(render: Render, browser: Browser, site: tuple[Path, str]) -> None:
    folder, address = site
    (folder / "plain.html").write_text(render("step-first", fields_html=CONDITION), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/plain.html")
    assert page.is_visible("#frage")
    assert not page.is_visible("[data-lw-copy]")
    page.context.close()


@pytest.mark.parametrize("name", ["progress-figure", "figure-services", "round-part"])
def test_whoever_goes_by_keyboard_sees_where_they_are(
    render: Render, browser: Browser, site: tuple[Path, str], name: str
) -> None:
    folder, address = site
    (folder / "keys.html").write_text(render(name), encoding="utf-8")
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}/keys.html")
    stops = page.evaluate(
        "document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]').length"
    )
    unseen = set()
    for _stop in range(stops):
        page.keyboard.press("Tab")
        unseen |= set(page.evaluate(UNSEEN))
    assert not unseen
    page.close()


@pytest.mark.parametrize("name", ["home", "progress", "step-first"])
def test_nothing_moves_for_who_wants_less_motion(
    render: Render, browser: Browser, site: tuple[Path, str], name: str
) -> None:
    folder, address = site
    (folder / "still.html").write_text(render(name), encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/still.html")
    assert page.evaluate(MOVING) == []
    page.close()


@pytest.mark.parametrize("name", ["home", "progress"])
def test_on_paper_the_heading_stands_below_the_name_of_the_site(
    render: Render, browser: Browser, site: tuple[Path, str], name: str
) -> None:
    folder, address = site
    (folder / "paper.html").write_text(render(name), encoding="utf-8")
    page = browser.new_page(viewport=WIDE)
    page.emulate_media(media="print")
    page.goto(f"{address}/paper.html")
    header, heading = page.locator(".lw-header").bounding_box(), page.locator("h1").bounding_box()
    assert header is not None
    assert heading is not None
    assert heading["y"] >= header["y"] + header["height"]
    page.close()
