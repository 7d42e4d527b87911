# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of rule sentences and the ids in them. Source: standards.md 2.7 and 2.10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from leistungswerk.standards.fim.check.index import Found, Subject, blank
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import Regel

_ID: Final = re.compile(r"[FG][0-9]{11}(?![0-9])")
_SHORT_ID: Final = re.compile(r"[FG][0-9]{8}(?![0-9])")
_WITH_VERSION: Final = re.compile(r"[FG](?:[0-9]{11}|[0-9]{8})V[0-9]+(?:\.[0-9]+)*")


def _sentence(subject: Subject[Regel]) -> Iterator[Found]:
    sentence = subject.element.freitext_regel or ""
    if blank(sentence):
        yield Found(1024, "freitextRegel")
        return
    for element_id in dict.fromkeys(_ID.findall(sentence)):
        if not subject.index.reaches(subject.at, element_id):
            yield Found(1001, "freitextRegel", element_id)
    for named in dict.fromkeys(_WITH_VERSION.findall(sentence)):
        yield Found(1019, "freitextRegel", named)
    for element_id in dict.fromkeys(_SHORT_ID.findall(sentence)):
        yield Found(1041, "freitextRegel", element_id)


SENTENCE_CHECKS: Final[tuple[Check[Regel], ...]] = (Check((1001, 1019, 1024, 1041), _sentence),)
