# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of a data round: one shape for all questions, checked for each, told in words."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.kinds import Transport
from leistungswerk.reporting.models import AvailabilityFact, RoundLine
from leistungswerk.reporting.round_states import Question

_MOST_CASES: Final = 100_000_000
_MOST_TEXT: Final = 2_000
TRANSPORTS: Final = MappingProxyType(
    {
        Transport.FIT_CONNECT.value: "FIT-Connect",
        Transport.OSCI_XTA.value: "OSCI/XTA",
        Transport.WEBHOOK.value: "Webhook",
        Transport.SFTP.value: "SFTP",
        Transport.FILE_TRANSFER.value: "Dateitransfer",
    }
)
"""Names of standards; the same in every language."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``online`` with ``since`` and ``transport``, or not online and ``until`` when it was; ``number``; ``text``."""

    online: bool | None = None
    since: date | None = None
    until: date | None = None
    """Last day; without one it never was online."""
    transport: str = ""
    number: int | None = None
    text: str = ""


def stored(answer: Answer | None) -> object:
    """As a line keeps it."""
    return None if answer is None else msgspec.to_builtins(answer)


def read(kept: object) -> Answer | None:
    """What :func:`stored` kept."""
    return None if kept is None else msgspec.convert(kept, Answer)


def read_number(said: str) -> int | None:
    """A number as people write it, „1.200“ too; ``None`` for nothing, :class:`Refused` for anything else."""
    digits = said.strip().replace(".", "").replace(" ", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:12]) > _MOST_CASES:
        raise Refused(
            _("„%(said)s“ ist keine Zahl von Fällen. Schreiben Sie eine ganze Zahl, zum Beispiel 1200.")
            % {"said": said[:60]}
        )
    return int(digits)


def in_words(question: Question, answer: Answer | None) -> str:
    """An answer as people read it, on pages and on paper."""
    if answer is None:
        return _("nichts bekannt")
    match question:
        case Question.AVAILABLE:
            return _availability(answer)
        case Question.CASES:
            return formats.number_format(answer.number or 0, use_l10n=True, force_grouping=True)
        case Question.LAW:
            return answer.text or _("keine")


def _availability(answer: Answer) -> str:
    if answer.online:
        since = formats.date_format(answer.since) if answer.since else "?"
        way = TRANSPORTS.get(answer.transport, "")
        return _("online seit %(day)s") % {"day": since} + (f" ({way})" if way else "")
    if answer.until:
        return _("nicht mehr online, zuletzt am %(day)s") % {"day": formats.date_format(answer.until)}
    return _("nicht online")


def check(line: RoundLine, answer: Answer, *, cut_off: date, known: Sequence[AvailabilityFact]) -> Answer:
    """The answer with only what its question asks for; raises :class:`Refused` that says what is wrong.

    ``known``: what is known of this service at this body, all periods.
    """
    match Question(line.question):
        case Question.AVAILABLE:
            return _check_available(answer, cut_off, known)
        case Question.CASES:
            if answer.number is None or not 0 <= answer.number <= _MOST_CASES:
                raise Refused(_("Geben Sie die Fälle im Jahr als ganze Zahl an, zum Beispiel 1200."))
            return Answer(number=answer.number)
        case Question.LAW:
            return Answer(text=printable(" ".join(answer.text.split())))


def printable(text: str) -> str:
    """A text that reports print beside the figures, stripped; raises :class:`Refused` if it is too long for that."""
    text = text.strip()
    if len(text) > _MOST_TEXT:
        raise Refused(_("Der Text ist zu lang: höchstens %(most)d Zeichen.") % {"most": _MOST_TEXT})
    return text


def _check_available(answer: Answer, cut_off: date, known: Sequence[AvailabilityFact]) -> Answer:
    stichtag = formats.date_format(cut_off)
    if answer.online is None:
        raise Refused(_("Sagen Sie, ob die Leistung online verfügbar ist: ja oder nein."))
    told = next((fact for fact in known if _holds(fact, cut_off)), None)
    if not answer.online:
        return Answer(online=False, until=_check_until(answer, told, cut_off))
    if answer.since is None:
        raise Refused(_("Geben Sie den Tag an, seit dem die Leistung online verfügbar ist."))
    if answer.since > cut_off:
        raise Refused(
            _(
                "Der %(day)s liegt nach dem Stichtag %(cut_off)s. Gefragt ist, was am Stichtag galt; Späteres gehört in die nächste Abfrage."
            )
            % {"day": formats.date_format(answer.since), "cut_off": stichtag}
        )
    if answer.transport and answer.transport not in TRANSPORTS:
        raise Refused(
            _("„%(given)s“ ist kein Transportweg. Möglich sind: %(names)s.")
            % {"given": answer.transport, "names": ", ".join(TRANSPORTS)}
        )
    for fact in known:
        if told is not None and fact.fact == told.fact:
            continue
        if fact.valid_to is not None and answer.since <= fact.valid_to <= cut_off:
            raise Refused(
                _(
                    "Der Zeitraum überschneidet sich mit einem bekannten: online vom %(since)s bis %(until)s (%(source)s). Beginnen Sie danach."
                )
                % {
                    "since": formats.date_format(fact.valid_from),
                    "until": formats.date_format(fact.valid_to),
                    "source": fact.source,
                }
            )
    return Answer(online=True, since=answer.since, transport=answer.transport)


def _check_until(answer: Answer, told: AvailabilityFact | None, cut_off: date) -> date | None:
    if answer.until is None or told is None:
        return None
    if answer.until >= cut_off:
        raise Refused(
            _("Der letzte Tag muss vor dem Stichtag %(cut_off)s liegen.")
            % {"cut_off": formats.date_format(cut_off)}
        )
    if answer.until < told.valid_from:
        raise Refused(
            _(
                "Der letzte Tag liegt vor dem Beginn am %(since)s. War die Leistung nie online, lassen Sie ihn leer."
            )
            % {"since": formats.date_format(told.valid_from)}
        )
    return answer.until


def _holds(fact: AvailabilityFact, on: date) -> bool:
    return fact.valid_from <= on and (fact.valid_to is None or fact.valid_to >= on)
