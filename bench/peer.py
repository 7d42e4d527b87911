# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same rules on the same profiles by a peer: ``@formio/core`` under Node, as ``bench/peer`` pins it.

A demand under a condition becomes a component that is shown under it and required; a bound on a value stays a bound.
The peer is installed into the cache of this repository, never beside the assets of the product.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from bench.rules import RuleProfile, answers_of, effects_of, place_of
from leistungswerk.forms.rules import ForbiddenIf, MustHold

NAME: Final = "@formio/core 2.8.3"
_ROUNDS: Final = {"L": 15, "XL": 3}
_TIME: Final = 300
_PINNED: Final = Path(__file__).parent / "peer"
_TYPES: Final = ("checkbox", "number", "textfield", "textfield")


class PeerFigure(msgspec.Struct, frozen=True):
    """One profile; ``median_ms`` of a full evaluation."""

    profile: str
    median_ms: float
    errors: int
    """Checks that failed; all answers are right, so there must be none."""
    hidden: int
    """Components a condition hid; everything is answered with yes, so there must be none."""


class PeerError(Exception):
    """The peer cannot be measured here; ``str()`` says why."""


def installed(cache: Path) -> Path:
    """The folder with the peer; it is installed where it is missing. Raise ``PeerError`` where that fails."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise PeerError("Node oder npm fehlt auf diesem Rechner.")
    pins = [_PINNED / name for name in ("package.json", "package-lock.json", "formio.cjs")]
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in pins)).hexdigest()[:16]
    folder = cache / f"bench-peer-{digest}"
    if (folder / "complete").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for each in pins:
        shutil.copy(each, folder)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, b"")
    (folder / "complete").touch()
    return folder


def measure(profile: RuleProfile, folder: Path) -> PeerFigure:
    """One full evaluation of everything the profile holds."""
    asked = {"components": components(profile), "data": data(profile), "rounds": _ROUNDS[profile.name]}
    found = msgspec.json.decode(_run(["node", "formio.cjs"], folder, msgspec.json.encode(asked)))
    return PeerFigure(profile.name, found["median_ms"], found["errors"], found["hidden"])


def _run(command: list[str], folder: Path, given: bytes) -> bytes:
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, capture_output=True, timeout=_TIME, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerError(f"{command[0]} ist nicht fertig geworden ({type(error).__name__}).") from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or [""]
        raise PeerError(f"{' '.join(command[:2])} ist gescheitert: {lines[-1][:200]}")
    return done.stdout


def components(profile: RuleProfile) -> list[dict[str, Any]]:
    """The profile as components of the peer: containers with fields."""
    fields: dict[str, dict[str, Any]] = {}
    for number in range(profile.fields):
        path = place_of(number)
        kind = _TYPES[number % len(_TYPES)]
        fields[path] = {"key": path.partition(".")[2], "type": kind, "input": True, "label": f"Feld {number}"}
    for number in range(profile.rules):
        for effect in effects_of(profile, number):
            match effect:
                case MustHold():
                    fields[effect.that.left.path].setdefault("validate", {})["max"] = 100_000  # type: ignore[union-attr]
                case ForbiddenIf(when, target):
                    fields[target].setdefault("validate", {})["required"] = True
                    fields[target]["conditional"] = {
                        "show": True,
                        "conjunction": "all",
                        "conditions": [{"component": when.path, "operator": "isEqual", "value": True}],  # type: ignore[union-attr]
                    }
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, field in fields.items():
        groups.setdefault(path.partition(".")[0], []).append(field)
    return [
        {"key": key, "type": "container", "input": True, "label": key, "components": inner}
        for key, inner in groups.items()
    ]


def data(profile: RuleProfile) -> Mapping[str, Mapping[str, object]]:
    """The answers of the profile as the peer holds them."""
    found: dict[str, dict[str, object]] = {}
    for path, text in answers_of(profile).items():
        group, _, key = path.partition(".")
        value: object = {"true": True, "1.234,5": 1234.5}.get(text, text)
        found.setdefault(group, {})[key] = value
    return found
