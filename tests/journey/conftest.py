# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A running demonstration instance with all its processes, and a browser that walks through it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Instance:
    """Addresses, logins and folders of the running instance."""

    def __init__(self, base: str, sandbox: str, data: Path) -> None:
        self.base = base
        self.sandbox = sandbox
        self.data = data
        logins = json.loads((data / "keys" / "demo.json").read_text())["logins"]
        self.logins = {login["username"]: login["password"] for login in logins}


def _free_port() -> int:
    """A port whose tenth neighbour, the sandbox's, is free too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 10))
            except (OSError, OverflowError):
                continue
            return port


def _wait(base: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the instance says its address: it answers before that, while it still writes what it will show."""
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"The instance ended: {log.read_text()[-2000:]}")
        if base in log.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"{base} is not ready: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    folder = tmp_path_factory.mktemp("instance")
    data, log = folder / "data", folder / "log.txt"
    port = _free_port()
    env = {**os.environ, "LEISTUNGSWERK_DATA": str(data)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "leistungswerk", "demo", "--no-story", "--port", str(port)],
            env=env, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield Instance(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 10}", data)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh visitor; parametrise indirectly with Playwright's options."""
    options = getattr(request, "param", {})
    made = browser.new_context(locale="de-DE", **options)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def axe() -> str:
    """Source of axe-core as npm installed it."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        if os.environ.get("NO_SKIP") == "1":
            pytest.fail("axe-core is not installed (npm ci).")
        pytest.skip("axe-core is not installed (npm ci).")
    return path.read_text()


class Accessible:
    """Asserts that a page breaks no rule of axe and never scrolls sideways."""

    def __init__(self, axe: str) -> None:
        self._axe = axe

    def __call__(self, page: Page) -> None:
        page.evaluate(self._axe)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
        broken = [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert not broken, f"{page.url}\n" + "\n".join(broken)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide"


@pytest.fixture(scope="session")
def accessible(axe: str) -> Accessible:
    return Accessible(axe)


def press(page: Page, target: Locator) -> None:
    """Click what leads to another page and wait until that page is there."""
    with page.expect_navigation():
        target.click()
