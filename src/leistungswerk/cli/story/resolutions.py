# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Beschlüsse of the story: one being co-signed, one on its way to the IT-Planungsrat, one come from there."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Final

from leistungswerk.cli.story.cast import Cast
from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor, Role
from leistungswerk.programme.queries import resolutions as reading
from leistungswerk.programme.resolution_states import CoSignature, Direction, Verb
from leistungswerk.programme.services.resolutions import bodies, coordination, deciding, drafting
from leistungswerk.programme.services.resolutions.drafting import Point, Text

_NEXT: Final = 1002
"""Sessions are invented, so their numbers are ones the IT-Planungsrat will not reach."""
_INCOMING: Final = "B-2026/901-IT"


def tell_resolutions(
    cast: Cast, *, ministry: uuid.UUID, asked: tuple[uuid.UUID, uuid.UUID], heard: uuid.UUID, service: str
) -> None:
    """``ministry`` brings them in, ``asked`` co-sign, ``heard`` is heard; the incoming one is about ``service``."""
    council = drafting.planning_council()
    assert council is not None
    today = times.legal_day(times.now())
    editor = cast.actor(Role.COUNCIL_OFFICE, ministry)
    bodies.ensure_decision_body(OPERATOR, name="CIO des Landes", may_decide_urgently=True)
    deciding.set_session(
        editor, council=council, number=_NEXT, held_on=today + timedelta(days=60),
        registration_until=today + timedelta(days=30), papers_until=today + timedelta(days=40),
    )  # fmt: skip
    _coordinate(cast, editor, ministry, _DRAFT, {asked[0]: None, asked[1]: CoSignature.AGREED_WITH_NOTE})
    agreed: dict[uuid.UUID, CoSignature | None] = dict.fromkeys(asked, CoSignature.AGREED)
    outgoing = _coordinate(cast, editor, ministry, _OUTGOING, agreed)
    _decide_and_register(editor, outgoing, heard, council)
    drafting.enter_incoming(
        editor, owner=ministry, text=_FROM_COUNCIL, number=_INCOMING, adopted_on=today - timedelta(days=20),
        session=_NEXT - 1, council=council,
    )  # fmt: skip
    task = reading.tasks(editor, offset=0, limit=1)[0][0]
    deciding.assign_task(editor, task=task.uuid, addressee=asked[0], services=(service,))


def _coordinate(
    cast: Cast, editor: Actor, owner: uuid.UUID, text: Text, answers: dict[uuid.UUID, CoSignature | None]
) -> uuid.UUID:
    """A draft sent round; a Ressort without an answer still has to give it."""
    made = drafting.begin_resolution(editor, owner=owner, text=text, direction=Direction.OUTGOING)
    due_on = times.legal_day(times.now()) + timedelta(days=14)
    coordination.ask_for_co_signature(editor, resolution=made, ministries=tuple(answers), due_on=due_on)
    for ressort, answer in answers.items():
        contact = cast.actor(Role.RESSORT_CONTACT, ressort)
        if answer is not None:
            note = "" if answer is CoSignature.AGREED else "Demo: Die Folgekosten sind zu beziffern."
            coordination.answer_co_signature(
                contact, resolution=made, ministry=ressort, answer=answer, note=note
            )
    return made


def _decide_and_register(editor: Actor, resolution: uuid.UUID, heard: uuid.UUID, council: uuid.UUID) -> None:
    today = times.legal_day(times.now())
    cabinet = bodies.ensure_decision_body(OPERATOR, name="Ministerrat")
    coordination.hear(
        editor, resolution=resolution, body=heard, asked_on=today, answered_on=today,
        statement="Demo: keine Bedenken",
    )  # fmt: skip
    coordination.mature(editor, resolution=resolution)
    deciding.decide(editor, resolution=resolution, body=cabinet, decided_on=today, file_number="Demo-MR 1")
    deciding.register_for_session(
        editor, resolution=resolution, council=council, session=_NEXT, agenda_item="Demo-TOP 7"
    )


_DRAFT: Final = Text(
    title="Demo: Mindeststandard für Antragsdienste der Kommunen",
    problem="Demodaten: Dienste der Kommunen sind verschieden barrierefrei.",
    solution="Gemeinsamer Mindeststandard mit Prüfung vor jeder Freigabe.",
    alternatives="Keine",
    cost="Demodaten: keine zusätzlichen Kosten",
    cost_municipal="Demodaten: Prüfaufwand von einem Tag je Dienst",
    points=(
        Point(verb=Verb.DECIDES, text="den Mindeststandard ab dem nächsten Jahr"),
        Point(
            verb=Verb.ASKS,
            text="um einen Bericht über die Umsetzung",
            addressee="FITKO",
            due_session=_NEXT + 1,
        ),
    ),
)
_OUTGOING: Final = Text(
    title="Demo: Gemeinsame Finanzierung nachgenutzter Dienste",
    problem="Demodaten: Die Finanzierung endet vor dem Roll-out.",
    solution="Verlängerung um ein Jahr.",
    cost="Demodaten: 400.000 Euro",
    cost_municipal="Keine",
    points=(
        Point(verb=Verb.NOTES, text="den Bericht zum Stand des Roll-outs"),
        Point(
            verb=Verb.PROVIDES,
            text="Mittel für ein weiteres Jahr",
            addressee="FITKO",
            amount=Decimal(400_000),
        ),
    ),
)
_FROM_COUNCIL: Final = Text(
    title="Demo: Anbindung der Wohngeldverfahren",
    points=(
        Point(
            verb=Verb.ASKS, text="die Länder, die Anbindung abzuschließen",
            addressee="Ministerium der Finanzen", due_session=_NEXT,
        ),
        Point(verb=Verb.FINDS, text="dass der Standard erprobt ist"),
    ),
)  # fmt: skip
