# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command called in this process, on the test's database; and as a process of its own where it starts others."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from leistungswerk.cli import main
from leistungswerk.core import processes


@dataclass(frozen=True)
class Done:
    """What a call said and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def lw(monkeypatch, capsys) -> Callable[..., Done]:
    """``lw("import", "schema", path)``: the command in this process."""

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["leistungswerk", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def lw_process(tmp_path: Path) -> Callable[..., Done]:
    """The command as a process of its own, with a data folder of its own."""
    env = {
        **os.environ,
        "LEISTUNGSWERK_DATA": str(tmp_path / "data"),
        "LEISTUNGSWERK_DATABASE_URL": "",
        "PYTHONWARNINGS": "error",
    }

    def call(*arguments: object, **changes: str) -> Done:
        done = subprocess.run(
            processes.command(*map(str, arguments)),
            env=env | changes,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call
