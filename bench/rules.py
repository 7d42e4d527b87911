# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evaluation of rules on the profiles L and XL: ``python -m bench.rules``.

Per profile: milliseconds of a full evaluation and of one changed answer (median), against the measured aims.
"""

import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import msgspec

from leistungswerk.forms import Form, compile_form
from leistungswerk.forms.rules import Equals, ForbiddenIf, MustHold, NotEquals, RequiredIf, Rule
from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.forms.rules.model import AllOf, Compare, Effect, FieldValue, Filled, Number, Relation
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import (
    Anzahl,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Identifikation,
    Stammdatenschema,
    Struktur,
)


class RuleProfile(msgspec.Struct, frozen=True):
    """``limit``: milliseconds a full evaluation may take."""

    name: str
    fields: int
    rules: int
    limit: float


PROFILES: Final = (RuleProfile("L", 200, 100, 2.0), RuleProfile("XL", 2000, 1000, 20.0))
_PER_GROUP: Final = 20
_TYPES: Final = ("bool", "num", "text", "date")


def form_of(profile: RuleProfile) -> Form:
    """Groups of twenty fields in fixed rotation; every rule is one of four kinds, within one group."""
    groups = [_group(number) for number in range(profile.fields // _PER_GROUP)]
    schema = Stammdatenschema(
        identifikation=Identifikation("S99000099", "1.0"),
        name="Messung",
        ableitungsmodifikationen_struktur=Code("0"),
        ableitungsmodifikationen_repraesentation=Code("1"),
        struktur=tuple(groups),
    )
    rules = [Rule(f"R{number}", "1.0", "", effects_of(profile, number)) for number in range(profile.rules)]
    return compile_form(schema, CodelistCollection(), rules=rules)


def _group(number: int) -> Struktur:
    fields = tuple(
        Struktur(
            Anzahl(0, 1),
            Datenfeld(
                identifikation=Identifikation(f"F{number * _PER_GROUP + each}", "1.0"),
                name=f"Feld {each}",
                schemaelementart=Code("RNG"),
                feldart=Code("input"),
                datentyp=Code(_TYPES[each % len(_TYPES)]),
            ),
        )
        for each in range(_PER_GROUP)
    )
    element = Datenfeldgruppe(
        identifikation=Identifikation(f"G{number}", "1.0"),
        name=f"Gruppe {number}",
        schemaelementart=Code("RNG"),
        struktur=fields,
    )
    return Struktur(Anzahl(1, 1), element)


def place_of(number: int) -> str:
    """The path of the field with this number."""
    return f"G{number // _PER_GROUP}.F{number}"


def effects_of(profile: RuleProfile, number: int) -> tuple[Effect, ...]:
    """What the rule with this number does: a bound on a number, or a demand under a condition and its contrary."""
    groups = profile.fields // _PER_GROUP
    group = number % groups
    first = group * _PER_GROUP + number // groups % 5 * 4

    def path(offset: int) -> str:
        return f"G{group}.F{first + offset}"

    if number % 4 == 3:
        return (MustHold(Compare(Relation.AT_MOST, FieldValue(path(1)), Number(Decimal(100_000)))),)
    yes, no = Equals(path(0), "true"), NotEquals(path(0), "true")
    target = path(1 + number % 3)
    return RequiredIf(AllOf((yes, Filled(path(3)))), target), ForbiddenIf(no, target)


def answers_of(profile: RuleProfile) -> dict[str, str]:
    """Everything filled."""
    values = ("true", "1.234,5", "Märzhäuser Straße 7", "24.12.2026")
    return {place_of(number): values[number % len(values)] for number in range(profile.fields)}


def median(action: Callable[[], object], rounds: int = 50) -> float:
    """Milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> int:
    """Print the figures; exit code 1 where a full evaluation takes longer than it may."""
    late = 0
    for profile in PROFILES:
        program, raw = RuleProgram(form_of(profile)), answers_of(profile)
        full = median(lambda program=program, raw=raw: program.evaluate(raw))  # type: ignore[misc]
        state = program.start(raw)
        values = iter(["true", "false"] * 1000)
        single = median(lambda state=state, values=values: state.update({"G0.F0": next(values)}))  # type: ignore[misc]
        late += full > profile.limit
        print(
            f"{profile.name:>2}: {profile.fields} Felder, {profile.rules} Regeln: "
            f"vollständig {full:.3f} ms (Ziel {profile.limit:.0f}), eine Änderung {single:.4f} ms"
        )
    return min(late, 1)


if __name__ == "__main__":
    sys.exit(main())
