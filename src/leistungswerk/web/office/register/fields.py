# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields of the register's forms: what is shown, and what was typed."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.queries import Named

Text = str | Promise
_Set = TypeVar("_Set", bound=StrEnum)
_Key = TypeVar("_Key", bound=str)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field; ``kind``: text, date, email, lines, select, check or file. Options are (value, text)."""

    name: str
    label: Text
    kind: str = "text"
    value: str = ""
    hint: Text = ""
    options: tuple[tuple[str, Text], ...] = ()
    required: bool = False
    german: bool = True
    """Whether the options are German data, whatever the language of the page."""
    multiple: bool = False


def choice(
    name: str, label: Text, value: str, options: tuple[tuple[str, Text], ...], *, german: bool = False
) -> Field:
    """A selection that may stay empty."""
    return Field(name=name, label=label, kind="select", value=value, options=options, german=german)


def named(rows: Iterable[Named]) -> tuple[tuple[str, Text], ...]:
    """Options of bodies, people or products."""
    return tuple((str(row.uuid), row.name) for row in rows)


def words(table: Mapping[_Key, Text]) -> tuple[tuple[str, Text], ...]:
    """Options of a closed set with its words."""
    return tuple((str(key), word) for key, word in table.items())


def typed(request: HttpRequest, name: str, longest: int = 2000) -> str:
    return request.POST.get(name, "").strip()[:longest]


def lines(request: HttpRequest, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed(request, name, 20_000).splitlines() if line.strip())


def day(request: HttpRequest, name: str) -> date | None:
    """A day as browsers send it; raises :class:`Refused` for anything else."""
    text = typed(request, name, 40)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("„%(text)s“ ist kein Tag. Schreiben Sie ihn als JJJJ-MM-TT.") % {"text": text}
        ) from None


def chosen(request: HttpRequest, name: str) -> uuid.UUID | None:
    """A uuid from a selection; nonsense is refused."""
    text = typed(request, name, 40)
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(_("Wählen Sie einen Eintrag der Liste.")) from None


def required(request: HttpRequest, name: str) -> uuid.UUID:
    found = chosen(request, name)
    if found is None:
        raise Refused(_("Wählen Sie einen Eintrag der Liste."))
    return found


def one_of(kind: type[_Set], value: str) -> _Set:
    """A member of a closed set; anything else is refused."""
    try:
        return kind(value)
    except ValueError:
        raise Refused(_("Wählen Sie einen Eintrag der Liste.")) from None


def said(refusal: Refused, field: str = "") -> list[dict[str, str]]:
    """A refusal for the error summary; ``field`` is the id it links to."""
    return [{"id": field, "label": "", "message": str(refusal)}]
