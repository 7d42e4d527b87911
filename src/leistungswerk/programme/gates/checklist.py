# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The checklist before a gate: every mandatory item is done, or set aside with a reason."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Rule, Subject, rule
from leistungswerk.programme.models import ChecklistItem
from leistungswerk.programme.states import Gate, ItemState

_MOST_NAMED = 3


def _rule_for(gate: Gate) -> Rule:
    def _checklist(subject: Subject) -> Iterator[Requirement]:
        yield _requirement(gate, subject)

    return _checklist


def _requirement(gate: Gate, subject: Subject) -> Requirement:
    items = list(
        ChecklistItem.objects.filter(project=subject.project, gate=gate, mandatory=True).order_by("position")
    )
    still = [item.title for item in items if item.state == ItemState.OPEN.value]
    if not items:
        text = _("Die Checkliste ist noch nicht begonnen.")
    elif still:
        named = ", ".join(f"„{title}“" for title in still[:_MOST_NAMED])
        text = _("Noch offen: %(count)d von %(total)d, zum Beispiel %(named)s.") % {
            "count": len(still),
            "total": len(items),
            "named": named,
        }
    else:
        text = _("Erledigte Pflichtpunkte: %(total)d von %(total)d.") % {"total": len(items)}
    return Requirement(
        code="checklist",
        title=_("Checkliste"),
        met=bool(items) and not still,
        text=text,
        who=_("Bedarfsträger"),
        act=Act("office:project", (str(subject.project.uuid),)),
        proofs=tuple(_proof(item) for item in items if item.state != ItemState.OPEN.value),
    )


def _proof(item: ChecklistItem) -> Proof:
    evidence = item.proofs.order_by("-pk").first()
    if item.state == ItemState.NOT_APPLICABLE.value:
        return Proof(_("%(title)s: entfällt") % {"title": item.title}, item.note)
    reference = (evidence.file_number or evidence.digest or evidence.url) if evidence else ""
    return Proof(item.title, reference, measured=bool(item.live_fact))


for _gate in (Gate.G0, Gate.G1, Gate.G2, Gate.G4):
    rule(_gate)(_rule_for(_gate))
