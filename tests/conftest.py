# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: a data folder of their own, and the real files of the standards beside the repository."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
# Without these Chromium looks for services of its maker, many at a time.
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_DATA = Path(tempfile.mkdtemp(prefix="leistungswerk-test-"))
os.environ["LEISTUNGSWERK_DATA"] = str(_DATA)
os.environ["LEISTUNGSWERK_SYNCHRONOUS"] = "NORMAL"
os.environ["LEISTUNGSWERK_FETCH"] = "null"  # tests ask no repository but their own

# Looking for cycles as often as usual takes a tenth of the whole run: most objects here live as long as it does.
gc.set_threshold(50_000, 20, 50)

# How long an example takes says more about a busy machine than about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# --- Django -------------------------------------------------------------------------------------------------
# Wired here and not by pytest-django's setting: that is read before this file, so tests would write into the
# data folder of the instance. The name is taken away again for the same reason: xdist's workers inherit the
# environment, and each shall come here for a data folder of its own.
os.environ["LEISTUNGSWERK_DATABASE_URL"] = os.environ.get("LEISTUNGSWERK_TEST_DATABASE_URL", "")
os.environ["DJANGO_SETTINGS_MODULE"] = "leistungswerk.config.settings"
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]

from leistungswerk.reporting import progress  # noqa: E402 - models are known from here on

pytest_plugins = ("stage", "xrepository_server", "mail_server")
# ------------------------------------------------------------------------------------------------------------


def pytest_unconfigure() -> None:
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Folder of the official files; a stranger's clone has none and skips, CI fails instead."""
    folder = ROOT.parent / "shared" / "artefacts"
    if not folder.is_dir():
        message = "The official files of the standards are not here (../shared/artefacts)."
        if os.environ.get("NO_SKIP") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def key_pool() -> Path:
    """Folder of RSA keys made at set-up; missing ones are made on the spot."""
    return ROOT / ".cache" / "keys"


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request in English leaves its language in the thread; the next test begins in German again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _figures_of_its_own() -> Iterator[None]:
    """What a process keeps of the figures belongs to the database of its test."""
    yield
    progress.forget()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a process: two of Playwright's loops cannot run in one."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("NO_SKIP") == "1":
            pytest.fail("Chromium is not installed.")
        pytest.skip("Chromium is not installed.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield chromium
        chromium.close()
