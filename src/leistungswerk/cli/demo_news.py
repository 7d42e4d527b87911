# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""News of the demonstration: what the demonstration itself shows, so the public site is not silent."""

from collections.abc import Sequence

import msgspec

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.enablement.site import queries
from leistungswerk.enablement.site.services import pages
from leistungswerk.enablement.site.services.pages import Settings, Text
from leistungswerk.enablement.site.states import Section, Tongue


class _News(msgspec.Struct, frozen=True):
    path: str
    section: Section
    texts: tuple[tuple[Tongue, Text], ...]


def _dogs(german: str, english: str) -> _News:
    return _News(
        "aktuelles/hunde-online-anmelden",
        Section.PRESS,
        (
            (
                Tongue.GERMAN,
                Text(
                    title="Hunde jetzt online anmelden",
                    summary=f"{german} nehmen die Anmeldung zur Hundesteuer online entgegen.",
                    body=(
                        "Wer einen Hund aufnimmt, meldet ihn dort von zu Hause an. Das Formular führt Schritt für "
                        "Schritt durch die Angaben, lässt sich unterbrechen und kommt ohne Konto aus.\n\n"
                        "Nach dem Absenden kann nur noch die zuständige Stelle die Angaben lesen. Ob der Antrag "
                        "angekommen ist, zeigt die Seite [Antrag fortsetzen](/fortsetzen/).\n\n"
                        "*Diese Meldung gehört zu den Demodaten.*\n"
                    ),
                ),
            ),
            (
                Tongue.ENGLISH,
                Text(
                    title="Register your dog online",
                    summary=f"{english} take the registration for dog tax online.",
                    body=(
                        "Whoever takes in a dog registers it there from home. The form leads through the questions "
                        "step by step, can be interrupted and needs no account.\n\n"
                        "After sending, only the competent authority can read the answers. Whether the application "
                        "has arrived is shown on the page [Continue an application](/fortsetzen/).\n\n"
                        "*This item belongs to the demo data.*\n"
                    ),
                ),
            ),
        ),
    )


def _figures() -> _News:
    return _News(
        "aktuelles/zahlen-zum-nachrechnen",
        Section.NEWS,
        (
            (
                Tongue.GERMAN,
                Text(
                    title="Zahlen zum Nachrechnen",
                    summary="Jede Zahl zum Fortschritt nennt, was sie zählt, bis wann und aus welchen Zeilen.",
                    body=(
                        "Wie viele Leistungen sind online? Es kommt darauf an, wie man zählt. Deshalb stehen die "
                        "Zählweisen nebeneinander auf der Seite [Fortschritt](/fortschritt/), und jede lässt sich "
                        "öffnen.\n\n*Diese Meldung gehört zu den Demodaten.*\n"
                    ),
                ),
            ),
            (
                Tongue.ENGLISH,
                Text(
                    title="Figures to check for yourself",
                    summary="Every progress figure names what it counts, until when and from which rows.",
                    body=(
                        "How many services are online? It depends on how you count. So the ways of counting stand "
                        "side by side on the page [progress](/fortschritt/), and each can be opened.\n\n"
                        "*This item belongs to the demo data.*\n"
                    ),
                ),
            ),
        ),
    )


def _news(bodies: Sequence[str]) -> tuple[_News, ...]:
    return (_dogs(_listed(bodies, "und"), _listed(bodies, "and")), _figures())


def _listed(bodies: Sequence[str], last: str) -> str:
    return f"{', '.join(bodies[:-1])} {last} {bodies[-1]}" if len(bodies) > 1 else "".join(bodies)


def tell(bodies: Sequence[str]) -> None:
    """Publish the news that are not there yet."""
    for each in _news(bodies):
        if queries.shown(each.path, Tongue.GERMAN, times.now()) is not None:
            continue
        (_german, text), *others = each.texts
        page = pages.create(OPERATOR, settings=Settings(path=each.path, section=each.section), text=text)
        pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=1)
        for language, translated in others:
            pages.save(OPERATOR, page=page, language=language, text=translated, base=0)
            pages.publish(OPERATOR, page=page, language=language, number=1)
