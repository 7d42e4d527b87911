# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the Projektauftrag: versions, signatures, and the difference between two texts as people read it."""

import difflib
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from leistungswerk.programme.models import Mandate
from leistungswerk.programme.states import DecisionState


class SignatureView(msgspec.Struct, frozen=True):
    organisation: UUID
    organisation_name: str
    signer_name: str
    form: str
    file_number: str
    signed_on: date
    digest: str


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    state: DecisionState
    text: str
    change_note: str
    valid_from: date | None
    digest: str
    signed_at: datetime | None
    revision: int
    signatures: tuple[SignatureView, ...]
    """Those under the digest that lies out; earlier ones stay in the database and in the audit."""


class MandateView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    title: str
    client: UUID
    client_name: str
    contractor: UUID
    contractor_name: str
    versions: tuple[VersionView, ...]
    """Newest first."""

    @property
    def current(self) -> VersionView | None:
        return next((item for item in self.versions if item.state is DecisionState.SIGNED), None)

    @property
    def draft(self) -> VersionView | None:
        return next((item for item in self.versions if item.state is DecisionState.DRAFT), None)

    def version(self, number: int) -> VersionView | None:
        return next((item for item in self.versions if item.number == number), None)


def mandates() -> tuple[MandateView, ...]:
    rows = (
        Mandate.objects.select_related("client", "contractor")
        .prefetch_related("versions__signatures__organisation")
        .order_by("id")
    )
    return tuple(_view(row) for row in rows)


def mandate(identity: UUID) -> MandateView | None:
    return next((item for item in mandates() if item.uuid == identity), None)


def _view(row: Mandate) -> MandateView:
    versions = sorted(row.versions.all(), key=lambda item: -item.number)
    return MandateView(
        uuid=row.uuid, title=row.title, client=row.client.uuid, client_name=row.client.name,
        contractor=row.contractor.uuid, contractor_name=row.contractor.name,
        versions=tuple(
            VersionView(
                number=item.number, state=DecisionState(item.state), text=item.text, change_note=item.change_note,
                valid_from=item.valid_from, digest=item.digest, signed_at=item.signed_at, revision=item.revision,
                signatures=tuple(
                    SignatureView(
                        held.organisation.uuid, held.organisation_name, held.signer_name, held.form,
                        held.file_number, held.signed_on, held.digest,
                    )
                    for held in item.signatures.all()
                    if item.digest and held.digest == item.digest
                ),
            )
            for item in versions
        ),
    )  # fmt: skip


class Mark(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Piece(msgspec.Struct, frozen=True):
    mark: Mark
    text: str


def difference(before: str, after: str) -> tuple[tuple[Piece, ...], ...]:
    """Paragraph by paragraph, word by word inside changed ones; unchanged paragraphs stay whole."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[tuple[Piece, ...]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Piece(Mark.SAME, text),) for text in old[a:b]]
            continue
        pairs = min(b - a, d - c)
        found += [_words(old[a + place], new[c + place]) for place in range(pairs)]
        found += [(Piece(Mark.REMOVED, text),) for text in old[a + pairs : b]]
        found += [(Piece(Mark.ADDED, text),) for text in new[c + pairs : d]]
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]


def _words(before: str, after: str) -> tuple[Piece, ...]:
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Mark.SAME, " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(Mark.REMOVED, " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece(Mark.ADDED, " ".join(new[c:d])))
    return tuple(pieces)
