# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling the register from files: read (pure), compare (a :class:`Plan`), apply (in the caller's transaction).

The lines of a plan are German whatever the language of the page: they compare German data, and the digest must
not depend on who looks. Refusals and notes follow the language of the page.
"""

from collections.abc import Sequence
from datetime import date

from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers import (
    catalogue,
    catalogue_plan,
    municipalities,
    municipalities_plan,
    xzufi,
    xzufi_plan,
)
from leistungswerk.register.importers.plan import Change, ChangeKind, FieldChange, Plan, Progress
from leistungswerk.register.kinds import ImportKind

__all__ = ["Change", "ChangeKind", "FieldChange", "Plan", "Progress", "apply_plan", "make_plan"]


def make_plan(kind: ImportKind, files: Sequence[ImportFile], as_of: date, *, land: str = "07") -> Plan:
    """Read the files and compare them with the register; writes nothing.

    Raises :class:`Refused` with file and line for what cannot be read.
    """
    match kind:
        case ImportKind.CATALOGUE:
            return catalogue_plan.compare(catalogue.read(files), as_of)
        case ImportKind.MUNICIPALITIES:
            return municipalities_plan.compare(municipalities.read(files, land), as_of)
        case ImportKind.XZUFI:
            return xzufi_plan.compare(xzufi.read(files), as_of)


def apply_plan(plan: Plan, progress: Progress) -> None:
    """Write what a plan says, inside the caller's transaction."""
    match plan.kind:
        case ImportKind.CATALOGUE:
            catalogue_plan.apply(plan, progress)
        case ImportKind.MUNICIPALITIES:
            municipalities_plan.apply(plan, progress)
        case ImportKind.XZUFI:
            xzufi_plan.apply(plan, progress)
