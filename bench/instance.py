# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A throw-away instance for one profile: sandbox, server without worker, later the worker.

Prepared by the same use cases as a rehearsal, but durable: ``synchronous=FULL``.
"""

import http.client
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from bench import profiles
from bench.profiles import Profile
from leistungswerk.core import processes
from leistungswerk.core.settings import read_settings
from leistungswerk.delivery.rehearsal.run import ARS, KEY, Staged
from leistungswerk.delivery.sandbox_setup import SandboxSetup, Sender, set_up
from leistungswerk.forms.rules import dump_rules
from leistungswerk.standards.fim import write_message

ROOT: Final = Path(__file__).resolve().parents[1]
_START_SECONDS: Final = 30.0
_KIB_A_MIB: Final = 1024


class BenchError(Exception):
    """The measurement cannot go on; the text says why."""


class Counts(msgspec.Struct, frozen=True):
    """What lies in the database."""

    applications: int
    delivered: int
    bytes: int


class Instance:
    """Runs in ``folder``; the processes belong to ``group`` and end with it."""

    def __init__(self, folder: Path, profile: Profile, group: processes.Group) -> None:
        self.port, self._sandbox_port = processes.free_ports(2)
        self.base = f"http://127.0.0.1:{self.port}"
        self._sandbox_url = f"http://127.0.0.1:{self._sandbox_port}"
        self._folder, self._group = folder, group
        self._children: dict[str, processes.Child] = {}
        self.env = {
            "LEISTUNGSWERK_DATA": str(folder),
            "LEISTUNGSWERK_BASE_URL": self.base,
            "LEISTUNGSWERK_DATABASE_URL": "",
            "LEISTUNGSWERK_RELEASE_POLICY": "rehearsal",
            "LEISTUNGSWERK_SYNCHRONOUS": "FULL",
            "LEISTUNGSWERK_SECRET_KEY": uuid.uuid4().hex + uuid.uuid4().hex,
        }
        self._sender = self._sandbox_setup()
        self._start("sandbox", "sandbox", "--port", str(self._sandbox_port))
        self.slug = self._publish(profile)

    def _sandbox_setup(self) -> Sender:
        return set_up(
            SandboxSetup(
                sandbox=self._folder / "sandbox",
                receiver=self._folder / "receiver",
                key_pool=read_settings({**os.environ, **self.env}).key_pool,
                sandbox_url=self._sandbox_url,
                platform_url=self.base,
                keys=(KEY,),
                regions=(ARS,),
            )
        )

    def _publish(self, profile: Profile) -> str:
        schema, rules = self._folder / "schema.xml", self._folder / "rules.json"
        schema.write_bytes(write_message(profiles.schema(profile)))
        rules.write_bytes(dump_rules(profiles.rules(profile)))
        arguments = ["stage", str(schema), "--rules", str(rules), "--sandbox", self._sandbox_url]
        arguments += ["--destination", self._sender.destination_id, "--client", self._sender.client_id]
        env = {**self.env, "LEISTUNGSWERK_STAGE_SECRET": self._sender.client_secret}
        done = processes.run(*arguments, env=env)
        if done.returncode != 0:
            raise BenchError(
                f"Das Messprofil ließ sich nicht veröffentlichen: {done.stderr.decode().strip()[-600:]}"
            )
        last = msgspec.json.decode(done.stdout.splitlines()[-1], type=Staged)
        return last.detail.removeprefix("/leistungen/").removesuffix("/")

    def _start(self, name: str, *arguments: str) -> None:
        self._children[name] = self._group.start(*arguments, env=self.env, quiet=True)

    def serve(self) -> float:
        """Start the server; returns the seconds until the service's page came with status 200."""
        started = time.perf_counter()
        self._start("server", "serve", "--port", str(self.port), "--no-worker")
        while time.perf_counter() - started < _START_SECONDS:
            if self._answers():
                return time.perf_counter() - started
            time.sleep(0.005)
        raise BenchError("Der Server der Messung antwortet nicht.")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_START_SECONDS)
        try:
            connection.request("GET", f"/leistungen/{self.slug}/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop_server(self) -> None:
        processes.end(self._children.pop("server"))

    def start_worker(self) -> None:
        """The worker was paused so far: everything submitted waits for it."""
        self._start("worker", "worker")

    def memory(self) -> dict[str, float]:
        """Proportional set size in MiB of each part with its child processes."""
        for name, child in self._children.items():
            if child.poll() is not None:
                raise BenchError(f"Der Prozess „{name}“ hat sich während der Messung beendet.")
        return {name: _tree_pss(child.pid) / _KIB_A_MIB for name, child in self._children.items()}

    def server_seconds(self) -> float:
        """Processor time that the server has used so far."""
        return _tree_ticks(self._children["server"].pid) / os.sysconf("SC_CLK_TCK")

    def counts(self) -> Counts:
        """Applications and deliveries in the database; size of its files."""
        path = self._folder / "db" / "leistungswerk.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            applications = database.execute("SELECT count(*) FROM online_application").fetchone()[0]
            waiting = database.execute(
                "SELECT count(*) FROM delivery_parcel WHERE state IN ('waiting', 'announced')"
            ).fetchone()[0]
        size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
        return Counts(applications, applications - waiting, size)

    def inside(self, module: str, *arguments: str) -> bytes:
        """Run one of our modules in a process of its own on this instance's data; returns what it says."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env={**os.environ, **self.env},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise BenchError(f"{module}: {done.stderr.decode().strip()[-600:]}")
        return done.stdout


def _started_by(pid: int) -> list[int]:
    tasks = (Path("/proc") / str(pid) / "task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]


def _tree_pss(pid: int) -> int:
    """Kibibytes of a process and all that it started."""
    rollup = (Path("/proc") / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own + sum(_tree_pss(child) for child in _started_by(pid))


def _tree_ticks(pid: int) -> int:
    """Clock ticks in user and system mode of a process and all that it started."""
    # Behind the name in brackets, which may hold blanks; fields 14 and 15 of proc(5).
    fields = (Path("/proc") / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) + sum(_tree_ticks(child) for child in _started_by(pid))
