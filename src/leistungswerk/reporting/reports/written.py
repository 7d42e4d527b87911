# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people add to the computed part of a report: texts by section, answers to questions, co-signatures."""

from collections.abc import Mapping

import msgspec


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the Landtag with its answer and the figures it rests on."""

    number: int
    question: str
    answer: str
    figures: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a Ressort said; dissent is printed word for word."""

    ressort: str
    word: str
    note: str = ""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``remark`` stands beside the Stichtag: a draft, or what this version supersedes."""

    texts: Mapping[str, str] = {}
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    changes: tuple[str, ...] = ()
    """What changed since the report before, in sentences."""
    remark: str = ""


NOTHING = Written()
