# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two cut-offs, in sentences of the reader's language; reports ask for them in German.

What happened in between and what was only learned later about the earlier day are told apart: the earlier day is
asked once as it was known then and once as it is known now.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec
from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _

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
        *_named(_("Neu flächendeckend: %(names)s."), _gained(known_now, services)),
        *_named(_("Nicht mehr flächendeckend: %(names)s."), _gained(services, known_now)),
        *_moved(known_now, services),
        *_phases(before, after),
        *_learned(known_then, known_now, before.cut_off),
    ]
    first = _("Verglichen mit dem Bericht zum Stichtag %(day)s.") % {"day": _day(before.cut_off)}
    return (first, *(said or [_("An den Zahlen hat sich nichts geändert.")]))


def _day(on: date) -> str:
    return formats.date_format(on, _("j. F Y"))


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


def _named(sentence: str, names: list[str]) -> list[str]:
    """The sentence with the first of the names in it; nothing without any."""
    if not names:
        return []
    listed = ", ".join(names[:_MOST])
    if len(names) > _MOST:
        listed = _("%(names)s und %(count)d weitere") % {"names": listed, "count": len(names) - _MOST}
    return [sentence % {"names": listed}]


def _moved(old: Mapping[str, _Service], new: Mapping[str, _Service]) -> list[str]:
    nothing = _Service("", 0, 0)
    pairs = [(old.get(key, nothing), new.get(key, nothing)) for key in old.keys() | new.keys()]
    online = [now.online - then.online for then, now in pairs]
    competent = [now.competent - then.competent for then, now in pairs]
    counts = (
        (_("Neue Verfügbarkeiten bei Behörden, gezählt je Leistung: %(count)d."), online, 1),
        (_("Weggefallene Verfügbarkeiten, gezählt je Leistung: %(count)d."), online, -1),
        (_("Hinzugekommene Zuständigkeiten, gezählt je Leistung: %(count)d."), competent, 1),
        (_("Weggefallene Zuständigkeiten, gezählt je Leistung: %(count)d."), competent, -1),
    )
    return _counted((what, sum(max(sign * each, 0) for each in moved)) for what, moved, sign in counts)


def _counted(sums: Iterable[tuple[str, int]]) -> list[str]:
    """Each sentence with its number; nothing of which there is none."""
    return [what % {"count": count} for what, count in sums if count]


def _phases(before: Cut, after: Cut) -> list[str]:
    old, new = _phase(before), _phase(after)
    ahead = sum(1 for project, phase in new.items() if phase > old.get(project, 0))
    begun = len(new.keys() - old.keys())
    return _counted(
        (
            (_("Neu begonnene Vorhaben: %(count)d."), begun),
            (_("Vorhaben, die eine weitere Phase erreicht haben: %(count)d."), ahead),
        )
    )


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
    corrected = _("Nachträglich berichtigt wurden Zahlen zum %(day)s bei: %%(names)s.") % {"day": _day(day)}
    return _named(corrected, changed)
