# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a schema becomes: a form of pages, groups and fields.

All structs are frozen and hold nothing but data, so a form version has one meaning for ever. Texts stand
as in the schema, with line ends and outer white space tidied.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

from leistungswerk.forms.rules.model import Rule

RawAnswers: TypeAlias = Mapping[str, str]
"""What was typed, also wrong input: input name → text. See ``places`` for the names."""


class FormError(ValueError):
    """The schema cannot become a form; the text is one German sentence that names the element."""


class FieldKind(StrEnum):
    """Datatype and field art of the standard, folded into what a form must know (standards.md 2.4)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    NUMBER = "number"
    INTEGER = "integer"
    CURRENCY = "currency"
    SELECT = "select"
    FILE = "file"
    STATIC = "static"


class Access(StrEnum):
    """Who writes a field: the citizen, or only the service (3.0: ``locked``, ``hidden``)."""

    OPEN = "open"
    LOCKED = "locked"
    HIDDEN = "hidden"


class Control(StrEnum):
    """How a field is asked."""

    INPUT = "input"
    TEXTAREA = "textarea"
    RADIOS = "radios"
    SELECT = "select"
    CHECKBOXES = "checkboxes"
    FILES = "files"
    NONE = "none"


class Option(msgspec.Struct, frozen=True):
    code: str
    label: str
    help: str = ""


class LegalBasis(msgspec.Struct, frozen=True):
    text: str
    link: str = ""


class Hint(msgspec.Struct, frozen=True):
    """A rule of the schema that nobody released as a typed rule yet: shown as a readable sentence."""

    rule_id: str
    text: str


class Field(msgspec.Struct, frozen=True, kw_only=True, tag="field"):
    """A field at its place. ``path`` is the path of group ids (standards.md 2.5)."""

    path: str
    id: str
    version: str | None
    kind: FieldKind
    control: Control
    label: str
    help: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    min: int
    max: int | None
    """``None``: unbounded."""
    repeats: bool = False
    """True: asked in rows (``name.0``, ``name.1``). Checkboxes and files hold one value a line instead."""
    min_length: int | None = None
    max_length: int | None = None
    min_value: Decimal | date | None = None
    max_value: Decimal | date | None = None
    pattern: str | None = None
    """XML Schema regular expression, to match the whole text."""
    options: tuple[Option, ...] = ()
    default: str = ""
    """What stands in the field at first, as it would be typed; of a static field: its text."""
    media_types: tuple[str, ...] = ()
    max_size: int | None = None
    """Bytes."""
    access: Access = Access.OPEN
    hints: tuple[Hint, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, tag="group"):
    path: str
    id: str
    version: str | None
    label: str
    help: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    min: int
    max: int | None
    repeats: bool = False
    choice: bool = False
    """True: exactly one child is filled (3.0, art ``X``)."""
    children: tuple[Field | Group, ...] = ()
    hints: tuple[Hint, ...] = ()


Part: TypeAlias = Field | Group


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One step: a top-level group, or the fields that stand between two groups."""

    slug: str
    title: str
    help: str = ""
    parts: tuple[Part, ...]
    hints: tuple[Hint, ...] = ()
    """Rules of the whole schema that speak of this page."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: str | None
    title: str
    help: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    pages: tuple[Page, ...]
    rules: tuple[Rule, ...] = ()
    hints: tuple[Hint, ...] = ()


class UploadInfo(msgspec.Struct, frozen=True):
    """What the form machine knows of an uploaded file; ``size`` in bytes."""

    filename: str
    size: int
    media_type: str


Uploads: TypeAlias = Mapping[str, UploadInfo]
"""Upload id → file. The ids stand in the raw answer of a file field, one a line."""


class ErrorCode(StrEnum):
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    COUNT = "count"
    CHOICE = "choice"
    VALUE = "value"


class FieldError(msgspec.Struct, frozen=True):
    """One thing to put right. ``id`` is the HTML id an error summary links to."""

    name: str
    id: str
    label: str
    message: str
    code: ErrorCode = ErrorCode.VALUE


class PageErrors(msgspec.Struct, frozen=True):
    slug: str
    title: str
    errors: tuple[FieldError, ...]
