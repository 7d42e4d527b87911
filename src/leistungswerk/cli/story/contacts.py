# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts of the project and of a city, what somebody follows, and a mailing that waits for the second person."""

import uuid

from leistungswerk.cli.story.cast import Cast
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.enablement.directory.queries.audience import Circle
from leistungswerk.enablement.directory.services import contacts, mailings, subscribing
from leistungswerk.enablement.directory.services.contacts import ContactEntry
from leistungswerk.enablement.directory.services.mailings import MailingEntry
from leistungswerk.enablement.directory.states import Topic

_TEXT = """Bitte prüfen Sie bis Monatsende, ob Ihre Angaben im Register noch stimmen.

1. Öffnen Sie „Mein Eintrag“ und sehen Sie Funktion und Telefon an.
2. Unter [Kontakte](/verwaltung/kontakte/) stehen die Postfächer Ihrer Stelle: „Stimmt noch“ genügt.

Fragen beantwortet das OZG-Projekt. *Diese Rundmail gehört zu den Demodaten.*
"""


def tell_contacts(cast: Cast, *, ministry: uuid.UUID, city: uuid.UUID, service: str) -> None:
    """``service``: Leistungsschlüssel of what the city answers questions about."""
    entries = (
        ContactEntry(
            organisation=ministry, role=Role.OZG_COORDINATION, title="OZG-Koordination des Landes", public=True,
            email="koordination@example.org", phone="0000 0000-10", hours="Mo–Do 9–15 Uhr, Fr 9–12 Uhr (Demodaten)",
        ),
        ContactEntry(
            organisation=cast.provider, role=Role.ADVISER, title="OZG-Projekt: Beratung für Behörden", public=True,
            email="ozg-projekt@example.org", phone="0000 0000-20", hours="Mo–Fr 8–16 Uhr (Demodaten)",
        ),
        ContactEntry(
            organisation=cast.provider, role=Role.ROLLOUT_MANAGER, title="Roll-out in den Kommunen",
            email="rollout@example.org",
        ),
        ContactEntry(
            organisation=city, role=Role.MUNICIPAL_LEAD, title="Fragen zu dieser Leistung in der Stadt",
            email="stadt@example.org", phone="0000 0000-30", services=(service,),
        ),
    )  # fmt: skip
    for entry in entries:
        contacts.enter_contact(OPERATOR, entry=entry)
    adviser = cast.actor(Role.ADVISER, cast.provider)
    subscribing.follow(cast.actor(Role.MUNICIPAL_LEAD, city), topic=Topic.SERVICE, key=service)
    mailing = mailings.write_mailing(
        adviser,
        entry=MailingEntry(
            subject="Stimmen Ihre Kontakte noch?",
            text=_TEXT,
            circle=Circle(roles=(Role.MUNICIPAL_LEAD, Role.PROJECT_OFFICE), with_contacts=True),
        ),
    )
    mailings.propose_mailing(adviser, mailing=mailing, revision=1)
