# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import io
import json

import pytest
import structlog

from leistungswerk.core import logs


@pytest.fixture
def lines(monkeypatch):
    """What is logged with our configuration, as decoded JSON lines."""
    before = structlog.get_config()
    said = io.StringIO()
    monkeypatch.setattr(logs.sys, "stderr", said)
    logs.configure()
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    structlog.configure(**before)


def test_fields_that_are_not_on_the_list_lose_their_value(lines):
    structlog.get_logger().info("worker_fault", email="kim@example.org", reason="config")
    [line] = lines()
    assert (line["event"], line["reason"], line["email"]) == ("worker_fault", "config", "entfernt")
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_an_exception_is_told_with_its_traceback(lines):
    try:
        int("kaputt")
    except ValueError:
        structlog.get_logger().exception("delivery_failed", row="1")
    [line] = lines()
    assert "ValueError: " in line["exception"]
    assert line["row"] == "1"
