# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips of typing and spellings of one and the same thing, set right before a sentence is scanned."""

from __future__ import annotations

import re

from leistungswerk.forms.rules.soundness import Note, NoteKind

ID = r"[FG]\d{5,12}"
QUOTES = '"„“”«»‚‘‹›'

_BEGINS = r"(?=(?:Wenn|WENN|Falls|Sofern|Sonst|Das|Die|Der|Den|Es|Nur|Bei|Im|In|Ist|Wird|Entweder|Mindestens|[FG]\d{5})\b)"

_SILENT = (
    (re.compile(r"^\s*(?:Regel|Bedingung|Prüfung|Prüfregel|Plausibilität)\s*\d*\s*:\s*"), ""),
    (re.compile(rf"(^|[.;:\n])\s*(?:\d{{1,2}}[.)]|[a-z]\)|[-–•*])\s+{_BEGINS}"), r"\1 "),
    (re.compile(r"(?<!\w)['’`´](?=\S)|(?<=[^\s(])['’`´](?!\w)"), '"'),
    (re.compile(rf"({ID})\s?(?:[vV]\.?\s?|:|[Vv]ersion\s)\d+\.\d+(?:\.\d+)?\b"), r"\1"),
    (re.compile(rf"({ID})\s?\(\s?(?:[vV]|[Vv]ersion )?\s?\d+\.\d+(?:\.\d+)?\s?\)"), r"\1"),
    (re.compile(rf"({ID})\.\d{{1,2}}(?:\.\d{{1,2}})?(?=\s)"), r"\1"),
    (re.compile(rf"\b[FG]:\s*(?={ID})"), ""),
    (re.compile(rf"(G\d{{5,12}})\s*(?:/|\\|->|→|»|::|>)\s*(?={ID}\b)"), r"\1."),
    (re.compile(r"\u00ad|\u200b|\ufeff"), ""),
)
"""What changes nothing but the way of writing, numbers and bullets of lists among them."""

_TOLD = (
    (
        re.compile(rf"(?<=[a-zäöüß,;.])(?={ID}\b)"),
        " ",
        "Vor einer Kennung fehlt das Leerzeichen.",
    ),
    (
        re.compile(rf"(?<=[\w)][{QUOTES}])[{QUOTES}]"),
        "",
        "Ein Anführungszeichen steht doppelt.",
    ),
    (
        re.compile(r"(?<=[\w\"“”])([.;,])(?=(?:Wenn|WENN|Falls|Sofern|Sonst|SONST|dann|DANN)\b)"),
        r"\1 ",
        "Nach einem Satzzeichen fehlt das Leerzeichen.",
    ),
)

_STEMS = (
    ("fuell", "füll"), ("muess", "müss"), ("duerf", "dürf"), ("koenn", "könn"), ("groess", "größ"), ("hoech", "höch"),
    ("waehl", "wähl"), ("juenger", "jünger"), ("aelter", "älter"), ("gueltig", "gültig"), ("frueh", "früh"),
    ("spaet", "spät"), ("zulaess", "zuläss"), ("eintraeg", "einträg"), ("laenger", "länger"), ("kuerzer", "kürzer"),
    ("fuer", "für"), ("hoeher", "höher"), ("zuzueglich", "zuzüglich"), ("abzueglich", "abzüglich"), ("grösser", "größer"),
)  # fmt: skip


def tidied(text: str) -> tuple[str, list[Note]]:
    """The text with its slips set right, and a note for each kind of slip."""
    notes: list[Note] = []
    for pattern, right in _SILENT:
        text = pattern.sub(right, text)
    for pattern, right, told in _TOLD:
        text, count = pattern.subn(right, text)
        if count:
            notes.append(Note(NoteKind.READING, told))
    return text, notes


def with_umlauts(word: str) -> str:
    """``befuellt`` → ``befüllt``; ``word`` is in lower case."""
    for written, right in _STEMS:
        if written in word:
            word = word.replace(written, right)
    return word
