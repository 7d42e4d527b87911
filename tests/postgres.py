# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the tests marked ``postgres`` once more, on a PostgreSQL server made for them and thrown away afterwards.

The server listens on a Unix socket in a temporary folder only, never on a network. Without a PostgreSQL on the
machine there is nothing to run; under ``NO_SKIP=1`` that is a failure.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
OLDEST = 15
_NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_NO_TESTS_COLLECTED = 5


def binaries() -> Path | None:
    """Folder of the newest server programs from version 15 on, where Debian puts them or on the search path."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    usable = [path for path in found if path.parent.name.isdecimal() and int(path.parent.name) >= OLDEST]
    if usable:
        return max(usable, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _account() -> str | None:
    """The account that runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise SystemExit("PostgreSQL läuft nicht unter root, und es fehlt ein anderes Konto (postgres, nobody).")


def _run(account: str | None, *command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=account, capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name}: {done.stdout}{done.stderr}")


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A fresh server; yields the address of a superuser without password behind a socket only we can reach."""
    account = _account()
    # A socket's path may have 107 characters: not every folder for temporary files is short enough.
    with tempfile.TemporaryDirectory(prefix="lw-pg-", dir="/tmp" if Path("/tmp").is_dir() else None) as name:  # noqa: S108 - made by mkdtemp
        folder = Path(name)
        if account is not None:
            shutil.chown(folder, account)
        data = folder / "data"
        initdb = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run(account, programs / "initdb", "-D", data, *initdb)
        options = f"-k {folder} -c listen_addresses='' -c max_connections=60 {_NOT_DURABLE}"
        control = (programs / "pg_ctl", "-D", data, "-w")
        _run(account, *control, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={quote(name, safe='')}"
        finally:
            _run(account, *control, "-m", "immediate", "stop")


def main(arguments: list[str]) -> int:
    """The exit code of pytest."""
    programs = binaries()
    if programs is None:
        sys.stderr.write(f"Ohne PostgreSQL ab {OLDEST} auf dieser Maschine laufen dessen Tests nicht.\n")
        return int(os.environ.get("NO_SKIP") == "1")
    command = [sys.executable, "-m", "pytest", "-m", "postgres", *arguments]
    with server(programs) as address:
        env = {**os.environ, "LEISTUNGSWERK_TEST_DATABASE_URL": address}
        code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    return 0 if code == _NO_TESTS_COLLECTED else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
