# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every gate: each place in the order of signing is held by somebody, and four eyes are there to see it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.gates.order import Seat, seated
from leistungswerk.programme.gates.requirements import Act, Requirement, Rule, Subject, rule
from leistungswerk.programme.states import Gate
from leistungswerk.register import seats


def _rule_for(gate: Gate) -> Rule:
    def _signatories(subject: Subject) -> Iterator[Requirement]:
        yield _requirement(gate, subject)

    return _signatories


def _requirement(gate: Gate, subject: Subject) -> Requirement:
    missing: list[str] = []
    people: set[int] = set()
    places = seated(gate, subject)
    today = times.legal_day(times.now())
    for place in places:
        role = place.place.role if isinstance(place, Seat) else place.role
        found = seats.holders_for(role, place.organisation, today) if isinstance(place, Seat) else ()
        people |= {holder.pk for holder in found}
        if not found:
            where = place.name if isinstance(place, Seat) else _("das OZG-Projekt")
            missing.append(f"{ROLES[role].word} ({where})")
    if missing:
        text = _("Niemand hat diese Rolle: %(roles)s.") % {"roles": "; ".join(missing)}
    elif len(people) < len(places):
        text = _(
            "Vier Augen fehlen: Es zeichnen %(steps)d Rollen, aber nur %(people)d Personen haben sie."
        ) % {
            "steps": len(places),
            "people": len(people),
        }
    else:
        text = _("Jede Zeichnung kann geleistet werden.")
    return Requirement(
        code="signatories",
        title=_("Zeichnende sind benannt"),
        met=not missing and len(people) >= len(places),
        text=text,
        who=_("Systemverwaltung der Stelle"),
        act=Act("office:signing_order", (str(_body(gate, subject)),)),
    )


def _body(gate: Gate, subject: Subject) -> object:
    return subject.unit.organisation.uuid if gate is Gate.G3 and subject.unit else subject.project.owner.uuid


for _gate in Gate:
    rule(_gate)(_rule_for(_gate))
