# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documentation is true: examples of the library run, commands of the tutorial print what it shows."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_library_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "reference" / "standards-fim.md").read_text(encoding="utf-8")
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    test = parser.get_doctest(
        "\n".join(body for kind, body in _BLOCK.findall(text) if kind == "python"), {}, "docs", "docs", 0
    )
    assert len(test.examples) > 30
    said: list[str] = []
    runner.run(test, out=said.append)
    assert runner.failures == 0, "".join(said)


def test_the_tutorial_from_a_fim_file_to_a_form_can_be_followed(tmp_path: Path):
    text = (ROOT / "docs" / "tutorial-fim.md").read_text(encoding="utf-8")
    (tmp_path / "demo").symlink_to(ROOT / "demo")
    program = tmp_path / "do"
    program.write_text(
        f'#!/bin/sh\nshift\nexec {shlex.quote(sys.executable)} -m leistungswerk "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    env = os.environ | {
        "LEISTUNGSWERK_DATA": str(tmp_path / "var"),
        "LEISTUNGSWERK_DATABASE_URL": "",
        "LC_ALL": "C.UTF-8",
    }
    said, compared = "", 0
    for kind, body in _BLOCK.findall(text):
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-ec", body], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
            )
            said = done.stdout
            assert done.returncode in (0, 1), body + done.stderr
            assert "Traceback" not in done.stderr
        elif kind == "text":
            lines = {line.strip() for line in said.splitlines()}
            assert {line.strip() for line in body.splitlines()} <= lines, said
            compared += 1
    assert compared == 4
