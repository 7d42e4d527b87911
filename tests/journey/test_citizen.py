# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A citizen's way from the start page to the accepted application, in Chromium, by what the pages show."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from leistungswerk.forms import compile_form, compile_plan
from leistungswerk.forms.rules import load_rules
from leistungswerk.forms.sample import sample_raw
from leistungswerk.standards.fim import load_codelists, read_message
from leistungswerk.standards.fim.model import Stammdatenschema

from .conftest import ROOT, Accessible, Instance, press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("instance")]
DEMO = ROOT / "demo" / "hundesteuer"
NO_SCRIPT = {"java_script_enabled": False}
NARROW = {"viewport": {"width": 320, "height": 640}}
DARK = {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """Valid answers for the demo form."""
    [file] = DEMO.glob("*.xml")
    schema = read_message(file.read_bytes()).nachricht.inhalt
    assert isinstance(schema, Stammdatenschema)
    rules = load_rules((DEMO / "rules.json").read_bytes())
    form = compile_form(schema, load_codelists(DEMO / "codelists"), rules=rules)
    return sample_raw(compile_plan(form).form, 7)


def _fill(page: Page, answers: dict[str, str], upload: Path) -> None:
    """Fill every control of the page by its name, as a person would: look, then type or choose."""
    for control in page.locator("form[data-lw-form] [name]").all():
        name = control.get_attribute("name") or ""
        kind = control.get_attribute("type") or ""
        value = answers.get(name, "")
        if name.startswith("_") or name == "csrfmiddlewaretoken" or kind == "hidden":
            continue
        label = page.locator(f'label[for="{control.get_attribute("id")}"]')
        if not label.is_visible():
            # Hidden by the form's own condition: nobody could fill it.
            continue
        if kind == "file":
            control.set_input_files(upload)
        elif kind in ("radio", "checkbox"):
            if control.get_attribute("value") in value.split("\n"):
                label.click()
        elif control.locator("option").count():
            control.select_option(value)
        elif value:
            control.fill(value)


def _add_rows(page: Page, answers: dict[str, str], upload: Path) -> None:
    """Press „hinzufügen“ until every repeatable group has as many rows as the answers."""
    while True:
        for counter in page.locator('form[data-lw-form] input[name$=".#"]').all():
            name = counter.get_attribute("name") or ""
            if int(answers.get(name, "0")) > int(counter.get_attribute("value") or 0):
                press(page, page.locator(f'button[value="add:{name.removesuffix(".#")}"]'))
                break
        else:
            return


def _walk(page: Page, instance: Instance, answers: dict[str, str], upload: Path, look) -> None:
    """From the start page to the review; ``look`` sees every page."""
    page.goto(f"{instance.base}/")
    look(page)
    press(page, page.get_by_role("link", name="Hundesteuer").first)
    look(page)
    press(page, page.get_by_role("button", name="Antrag starten"))
    while "/pruefen/" not in page.url:
        before = page.url
        _add_rows(page, answers, upload)
        _fill(page, answers, upload)
        look(page)
        press(page, page.locator("main .lw-actions").get_by_role("button", name="Weiter"))
        assert page.url != before, page.locator(".lw-errors").inner_text()
    look(page)


def _accepted(page: Page, instance: Instance) -> int:
    """As operators read it; the public page tells no single application."""
    text = page.request.get(f"{instance.base}/metriken").text()
    [line] = re.findall(
        r'^leistungswerk_usage_total\{measure="application\.accepted"\} (\S+)$', text, re.MULTILINE
    )
    return int(float(line))


def _until_accepted(page: Page, url: str, word: str = "Angenommen") -> None:
    for _ in range(60):
        page.goto(url)
        if page.get_by_text(word, exact=True).count():
            return
        time.sleep(0.25)
    pytest.fail(page.locator("main").inner_text())


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "Nachweis.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"x" * 100_000 + b"\n%%EOF\n")
    return path


@pytest.mark.parametrize(
    "context", [{}, NO_SCRIPT, NARROW, DARK], ids=["script", "no-script", "320px", "dark"], indirect=True
)
def test_a_citizen_reaches_the_accepted_status(
    context: BrowserContext,
    page: Page,
    instance: Instance,
    answers: dict[str, str],
    upload: Path,
    accessible: Accessible,
    request: pytest.FixtureRequest,
) -> None:
    has_script = "no-script" not in request.node.name
    look = accessible if has_script else (lambda _page: None)
    before = _accepted(page, instance)
    _walk(page, instance, answers, upload, look)
    press(page, page.get_by_role("button", name="verbindlich absenden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Antrag ist abgesendet")
    look(page)
    assert re.search(r"LW-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    with page.expect_download() as download:
        page.get_by_role("button", name="Eingangsbeleg").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
    status = page.url.replace("/abgesendet/", "/status/")
    _until_accepted(page, status)
    look(page)
    assert _accepted(page, instance) == before + 1
    look(page)


def test_a_draft_is_found_again_by_its_code_after_the_session_is_gone(
    context: BrowserContext,
    page: Page,
    instance: Instance,
    answers: dict[str, str],
    upload: Path,
    accessible: Accessible,
) -> None:
    page.goto(f"{instance.base}/")
    press(page, page.get_by_role("link", name="Hundesteuer").first)
    press(page, page.get_by_role("button", name="Antrag starten"))
    code = page.locator("#lw-code").inner_text()
    _fill(page, answers, upload)
    press(page, page.get_by_role("button", name="Speichern und später fortsetzen"))
    accessible(page)
    typed = page.url
    context.clear_cookies()
    page.goto(typed)
    expect(page).to_have_url(f"{instance.base}/fortsetzen/")
    page.get_by_label("Ihr Code").fill("ABCD")
    press(page, page.get_by_role("button", name="Antrag öffnen"))
    expect(page.locator("#code-error")).to_contain_text("28 Zeichen")
    accessible(page)
    page.get_by_label("Ihr Code").fill(code.lower().replace("-", " "))
    press(page, page.get_by_role("button", name="Antrag öffnen"))
    press(page, page.get_by_role("button", name="Zurück"))
    family_name = next(value for name, value in answers.items() if name.endswith("F99000002"))
    assert family_name in [
        field.input_value() for field in page.locator("input[type=text], input:not([type])").all()
    ]
    assert code.replace("-", "") not in page.url


def test_the_error_summary_names_each_field_and_leads_to_it(
    page: Page, instance: Instance, accessible: Accessible
) -> None:
    page.goto(f"{instance.base}/")
    press(page, page.get_by_role("link", name="Hundesteuer").first)
    press(page, page.get_by_role("button", name="Antrag starten"))
    press(page, page.locator("main .lw-actions").get_by_role("button", name="Weiter"))
    summary = page.locator(".lw-errors")
    expect(summary).to_be_focused()
    accessible(page)
    link = summary.get_by_role("link").first
    target = (link.get_attribute("href") or "").removeprefix("#")
    link.press("Enter")
    assert page.evaluate("document.activeElement.id") == target


def test_pages_that_everybody_may_see_are_accessible(
    page: Page, instance: Instance, accessible: Accessible
) -> None:
    for path in (
        "/",
        "/fortsetzen/",
        "/fortschritt/",
        "/impressum/",
        "/datenschutz/",
        "/barrierefreiheit/",
        "/glossar/",
        "/gibt-es-nicht/",
    ):
        page.goto(f"{instance.base}{path}")
        accessible(page)
    press(page, page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    accessible(page)


UNMARKED = """() => {
  const german = /[äöüßÄÖÜ„]|\\b(der|die|das|und|oder|nicht|Sie|ein|eine|bei|mit|wenn)\\b/, found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    // What the citizen typed is in the citizen's own language.
    if (parent.closest("[lang]").lang === "en" && !parent.closest("dd.lw-lines, textarea")
      && german.test(walk.currentNode.textContent)) found.push(walk.currentNode.textContent.trim());
  }
  return found;
}"""


def test_an_english_reader_meets_german_only_where_a_page_says_so(
    context: BrowserContext,
    page: Page,
    instance: Instance,
    answers: dict[str, str],
    upload: Path,
    accessible: Accessible,
) -> None:
    context.add_cookies([{"name": "lw_sprache", "value": "en", "url": instance.base}])

    def look(seen: Page) -> None:
        accessible(seen)
        assert seen.evaluate(UNMARKED) == []
        assert seen.locator("html").get_attribute("lang") == "en"

    page.goto(f"{instance.base}/")
    look(page)
    press(page, page.get_by_role("link", name="Hundesteuer").first)
    look(page)
    press(page, page.get_by_role("button", name="Start application"))
    while "/pruefen/" not in page.url:
        press(page, page.locator("main .lw-actions").get_by_role("button", name="Continue", exact=True))
        look(page)
        if "/pruefen/" not in page.url:
            _add_rows(page, answers, upload)
            _fill(page, answers, upload)
            press(page, page.locator("main .lw-actions").get_by_role("button", name="Continue", exact=True))
    look(page)
    press(page, page.get_by_role("button", name="Send application"))
    look(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download confirmation").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
    # Also because other tests count: nothing of this one may still be on its way when they begin.
    _until_accepted(page, page.url.replace("/abgesendet/", "/status/"), "Accepted")
    look(page)


def test_the_sandbox_shows_every_submission(page: Page, instance: Instance, accessible: Accessible) -> None:
    page.goto(instance.sandbox)
    accessible(page)
