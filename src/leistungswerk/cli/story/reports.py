# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two reports of the story: one for the public, frozen after dissent and a second round; one for the cabinet, out.

Their texts are invented, their figures are those of the demonstration.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from leistungswerk.cli.story.cast import Cast
from leistungswerk.core import times
from leistungswerk.core.actor import Role
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.services import report_rounds, reports

_STATEMENTS: Final = (
    "Demodaten: {{M3.total}} Leistungen sind mindestens an einem Ort online, {{M2.total}} im ganzen Land. Von allen "
    "Paaren aus Leistung und zuständiger Behörde sind {{M4.value}} erreicht."
)
_PUBLIC_FIRST: Final = f"{_STATEMENTS}\n\nDie Einführung liegt im Plan."
_PUBLIC_AGAIN: Final = f"{_STATEMENTS}\n\nDie meisten Angaben sind gemeldet und noch nicht belegt. Wo Dienste fehlen, steht es dabei."
_RISKS: Final = (
    "Demodaten: Beim Wohngeld ist der Tag der ersten Welle verstrichen, ohne dass der Betrieb belegt ist. Die "
    "Finanzierung der Nachnutzung ist nach dem Ende der Anschubphase offen."
)
_DISSENT: Final = "Demodaten: Dass die Einführung im Plan liegt, ist aus den Zahlen nicht zu ersehen."
_REMARK: Final = "Demodaten: Die Folgekosten sollten im nächsten Bericht beziffert werden."
_NOTES: Final[Mapping[CoSignature, str]] = {
    CoSignature.AGREED: "",
    CoSignature.AGREED_WITH_NOTE: _REMARK,
    CoSignature.OBJECTED: _DISSENT,
}
_TIME: Final = timedelta(days=10)


class Reports:
    """The LDI drafts, the ministry in charge (``owner``) sends round and freezes, ``ressorts`` (three) co-sign."""

    def __init__(self, cast: Cast, owner: uuid.UUID, ressorts: Sequence[uuid.UUID]) -> None:
        self._cast = cast
        self._writer = cast.actor(Role.PROGRAMME_MANAGEMENT, cast.provider)
        self._owner = cast.actor(Role.OZG_COORDINATION, owner)
        self._ressorts = tuple(ressorts)

    def tell_frozen(self) -> None:
        """Of today; afterwards everybody can read it."""
        made = self._begin(Template.PUBLIC)
        self._write(made, "statements", _PUBLIC_FIRST)
        self._send(made, (CoSignature.OBJECTED, CoSignature.AGREED, None))
        report_rounds.revise(self._owner, report=made)
        self._write(made, "statements", _PUBLIC_AGAIN, revision=1)
        self._send(made, (CoSignature.AGREED, CoSignature.AGREED, CoSignature.AGREED_WITH_NOTE))
        report_rounds.freeze(self._owner, report=made)

    def tell_out(self) -> None:
        """Of today; it still lacks an answer."""
        made = self._begin(Template.CABINET)
        self._write(made, "statements", _STATEMENTS)
        self._write(made, "risks", _RISKS)
        self._send(made, (CoSignature.AGREED_WITH_NOTE, CoSignature.AGREED, None))

    def _begin(self, template: Template) -> uuid.UUID:
        return reports.begin_report(self._writer, template=template, cut_off=times.legal_day(times.now()))

    def _write(self, report: uuid.UUID, key: str, text: str, *, revision: int = 0) -> None:
        reports.write_section(self._writer, report=report, key=key, text=text, revision=revision)

    def _send(self, report: uuid.UUID, answers: Sequence[CoSignature | None]) -> None:
        """Send it round; a Ressort without an answer still has to give it."""
        due_on = times.legal_day(times.now()) + _TIME
        report_rounds.ask_for_co_signature(
            self._owner, report=report, ministries=self._ressorts, due_on=due_on
        )
        for ressort, said in zip(self._ressorts, answers, strict=True):
            if said is not None:
                contact = self._cast.actor(Role.RESSORT_CONTACT, ressort)
                report_rounds.answer(contact, report=report, ministry=ressort, said=said, note=_NOTES[said])
