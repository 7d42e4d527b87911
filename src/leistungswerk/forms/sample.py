# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Valid answers for any form, the same for the same seed: for rehearsals, demonstrations and tests.

Patterns, lengths, ranges, options, rows and released rules are respected. Files cannot be made up here:
``sample_uploads`` tells which inputs need one.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

import msgspec

from leistungswerk.forms.autofill import autocomplete
from leistungswerk.forms.limits import MAX_TEXT, value_check
from leistungswerk.forms.model import Access, Control, Field, FieldKind, Form, Group, Page, Part, RawAnswers
from leistungswerk.forms.places import fields_of, instances, is_filled, join, lines, places_of
from leistungswerk.forms.plan import Plan, compile_plan
from leistungswerk.forms.posted import tidy_input
from leistungswerk.forms.rules.bind import Count, When, bind_rules
from leistungswerk.forms.sample_search import Search
from leistungswerk.forms.sample_text import UnwritableError, write
from leistungswerk.forms.texts import german
from leistungswerk.forms.values import LEGAL_TIME, typed

_ROUNDS = 30
"""Rules may trigger one another; after so many rounds they contradict one another."""
_WORDS = (
    "Beispiel",
    "Übung",
    "Straße",
    "Müller & Söhne",
    "O’Neill",
    "„Zitat“",
    "größer < kleiner",
    "Ångström",
)
_FAMILIAR = {
    "family-name": "Müller-Lüdenscheidt",
    "given-name": "Kim",
    "tel": "(06131) 123456",
    "email": "kim.mueller@example.org",
    "address-line1": "Große Bleiche",
    "address-line2": "Hinterhaus",
    "postal-code": "55116",
    "address-level2": "Mainz",
}


class SampleError(ValueError):
    """No valid sample was found: the form demands what cannot be, or a pattern nobody can write for."""


class Fill(StrEnum):
    """Fill everything that may be filled, or only what must be."""

    ALL = "all"
    REQUIRED = "required"


class SampleUpload(msgspec.Struct, frozen=True):
    """An input that needs a file; ``upload_id`` stands for it in the sample."""

    page: str
    name: str
    upload_id: str
    media_types: tuple[str, ...]


def sample_raw(form: Form, seed: int = 0, *, fill: Fill = Fill.ALL) -> dict[str, str]:
    """Raw answers without errors; raise ``SampleError`` when none were found."""
    plan = compile_plan(form)
    for page in plan.check(raw := _Sampler(plan, seed, fill).raw_answers()):
        raise SampleError(f"Das Formular {form.id} lässt keine gültigen Angaben zu. {page.errors[0].message}")
    return raw


def sample_uploads(form: Form, raw: RawAnswers) -> tuple[SampleUpload, ...]:
    """Every file the answers speak of."""
    return tuple(
        SampleUpload(page.slug, name, upload_id, field.media_types)
        for page in form.pages
        for field, name in fields_of(raw, page.parts)
        if field.control is Control.FILES
        for upload_id in lines(raw.get(name, ""))
    )


def posted_of(page: Page, raw: RawAnswers) -> dict[str, list[str]]:
    """What a browser would post for these answers: name → values, files left out."""
    posted: dict[str, list[str]] = {}
    tops = {part.id for part in page.parts}
    for name, value in raw.items():
        if name.endswith(".#") and name.partition(".")[0] in tops:
            posted[name] = [value]
    for field, name in fields_of(raw, page.parts):
        if field.control is Control.CHECKBOXES:
            posted[name] = lines(raw.get(name, ""))
        elif field.control not in {Control.FILES, Control.NONE} and field.access is Access.OPEN:
            posted[name] = [raw.get(name, "")]
    return posted


