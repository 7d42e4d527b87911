# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rehearsal itself: three processes, one citizen, one comparison.

Nothing of the running instance is touched: data folder, ports, keys and secrets are thrown away afterwards.
"""

import hashlib
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.core import processes
from leistungswerk.core.failures import Refused
from leistungswerk.core.settings import settings
from leistungswerk.delivery.rehearsal.citizen import Citizen, JourneyError, SampleFile
from leistungswerk.delivery.sandbox_setup import SandboxSetup, set_up
from leistungswerk.forms import Form, compile_form, compile_plan
from leistungswerk.forms.answers import encode_answers
from leistungswerk.forms.rules import load_rules
from leistungswerk.forms.sample import sample_raw, sample_uploads
from leistungswerk.standards.fim import load_codelists, read_message
from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.model import Stammdatenschema
from leistungswerk.standards.fitconnect.metadata import Purpose, parse_metadata
from leistungswerk.standards.xml import read_limited

KEY: Final = "99000000000000"
"""Leistungsschlüssel of a rehearsal: well-formed, of no real Leistung."""
ARS: Final = "070000000000"
_WAIT_SECONDS: Final = 30.0
_PDF: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_SAMPLES: Final = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "text/plain": b"Anlage\n",
}


class Step(msgspec.Struct, frozen=True):
    """One step of the way; ``ms`` are milliseconds."""

    name: str
    ok: bool
    ms: int
    detail: str


class Report(msgspec.Struct, frozen=True):
    """``ok`` only if the receiver stored exactly what was entered."""

    ok: bool
    form: str
    steps: tuple[Step, ...]


class Staged(msgspec.Struct, frozen=True):
    """What the hidden command ``stage`` answers on standard output, one JSON object a line."""

    step: str
    ms: int
    detail: str


class _Script(msgspec.Struct, frozen=True):
    """What is played: the form and the answers."""

    form: Form
    raw: dict[str, str]
    files: dict[str, tuple[SampleFile, ...]]
    expected: bytes
    names: dict[str, str]
    """Upload id of the sample → digest of its content."""


class _Steps:
    """Collects steps; the first that fails ends the rehearsal."""

    def __init__(self, listener: Callable[[Step], None]) -> None:
        self.done: list[Step] = []
        self._listener = listener

    def add(self, step: Step) -> None:
        self.done.append(step)
        self._listener(step)

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Time a step; what it appends is its detail."""
        detail: list[str] = []
        started = time.monotonic()
        try:
            yield detail
        except (JourneyError, Refused, OSError, ValueError) as error:
            self.add(Step(name, False, _since(started), str(error)))
            raise _Ended from error
        self.add(Step(name, True, _since(started), "; ".join(detail)))


class _Ended(Exception):
    """A step failed; it is in the report."""


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _sample_file(number: int, media_types: tuple[str, ...]) -> SampleFile:
    media_type = media_types[0] if media_types else "application/pdf"
    # Different bytes each, so that two files exchanged on the way would be noticed.
    content = _SAMPLES.get(media_type, _PDF) + f"Anlage {number}\n".encode()
    return SampleFile(f"anlage-{number}.{media_type.rpartition('/')[2]}", media_type, content)


def _script(schema: Stammdatenschema, codelists: CodelistCollection, rules: bytes, seed: int) -> _Script:
    plan = compile_plan(compile_form(schema, codelists, rules=load_rules(rules)))
    raw = sample_raw(plan.form, seed)
    files: dict[str, tuple[SampleFile, ...]] = {}
    names: dict[str, str] = {}
    for number, upload in enumerate(sample_uploads(plan.form, raw), start=1):
        file = _sample_file(number, upload.media_types)
        files[upload.name] = (*files.get(upload.name, ()), file)
        names[upload.upload_id] = hashlib.sha256(file.content).hexdigest()
    return _Script(plan.form, raw, files, encode_answers(plan.answers(raw)), names)


