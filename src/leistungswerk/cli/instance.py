# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands that run an instance or a part of it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core import logs, processes
from leistungswerk.core import playground as trial
from leistungswerk.core.failures import Failure, Refused
from leistungswerk.core.settings import settings

Playground = Annotated[
    bool, typer.Option("--playground", help="Übungsumgebung, die sich jede Nacht zurücksetzt")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Die Übungsumgebung von heute an neu erzählen")]
Port = Annotated[int, typer.Option(help="Port auf 127.0.0.1", min=1, max=65535)]


def migrate() -> None:
    """Die Datenbank auf den neuesten Stand bringen."""
    setup.django()
    setup.migrate()


def serve(
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Adresse, an der der Server hört")] = "127.0.0.1",
    threads: Annotated[int, typer.Option(help="Threads des Servers", min=1, max=64)] = 3,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Zustelldienst als Kindprozess führen")
    ] = True,
) -> None:
    """Server starten (mit dem Zustelldienst als überwachtem Kindprozess)."""
    from granian.constants import Interfaces
    from granian.server import Server

    processes.free_port(port)
    os.environ.setdefault("LEISTUNGSWERK_BASE_URL", f"http://{host}:{port}")
    child = processes.Supervisor("worker", "--supervised") if worker else None
    server = Server(
        "leistungswerk.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        # A request that hangs must not keep the whole server from ending.
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        websockets=False,
        log_enabled=False,
    )
    try:
        server.serve()
    finally:
        if child is not None:
            child.stop()


def worker(
    supervised: Annotated[bool, typer.Option("--supervised", help="Enden, wenn der Server endet")] = False,
) -> None:
    """Zustelldienst im Vordergrund: stellt zu, holt Quittungen, erledigt Wiederkehrendes."""
    setup.django()
    from leistungswerk.delivery.worker import run_until_signal

    run_until_signal(supervised=supervised)


def sandbox(
    port: Port = 8010,
    folder: Annotated[Path | None, typer.Option(help="Datenordner; Vorgabe: sandbox im Datenordner")] = None,
) -> None:
    """FIT-Connect-Zustelldienst zum Ausprobieren, nur auf 127.0.0.1."""
    from leistungswerk.standards.fitconnect.sandbox.serve import serve_sandbox

    logs.configure(settings().log_level)
    processes.free_port(port)
    serve_sandbox(
        folder or settings().folder("sandbox"), "127.0.0.1", port, public_url=f"http://127.0.0.1:{port}"
    )


def receive(
    folder: Annotated[Path | None, typer.Option(help="Datenordner; Vorgabe: receiver im Datenordner")] = None,
    once: Annotated[bool, typer.Option("--once", help="Einmal abholen und enden")] = False,
    interval: Annotated[float, typer.Option(help="Sekunden zwischen zwei Abholungen", min=0.1)] = 1.0,
) -> None:
    """Das kleinste Fachverfahren: abholen, prüfen, entschlüsseln, ablegen, quittieren."""
    from leistungswerk.standards.fitconnect.problems import FitConnectProblem
    from leistungswerk.standards.fitconnect.receiver import Receiver, run_receiver

    logs.configure(settings().log_level)
    place = folder or settings().folder("receiver")
    try:
        if not once:
            run_receiver(place, interval)
            return
        with Receiver(place) as receiver:
            done = receiver.receive_once()
    except FitConnectProblem as problem:
        raise Refused(str(problem)) from problem
    say(f"Angenommen {len(done.accepted)}, zurückgewiesen {len(done.rejected)}, offen {len(done.failed)}.")


def keypool(size: Annotated[int, typer.Option(help="So viele Schlüssel je Art", min=1, max=50)] = 3) -> None:
    """RSA-Schlüssel für Demonstration, Generalprobe und Tests auf Vorrat erzeugen."""
    from leistungswerk.delivery import key_pool

    made = key_pool.fill(settings().key_pool, size)
    say(f"{made} Schlüssel erzeugt, {2 * size} liegen bereit.")


