# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running the processes of an instance: start, watch, end; only what was started here."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType
from typing import Final, TypeAlias
from urllib.error import URLError
from urllib.request import urlopen

from leistungswerk.core.failures import Refused

Child: TypeAlias = subprocess.Popen[bytes]
_END_SECONDS: Final = 8.0
_RESTART_SECONDS: Final = 1.0


def command(*arguments: str) -> list[str]:
    """Our own command in a new process of the same Python."""
    return [sys.executable, "-m", "leistungswerk", *arguments]


def spawn(*arguments: str, env: Mapping[str, str] | None = None, quiet: bool = False) -> Child:
    """Start our command; ``quiet`` drops what it says."""
    out = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(
        command(*arguments),
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=out,
    )


def run(*arguments: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[bytes]":
    """Run our command to its end and keep what it says."""
    return subprocess.run(
        command(*arguments),
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def end(process: Child) -> None:
    """Ask to end, insist after some seconds."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port(port: int) -> None:
    """Raise :class:`Refused` if something listens on the port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refused(
                f"Auf Port {port} läuft schon etwas. Beenden Sie es oder wählen Sie mit --port einen anderen."
            ) from error


def free_ports(count: int) -> list[int]:
    """Free ports of loopback; held together while they are chosen, so that all differ."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def wait_for(url: str, *, seconds: float, process: Child | None = None) -> None:
    """Wait until ``url`` answers; raises :class:`Refused` if it does not in time or the process ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            raise Refused(f"Der Prozess hinter {url} hat sich beendet (Code {process.returncode}).")
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - an address of our own on loopback
                return
        except (URLError, OSError):
            time.sleep(0.03)
    raise Refused(f"{url} antwortet nach {seconds:.0f} Sekunden noch nicht.")


class Supervisor:
    """Keeps one child alive from a thread; a child that ends unasked is started again."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        self._stopping = threading.Event()
        self._child = spawn(*arguments)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._child.wait()
            if not self._stopping.wait(_RESTART_SECONDS):
                self._child = spawn(*self._arguments)

    def stop(self) -> None:
        self._stopping.set()
        end(self._child)


class Group:
    """Several processes that live and end together; the first that ends unasked ends all."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._stopping = False

    def __enter__(self) -> "Group":
        signal.signal(signal.SIGTERM, self._asked)
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self.children):
            end(child)

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def start(self, *arguments: str, env: Mapping[str, str] | None = None, quiet: bool = False) -> Child:
        child = spawn(*arguments, env=env, quiet=quiet)
        self.children.append(child)
        return child

    def wait(self) -> None:
        """Until Ctrl-C, SIGTERM, or one of the processes ends."""
        try:
            while not self._stopping and all(child.poll() is None for child in self.children):
                time.sleep(0.2)
        except KeyboardInterrupt:
            pass
