# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G4: area-wide. Computed from the facts of the bodies, never from a timer (domain.md 13)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import ChecklistItem, Defect, ProjectRuntime, RolloutUnit
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout import usage
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.programme.states import Gate, ItemState

QUIET_DAYS: Final = 30
"""Without a critical defect since the last go-live."""
CRITICAL: Final = 1
_PLACE_OF_LIST = "office:rollout_project"


def _act(subject: Subject) -> Act:
    return Act(_PLACE_OF_LIST, (str(subject.project.uuid),))


@rule(Gate.G4)
def all_bodies(subject: Subject) -> Iterator[Requirement]:
    """Every relevant body is live, or exempt with a reason; 193 of 194 is not area-wide."""
    counts = Counter(RolloutUnit.objects.filter(project=subject.project).values_list("state", flat=True))
    exempt, live = counts[UnitState.EXEMPT], counts[UnitState.LIVE]
    relevant = counts.total() - exempt
    met = relevant > 0 and live == relevant
    text = (
        _("%(live)d von %(relevant)d Vollzugsbehörden sind live, %(exempt)d mit Grund ausgenommen.")
        if relevant
        else _("Es gibt noch keine Vollzugsbehörden. Übernehmen Sie sie aus dem Register.")
    )
    yield Requirement(
        code="all_bodies_live",
        title=_("Alle Vollzugsbehörden"),
        met=met,
        text=text % {"live": live, "relevant": relevant, "exempt": exempt},
        who=_("Roll-out-Management"),
        act=_act(subject),
        proofs=(Proof(_("Stand der Vollzugsbehörden"), f"{live}/{relevant}", measured=True),) if met else (),
    )


def quiet_since(subject: Subject) -> date | None:
    """From when on nothing critical was open: the last go-live, or the end of the last critical defect after it.

    ``None`` while one is open or nobody is live.
    """
    units = RolloutUnit.objects.filter(project=subject.project, state=UnitState.LIVE)
    last: date | None = units.aggregate(last=Max("live_from"))["last"]
    critical = Defect.objects.filter(project=subject.project, severity=CRITICAL)
    if last is None or critical.filter(closed_on__isnull=True).exists():
        return None
    closed: date | None = critical.aggregate(last=Max("closed_on"))["last"]
    return max(last, closed) if closed else last


@rule(Gate.G4)
def quiet(subject: Subject) -> Iterator[Requirement]:
    """Thirty days without critical defect since the last go-live."""
    since = quiet_since(subject)
    today = times.legal_day(times.now())
    if since is None:
        met, text = False, _("Ein kritischer Mangel ist offen, oder noch niemand ist live.")
    else:
        met = today - since >= timedelta(days=QUIET_DAYS)
        text = _("Ohne kritischen Mangel seit %(day)s, das sind %(days)d Tage; verlangt sind %(needed)d.") % {
            "day": formats.date_format(since, "d.m.Y"),
            "days": (today - since).days,
            "needed": QUIET_DAYS,
        }
    yield Requirement(
        code="quiet",
        title=_("Stabiler Betrieb"),
        met=met,
        text=text,
        who=_("Bedarfsträger"),
        act=_act(subject),
        proofs=(Proof(_("Ohne kritischen Mangel seit"), str(since), measured=True),) if met else (),
    )


@rule(Gate.G4)
def usage_flows(subject: Subject) -> Iterator[Requirement]:
    """Use reaches the figures: counted here on our own runtime, told by the checklist where it runs elsewhere."""
    own = ProjectRuntime.objects.filter(project=subject.project, runtime__kind=RuntimeKind.OWN).exists()
    if own:
        total = usage.seen_in_total(subject.project)
        met, text = total > 0, _("Bisher eingegangene Anträge: %(total)d.") % {"total": total}
        proofs: tuple[Proof, ...] = (Proof(_("Eingegangene Anträge"), str(total), measured=True),)
    else:
        item = _settled(subject, "usage")
        met = item is not None
        text = (
            _("Die Nutzungszahlen des fremden Systems werden geliefert.")
            if met
            else _("Der Punkt „Nutzungszahlen werden geliefert“ der Checkliste ist noch offen.")
        )
        proofs = (Proof(item.title),) if item else ()
    yield Requirement(
        code="usage",
        title=_("Nutzung"),
        met=met,
        text=text,
        who=_("Bedarfsträger"),
        act=_act(subject),
        proofs=proofs if met else (),
        waivable=True,
    )


def _settled(subject: Subject, code: str) -> ChecklistItem | None:
    return ChecklistItem.objects.filter(
        project=subject.project, gate=Gate.G4, code=code, state=ItemState.DONE
    ).first()


@rule(Gate.G4)
def operation(subject: Subject) -> Iterator[Requirement]:
    """Operation, cost and contact after the end of the project are settled."""
    item = _settled(subject, "operation")
    yield Requirement(
        code="operation",
        title=_("Betrieb nach Projektende"),
        met=item is not None,
        text=_("Betrieb, Kosten und Ansprechperson sind geregelt.")
        if item
        else _("Der Punkt „Betrieb nach Projektende“ der Checkliste ist noch offen."),
        who=_("Bedarfsträger"),
        act=Act("office:project", (str(subject.project.uuid),)),
        proofs=(Proof(item.title),) if item else (),
    )
