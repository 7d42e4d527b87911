# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``fim check`` of a schema that was imported, kept as a check run, so that a gate can read it."""

from collections import Counter
from typing import Final

from leistungswerk.core import check_runs, times
from leistungswerk.register.models import FimDocument
from leistungswerk.standards.fim import CodelistCollection, FimError, read_codelist
from leistungswerk.standards.fim.check import examine

KIND: Final = "fim_check"


def examine_document(sha256: str) -> bool:
    """Check the schema under this digest and record what was found; ``False`` if it is not well-formed.

    Good is a file without an error of the standard; warnings and hints are counted in the report.
    """
    row = FimDocument.objects.filter(sha256=sha256).prefetch_related("codelists").order_by("-id").first()
    if row is None:
        return False
    lists = CodelistCollection(tuple(read_codelist(bytes(item.xml)) for item in row.codelists.all()))
    try:
        found = examine(bytes(row.xml), lists)
    except FimError as error:
        refusals: tuple[str, ...] = (error.message,)
        counts = Counter[str]()
    else:
        refusals, counts = found.refusals, Counter(message.severity.official for message in found.messages)
    check_runs.record(
        kind=KIND,
        subject_digest=sha256,
        ok=not refusals,
        report={"counts": dict(counts), "refusals": list(refusals)},
        at=times.now(),
    )
    return not refusals
