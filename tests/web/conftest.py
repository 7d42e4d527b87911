# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages as text: every sample context rendered by its template, without views and without a database."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation
from office_samples import PAGES
from page_samples import Render

from leistungswerk.core.actor import OPERATOR
from leistungswerk.web.assets import build

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def kern() -> Path:
    """The design system as npm installed it."""
    modules = ROOT / "node_modules"
    if not (modules / "@kern-ux").is_dir():
        message = "The design system is not installed (npm ci)."
        if os.environ.get("NO_SKIP") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return modules


@pytest.fixture(scope="session")
def built(kern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build of assets, fonts and translations."""
    folder = tmp_path_factory.mktemp("build")
    assert build(folder, kern)
    return folder


@pytest.fixture
def render() -> Iterator[Render]:
    """Render a sample page by name; further keywords replace parts of its context."""

    def rendered(name: str, *, language: str = "de", **changes: object) -> str:
        template, context = PAGES[name]
        request = RequestFactory().get("/seite/")
        request.user = Thing(is_authenticated=name != "login", get_username="redaktion")
        if name != "login":
            vars(request)["actor"] = OPERATOR
        with translation.override(language):
            return render_to_string(template, {**context, **changes}, request=request)

    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ROOT_URLCONF="page_addresses", STORAGES=plain):
        yield rendered
