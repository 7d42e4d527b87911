# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two cut-offs, in German sentences as on the reports themselves.

What happened in between and what was only learned later about the earlier day are told apart: the earlier day is
asked once as it was known then and once as it is known now.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec
from django.db.models import Max

from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import PhaseFact

_MOST: Final = 5
"""Names told one by one; the rest is counted."""


class _Service(msgspec.Struct, frozen=True):
    name: str
    competent: int
    online: int

    @property
    def area_wide(self) -> bool:
        return bool(self.competent) and self.online == self.competent


def since(before: Cut, after: Cut) -> tuple[str, ...]:
    """Sentences about what changed from one Stichtag to a later one; never empty."""
    known_then = _services(before)
    known_now = _services(Cut(before.cut_off, after.known_at))
    services = _services(after)
    said = [
        *_named("Neu flächendeckend", _gained(known_now, services)),
        *_named("Nicht mehr flächendeckend", _gained(services, known_now)),
        *_moved(known_now, services),
        *_phases(before, after),
        *_learned(known_then, known_now, before.cut_off),
    ]
    first = f"Verglichen mit dem Bericht zum Stichtag {before.cut_off:%d.%m.%Y}."
    return (first, *(said or ["An den Zahlen hat sich nichts geändert."]))


def _services(cut: Cut) -> Mapping[str, _Service]:
    return {
        row["service_key"]: _Service(
            str(row["name"] or row["service_key"]),
            int(row["competent"] or 0),
            int(row["shown"] or 0) + int(row["told"] or 0),
        )
        for row in run.rows("services", cut, kept=True, limit=100_000, offset=0)
    }


def _gained(old: Mapping[str, _Service], new: Mapping[str, _Service]) -> list[str]:
    """Names of services that are area-wide in the second and were not in the first."""
    return sorted(
        each.name for key, each in new.items() if each.area_wide and not (key in old and old[key].area_wide)
    )


def _named(what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    more = f" und {len(names) - _MOST} weitere" if len(names) > _MOST else ""
    return [f"{what}: {', '.join(names[:_MOST])}{more}."]


def _moved(old: Mapping[str, _Service], new: Mapping[str, _Service]) -> list[str]:
    nothing = _Service("", 0, 0)
    pairs = [(old.get(key, nothing), new.get(key, nothing)) for key in old.keys() | new.keys()]
    counts = (
        ("Neue Verfügbarkeiten bei Behörden", [then.online - now.online for then, now in pairs], -1),
        ("Weggefallene Verfügbarkeiten", [then.online - now.online for then, now in pairs], 1),
        ("Hinzugekommene Zuständigkeiten", [then.competent - now.competent for then, now in pairs], -1),
        ("Weggefallene Zuständigkeiten", [then.competent - now.competent for then, now in pairs], 1),
    )
    sums = ((what, sum(max(sign * each, 0) for each in moved)) for what, moved, sign in counts)
    return [f"{what}, gezählt je Leistung: {count}." for what, count in sums if count]


def _phases(before: Cut, after: Cut) -> list[str]:
    old, new = _phase(before), _phase(after)
    ahead = sum(1 for project, phase in new.items() if phase > old.get(project, 0))
    begun = len(new.keys() - old.keys())
    said = [f"Neu begonnene Vorhaben: {begun}."] if begun else []
    return [*said, f"Vorhaben, die eine weitere Phase erreicht haben: {ahead}."] if ahead else said


def _phase(cut: Cut) -> Mapping[object, int]:
    """Vorhaben → the phase it had reached at the cut."""
    rows = PhaseFact.objects.filter(cut.held())
    return dict(rows.values_list("project").annotate(reached=Max("phase")))


def _learned(then: Mapping[str, _Service], now: Mapping[str, _Service], day: date) -> list[str]:
    """What was only learned later about the earlier day: the old report stays, the difference is said."""
    changed = sorted(
        each.name
        for key, each in {**then, **now}.items()
        if (then.get(key) and (then[key].online, then[key].competent))
        != (now.get(key) and (now[key].online, now[key].competent))
    )
    return _named(f"Nachträglich berichtigt wurden Zahlen zum {day:%d.%m.%Y} bei", changed)