def rotate_key() -> None:
    """Einen neuen Serverschlüssel für Entwürfe anlegen; ältere bleiben lesbar."""
    from leistungswerk.core import sealing

    say(f"Neuer Serverschlüssel {sealing.rotate_key_ring()}. Sichern Sie den Ordner keys getrennt.")


def check() -> None:
    """Alle Verbindungen prüfen und in klaren Worten sagen, was fehlt. Exit-Code 1, wenn etwas fehlt."""
    setup.django()
    setup.migrate()
    from leistungswerk.core.actor import OPERATOR
    from leistungswerk.delivery import queries, services

    failed = False
    for connection in queries.connections():
        problems = services.check_connection(OPERATOR, connection=connection.uuid)
        failed = failed or bool(problems)
        say(f"{connection.name}: {'; '.join(item.text for item in problems) or 'in Ordnung'}", markup=False)
    # Forms that are online rest on the lists held here, so a repository that is away fails nothing.
    say(f"Codelisten holen ({settings().fetch}): {_repository()}", markup=False)
    if failed:
        sys.exit(1)


def _repository() -> str:
    """What keeps the repository of code lists from answering."""
    from leistungswerk.register import fetching

    try:
        problems = fetching.open_port().check()
    except Failure as failure:
        return str(failure)
    return "; ".join(item.text for item in problems) or "in Ordnung"


def demo(
    port: Port = 8000,
    serve_now: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Nach dem Vorbereiten starten")
    ] = True,
    story: Annotated[
        bool, typer.Option("--story/--no-story", help="Auch die Vorhaben des Landes erzählen (einmalig)")
    ] = True,
    playground: Playground = False,
    fresh: Fresh = False,
) -> None:
    """Demonstrationsinstanz vorbereiten und starten: Server, Sandbox, Fachverfahren."""
    address, sandbox_port = _demo_settings(port), port + 10
    for needed in (port, sandbox_port):
        processes.free_port(needed)
    if playground or fresh:
        trial.begin(fresh=fresh)
    from leistungswerk.cli import demonstration

    with processes.Group() as group:
        demonstration.provision_sandbox(sandbox_port, address)
        # Each process starts while the next step is being prepared.
        started = group.start("sandbox", "--port", str(sandbox_port))
        _tables()
        # Telling the story is one long transaction, and a playground keeps what was prepared and nothing else:
        # nobody is let in before it is over.
        story = story and not demonstration.is_told()
        early = serve_now and not story and trial.standing() is None
        server = group.start("serve", "--port", str(port)) if early else None
        processes.wait_for(f"http://127.0.0.1:{sandbox_port}/", seconds=20, process=started)
        demonstration.prepare(sandbox_port, story=story)
        if not serve_now:
            say(f"Vorbereitet in {settings().data}. Starten: leistungswerk demo")
            return
        server = server or group.start("serve", "--port", str(port))
        group.start("receive")
        processes.wait_for(f"{address}/gesundheit", seconds=30, process=server)
        demonstration.announce(address, sandbox_port)
        group.wait()


def _demo_settings(port: int) -> str:
    """Settings of this process and of those it starts; returns the address."""
    if port > 65515:
        raise Refused("Über dem Port werden weitere Ports gebraucht. Wählen Sie einen bis 65515.")
    address = f"http://127.0.0.1:{port}"
    os.environ["LEISTUNGSWERK_DEMO"] = "1"
    # The terminal shows addresses and logins; what runs well stays silent.
    os.environ.setdefault("LEISTUNGSWERK_LOG_LEVEL", "warning")
    # What would be mailed can be read in the office.
    os.environ.setdefault("LEISTUNGSWERK_MAIL", "folder")
    os.environ["LEISTUNGSWERK_BASE_URL"] = address
    settings.cache_clear()
    return address


def _tables() -> None:
    """Tables of now; a playground that starts again begins where it began, whatever version left it."""
    setup.django()
    if trial.is_ready():
        from leistungswerk.core import playground_reset
        from leistungswerk.core.actor import OPERATOR

        playground_reset.reset(OPERATOR, any_version=True)
    setup.migrate()
