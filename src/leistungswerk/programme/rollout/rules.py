# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readiness: one rule for each duty, pure functions over :mod:`.facts` (domain.md 5.2, 5.3, 13).

Which duties apply depends on transport and runtime. Nothing here is stored: a certificate is expired because of
today's date, not because a job noticed.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from leistungswerk.core import times
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout.facts import (
    BITS,
    CONTACT_ROLES,
    ContactPart,
    Finding,
    Status,
    UnitFacts,
)
from leistungswerk.programme.rollout_states import Duty, OrderState, UnitState
from leistungswerk.register.kinds import InterfaceState, Transport

EXPIRY_NOTICE: Final = timedelta(days=30)
"""So long before its last day a certificate becomes a task."""
MACHINE: Final = frozenset({Transport.FIT_CONNECT, Transport.OSCI_XTA, Transport.WEBHOOK, Transport.SFTP})
"""Transports that reach a Fachverfahren; a file behind a link does not."""
CERTIFIED: Final = frozenset({Transport.FIT_CONNECT, Transport.OSCI_XTA})
NEEDS_CONTRACT: Final = frozenset({RuntimeKind.EFA, RuntimeKind.PRODUCT})
"""Runtimes of others; our own and the Land's APP belong to the Land's base infrastructure."""
AFTER_GO_LIVE: Final = frozenset({Duty.ANNOUNCEMENT})
_NO_PLACE: Final = frozenset({UnitState.EXEMPT, UnitState.WITHDRAWN})
_PLAIN: Final = {
    status: {duty: Finding(duty, status, status.value) for duty in Duty}
    for status in (Status.MET, Status.NOT_NEEDED, Status.LATER)
}
Rule = Callable[[UnitFacts, datetime], Finding]


def _met(duty: Duty) -> Finding:
    return _PLAIN[Status.MET][duty]


def _idle(duty: Duty) -> Finding:
    return _PLAIN[Status.NOT_NEEDED][duty]


def _open(duty: Duty, code: str, *values: str) -> Finding:
    return Finding(duty, Status.OPEN, code, values)


def _recorded(unit: UnitFacts, duty: Duty, code: str) -> Finding:
    return _met(duty) if unit.done & BITS[duty] else _open(duty, code)


def contacts(unit: UnitFacts, _now: datetime) -> Finding:
    """Project lead, technical and functional contact are named."""
    held = unit.body.roles | unit.named
    missing = tuple(part.value for part in ContactPart if not held & CONTACT_ROLES[part])
    return _open(Duty.CONTACTS, "contacts", *missing) if missing else _met(Duty.CONTACTS)


def contract(unit: UnitFacts, _now: datetime) -> Finding:
    """A contract where the service runs elsewhere: the Land's own, or one the body made."""
    if unit.project.runtime is not None and unit.project.runtime not in NEEDS_CONTRACT:
        return _idle(Duty.CONTRACT)
    if unit.project.contract:
        return _met(Duty.CONTRACT)
    return _recorded(unit, Duty.CONTRACT, "contract")


def data_protection(unit: UnitFacts, _now: datetime) -> Finding:
    """AVV (Art. 28 DSGVO), agreement after Art. 26 DSGVO, or the Land's own ground (§ 8a OZG)."""
    return _recorded(unit, Duty.DATA_PROTECTION, "data_protection")


def parameters(unit: UnitFacts, _now: datetime) -> Finding:
    """Whoever makes the statute has confirmed its values."""
    if not unit.project.parameters:
        return _idle(Duty.PARAMETERS)
    if unit.sheets_missing:
        return _open(Duty.PARAMETERS, "parameters", *unit.sheets_missing)
    return _met(Duty.PARAMETERS)


def case_system(unit: UnitFacts, _now: datetime) -> Finding:
    """The Fachverfahren in use can receive productively by the transport, in the version in use."""
    if unit.transport is not None and unit.transport not in MACHINE:
        return _idle(Duty.CASE_SYSTEM)
    found = unit.case_system
    if found is None:
        return _open(Duty.CASE_SYSTEM, "case_system_unknown")
    if not found.version:
        return _open(Duty.CASE_SYSTEM, "case_system_version", found.name)
    if unit.transport is not None and found.interface is not InterfaceState.PRODUCTIVE:
        return _open(
            Duty.CASE_SYSTEM,
            f"case_system_{found.interface.value}",
            found.name,
            found.version,
            unit.transport.value,
        )
    return _met(Duty.CASE_SYSTEM)


def connection(unit: UnitFacts, _now: datetime) -> Finding:
    """A way is chosen; its destination is known, and on our own runtime asked by this system."""
    if unit.transport is None:
        return _open(Duty.CONNECTION, "transport")
    if not unit.done & BITS[Duty.CONNECTION]:
        return _open(Duty.CONNECTION, f"connection_{unit.transport.value}")
    if unit.project.runtime is RuntimeKind.OWN and not unit.connection:
        return _open(Duty.CONNECTION, "connection_unchecked")
    return _met(Duty.CONNECTION)


def certificate(unit: UnitFacts, now: datetime) -> Finding:
    """Valid today; soon to expire is a notice, expired is red."""
    if unit.transport not in CERTIFIED:
        return _idle(Duty.CERTIFICATE)
    last = unit.certificate
    if not unit.done & BITS[Duty.CERTIFICATE] or last is None:
        return _open(Duty.CERTIFICATE, "certificate")
    return _validity(last, times.legal_day(now))


def _validity(last: date, today: date) -> Finding:
    if last < today:
        return _open(Duty.CERTIFICATE, "certificate_expired", last.isoformat())
    if last - today <= EXPIRY_NOTICE:
        return Finding(
            Duty.CERTIFICATE,
            Status.NOTICE,
            "certificate_expires",
            (last.isoformat(), str((last - today).days)),
        )
    return _met(Duty.CERTIFICATE)


