# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set as a file. Made once for a Stichtag and Datenstand, then handed out from the data folder.

The name says Stichtag and the SHA-256 of the content; the same Stichtag and Datenstand give the same bytes.
"""

import base64
import hashlib
import os
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from leistungswerk.core.settings import settings
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.open_data.datasets import Dataset
from leistungswerk.reporting.open_data.rows import ROWS
from leistungswerk.reporting.open_data.writers import Form, write

_KEPT: Final = 60
"""Made files that stay; the oldest go first, everything can be made again."""
_FORMAT: Final = "2"
"""Changes when columns or protection change, so no old file is taken for a new one."""


class Made(msgspec.Struct, frozen=True):
    """A file as it lies in the data folder."""

    path: Path
    dataset: str
    form: Form
    cut: Cut
    sha256: str

    @property
    def base64_digest(self) -> str:
        """As ``Repr-Digest`` wants it (RFC 9530)."""
        return base64.b64encode(bytes.fromhex(self.sha256)).decode()

    @property
    def name(self) -> str:
        """Under which it is handed out."""
        return f"leistungswerk-{self.dataset}-{self.cut.cut_off.isoformat()}-{self.sha256[:12]}.{self.form.value}"


def make(dataset: Dataset, form: Form, cut: Cut) -> Made:
    """The file of a data set; what was made before is found again."""
    folder = settings().folder("cache") / "open_data"
    folder.mkdir(parents=True, exist_ok=True)
    begin = f"{dataset.name}-{_identity(dataset, form, cut)}-"
    found = next(folder.glob(f"{begin}*.{form.value}"), None)
    if found is None:
        found = _write(folder, begin, dataset, form, cut)
        _prune(folder)
    return Made(found, dataset.name, form, cut, found.stem.removeprefix(begin))


def _identity(dataset: Dataset, form: Form, cut: Cut) -> str:
    said = (dataset.name, form.value, _FORMAT, cut.cut_off.isoformat(), cut.known_at.isoformat())
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]


def _write(folder: Path, begin: str, dataset: Dataset, form: Form, cut: Cut) -> Path:
    fresh = folder / f".{begin}{os.getpid()}-{os.urandom(4).hex()}"
    try:
        with fresh.open("wb") as file:
            write_to(file, dataset, form, cut)
        with fresh.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        final = folder / f"{begin}{digest}.{form.value}"
        fresh.replace(final)
    finally:
        fresh.unlink(missing_ok=True)
    return final


def write_to(file: BinaryIO, dataset: Dataset, form: Form, cut: Cut) -> None:
    """Write the data set to a file, row by row."""
    write(form, dataset, ROWS[dataset.name](cut), file, metadata(dataset, cut))


def metadata(dataset: Dataset, cut: Cut) -> dict[str, str]:
    """What a reader must know to trust the file; stands in the metadata of Parquet and in the API."""
    return {
        "titel": dataset.title,
        "zeile": dataset.row,
        "stichtag": cut.cut_off.isoformat(),
        "datenstand": cut.known_at.astimezone(UTC).isoformat(),
        "quelle": settings().operator.name or "Leistungswerk",
    }


def _prune(folder: Path) -> None:
    made = sorted(
        (path for path in folder.iterdir() if not path.name.startswith(".")),
        key=lambda path: path.stat().st_mtime,
    )
    for path in made[:-_KEPT]:
        path.unlink(missing_ok=True)
