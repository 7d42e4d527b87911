# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The check of one value: what a field says about length, form, range and choice.

``value_check`` is made once per field; it returns ``None`` or one German sentence that names the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from leistungswerk.forms import texts
from leistungswerk.forms.model import Field, FieldKind, UploadInfo
from leistungswerk.forms.texts import Translate
from leistungswerk.forms.values import READERS, typed
from leistungswerk.standards.fim.patterns import xsd_regex

Check: TypeAlias = Callable[[str], str | None]

MAX_TEXT: Final = 20_000
"""Characters a text may have when the schema sets no limit."""
PATTERN_SECONDS: Final = 0.1
"""A pattern that takes longer does not match: patterns come from outside and may be catastrophic."""

_MOST_WAYS: Final = 5_000_000
"""Ways to try a pattern that take less than PATTERN_SECONDS; in truth far fewer of them are walked."""
_TOKEN = re.compile(
    r"\(\?:|\(|\||\)(?![*+?{])"
    r"|(?:\[\^?(?:\\.|[^\[\]\\])+\]|\\[pP]\{[^}]*\}|\\[^pP]|[^()\[\]{}|*+?\\])"
    r"(?:(?P<sign>[*+?])|\{(?P<least>\d{1,5})(?:,(?P<most>\d{1,5})|(?P<open>,))?\})?(?![*+?{])"
)

_UNREADABLE = {
    FieldKind.DATE: texts.NOT_DATE,
    FieldKind.TIME: texts.NOT_TIME,
    FieldKind.DATETIME: texts.NOT_DATETIME,
    FieldKind.BOOLEAN: texts.REQUIRED[FieldKind.BOOLEAN],
    FieldKind.NUMBER: texts.NOT_NUMBER,
    FieldKind.INTEGER: texts.NOT_INTEGER,
    FieldKind.CURRENCY: texts.NOT_MONEY,
}


def value_check(field: Field, translate: Translate) -> Check:
    """The check of a non-empty value of this field."""
    if field.kind is FieldKind.SELECT:
        codes = frozenset(option.code for option in field.options)
        message = translate(texts.NOT_OFFERED).format(label=field.label)
        return lambda value: None if value in codes else message
    if field.kind in READERS:
        return _read_check(field, translate)
    return _text_check(field, translate)


def _text_check(field: Field, translate: Translate) -> Check:
    longest = MAX_TEXT if field.max_length is None else field.max_length
    shortest = field.min_length or 0
    short = translate(texts.TOO_SHORT).format(label=field.label, min=shortest)
    matches = pattern_check(field.pattern, longest)
    mismatch = translate(texts.PATTERN_HELP if field.help else texts.PATTERN)
    mismatch = mismatch.format(label=field.label, help=" ".join(field.help.split()))

    def check(value: str) -> str | None:
        count = len(value)
        if count > longest:
            return translate(texts.TOO_LONG).format(label=field.label, max=longest, count=count)
        if count < shortest:
            return short
        return None if matches is None or matches(value) else mismatch

    return check


def pattern_check(pattern: str | None, longest: int) -> Callable[[str], bool] | None:
    """Whether a text matches the whole pattern; a pattern nobody can read checks nothing."""
    compiled = xsd_regex(pattern) if pattern else None
    if compiled is None or pattern is None:
        return None
    if is_tame(pattern, longest):
        # Watching the clock costs five times the match itself.
        return lambda value: compiled.fullmatch(value) is not None

    def matches(value: str) -> bool:
        try:
            return compiled.fullmatch(value, timeout=PATTERN_SECONDS) is not None
        except TimeoutError:
            return False

    return matches


def is_tame(pattern: str, longest: int) -> bool:
    """True when no text up to ``longest`` characters can keep the engine busy: no repeated groups, few ways to try."""
    ways, at = 1, 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            return False
        at = token.end()
        if token[0] == "|" or token["sign"] == "?":
            ways *= 2
        elif token["sign"] or token["open"]:
            ways *= longest
        elif token["most"]:
            ways *= max(1, int(token["most"]) - int(token["least"]) + 1)
    return ways <= _MOST_WAYS


def _read_check(field: Field, translate: Translate) -> Check:
    read = READERS[field.kind]
    unreadable = translate(_UNREADABLE[field.kind]).format(label=field.label)
    low, high = field.min_value, field.max_value
    is_date = isinstance(low or high, date)
    small = translate(texts.TOO_EARLY if is_date else texts.TOO_SMALL).format(
        label=field.label, min=typed(low)
    )
    large = translate(texts.TOO_LATE if is_date else texts.TOO_LARGE).format(
        label=field.label, max=typed(high)
    )

    def check(value: str) -> str | None:
        found = read(value)
        if found is None:
            return unreadable
        if low is not None and found < low:  # type: ignore[operator]  # limits have the type of the value
            return small
        if high is not None and found > high:  # type: ignore[operator]  # limits have the type of the value
            return large
        return None

    return check


def upload_problem(field: Field, upload: UploadInfo | None, translate: Translate) -> str | None:
    """What is wrong with an uploaded file: gone, too large, or of a kind nobody asked for."""
    if upload is None:
        return translate(texts.FILE_LOST).format(label=field.label)
    if field.max_size is not None and upload.size > field.max_size:
        return translate(texts.FILE_LARGE).format(
            file=upload.filename, label=field.label, max=texts.size_text(field.max_size, translate)
        )
    if field.media_types and not _is_accepted(upload.media_type, field.media_types):
        types = texts.type_names(field.media_types)
        return translate(texts.FILE_TYPE).format(file=upload.filename, label=field.label, types=types)
    return None


def _is_accepted(media_type: str, accepted: tuple[str, ...]) -> bool:
    """``image/*`` accepts every image."""
    return any(
        media_type == each or (each.endswith("/*") and media_type.startswith(each[:-1])) for each in accepted
    )
