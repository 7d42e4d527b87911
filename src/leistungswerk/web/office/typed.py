# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what was typed into a form of the office: values of the right kind, or a sentence at the field."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST = 20_000


class Typed:
    """The fields of a posted form. ``errors`` collects what could not be read, for ``parts/errors.html``."""

    def __init__(self, request: HttpRequest, labels: Mapping[str, str]) -> None:
        self._post: QueryDict = request.POST
        self._labels = labels
        self.errors: list[dict[str, str]] = []

    def wrong(self, name: str, message: str) -> None:
        """Say a sentence at a field; an empty name is for the whole form."""
        self.errors.append({"id": name, "label": self._labels.get(name, ""), "message": message})

    def text(self, name: str) -> str:
        return self._post.get(name, "")[:_LONGEST].strip()

    def values(self, name: str) -> list[str]:
        return [value.strip() for value in self._post.getlist(name) if value.strip()]

    def ticked(self, name: str) -> bool:
        return self._post.get(name) == "1"

    def day(self, name: str) -> date | None:
        """A day as the browser's field or a person writes it: 2027-06-30 or 30.06.2027."""
        text = self.text(name)
        if not text:
            return None
        found = read_day(text)
        if found is None:
            self.wrong(name, _("%(label)s: Schreiben Sie den Tag so: 30.06.2027.") % self._label(name))
        return found

    def number(self, name: str, most: int = 100_000_000) -> int | None:
        """A whole number from zero; points between thousands are allowed."""
        text = self.text(name).replace(".", "").replace(" ", "")
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9 or int(text) > most:
            self.wrong(
                name, _("%(label)s: Geben Sie eine ganze Zahl ein, zum Beispiel 1200.") % self._label(name)
            )
            return None
        return int(text)

    def decimal(self, name: str) -> Decimal | None:
        """A number with decimal comma, two places."""
        text = self.text(name).replace(",", ".")
        if not text:
            return None
        try:
            value = Decimal(text).quantize(Decimal("0.01"))
        except InvalidOperation:
            self.wrong(name, _("%(label)s: Geben Sie eine Zahl ein, zum Beispiel 0,2.") % self._label(name))
            return None
        return value

    def identity(self, name: str) -> uuid.UUID | None:
        """An id from a select; empty or broken is none."""
        return read_uuid(self.text(name))

    def identities(self, name: str) -> list[uuid.UUID]:
        return [found for text in self.values(name) if (found := read_uuid(text)) is not None]

    def choice(self, name: str, of: type[_Choice]) -> _Choice | None:
        """A member of a closed set; says at the field if it is none."""
        try:
            return of(self.text(name))
        except ValueError:
            self.wrong(name, _("%(label)s: Wählen Sie eine der Möglichkeiten.") % self._label(name))
            return None

    def _label(self, name: str) -> dict[str, str]:
        return {"label": str(self._labels.get(name, name))}


def read_day(text: str) -> date | None:
    """2027-06-30 or 30.06.2027; ``None`` for anything else."""
    parts = text.split(".")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
