# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public site in Chromium: by keyboard alone, at 320 px and 400 %, with reduced motion, on paper."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import Accessible, Instance, press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("instance")]


@pytest.mark.parametrize(
    "context",
    # 1280 × 1024 at 400 % are 320 × 256 CSS pixels (WCAG 1.4.10).
    [{"viewport": {"width": 320, "height": 256}, "reduced_motion": "reduce", "device_scale_factor": 4}],
    indirect=True,
)
def test_reader_finds_the_way_by_keyboard_at_400_percent_and_reports_a_barrier(
    context: BrowserContext, page: Page, instance: Instance, accessible: Accessible
) -> None:
    page.goto(f"{instance.base}/")
    assert context.cookies() == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    menu = page.locator(".lw-menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    press_key(page, page.locator(".lw-menu").get_by_role("link", name="OZG-Umsetzung"))
    expect(page.locator(".lw-menu a[aria-current]")).to_have_text("OZG-Umsetzung")
    press_key(page, page.locator("article").get_by_role("link", name="Erste Schritte"))
    accessible(page)
    assert page.evaluate("getComputedStyle(document.querySelector('.lw-beside a')).transitionDuration") in {
        "0s",
        "",
    }
    page.emulate_media(media="print")
    assert not page.locator(".lw-beside").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    page.emulate_media(media="screen")
    press_key(page, page.get_by_role("link", name="Barriere auf dieser Seite melden"))
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/umsetzung/erste-schritte/")
    page.get_by_label("Was ist die Barriere?").fill("Der Kontrast der Zahlen ist zu gering.")
    press(page, page.get_by_role("button", name="Meldung absenden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Meldung")
    accessible(page)


def press_key(page: Page, target) -> None:
    """Follow a link by the keyboard."""
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_nothing_on_the_page_moves_while_it_loads(page: Page, instance: Instance) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " window.moved += each.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/umsetzung/roll-out/", "/rheinland-pfalz/organigramm-und-projektstruktur/"):
        page.goto(f"{instance.base}{path}", wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.02, path
    assert all(url.startswith(instance.base) for url in asked)
