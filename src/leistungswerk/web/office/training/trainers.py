# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who teaches: the joint pool of Land and municipalities to tick, and further people by their names.

A Land knows thousands of people. Offered are those who teach already; a name typed beside them finds anybody else.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Final

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Role
from leistungswerk.core.failures import Refused
from leistungswerk.enablement.training import queries
from leistungswerk.register.queries import directory
from leistungswerk.register.queries.directory import PersonView
from leistungswerk.web.office import entry
from leistungswerk.web.office.entry import Field, Kind

_MOST: Final = 20
"""Names taken at once, and people offered for each; with more the name says too little."""


def trainer_fields(known: Collection[uuid.UUID], posted: QueryDict) -> tuple[Field, ...]:
    """``known`` teach the course now; with what was typed stand the people it may mean."""
    people, ticked = _people(), set(posted.getlist("trainers"))
    meant = {each.uuid for name in _names(posted.get("more", "")) for each in _matching(name, people)[:_MOST]}
    offered = queries.trainer_pool() | set(known) | meant
    options = tuple(
        (str(each.uuid), _label(each)) for each in people if each.uuid in offered or str(each.uuid) in ticked
    )
    pool = Field(
        name="trainers", label=_("Wer unterrichtet"), kind=Kind.CHECKS, options=options,
        hint=_("Gemeinsam für Land und Kommunen: alle, die schon einen Kurs geben."), values=tuple(map(str, known)),
    )  # fmt: skip
    more = Field(
        name="more", label=_("Wer noch unterrichtet"), kind=Kind.AREA, rows=2,
        hint=_("Ein Name je Zeile, wie unter Personen & Rollen; bei gleichen Namen mit der Stelle dahinter."),
    )  # fmt: skip
    return (pool, more) if options else (more,)


def chosen_trainers(request: HttpRequest) -> tuple[uuid.UUID, ...]:
    """Who was ticked or named; raises :class:`Refused` for a name that nobody or several have."""
    people, ticked = _people(), set(request.POST.getlist("trainers"))
    found = {each.uuid for each in people if str(each.uuid) in ticked}
    for name in _names(entry.text(request, "more")):
        matching = _matching(name, people)
        if found.isdisjoint(each.uuid for each in matching):
            found.add(_one(name, matching).uuid)
    return tuple(found)


def _one(name: str, matching: Sequence[PersonView]) -> PersonView:
    same = [each for each in matching if name.casefold() in (each.name.casefold(), _label(each).casefold())]
    if len(same) == 1 or len(matching) == 1:
        return (same or matching)[0]
    field = _("Wer noch unterrichtet")
    if not matching:
        raise Refused(
            _("„%(field)s“: „%(name)s“ steht nicht unter Personen & Rollen.") % {"field": field, "name": name}
        )
    raise Refused(
        _("„%(field)s“: Zu „%(name)s“ passen %(count)d Personen. Kreuzen Sie an, wen Sie meinen.")
        % {"field": field, "name": name, "count": len(matching)}
    )


def _names(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:_MOST]


def _people() -> tuple[PersonView, ...]:
    return directory.people_holding(tuple(Role), times.legal_day(times.now()))


def _matching(name: str, people: Sequence[PersonView]) -> list[PersonView]:
    """People whose name and body have all the words."""
    words = name.casefold().replace("(", " ").replace(")", " ").split()
    return [each for each in people if all(word in _label(each).casefold() for word in words)]


def _label(person: PersonView) -> str:
    return f"{person.name} ({person.organisation})"
