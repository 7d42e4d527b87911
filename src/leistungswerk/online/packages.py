# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A form version as files: what another instance needs to build exactly this form."""

from pathlib import Path
from uuid import UUID

import msgspec

from leistungswerk.online.models import FormVersion
from leistungswerk.register.queries.files import document_files


class Package(msgspec.Struct, frozen=True):
    """Where the schema and the folder of its lists were written, and the released rules."""

    schema: Path
    codelists: Path
    rules: bytes


def write_package(form_version: UUID, folder: Path) -> Package:
    """Write schema and lists of a form version into a folder."""
    document, rules = FormVersion.objects.values_list("document_id", "rules").get(uuid=form_version)
    files = document_files(document)
    schema, lists = folder / files.name.replace("/", "-"), folder / "codelists"
    lists.mkdir()
    schema.write_bytes(files.schema)
    for number, content in enumerate(files.codelists, start=1):
        (lists / f"{number:03d}.xml").write_bytes(content)
    return Package(schema, lists, msgspec.json.encode(rules))
