# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of the office: fields as data, read from a request and shown again with what was typed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed

Word = str | Promise
_Choice = TypeVar("_Choice", bound=StrEnum)
MAX_TEXT = 200_000
"""Characters one field takes; more is no entry of a person."""


class Kind(StrEnum):
    TEXT = "text"
    AREA = "area"
    DAY = "date"
    MOMENT = "datetime-local"
    NUMBER = "number"
    EMAIL = "email"
    SELECT = "select"
    CHECKS = "checks"
    CHECK = "check"
    FILE = "file"
    FILES = "files"
    """Several files under one name."""
    HIDDEN = "hidden"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field as ``parts/entry_fields.html`` shows it; ``options`` are (value, text)."""

    name: str
    label: Word = ""
    kind: Kind = Kind.TEXT
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[tuple[str, Word], ...] = ()
    hint: Word = ""
    required: bool = False
    rows: int = 4
    language: str = ""
    """``de`` where the label or the value is German data."""


def choices(words: Mapping[_Choice, Word]) -> tuple[tuple[str, Word], ...]:
    """Options of a closed set with its official words."""
    return tuple((item.value, word) for item, word in words.items())


def day_text(value: date | None) -> str:
    return value.isoformat() if value else ""


def bound(fields: Sequence[Field], data: QueryDict) -> tuple[Field, ...]:
    """The fields with what was typed, for showing them again."""

    def _with(field: Field) -> Field:
        if field.kind is Kind.CHECKS:
            return msgspec.structs.replace(field, values=tuple(data.getlist(field.name)))
        return msgspec.structs.replace(field, value=data.get(field.name, ""))

    return tuple(_with(field) for field in fields)


def text(request: HttpRequest, name: str) -> str:
    """What was typed, without blanks around it; raises :class:`Refused` for far too much or for control signs."""
    value = request.POST.get(name, "").replace("\r\n", "\n").strip()
    if len(value) > MAX_TEXT or "\x00" in value:
        raise Refused(_("Eine Eingabe ist zu lang oder enthält unzulässige Zeichen. Bitte kürzen Sie sie."))
    return value


def chosen(request: HttpRequest, name: str, kind: type[_Choice], label: Word) -> _Choice:
    """A value of a closed set; raises :class:`Refused` that names the field."""
    value = request.POST.get(name, "")
    if value not in {item.value for item in kind}:
        raise Refused(_("„%(field)s“: Bitte wählen Sie einen Eintrag aus der Liste.") % {"field": label})
    return kind(value)


def ticked(request: HttpRequest, name: str, kind: type[_Choice]) -> tuple[_Choice, ...]:
    """The ticked values of a closed set in its order; foreign ones are dropped."""
    found = set(request.POST.getlist(name))
    return tuple(item for item in kind if item.value in found)


def number(request: HttpRequest, name: str) -> int:
    """A whole number of a hidden field such as the revision; raises :class:`Refused` if the page was tampered with."""
    value = request.POST.get(name, "")
    if not value.isdecimal() or len(value) > 9:
        raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))
    return int(value)


def refusal(act: Callable[[], object]) -> str:
    """Run a use case; the sentence of a refusal that belongs to the form, empty if it was done.

    What has a page of its own passes: a missing object or right, and the second of two.
    """
    try:
        act()
    except (Missing, NotAllowed, Overtaken):
        raise
    except Refused as refused:
        return str(refused)
    return ""


def errors(sentence: str) -> list[dict[str, str]]:
    """What ``parts/errors.html`` shows."""
    return [{"id": "", "label": "", "message": sentence}] if sentence else []


def inline(action: str, fields: Sequence[Field], submit: Word, *, prefix: str = "", multipart: bool = False) -> dict[str, object]:  # fmt: skip
    """A form that stands among other things on a page (``parts/inline_form.html``)."""
    return {
        "action": action,
        "fields": fields,
        "submit": submit,
        "prefix": f"{prefix}-" if prefix else "",
        "multipart": multipart,
    }
