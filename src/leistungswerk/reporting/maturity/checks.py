# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the running system knows of a service: each check answers one question, in words, or says it does not know.

Models refer to checks by code (``requires`` of a level, ``checks`` of a criterion). A service that runs elsewhere
is no finding against it: what this system cannot see is „nicht ermittelbar“.
"""

from collections.abc import Callable, Collection
from typing import Final
from uuid import UUID

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leistungswerk.core import check_runs
from leistungswerk.online.forms_of import RunningForm, running_forms
from leistungswerk.programme.queries.for_maturity import BaseUse, base_services_of
from leistungswerk.programme.reuse_states import BaseServiceKind
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity.values import Finding, State
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import AvailabilityFact, UsageFact

STRUCTURED: Final = frozenset({"fit_connect", "osci_xta", "webhook", "sftp"})
"""Transports by which an application reaches the Fachverfahren as data; ``known.sql`` says the same."""
_ONCE_ONLY: Final = "noots"
"""Code of the base service under which an office enters the connection to NOOTS."""


class Subject(msgspec.Struct, frozen=True):
    """What is asked about: a service, everywhere or at one body, with what is known of it; read once."""

    service_key: str
    body: UUID | None
    evidence: tuple[Evidence, ...]
    transports: tuple[str, ...]
    forms: tuple[RunningForm, ...]
    base: tuple[BaseUse, ...]
    accepted: int


def subject(service_key: str, body: UUID | None, cut: Cut) -> Subject:
    """Availability and usage as known at the cut; forms and base services as they are now. Four statements."""
    known = AvailabilityFact.objects.filter(cut.held(), service_key=service_key)
    if body is not None:
        known = known.filter(body=body)
    rows = list(known.values_list("evidence", "transport"))
    forms = tuple(form for form in running_forms(service_key) if body in (None, form.authority))
    accepted = UsageFact.objects.filter(
        measure="application.accepted",
        service_key=service_key,
        day__lte=cut.cut_off,
        recorded_at__lte=cut.known_at,
    )
    return Subject(
        service_key,
        body,
        tuple(Evidence(evidence) for evidence, _transport in rows),
        tuple(transport for _evidence, transport in rows),
        forms,
        base_services_of(service_key),
        sum(accepted.values_list("amount", flat=True)),
    )


Ask = Callable[[Subject], Finding]


class Check(msgspec.Struct, frozen=True):
    """A question with its words: what is true if it holds."""

    code: str
    title: str | Promise
    ask: Ask


_CHECKS: Final[dict[str, Check]] = {}


def _check(code: str, title: str | Promise) -> Callable[[Ask], Ask]:
    def _register(ask: Ask) -> Ask:
        _CHECKS[code] = Check(code, title, ask)
        return ask

    return _register


def codes() -> frozenset[str]:
    return frozenset(_CHECKS)


def title(code: str) -> str:
    """What is true if the check holds; the code itself for one that is no longer there."""
    return str(_CHECKS[code].title) if code in _CHECKS else code


def findings(about: Subject, wanted: Collection[str]) -> dict[str, Finding]:
    """What these checks find, by code and in the order of their codes."""
    return {code: _CHECKS[code].ask(about) for code in sorted(wanted) if code in _CHECKS}


@_check("online", gettext_lazy("Die Leistung ist online verfügbar, belegt"))
def _online(about: Subject) -> Finding:
    if Evidence.SHOWN in about.evidence:
        count = about.evidence.count(Evidence.SHOWN)
        text = ngettext(
            "Bei %(count)d Behörde belegt online.", "Bei %(count)d Behörden belegt online.", count
        )
        return Finding("online", State.HOLDS, text % {"count": count})
    if about.evidence:
        return Finding("online", State.UNKNOWN, _("Nur gemeldet, ohne Beleg."))
    return Finding("online", State.FAILS, _("Weder belegt noch gemeldet online."))


@_check("own_form", gettext_lazy("Ein Formular dieses Systems nimmt Anträge an"))
def _own_form(about: Subject) -> Finding:
    if not about.forms:
        return _not_here("own_form")
    return Finding("own_form", State.HOLDS, about.forms[0].title, about.forms[0].slug)


@_check("evidence_upload", gettext_lazy("Nachweise können im Formular hochgeladen werden"))
def _evidence_upload(about: Subject) -> Finding:
    if not about.forms:
        return _not_here("evidence_upload")
    form = next((form for form in about.forms if form.takes_files), None)
    if form:
        return Finding("evidence_upload", State.HOLDS, _("Das Formular nimmt Nachweise an."), form.slug)
    text = _("Das Formular hat kein Feld für Nachweise. Ob keiner nötig ist, sagt das Datenschema nicht.")
    return Finding("evidence_upload", State.UNKNOWN, text, about.forms[0].slug)


@_check("rehearsed", gettext_lazy("Der Probelauf des Formulars ist bestanden"))
def _rehearsed(about: Subject) -> Finding:
    return _of_run(about, "rehearsed", "rehearsal")


@_check("accessible", gettext_lazy("Die Prüfung der Barrierefreiheit ist bestanden"))
def _accessible(about: Subject) -> Finding:
    return _of_run(about, "accessible", "accessibility")


@_check("structured_transport", gettext_lazy("Anträge kommen überall als Daten im Fachverfahren an"))
def _structured_transport(about: Subject) -> Finding:
    known = [transport for transport in about.transports if transport]
    other = sum(transport not in STRUCTURED for transport in known)
    if other:
        text = ngettext(
            "Bei %(count)d Behörde kommen Anträge nicht als Daten an.",
            "Bei %(count)d Behörden kommen Anträge nicht als Daten an.",
            other,
        )
        return Finding("structured_transport", State.FAILS, text % {"count": other})
    if not known or len(known) < len(about.transports):
        text = _("Der Weg zum Fachverfahren ist nicht überall bekannt.")
        return Finding("structured_transport", State.UNKNOWN, text)
    text = _("Überall, wo die Leistung online ist, kommen Anträge als Daten an.")
    return Finding("structured_transport", State.HOLDS, text)


@_check("accepted", gettext_lazy("Die Behörde hat Anträge mit signierter Quittung angenommen"))
def _accepted(about: Subject) -> Finding:
    if about.accepted and about.body is None:
        text = ngettext(
            "%(count)d Antrag mit signierter Quittung angenommen.",
            "%(count)d Anträge mit signierter Quittung angenommen.",
            about.accepted,
        )
        return Finding("accepted", State.HOLDS, text % {"count": about.accepted})
    return Finding(
        "accepted", State.UNKNOWN, _("Für eine einzelne Behörde oder ohne Anträge nicht ermittelbar.")
    )


@_check("payment", gettext_lazy("Die Bezahlung ist als Basisdienst bereit"))
def _payment(about: Subject) -> Finding:
    return _of_base(about, "payment", lambda use: use.kind is BaseServiceKind.PAYMENT)


@_check("account", gettext_lazy("Das Nutzerkonto ist als Basisdienst bereit"))
def _account(about: Subject) -> Finding:
    return _of_base(about, "account", lambda use: use.kind is BaseServiceKind.ACCOUNT)


@_check("once_only", gettext_lazy("Nachweise werden aus Registern abgerufen (NOOTS, Basisdienst „noots“)"))
def _once_only(about: Subject) -> Finding:
    return _of_base(about, "once_only", lambda use: use.code == _ONCE_ONLY)


def _not_here(code: str) -> Finding:
    return Finding(code, State.UNKNOWN, _("Die Leistung läuft nicht auf diesem System."))


def _of_run(about: Subject, code: str, kind: str) -> Finding:
    if not about.forms:
        return _not_here(code)
    digest = about.forms[0].digest
    run = check_runs.latest(kind=kind, subject_digest=digest)
    if run is None:
        return Finding(code, State.UNKNOWN, _("Nicht geprüft."), digest)
    if run.ok:
        return Finding(code, State.HOLDS, _("Bestanden."), digest)
    return Finding(code, State.FAILS, _("Nicht bestanden."), digest)


def _of_base(about: Subject, code: str, wanted: Callable[[BaseUse], bool]) -> Finding:
    use = next((use for use in about.base if wanted(use)), None)
    if use is None:
        return Finding(code, State.UNKNOWN, _("Für kein Vorhaben zu dieser Leistung bestellt."))
    if use.ready:
        return Finding(
            code,
            State.HOLDS,
            _("%(name)s ist bereit (%(number)s).") % {"name": use.name, "number": use.project_number},
            use.project_number,
        )
    return Finding(
        code,
        State.FAILS,
        _("%(name)s ist bestellt, aber noch nicht bereit (%(number)s).")
        % {"name": use.name, "number": use.project_number},
        use.project_number,
    )
