# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data schemas: supplied as file, kept from earlier, or fetched from an allowed address; never from elsewhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import httpx2
import jsonschema_rs
import msgspec
import structlog

from leistungswerk.standards.fitconnect.problems import FitConnectProblem
from leistungswerk.standards.fitconnect.receiver.config import write_durably
from leistungswerk.standards.fitconnect.transport import DIRECT

_log: Final = structlog.get_logger(__name__)
_LIMIT: Final = 8 * 1024 * 1024
_SECONDS: Final = 10.0
_SHOWN: Final = 5


class SchemaViolation(FitConnectProblem):
    """The data break their schema; the text names up to five places, never values."""


class SchemaUnusable(FitConnectProblem):
    """What the address gave is no JSON Schema."""


class Schemas:
    """Schemas by address. An address names one schema for ever, so a fetched one is kept."""

    def __init__(self, folder: Path, bases: tuple[str, ...]) -> None:
        self._folder: Final = folder
        self._bases: Final = bases
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path_of(self, uri: str) -> Path:
        """Where the schema of ``uri`` lies, or may be put by hand."""
        return self._folder / f"{hashlib.sha256(uri.encode()).hexdigest()}.json"

    def check(self, uri: str, data: bytes) -> bool:
        """Check JSON data; ``False`` when no schema can be had (the standard does not promise one).

        Raises :class:`SchemaViolation` or :class:`SchemaUnusable`.
        """
        schema = self._find(uri)
        if schema is None:
            return False
        try:
            validator = jsonschema_rs.validator_for(
                schema.decode(), retriever=_refuse_reference, validate_formats=True
            )
        except (ValueError, jsonschema_rs.ValidationError) as error:
            raise SchemaUnusable(f"Unter {uri} liegt kein brauchbares JSON Schema.") from error
        places = [
            "/" + "/".join(map(str, error.instance_path))
            for error in validator.iter_errors(msgspec.json.decode(data))
        ]
        if places:
            shown = ", ".join(sorted(set(places))[:_SHOWN])
            raise SchemaViolation(
                f"Die Fachdaten verletzen das Schema {uri} an {len(places)} Stellen: {shown}."
            )
        return True

    def _find(self, uri: str) -> bytes | None:
        path = self.path_of(uri)
        if path.exists():
            return path.read_bytes()
        if not any(_below(uri, base) for base in self._bases):
            return None
        content = _fetch(uri)
        if content is not None:
            write_durably(path, content)
        return content


def _refuse_reference(uri: str) -> Any:
    """A schema must be whole: a reference to elsewhere would let a sender steer our requests."""
    raise ValueError(f"Verweis auf {uri}")


def _below(uri: str, base: str) -> bool:
    """Same scheme, host and port, and a path below the base; no dots that climb out."""
    wanted, allowed = urlsplit(uri), urlsplit(base)
    if wanted.scheme not in ("http", "https") or (wanted.scheme, wanted.netloc) != (
        allowed.scheme,
        allowed.netloc,
    ):
        return False
    path = unquote(wanted.path)
    return path.startswith(allowed.path.rstrip("/") + "/") and ".." not in path.split("/")


def _fetch(uri: str) -> bytes | None:
    """The schema, or ``None`` when the address does not answer with one of acceptable size."""
    body = bytearray()
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False, mounts=DIRECT) as http,
            http.stream("GET", uri) as response,
        ):
            if response.status_code != 200:
                _log.warning("receiver.schema_missing", uri=uri, status=response.status_code)
                return None
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _LIMIT:
                    _log.warning("receiver.schema_too_large", uri=uri)
                    return None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        _log.warning("receiver.schema_unreachable", uri=uri, kind=type(error).__name__)
        return None
    return bytes(body)
