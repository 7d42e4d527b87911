# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A maturity model as a document (TOML): levels, criteria, rule, times; read with limits and refused in words.

The shipped files tell what is known of the official models. What only the official paper says (texts of criteria,
names of levels of 2.0) is empty in them: nothing official is invented here. An office fills the file and takes it
in again.
"""

import hashlib
import re
import tomllib
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused

MOST_BYTES: Final = 512 * 1024
_FOLDER: Final = Path(__file__).parent / "models"
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,9}")
_CRITERION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")
_MOST_LEVEL: Final = 20
_MOST_CRITERIA: Final = 60


class Rule(StrEnum):
    """How the level of a service follows from its criteria."""

    LOWEST = "lowest"
    """The lowest criterion decides (model 1.1, domain.md 3.2)."""
    STATED = "stated"
    """The model's rule is not known here: whoever assesses states the level and why."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A misspelt name in a file is refused, never passed over."""


class Link(_Strict, frozen=True, kw_only=True):
    """A criterion is answered by a check: ``level`` needs it; ``proves``: the check alone shows this level."""

    check: str
    level: int
    proves: bool = False


class Level(_Strict, frozen=True, kw_only=True):
    """``requires``: checks without which this level and those above are not reached."""

    number: int
    name: str = ""
    group: str = ""
    requires: tuple[str, ...] = ()


class Criterion(_Strict, frozen=True, kw_only=True):
    """``text`` is empty until the office has filled it from the official document."""

    id: str
    text: str = ""
    explanation: str = ""
    checks: tuple[Link, ...] = ()


class ModelDocument(_Strict, frozen=True, kw_only=True):
    """A maturity model. ``valid_from`` and ``replaced_from`` are months, as the sources name months only."""

    code: str
    title: str
    valid_from: str
    replaced_from: str = ""
    rule: Rule
    rule_text: str
    conformity_from: int | None = None
    conformity_text: str = ""
    use: str = ""
    sources: tuple[str, ...] = ()
    levels: tuple[Level, ...]
    criteria: tuple[Criterion, ...]

    @property
    def first_day(self) -> date:
        return _first_day(self.valid_from)

    @property
    def replaced_on(self) -> date | None:
        return _first_day(self.replaced_from) if self.replaced_from else None

    @property
    def unfilled(self) -> int:
        """How many criteria still lack their official text."""
        return sum(not criterion.text for criterion in self.criteria)

    @property
    def highest(self) -> int:
        return self.levels[-1].number

    def level(self, number: int) -> Level | None:
        return next((level for level in self.levels if level.number == number), None)

    def checks(self) -> frozenset[str]:
        """Codes of all checks the model refers to."""
        return frozenset(
            {code for level in self.levels for code in level.requires}
            | {link.check for criterion in self.criteria for link in criterion.checks}
        )

    def digest(self) -> str:
        """The same text, the same digest, whatever the file looks like."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


def _first_day(month: str) -> date:
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def read(name: str, content: bytes, *, known_checks: frozenset[str]) -> ModelDocument:
    """A file as a model; raises :class:`Refused` naming what is wrong with it."""
    if len(content) > MOST_BYTES:
        raise Refused(
            _("%(name)s ist größer als 512 KB. Ein Reifegradmodell ist viel kleiner; prüfen Sie die Datei.")
            % {"name": name}
        )
    try:
        found = msgspec.convert(tomllib.loads(content.decode()), ModelDocument)
    except UnicodeDecodeError as error:
        raise Refused(
            _("%(name)s ist nicht in UTF-8 geschrieben. Speichern Sie die Datei in UTF-8.") % {"name": name}
        ) from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Refused(
            _(
                "%(name)s ist kein Reifegradmodell: %(problem)s. Die mitgelieferten Dateien zeigen, wie es aussieht."
            )
            % {"name": name, "problem": str(error).rstrip(".")}
        ) from error
    for problem in _problems(found, known_checks):
        raise Refused(f"{name}: {problem}")
    return found


def _problems(model: ModelDocument, known_checks: frozenset[str]) -> list[str]:
    numbers = [level.number for level in model.levels]
    ids = [criterion.id for criterion in model.criteria]
    found: list[str] = []
    if not _CODE.fullmatch(model.code) or not model.title.strip():
        found.append(_("„code“ und „title“ müssen gefüllt sein, der Code mit höchstens zehn Zeichen."))
    if not all(_MONTH.fullmatch(month) for month in (model.valid_from, model.replaced_from) if month):
        found.append(_("Monate stehen als 2025-07."))
    if len(numbers) < 2 or numbers != list(range(len(numbers))) or len(numbers) > _MOST_LEVEL:
        found.append(_("Die Stufen müssen mit 0 beginnen und ohne Lücke aufsteigen."))
    if not ids or len(ids) > _MOST_CRITERIA or len(set(ids)) != len(ids):
        found.append(_("Jedes Kriterium braucht eine eigene „id“; höchstens 60 sind möglich."))
    if bad := [one for one in ids if not _CRITERION.fullmatch(one)]:
        found.append(_("„%(id)s“ ist keine „id“: Buchstaben, Ziffern, Punkt, Strich.") % {"id": bad[0][:40]})
    if foreign := sorted(model.checks() - known_checks):
        found.append(
            _("Die Prüfung „%(check)s“ gibt es nicht. Es gibt: %(known)s.")
            % {"check": foreign[0][:40], "known": ", ".join(sorted(known_checks))}
        )
    links = [link.level for criterion in model.criteria for link in criterion.checks]
    if any(level not in numbers for level in links):
        found.append(_("Eine Prüfung verweist auf eine Stufe, die das Modell nicht hat."))
    if model.conformity_from is not None and model.conformity_from not in numbers:
        found.append(_("„conformity_from“ nennt eine Stufe, die das Modell nicht hat."))
    return found


@lru_cache
def shipped() -> dict[str, ModelDocument]:
    """The models that come with the software, by code."""
    # The codes of checks are asked by a test: reading these files needs no check to be known.
    found = [
        msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), ModelDocument)
        for file in sorted(_FOLDER.glob("*.toml"))
    ]
    return {model.code: model for model in found}
