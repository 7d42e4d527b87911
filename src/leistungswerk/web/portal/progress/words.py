# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The metrics in plain words: the question each answers, and what it does not say."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leistungswerk.reporting.queries import Share

Word = str | Promise


class Plain(msgspec.Struct, frozen=True):
    """``unlike``: what the figure does not say; ``gaps``: what is not known and would change it."""

    question: Word
    unlike: Word
    gaps: tuple[str, ...] = ()


_COVERAGE: Final = ("ohne_zustaendigkeit", "verfuegbar_ohne_zustaendigkeit")
PLAIN: Final[Mapping[str, Plain]] = MappingProxyType(
    {
        "m1": Plain(
            gettext_lazy("Wie viel gilt nach alter Zählung als online?"),
            gettext_lazy("ob es bei Ihnen geht. Eine einzige Behörde im Land genügt."),
            ("ohne_reifegrad",),
        ),
        "m2": Plain(
            gettext_lazy("Was geht überall im Land online?"),
            gettext_lazy("wie nah der Rest ist. Was bei 193 von 194 Behörden online ist, zählt hier nicht."),
            _COVERAGE,
        ),
        "m3": Plain(
            gettext_lazy("Was geht wenigstens irgendwo online?"),
            gettext_lazy("ob es bei Ihnen geht. Eine Behörde genügt, alle anderen können fehlen."),
            _COVERAGE,
        ),
        "m4": Plain(
            gettext_lazy("Wie dicht ist das Angebot?"),
            gettext_lazy("wie wichtig eine Leistung ist. Häufige und seltene zählen gleich, große und kleine Orte auch."),
            _COVERAGE,
        ),
        "m5": Plain(
            gettext_lazy("Wozu gibt es überhaupt etwas online?"),
            gettext_lazy("wie viele Behörden mitmachen und ob alle Verrichtungen gehen."),
            ("ohne_zustaendigkeit",),
        ),
        "m6": Plain(
            gettext_lazy("Gehen die wichtigsten Leistungen überall, bis ins Fachverfahren?"),
            gettext_lazy("wie es um Leistungen steht, die nicht auf der Fokusliste sind."),
            _COVERAGE,
        ),
        "m7": Plain(
            gettext_lazy("Wie oft wird es genutzt?"),
            gettext_lazy("wie oft Online-Dienste in anderen Systemen genutzt werden. Deren Anträge zählen hier nicht."),
        ),
        "m8": Plain(
            gettext_lazy("Kommt überall an, was wir nachnutzen?"),
            gettext_lazy("wie es um Dienste steht, die das Land selbst entwickelt."),
            _COVERAGE,
        ),
    }
)  # fmt: skip


def number(count: int) -> str:
    """A whole number as people read it: „3.323“, in English „3,323“."""
    return formats.number_format(count, force_grouping=True)


def percent(share: Share) -> str:
    """With the comma or point of the reader; empty for a plain number."""
    if share.percent is None:
        return ""
    return f"{share.percent.replace(',', formats.get_format('DECIMAL_SEPARATOR'))}\u00a0%"


def of_hundred(value: float) -> str:
    """A share with one decimal."""
    return f"{formats.number_format(value, 1)}\u00a0%"


def gap_sentences(gaps: Mapping[str, int], names: Iterable[str] | None = None) -> tuple[str, ...]:
    """What is not known, each with its number; of these gaps, or of all."""
    wanted = sorted(gaps) if names is None else names
    return tuple(_gap(name, gaps[name]) for name in wanted if gaps.get(name))


def _gap(name: str, count: int) -> str:
    told = {"count": number(count)}
    match name:
        case "ohne_zustaendigkeit":
            text = ngettext(
                "Bei einer Leistung wissen wir nicht, wer zuständig ist. Sie fehlt in den Zahlen.",
                "Bei %(count)s Leistungen wissen wir nicht, wer zuständig ist. Sie fehlen in den Zahlen.",
                count,
            )
        case "verfuegbar_ohne_zustaendigkeit":
            text = ngettext(
                "An einer Stelle ist etwas online gemeldet, wo keine Zuständigkeit bekannt ist. Das zählt nicht.",
                "An %(count)s Stellen ist etwas online gemeldet, wo keine Zuständigkeit bekannt ist. Das zählt nicht.",
                count,
            )
        case _:
            text = ngettext(
                "Ein Angebot hat noch keinen Reifegrad. In der alten Zählung fehlt es.",
                "%(count)s Angebote haben noch keinen Reifegrad. In der alten Zählung fehlen sie.",
                count,
            )
    return text % told


def missing(count: int) -> str:
    """At how many bodies a service is missing."""
    if not count:
        return _("fehlt nirgends")
    return ngettext("fehlt bei einer Behörde", "fehlt bei %(count)s Behörden", count) % {
        "count": number(count)
    }
