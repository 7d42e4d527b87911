# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two data rounds of the story: one closed with a gap and dissent, one running with Ressorts at every step.

What the first recorded stands in the second already. All answers are invented.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from leistungswerk.cli.story.cast import Cast
from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Role
from leistungswerk.reporting.round_states import PartKind, Question
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.rounds.parts import LineFilter, lines
from leistungswerk.reporting.rounds.views import PartRow, round_view
from leistungswerk.reporting.services.rounds import answering, chain, closing
from leistungswerk.reporting.services.rounds.opening import RoundEntry, open_round

_MOST: Final = 6
"""So many Ressorts take part."""
_ALL: Final = 10_000
"""More lines than any part of the story has."""
_LAW: Final = (
    "Demodaten: Schriftform in der Ausführungsverordnung streichen.",
    "Demodaten: Rechtsgrundlage für den Abruf aus dem Melderegister schaffen.",
    "",
)


class Rounds:
    """The ministry in charge, the LDI, and the Ressorts with one of their services each."""

    def __init__(self, cast: Cast, coordination: uuid.UUID, services: Mapping[uuid.UUID, str]) -> None:
        self._cast = cast
        self._ministry = cast.actor(Role.OZG_COORDINATION, coordination)
        self._provider = cast.actor(Role.PROGRAMME_MANAGEMENT, cast.provider)
        self._services = dict(list(services.items())[:_MOST])

    def _open(
        self, title: str, questions: tuple[Question, ...], keys: tuple[str, ...], *, municipal: bool
    ) -> uuid.UUID:
        today = times.legal_day(times.now())
        entry = RoundEntry(
            title=f"{title} (Demodaten)", cut_off=today, due=today + timedelta(days=14),
            answers_due=today + timedelta(days=7), questions=questions, services=keys, municipal=municipal,
        )  # fmt: skip
        return open_round(self._ministry, entry=entry)

    def _parts(self, identity: uuid.UUID) -> list[PartRow]:
        """Of the Ressorts, in the order of their services."""
        order = list(self._services)
        found = [
            part
            for part in round_view(self._ministry, identity).parts
            if part.kind is PartKind.RESSORT and part.organisation in order
        ]
        return sorted(found, key=lambda part: order.index(part.organisation))

    def _fachreferat(self, part: PartRow) -> Actor:
        return self._cast.actor(Role.SERVICE_OWNER, part.organisation)

    def _answer(self, part: PartRow, place: int, *, gap: bool = False) -> None:
        """Numbers and texts line by line, then everything else as it was known."""
        owner = self._fachreferat(part)
        found, _count = lines(owner, part.uuid, LineFilter(), offset=0, limit=_ALL)
        for line in found:
            if line.question == Question.CASES and line.before is None:
                answer = Answer(number=1_200 * (place + 1))
                answering.answer_line(owner, line=line.uuid, answer=answer, revision=line.revision)
            elif line.question == Question.LAW and gap:
                reason = "Demodaten: Die Prüfung im Fachreferat ist nicht abgeschlossen."
                answering.cannot_say(owner, line=line.uuid, reason=reason, revision=line.revision)
            elif line.question == Question.LAW:
                answer = Answer(text=_LAW[place % len(_LAW)])
                answering.answer_line(owner, line=line.uuid, answer=answer, revision=line.revision)
        answering.confirm_lines(owner, part=part.uuid)

    def _release(self, part: PartRow) -> None:
        chain.release(self._cast.actor(Role.RESSORT_CONTACT, part.organisation), part=part.uuid)

    def _check(self, part: PartRow) -> None:
        self._release(part)
        chain.check(self._provider, part=part.uuid)

    def _accept(self, part: PartRow) -> None:
        self._check(part)
        chain.accept(self._ministry, part=part.uuid)

    def tell_closed(self) -> None:
        """Everybody answered but the last; one could not say, one disagrees, and one corrected itself afterwards."""
        questions = (Question.CASES, Question.LAW)
        title = "Fallzahlen und Rechtsänderungsbedarf"
        identity = self._open(title, questions, tuple(self._services.values()), municipal=False)
        *answering_parts, _silent = parts = self._parts(identity)
        for place, part in enumerate(answering_parts):
            self._answer(part, place, gap=place == 2)
            if place == 1:
                text = "Demodaten: Die Fallzahl enthält auch Auskünfte; wir halten sie für zu hoch."
                chain.dissent(self._fachreferat(part), part=part.uuid, text=text)
            self._accept(part)
        remark = "Demodaten: Der Bericht an den Ministerrat war fällig."
        closing.close_round(self._ministry, identity=identity, remark=remark)
        contact = self._cast.actor(Role.RESSORT_CONTACT, parts[0].organisation)
        cases, _count = lines(contact, parts[0].uuid, LineFilter(question=Question.CASES), offset=0, limit=1)
        for line in cases[: len(parts) - 1]:
            reason = "Demodaten: Folgeanträge waren doppelt gezählt."
            closing.correct_late(contact, line=line.uuid, answer=Answer(number=950), reason=reason)

    def tell_running(self, municipal: tuple[str, ...]) -> None:
        """From the second Ressort on: answered, released, checked, accepted; the first and the others still answer.

        ``municipal``: services that municipalities are asked about too.
        """
        keys = tuple(dict.fromkeys((*self._services.values(), *municipal)))
        questions = (Question.AVAILABLE, Question.CASES)
        identity = self._open("Online-Verfügbarkeit und Fallzahlen", questions, keys, municipal=True)
        steps = (None, self._release, self._check, self._accept)
        for place, (part, step) in enumerate(zip(self._parts(identity)[1:], steps, strict=False)):
            self._answer(part, place)
            if step is not None:
                step(part)