def dvdv_entry(unit: UnitFacts, _now: datetime) -> Finding:
    if unit.transport is not Transport.OSCI_XTA:
        return _idle(Duty.DVDV_ENTRY)
    return _recorded(unit, Duty.DVDV_ENTRY, "dvdv_entry")


def osci_mailbox(unit: UnitFacts, _now: datetime) -> Finding:
    if unit.transport is not Transport.OSCI_XTA:
        return _idle(Duty.OSCI_MAILBOX)
    return _recorded(unit, Duty.OSCI_MAILBOX, "osci_mailbox")


def portal_entry(unit: UnitFacts, now: datetime) -> Finding:
    """The unit is complete, linked to every key and seen in the portal; once live, what was ordered is read back."""
    if unit.body.missing:
        return _open(Duty.PORTAL_ENTRY, "portal_fields", *unit.body.missing)
    if unlinked := [key for pk, key in unit.project.keys if pk not in unit.linked]:
        return _open(Duty.PORTAL_ENTRY, "portal_keys", *unlinked)
    if unit.state is not UnitState.LIVE:
        return _recorded(unit, Duty.PORTAL_ENTRY, "portal_unseen")
    match unit.order:
        case None:
            return _open(Duty.PORTAL_ENTRY, "order_missing")
        case OrderState.DRAFTED:
            return _open(Duty.PORTAL_ENTRY, "order_drafted")
        case OrderState.DEVIATING:
            return _open(Duty.PORTAL_ENTRY, "order_deviating")
        case OrderState.READ_BACK:
            return _met(Duty.PORTAL_ENTRY)
        case OrderState.ORDERED:
            if unit.recheck_at is not None and unit.recheck_at <= now:
                return _open(Duty.PORTAL_ENTRY, "order_recheck")
            return Finding(Duty.PORTAL_ENTRY, Status.NOTICE, "order_waiting")


def questionnaire(unit: UnitFacts, _now: datetime) -> Finding:
    """Whoever runs the service elsewhere needs it; our own runtime knows what it would say."""
    if unit.project.runtime is RuntimeKind.OWN:
        return _idle(Duty.QUESTIONNAIRE)
    return _met(Duty.QUESTIONNAIRE) if unit.questionnaire else _open(Duty.QUESTIONNAIRE, "questionnaire")


def training(unit: UnitFacts, _now: datetime) -> Finding:
    """Attendance in a course that counts, or a training recorded elsewhere."""
    return _met(Duty.TRAINING) if unit.trained else _recorded(unit, Duty.TRAINING, "training")


def support(unit: UnitFacts, _now: datetime) -> Finding:
    return _recorded(unit, Duty.SUPPORT, "support")


def production_test(unit: UnitFacts, _now: datetime) -> Finding:
    return _recorded(unit, Duty.PRODUCTION_TEST, "production_test")


def rehearsal(unit: UnitFacts, _now: datetime) -> Finding:
    """On our own runtime: the running system itself has driven this form version end to end."""
    if unit.project.runtime is not RuntimeKind.OWN:
        return _idle(Duty.REHEARSAL)
    return _met(Duty.REHEARSAL) if unit.project.rehearsed else _open(Duty.REHEARSAL, "rehearsal")


def announcement(unit: UnitFacts, _now: datetime) -> Finding:
    if unit.state is not UnitState.LIVE:
        return _PLAIN[Status.LATER][Duty.ANNOUNCEMENT]
    return _recorded(unit, Duty.ANNOUNCEMENT, "announcement")


RULES: Final[Mapping[Duty, Rule]] = MappingProxyType(
    {
        Duty.CONTACTS: contacts,
        Duty.CONTRACT: contract,
        Duty.DATA_PROTECTION: data_protection,
        Duty.PARAMETERS: parameters,
        Duty.CASE_SYSTEM: case_system,
        Duty.CONNECTION: connection,
        Duty.CERTIFICATE: certificate,
        Duty.DVDV_ENTRY: dvdv_entry,
        Duty.OSCI_MAILBOX: osci_mailbox,
        Duty.PORTAL_ENTRY: portal_entry,
        Duty.QUESTIONNAIRE: questionnaire,
        Duty.TRAINING: training,
        Duty.SUPPORT: support,
        Duty.PRODUCTION_TEST: production_test,
        Duty.REHEARSAL: rehearsal,
        Duty.ANNOUNCEMENT: announcement,
    }
)
MEASURED: Final = frozenset(
    {Duty.CONTACTS, Duty.PARAMETERS, Duty.QUESTIONNAIRE, Duty.REHEARSAL, Duty.CASE_SYSTEM}
)
"""Duties nobody records: the system sees for itself."""
WAIVABLE: Final = frozenset(
    {Duty.CONTRACT, Duty.CASE_SYSTEM, Duty.TRAINING, Duty.SUPPORT, Duty.DATA_PROTECTION, Duty.ANNOUNCEMENT}
)
"""Duties that may be recorded as not needed, with a reason."""


def assess(unit: UnitFacts, now: datetime) -> tuple[Finding, ...]:
    """What every rule says, in the order of the work. A body that is exempt or withdrawn has no duties."""
    if unit.state in _NO_PLACE:
        return tuple(_PLAIN[Status.NOT_NEEDED].values())
    waived = unit.not_needed
    return tuple(
        _idle(duty) if waived & BITS[duty] and duty in WAIVABLE else rule(unit, now)
        for duty, rule in RULES.items()
    )


def open_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.status is Status.OPEN)


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What keeps the body from going live."""
    return tuple(each for each in open_findings(findings) if each.duty not in AFTER_GO_LIVE)
