# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public may read of Vorhaben: how many stand where, and the Leistungen they are about.

Number, title, goal and people of a Vorhaben stay inside; the names of Leistungen and Ressorts are public anyway.
"""

from collections import Counter
from collections.abc import Collection

import msgspec

from leistungswerk.programme.models import AccessibilityTest, Project
from leistungswerk.programme.states import Path, Phase, ProjectState
from leistungswerk.register.queries.for_figures import ressort_names


class Example(msgspec.Struct, frozen=True):
    """A Leistung that is on its way, and the Ressort or body that answers for it."""

    service: str
    key: str
    ressort: str


class Standing(msgspec.Struct, frozen=True):
    """The running Vorhaben of a phase or a path."""

    count: int
    by_ressort: tuple[tuple[str, int], ...]
    """The most first."""
    by_path: tuple[tuple[Path, int], ...]
    examples: tuple[Example, ...]
    """One of each Ressort first, the newest first."""


def standing(*, phase: Phase | None = None, path: Path | None = None, examples: int = 6) -> Standing:
    """What is in a phase or on a path now; three statements."""
    rows = Project.objects.filter(state=ProjectState.ACTIVE)
    if phase is not None:
        rows = rows.filter(phase=phase)
    if path is not None:
        rows = rows.filter(path=path)
    held = list(rows.order_by("-pk").values_list("pk", "owner_id", "owner__name", "path"))
    names = ressort_names()
    ressorts = Counter(names.get(owner, name) for _pk, owner, name, _path in held)
    links = rows.filter(services__isnull=False).order_by("services__key")
    services: dict[int, tuple[str, str]] = {}
    for pk, key, name in links.values_list("pk", "services__key", "services__name"):
        services.setdefault(pk, (key, name))
    found = [
        Example(services[pk][1], services[pk][0], names.get(owner, name))
        for pk, owner, name, _path in held
        if pk in services
    ]
    return Standing(
        len(held),
        tuple(sorted(ressorts.items(), key=lambda each: (-each[1], each[0]))),
        tuple(sorted(Counter(Path(each[3]) for each in held).items())),
        _mixed(found, examples),
    )


def phases_of(ressort: str) -> dict[Phase, int]:
    """How many running Vorhaben of a Ressort, by its name, stand in each phase; two statements."""
    names = ressort_names()
    rows = Project.objects.filter(state=ProjectState.ACTIVE).values_list("owner_id", "owner__name", "phase")
    found = Counter(Phase(phase) for owner, name, phase in rows if names.get(owner, name) == ressort)
    return {phase: found[phase] for phase in Phase}


def _mixed(found: list[Example], limit: int) -> tuple[Example, ...]:
    first: dict[str, Example] = {}
    for each in found:
        first.setdefault(each.ressort, each)
    rest = [each for each in found if first[each.ressort] is not each]
    return tuple([*first.values(), *rest][:limit])


def tested_forms(digests: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Digest of a form version → the barriers the newest person's test left open; no entry without a test."""
    rows = AccessibilityTest.objects.filter(subject_digest__in=digests).order_by("tested_on", "pk")
    return {
        row.subject_digest: tuple(line.strip() for line in row.open_barriers.splitlines() if line.strip())
        for row in rows
    }
