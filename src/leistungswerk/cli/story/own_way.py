# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Path B, walked: the Hundesteuer from its form version on our own runtime to the first go-live.

Gate 2 wants the automatic accessibility run and the rehearsal of exactly this form version. Both were really run
and came with the demonstration (``demo/hundesteuer/checks.json``); for any other version they count for nothing,
and the Vorhaben waits before gate 2 as it should.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from leistungswerk.cli.story.rollout import Stretch
from leistungswerk.core import check_runs
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.online import queries as online
from leistungswerk.programme.reuse_states import ParameterType, RuntimeKind
from leistungswerk.programme.services import infrastructure, running, waivers
from leistungswerk.programme.services.parameters import ParameterEntry
from leistungswerk.programme.services.running import RuntimeEntry
from leistungswerk.programme.states import Gate

CHECKS: Final = Path(__file__).resolve().parents[4] / "demo" / "hundesteuer" / "checks.json"
_RATES: Final = ("186,00", "120,00", "72,00")
"""Yearly rate of the first dog, EUR, invented: each municipality makes its own statute."""


class Run(msgspec.Struct, frozen=True):
    kind: str
    ok: bool
    at: datetime
    report: dict[str, Any]


class Checks(msgspec.Struct, frozen=True):
    """What was run, for the form version with this digest."""

    note: str
    digest: str
    runs: tuple[Run, ...]


class OwnForm(msgspec.Struct, frozen=True):
    """The form version of the demonstration and the connection it is delivered through."""

    form_version: UUID
    connection: UUID


def checks() -> Checks:
    return msgspec.json.decode(CHECKS.read_bytes(), type=Checks)


def tell_own_development(stretch: Stretch, own: OwnForm) -> None:
    """Runtime, rates by municipality, evidence, gate 2, then gate 3 of each body that goes live."""
    version = online.form_version(own.form_version)
    assert version is not None
    owner, project = stretch.cast.actor(Role.SERVICE_OWNER, stretch.owner), stretch.way.project
    runtime = infrastructure.register_runtime(
        OPERATOR, kind=RuntimeKind.OWN, name="Leistungswerk", operator="Landesbetrieb Daten und Information"
    )
    entry = RuntimeEntry(
        runtime=runtime, form_version=own.form_version, controller="Vollzugsbehörde (Art. 4 DSGVO)"
    )
    running.record_runtime(owner, project=project, entry=entry, revision=0)
    waivers.waive(
        owner, project=project, gate=Gate.G2, requirement="interface",
        reason="Demodaten: Ein echtes Fachverfahren gibt es hier nicht; die Generalprobe läuft gegen das Beispiel.",
    )  # fmt: skip
    stretch.plan()
    rate = ParameterEntry(
        name="tax.first_dog",
        title="Steuer für den ersten Hund im Jahr (Demodaten)",
        type=ParameterType.AMOUNT,
    )
    stretch.fill_parameters(
        {body: {"tax.first_dog": value} for body, value in zip(stretch.live, _RATES, strict=False)}, rate
    )
    stretch.test_by_a_person(version.digest)
    brought = checks()
    if brought.digest != version.digest:
        return
    for run in brought.runs:
        check_runs.record(
            kind=run.kind, subject_digest=brought.digest, ok=run.ok, report=run.report, at=run.at
        )
    stretch.release()
    for body in stretch.live:
        stretch.go_live(body, connection=str(own.connection))