def _named(value: object, names: Mapping[str, str]) -> object:
    """``value`` with upload ids replaced by digests of content, for comparison."""
    if isinstance(value, dict):
        return {key: _named(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _stored(receiver: Path, process: "processes.Child") -> Path:
    """The folder of the one submission the receiver stored."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        for name, found in (("submissions", True), ("rejected", False)):
            for folder in (receiver / name).glob("*"):
                if found:
                    return folder
                raise Refused(
                    "Das Fachverfahren hat die Einreichung zurückgewiesen; die Sandbox nennt den Grund."
                )
        if process.poll() is not None:
            raise Refused("Das Fachverfahren hat sich beendet.")
        time.sleep(0.03)
    raise Refused(f"Nach {_WAIT_SECONDS:.0f} Sekunden liegt beim Fachverfahren nichts.")


def _reports(folder: Path) -> frozenset[str]:
    """Ids of attachments the platform added by itself."""
    found = parse_metadata((folder / "metadata.json").read_bytes())
    return frozenset(
        one.attachment_id for one in found.content_structure.attachments if one.purpose is Purpose.REPORT
    )


def _compare(script: _Script, folder: Path) -> str:
    reports = _reports(folder)
    attachments = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "attachments").iterdir()
        if path.name not in reports
    }
    decode = msgspec.json.Decoder(float_hook=str).decode
    received = _named(decode((folder / "data.json").read_bytes()), attachments)
    if received != _named(decode(script.expected), script.names):
        raise Refused("Beim Fachverfahren liegt etwas anderes, als eingegeben wurde.")
    if sorted(attachments.values()) != sorted(script.names.values()):
        raise Refused("Beim Fachverfahren liegen andere Anlagen, als hochgeladen wurden.")
    filled = sum(1 for name, value in script.raw.items() if value and not name.endswith(".#"))
    return f"{filled} Angaben und {len(attachments)} Anlagen stimmen überein"


def _wait_accepted(citizen: Citizen, status_path: str) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        if "Angenommen" in citizen.state_words(status_path):
            return
        time.sleep(0.1)
    raise Refused("Die Annahme ist auf der Statusseite nicht angekommen.")


class _Stage:
    """The throw-away instance."""

    def __init__(self, folder: Path, schema: Path, codelists: Path | None, rules: bytes) -> None:
        port, sandbox_port = processes.free_ports(2)
        self.base = f"http://127.0.0.1:{port}"
        self.sandbox = f"http://127.0.0.1:{sandbox_port}"
        self.receiver_folder = folder / "receiver"
        self._port, self._sandbox_port = port, sandbox_port
        self._schema, self._codelists = schema.resolve(), codelists.resolve() if codelists else None
        self._rules = folder / "rules.json"
        self._rules.write_bytes(rules)
        self._env = {
            "LEISTUNGSWERK_DATA": str(folder),
            "LEISTUNGSWERK_BASE_URL": self.base,
            "LEISTUNGSWERK_DATABASE_URL": "",
            "LEISTUNGSWERK_METRICS_TOKEN": "",
            "LEISTUNGSWERK_RELEASE_POLICY": "rehearsal",
            "LEISTUNGSWERK_SYNCHRONOUS": "NORMAL",
            "LEISTUNGSWERK_SECRET_KEY": uuid.uuid4().hex + uuid.uuid4().hex,
        }
        self.sender = set_up(
            SandboxSetup(
                sandbox=folder / "sandbox",
                receiver=self.receiver_folder,
                key_pool=settings().key_pool,
                sandbox_url=self.sandbox,
                platform_url=self.base,
                keys=(KEY,),
                regions=(ARS,),
            )
        )

    def start(self, group: processes.Group) -> None:
        """Sandbox and server start while the instance is still being prepared: the machine has time then."""
        group.start("sandbox", "--port", str(self._sandbox_port), env=self._env, quiet=True)
        self._server = group.start(
            "serve", "--port", str(self._port), "--no-worker", env=self._env, quiet=True
        )

    def publish(self, steps: _Steps) -> str:
        """Import, release and publish by the real use cases in a process of their own; returns the slug."""
        arguments = ["stage", str(self._schema), "--rules", str(self._rules), "--sandbox", self.sandbox]
        arguments += ["--destination", self.sender.destination_id, "--client", self.sender.client_id]
        if self._codelists is not None:
            arguments += ["--codelists", str(self._codelists)]
        env = {**self._env, "LEISTUNGSWERK_STAGE_SECRET": self.sender.client_secret}
        done = processes.run(*arguments, env=env)
        lines = [msgspec.json.decode(line, type=Staged) for line in done.stdout.splitlines() if line]
        for line in lines:
            steps.add(Step(line.step, True, line.ms, line.detail))
        if done.returncode != 0:
            raise Refused(done.stderr.decode(errors="replace").strip().removeprefix("Fehler: ")[-600:])
        return lines[-1].detail.removeprefix("/leistungen/").removesuffix("/")

    def open(self, group: processes.Group) -> processes.Child:
        """Worker and receiver, now that there is a database; returns the receiver's process."""
        group.start("worker", env=self._env, quiet=True)
        receiver = group.start("receive", "--interval", "0.2", env=self._env, quiet=True)
        processes.wait_for(f"{self.base}/gesundheit", seconds=_WAIT_SECONDS, process=self._server)
        return receiver


def rehearse(
    schema: Path,
    *,
    codelists: Path | None = None,
    rules: bytes = b"[]",
    seed: int = 0,
    listener: Callable[[Step], None] = lambda _step: None,
) -> Report:
    """Play the whole way of a schema with generated valid answers and report every step.

    Raises ``FimError`` if the file is no usable schema; everything later stands in the report.
    """
    message = read_message(read_limited(schema)).nachricht.inhalt
    if not isinstance(message, Stammdatenschema):
        raise Refused("Die Generalprobe braucht ein Stammdatenschema (Nachricht 0102).")
    lists = load_codelists(codelists) if codelists else CodelistCollection()
    script = _script(message, lists, rules, seed)
    steps = _Steps(listener)
    with tempfile.TemporaryDirectory(prefix="generalprobe-") as name, processes.Group() as group:
        try:
            _play(script, _Stage(Path(name), schema, codelists, rules), group, steps)
            ok = True
        except _Ended:
            ok = False
    return Report(ok, f"{message.id}V{message.version or '0'}", tuple(steps.done))


def _play(script: _Script, stage: _Stage, group: processes.Group, steps: _Steps) -> None:
    with steps.step("start"):
        stage.start(group)
        slug = stage.publish(steps)
        receiver = stage.open(group)
    with Citizen(stage.base, script.raw, script.files) as citizen:
        with steps.step("fill-in") as detail:
            citizen.fill_in(slug)
            detail.append(f"{len(script.form.pages)} Seiten")
        with steps.step("submit"):
            status = citizen.submit()
        with steps.step("receive"):
            folder = _stored(stage.receiver_folder, receiver)
        with steps.step("accept"):
            _wait_accepted(citizen, status)
        with steps.step("verify") as detail:
            detail.append(_compare(script, folder))
            if (accepted := citizen.accepted()) != 1:
                raise Refused(f"Als angenommen gezählt sind {accepted} Anträge statt einem.")
            detail.append("Anträge angenommen: 1")
