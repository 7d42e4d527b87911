# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bytes of an imported schema and of the lists it was imported with."""

import msgspec

from leistungswerk.register.models import FimDocument


class DocumentFiles(msgspec.Struct, frozen=True):
    """As they were handed in; lists in the order of their digests."""

    name: str
    schema: bytes
    codelists: tuple[bytes, ...]


def document_files(pk: int) -> DocumentFiles:
    row = FimDocument.objects.prefetch_related("codelists").get(pk=pk)
    lists = sorted(row.codelists.all(), key=lambda item: item.sha256)
    return DocumentFiles(
        f"{row.fim_id}V{row.version}.xml", bytes(row.xml), tuple(bytes(item.xml) for item in lists)
    )