class _Sampler:
    def __init__(self, plan: Plan, seed: int, fill: Fill) -> None:
        self._plan = plan
        self._form = form = plan.form
        self._fill = Fill(fill)
        self._rng = Random(f"{form.id}/{seed}/{fill}")  # noqa: S311  # samples are to be repeatable, not secret
        self._raw: dict[str, str] = {}
        self._places = places_of(form)
        self._rules = bind_rules(form, self._places, german)

    def raw_answers(self) -> dict[str, str]:
        for page in self._form.pages:
            self._fill_parts(page.parts, "")
        raw = self._settled(self._raw)
        if not self._form.rules:
            return raw
        return Search(self._plan, self._rng, self._settled, self._field).repaired(raw)

    def _settled(self, raw: RawAnswers) -> dict[str, str]:
        """The answers after everything the rules say about filling was done, calculated values included."""
        self._raw = dict(raw)
        for _ in range(_ROUNDS):
            before = dict(self._raw)
            for page in self._form.pages:
                self._settle(page.parts, "")
            self._settle_counts(self._rules.counts.get("", ()), "")
            self._raw = self._plan.settled(self._raw)
            if self._raw == before:
                break
        return self._raw

    def _fill_parts(self, parts: Sequence[Part], base: str) -> None:
        for part in parts:
            if part.min or self._fill is Fill.ALL:
                self._fill_part(part, join(base, part.id))

    def _fill_part(self, part: Part, name: str) -> None:
        if isinstance(part, Field) and (part.kind is FieldKind.STATIC or part.access is not Access.OPEN):
            return
        if part.path in self._rules.calculated:
            return
        if part.repeats:
            extra = self._fill is Fill.ALL and (part.max is None or part.max > max(1, part.min))
            self._raw[f"{name}.#"] = str(max(1, part.min) + extra)
        for row in instances(self._raw, part, name):
            if isinstance(part, Field):
                self._raw[row] = self._field(part)
            else:
                self._fill_group(part, row)

    def _fill_group(self, group: Group, name: str) -> None:
        if group.choice:
            first = group.children[0]
            self._fill_some(first, join(name, first.id))
        else:
            self._fill_parts(group.children, name)

    def _fill_some(self, part: Part, name: str) -> None:
        """Fill an element so that it counts as filled, also a group in which nothing is required."""
        self._fill_part(part, name)
        for row in instances(self._raw, part, name)[:1]:
            if isinstance(part, Group) and part.children and not is_filled(self._raw, part, name):
                first = part.children[0]
                self._fill_some(first, join(row, first.id))
            for _ in range(_ROUNDS):
                if isinstance(part, Field) and self._raw.get(row) == part.default:
                    self._raw[row] = self._field(part)

    def _settle(self, parts: Sequence[Part], base: str) -> None:
        """Do what the rules say, once through the form."""
        for part in parts:
            name = join(base, part.id)
            if self._holds(self._rules.forbidden, part, base):
                self._clear(name)
            elif not is_filled(self._raw, part, name) and (
                self._is_missing(part, base) or self._holds(self._rules.required, part, base)
            ):
                self._fill_some(part, name)
            there = part.min and not self._choosing(base)
            if isinstance(part, Group) and (there or is_filled(self._raw, part, name)):
                for row in instances(self._raw, part, name):
                    self._settle(part.children, row)
                    self._settle_counts(self._rules.counts.get(part.path, ()), row)

    def _is_missing(self, part: Part, base: str) -> bool:
        """A required element of a group that is there, emptied while a rule forbade it."""
        return isinstance(part, Field) and part.min > 0 and not self._choosing(base)

    def _choosing(self, base: str) -> bool:
        path = ".".join(step for step in base.split(".") if not step.isdigit())
        place = self._places.get(path)
        return place is not None and isinstance(place.part, Group) and place.part.choice

    def _holds(self, rules: Mapping[str, Sequence[When]], part: Part, base: str) -> bool:
        return any(when.test(self._raw, base) for when in rules.get(part.path, ()))

    def _settle_counts(self, counts: Sequence[Count], base: str) -> None:
        for count in counts:
            targets = [
                (place.part, name) for place, names in count.targets for name in names(self._raw, base)
            ]
            filled = [(part, name) for part, name in targets if is_filled(self._raw, part, name)]
            if not filled:
                self._fill_some(*targets[0])
            elif count.exactly:
                for _, name in filled[1:]:
                    self._clear(name)

    def _clear(self, name: str) -> None:
        for key in [key for key in self._raw if key == name or key.startswith(f"{name}.")]:
            del self._raw[key]

    def _field(self, field: Field) -> str:
        if field.control is Control.FILES:
            count = max(1, field.min)
            return "\n".join(str(uuid.UUID(int=self._rng.getrandbits(128), version=4)) for _ in range(count))
        if field.kind is FieldKind.SELECT:
            codes = [option.code for option in field.options]
            count = max(1, field.min) if field.control is Control.CHECKBOXES else 1
            return "\n".join(self._rng.sample(codes, min(count, len(codes))))
        return typed(self._value(field)) if field.kind in _VALUES else self._text(field)

    def _value(self, field: Field) -> bool | int | Decimal | date | time | datetime:
        rng = self._rng
        match field.kind:
            case FieldKind.BOOLEAN:
                return rng.random() < 0.7
            case FieldKind.DATE:
                return self._date(field)
            case FieldKind.TIME:
                return time(rng.randrange(24), rng.randrange(60))
            case FieldKind.DATETIME:
                clock = time(rng.randrange(24), rng.randrange(60))
                return datetime.combine(self._date(field), clock, LEGAL_TIME)
            case _:
                return self._number(field)

    def _date(self, field: Field) -> date:
        low = field.min_value if isinstance(field.min_value, date) else None
        high = field.max_value if isinstance(field.max_value, date) else None
        first = low or (high - timedelta(days=300) if high else date(2026, 1, 1))
        days = (high - first).days if high else 300
        return first + timedelta(days=self._rng.randint(0, max(0, days)))

    def _number(self, field: Field) -> int | Decimal:
        low = field.min_value if isinstance(field.min_value, Decimal) else None
        high = field.max_value if isinstance(field.max_value, Decimal) else None
        first = low if low is not None else min(Decimal(1), high) if high is not None else Decimal(1)
        last = high if high is not None else first + 1000
        if field.kind is FieldKind.INTEGER:
            return self._rng.randint(-(-first // 1).__int__(), int(last // 1))
        number = (first + (last - first) * Decimal(self._rng.randrange(100)) / 100).quantize(Decimal("0.01"))
        return min(max(number, first), last)

    def _text(self, field: Field) -> str:
        check = value_check(field, german)
        familiar = _FAMILIAR.get(autocomplete(field), "")
        if familiar and check(familiar) is None:
            return familiar
        for spread in (2, 1, 4, 0, 8, 16, 40, 100, 400, 3000):
            for _ in range(20):
                text = self._attempt(field, spread)
                if text and tidy_input(text) == text and check(text) is None:
                    return text
        raise SampleError(f"Zum Feld {field.id} „{field.label}“ wurde kein gültiger Beispielwert gefunden.")

    def _attempt(self, field: Field, spread: int) -> str:
        if field.pattern:
            try:
                return write(field.pattern, self._rng, spread=spread)
            except UnwritableError as error:
                raise SampleError(
                    f"Zum Muster von {field.id} „{field.label}“ lässt sich kein Beispiel bilden: {field.pattern}"
                ) from error
        longest = min(field.max_length or MAX_TEXT, max(field.min_length or 0, 12 * (spread + 1)))
        words: list[str] = []
        while len(" ".join(words)) < longest:
            words.append(self._rng.choice(_WORDS))
        return " ".join(words)[:longest]


_VALUES = frozenset(
    {
        FieldKind.BOOLEAN,
        FieldKind.DATE,
        FieldKind.TIME,
        FieldKind.DATETIME,
        FieldKind.NUMBER,
        FieldKind.INTEGER,
        FieldKind.CURRENCY,
    }
)
