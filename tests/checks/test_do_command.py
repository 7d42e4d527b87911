# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``./do`` says in one sentence what is missing or misspelt."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

DO = Path(__file__).resolve().parents[2] / "do"
TOOLS = ("bash", "cat", "cut", "dirname", "env", "flock", "mkdir", "sha256sum")


@pytest.fixture
def bare(tmp_path):
    """A copy of the command in a folder with a blank in its name, on a machine without Python."""
    folder = tmp_path / "mein Ordner"
    (folder / "requirements").mkdir(parents=True)
    for name in ("bootstrap", "run", "dev"):
        (folder / "requirements" / f"{name}.txt").touch()
    (folder / "pyproject.toml").touch()
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in TOOLS:
        path = shutil.which(name)
        assert path, name
        (programs / name).symlink_to(path)
    return Path(shutil.copy(DO, folder)), programs


def call(command, *arguments, path=None):
    environment = {"PATH": str(path) if path else os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.run([command, *arguments], capture_output=True, text=True, env=environment, check=False)


def test_help_lists_every_command():
    shown = call(DO).stdout
    assert all(f"./do {name}" in shown for name in ("run", "test", "lint", "bench", "setup", "lw"))


@pytest.mark.parametrize(
    ("arguments", "named"), [(["laufe"], "laufe"), (["setup", "alles"], "alles")], ids=["command", "level"]
)
def test_an_unknown_word_is_refused_and_named(bare, arguments, named):
    done = call(bare[0], *arguments)
    assert done.returncode == 1
    assert f"'{named}'" in done.stderr


def test_missing_python_is_said_with_the_package_that_brings_it(bare):
    command, programs = bare
    done = call(command, "run", path=programs)
    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr


def test_python_without_venv_is_said_with_the_package_that_brings_it(bare):
    command, programs = bare
    python = programs / "python3"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexit 0\n')
    python.chmod(0o755)
    done = call(command, "test", path=programs)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert not (command.parent / ".venv").exists()
