# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was received, on disk: one folder for each submission, complete or not there at all.

The signed answer is stored together with the content, before it is sent. Whatever dies in between, the next run
finds the folder and sends the very same answer.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.standards.fitconnect.problems import FitConnectProblem
from leistungswerk.standards.fitconnect.receiver.check import Parcel
from leistungswerk.standards.fitconnect.receiver.config import sync_folder, write_durably

_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


class InboxBusy(FitConnectProblem):
    """Another process receives into the same folder."""


class Receipt(msgspec.Struct, frozen=True, rename="camel"):
    """``receipt.json``: what was checked, for whoever takes over from here."""

    submission_id: str
    case_id: str
    accepted: bool
    schema_checked: bool = False
    filenames: dict[str, str] = {}
    """Original file name by attachment id; files on disk carry the id."""


class Inbox:
    """``submissions/`` holds accepted ones with content, ``rejected/`` only the answer."""

    def __init__(self, folder: Path) -> None:
        self.accepted: Final = folder / "submissions"
        self.rejected: Final = folder / "rejected"
        self._incoming: Final = folder / "incoming"
        for path in (self.accepted, self.rejected, self._incoming):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = (folder / "lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise InboxBusy(f"In {folder} empfängt schon ein anderer Prozess.") from error
        for leftover in self._incoming.iterdir():
            shutil.rmtree(leftover)

    def close(self) -> None:
        self._lock.close()

    def answer_of(self, submission_id: str) -> str | None:
        """The answer stored earlier for this submission."""
        for place in (self.accepted, self.rejected):
            path = place / _safe(submission_id) / "answer.jws"
            if path.exists():
                return path.read_text("ascii")
        return None

    def store(self, parcel: Parcel, answer: str) -> Path:
        """Store content and answer durably; returns when they are on disk."""
        names = {
            one.attachment_id: one.filename
            for one in parcel.metadata.content_structure.attachments
            if one.filename is not None
        }
        receipt = Receipt(parcel.submission_id, parcel.case_id, True, parcel.schema_checked, names)
        files = {"data.json": parcel.data, "metadata.json": parcel.raw_metadata}
        files |= {f"attachments/{_safe(key)}": content for key, content in parcel.attachments.items()}
        return self._put(self.accepted, receipt, files, answer)

    def store_rejection(self, submission_id: str, case_id: str, answer: str) -> Path:
        return self._put(self.rejected, Receipt(submission_id, case_id, False), {}, answer)

    def _put(self, place: Path, receipt: Receipt, files: Mapping[str, bytes], answer: str) -> Path:
        name = _safe(receipt.submission_id)
        draft = self._incoming / name
        # A full disk may have left a part of an earlier try.
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        (draft / "attachments").mkdir(mode=0o700)
        notes = {"receipt.json": msgspec.json.encode(receipt), "answer.jws": answer.encode("ascii")}
        for path, content in {**files, **notes}.items():
            write_durably(draft / path, content)
        target = place / name
        # One rename makes the whole folder appear; it fails if the submission is already there.
        draft.rename(target)
        sync_folder(place)
        return target


def _safe(name: str) -> str:
    """Ids become file names: only letters, digits and hyphens."""
    if not _ID.fullmatch(name):
        raise ValueError(f"Keine brauchbare Id: {name[:80]!r}")
    return name
