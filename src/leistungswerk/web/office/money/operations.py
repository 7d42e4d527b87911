# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page for support: what waits and since when, what fails, and the next act for each problem."""

from datetime import timedelta

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leistungswerk.core import outbox
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import DeadReason
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.online import queries as online
from leistungswerk.reporting import operation
from leistungswerk.reporting.drawings.budget import sparkline
from leistungswerk.reporting.operation import Condition, Way
from leistungswerk.web.office.access import staff

_MOST = 20
_LATE = timedelta(hours=1)


class Problem(msgspec.Struct, frozen=True):
    """Something that needs somebody: what is wrong, what to do next, and where."""

    level: str
    text: str
    act: str
    url: str = ""
    link: str = ""
    detail: str = ""


def ago(age: timedelta | None) -> str:
    """An age in the largest fitting unit."""
    if age is None:
        return "–"
    seconds = int(age.total_seconds())
    if seconds < 120:
        return ngettext("%(n)d Sekunde", "%(n)d Sekunden", seconds) % {"n": seconds}
    minutes = seconds // 60
    if minutes < 120:
        return _("%(n)d Minuten") % {"n": minutes}
    hours = minutes // 60
    return _("%(n)d Stunden") % {"n": hours} if hours < 48 else _("%(n)d Tage") % {"n": hours // 24}


def _act(reason: str) -> str:
    """What to do with a delivery that stands still."""
    acts = {
        DeadReason.CONFIG: _("Schlüssel und Einstellungen des Zustellpunkts prüfen, dann erneut zustellen."),
        DeadReason.PERMANENT: _("Das Fachverfahren lehnt ab: mit der Behörde klären, dann erneut zustellen."),
        DeadReason.EXCEEDED: _(
            "Vierzehn Tage nicht erreichbar: Empfänger ansprechen, dann erneut zustellen."
        ),
        DeadReason.INTERNAL: _("Fehler im System: Protokoll des Zustelldienstes ansehen und melden."),
    }
    return (
        acts[DeadReason(reason)] if reason in set(DeadReason) else _("Warten oder den Empfänger ansprechen.")
    )


def _problems(found: Condition, *, may_see: bool) -> list[Problem]:
    problems = []
    if not found.working:
        age = min((worker.age for worker in found.workers), default=None)
        text = _("Kein Zustelldienst meldet sich.") if age is None else _("Kein Zustelldienst meldet sich seit %(age)s.") % {"age": ago(age)}  # fmt: skip
        problems.append(Problem("danger", text, _("Den Dienst „leistungswerk worker“ starten oder sein Protokoll ansehen.")))  # fmt: skip
    if found.audit_number and (found.audit_exported_at is None or found.at - found.audit_exported_at > timedelta(days=2)):  # fmt: skip
        problems.append(
            Problem("warning", _("Der Kopf des Prüfprotokolls wurde seit zwei Tagen nicht ausgeführt."), _("Zustelldienst und Schreibrecht im Ordner der Berichte prüfen."))
        )  # fmt: skip
    rows = outbox.waiting_longest(limit=_MOST)
    references, names = (
        online.references([row.subject for row in rows]),
        {way.lane: way.name for way in found.ways},
    )
    for row in rows:
        dead = row.state is OutboxState.DEAD
        reference = references.get(row.subject, "")
        where = names.get(row.lane, row.lane)
        text = _("Zustellung an %(where)s steht still.") if dead else _("Zustellung an %(where)s wird wiederholt (%(n)d Fehlversuche).")  # fmt: skip
        url = reverse("office:application", args=[reference]) if reference else reverse("office:deliveries")
        problems.append(
            Problem(
                "danger" if dead else "warning", text % {"where": where, "n": row.attempts}, _act(row.reason),
                url if may_see else "", reference or _("Zur Zustellung"), row.last_problem,
            )
        )  # fmt: skip
    return problems


def _way(number: int, way: Way) -> dict[str, object]:
    said = _("Fehlversuche je Stunde in den letzten 48 Stunden, zusammen %(n)d") % {"n": sum(way.by_hour)}
    return {
        "way": way, "oldest": ago(way.oldest), "late": way.oldest is not None and way.oldest > _LATE, "failures": sum(way.by_hour),
        "spark": sparkline(way.by_hour, name=f"{way.name}: {said}", description=said, identity=f"weg{number}"),
    }  # fmt: skip


@require_safe
@staff(Permission.SEE_OPERATIONS)
def operations(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = operation.condition()
    context = {
        "here": "operations", "condition": found, "oldest": ago(found.oldest),
        "ways": [_way(number, way) for number, way in enumerate(found.ways)],
        "workers": [{"worker": worker, "age": ago(worker.age)} for worker in found.workers],
        "problems": _problems(found, may_see=actor.may(Permission.SEE_DELIVERIES)),
        "megabytes": found.database_bytes // 1024**2,
    }  # fmt: skip
    return render(request, "office/money/operations.html", context)
