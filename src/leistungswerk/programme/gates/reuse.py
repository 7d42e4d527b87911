# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G2 asks of reuse: the contract is concluded, the parameter sheets are confirmed, the base services are ready."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.live_facts import fact
from leistungswerk.programme.models import Project, RolloutUnit
from leistungswerk.programme.reuse import contracts, infrastructure, sheets
from leistungswerk.programme.reuse.sheets import BodyRow
from leistungswerk.programme.reuse_states import BaseServiceState, ContractState
from leistungswerk.programme.reuse_words import BASE_STATE_WORDS, CONTRACT_WORDS, ROUTE_WORDS
from leistungswerk.programme.rollout_states import WaveKind
from leistungswerk.programme.states import Gate, Path

_NAMED: Final = 3
"""Names told in a sentence; the page behind it lists all."""


def _act(subject: Subject, address: str) -> Act:
    return Act(address, (str(subject.project.uuid),))


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} … ({len(names)})" if len(names) > _NAMED else shown


@rule(Gate.G2)
def contract(subject: Subject) -> Iterator[Requirement]:
    """Path A: without a concluded contract nobody may use what another Land runs (domain.md 4.2)."""
    if Path(subject.project.path) is not Path.REUSE:
        return
    found = contracts.of_project(subject.project.pk)
    concluded = [item for item in found if item.state is ContractState.CONCLUDED]
    running = [item for item in found if item.next_move]
    if concluded:
        held = concluded[0]
        text = _("Geschlossen über „%(route)s“, Nummer %(number)s.") % {
            "route": ROUTE_WORDS[held.route],
            "number": held.number or "–",
        }
    elif running:
        text = _("Der Vertrag ist erst im Stand „%(state)s“.") % {"state": CONTRACT_WORDS[running[0].state]}
    else:
        text = _("Es ist noch kein Nachnutzungsvertrag begonnen.")
    yield Requirement(
        code="contract",
        title=_("Nachnutzungsvertrag geschlossen"),
        met=bool(concluded),
        text=text,
        who=_("Ministerium oder LDI"),
        act=_act(subject, "office:project_contracts"),
        proofs=tuple(
            Proof(f"{ROUTE_WORDS[item.route]}: {item.offer_title}", item.number or item.steps[-1].file_number)
            for item in concluded
        ),
    )


def _wanted(project: Project) -> tuple[BodyRow, ...]:
    """Whose sheet is asked for: the bodies that make the statute; of those that roll out, the pilots alone."""
    rows = sheets.body_rows(project.pk)
    units = RolloutUnit.objects.filter(project=project)
    pilots = set(units.filter(wave__kind=WaveKind.PILOT).values_list("organisation__uuid", flat=True))
    asked = [row for row in rows if row.body.pk]
    if pilots and any(row.body.uuid in pilots for row in asked):
        asked = [row for row in asked if row.body.uuid in pilots]
    return tuple(asked)


@rule(Gate.G2)
def parameters(subject: Subject) -> Iterator[Requirement]:
    """Asked for where parameters are defined; on paths A and C they must be, if a statute differs by body."""
    defined = sheets.definitions(subject.project.pk)
    wanted = _wanted(subject.project)
    foreign = Path(subject.project.path) in {Path.REUSE, Path.PRODUCT}
    if not defined and not (foreign and wanted):
        return
    open_ones = [row.body.name for row in wanted if row.confirmed is None]
    if not defined:
        met, text = False, _("Für das Vorhaben sind noch keine Parameter festgelegt.")
    elif not wanted:
        met = any(item.confirmed for item in sheets.body_rows(subject.project.pk))
        text = _("Ein Parameterblatt ist bestätigt.") if met else _("Noch ist kein Parameterblatt bestätigt.")
    elif open_ones:
        met = False
        text = _("Nicht bestätigt haben: %(names)s.") % {"names": _some(open_ones)}
    else:
        met = True
        text = _("Alle %(count)d Parameterblätter sind bestätigt.") % {"count": len(wanted)}
    yield Requirement(
        code="parameters",
        title=_("Parameterblätter bestätigt"),
        met=met,
        text=text,
        who=_("Satzungsgeber"),
        act=_act(subject, "office:project_parameters"),
        proofs=tuple(
            Proof(row.body.name, _("Fassung %(number)d") % {"number": row.confirmed.version}, measured=True)
            for row in wanted
            if row.confirmed
        )
        if met
        else (),
    )


@rule(Gate.G2)
def base_services(subject: Subject) -> Iterator[Requirement]:
    """Whatever the Vorhaben asked for is ready; a refused one must be withdrawn or answered by another way."""
    asked = [
        item
        for item in infrastructure.requests_of(subject.project.pk)
        if item.state is not BaseServiceState.WITHDRAWN
    ]
    if not asked:
        return
    still = [
        f"{item.service} ({BASE_STATE_WORDS[item.state]})"
        for item in asked
        if item.blocks
    ]  # fmt: skip
    yield Requirement(
        code="base_services",
        title=_("Basisdienste bereit"),
        met=not still,
        text=_("Noch nicht bereit: %(names)s.") % {"names": _some(still)}
        if still
        else _("Kein angefragter Basisdienst steht mehr aus."),
        who=_("LDI"),
        act=_act(subject, "office:project_base_services"),
        proofs=tuple(
            Proof(item.service, measured=True) for item in asked if item.state is BaseServiceState.READY
        ),
    )


@fact("contract_concluded", gettext_lazy("Nachnutzungsvertrag geschlossen"))
def contract_concluded(project: Project) -> Proof | None:
    found = [item for item in contracts.of_project(project.pk) if item.state is ContractState.CONCLUDED]
    return Proof(found[0].offer_title, found[0].number, measured=True) if found else None


@fact("base_services_ready", gettext_lazy("Basisdienste bereit"))
def base_services_ready(project: Project) -> Proof | None:
    asked = infrastructure.requests_of(project.pk)
    done = [item.service for item in asked if item.state is BaseServiceState.READY]
    return Proof(", ".join(done), measured=True) if done and not any(item.blocks for item in asked) else None


@fact("parameters_confirmed", gettext_lazy("Parameterblätter bestätigt"))
def parameters_confirmed(project: Project) -> Proof | None:
    wanted = _wanted(project)
    if not wanted or any(row.confirmed is None for row in wanted):
        return None
    return Proof(_("%(count)d Parameterblätter") % {"count": len(wanted)}, measured=True)
