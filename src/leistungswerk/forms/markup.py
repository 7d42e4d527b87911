# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""KERN markup of every control (standards.md 12): the one source of what a field looks like.

A control is written once without and once with an error, with marks where a value goes. Marks are
private-use characters; texts of the schema hold none. Everything but marks is escaped here.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

import msgspec

from leistungswerk.forms import texts
from leistungswerk.forms.autofill import autocomplete, keyboard
from leistungswerk.forms.language import is_marked, plain, spoken
from leistungswerk.forms.model import Access, Control, Field, FieldKind, Hint, LegalBasis, Option
from leistungswerk.forms.places import html_id
from leistungswerk.forms.texts import Translate

VALUE: Final = "\ue000"
"""Where the escaped value goes."""
CHECKED: Final = "\ue001"
"""Where one option, if it is chosen, says so; once per option, in order."""
MESSAGE: Final = "\ue002"
"""Where the escaped error text goes."""
FILES: Final = "\ue003"
"""Where the list of uploaded files goes."""


def index_mark(depth: int) -> str:
    """Where the index of a row goes, counted from 0; ``depth`` counts the repetitions around it."""
    return chr(0xE100 + 2 * depth)


def number_mark(depth: int) -> str:
    """Where the number people see goes, counted from 1."""
    return chr(0xE101 + 2 * depth)


class Look(msgspec.Struct, frozen=True):
    """How a control appears at its place."""

    name: str
    label: str
    translate: Translate
    optional: bool = False
    clearable: bool = False
    """A choice once made can be taken back: the field or a group around it is optional."""
    hints: tuple[str, ...] = ()
    when: str = ""
    """JSON of the condition under which a script shows the element; empty: always."""
    autofill: bool = True

    @property
    def id(self) -> str:
        return html_id(self.name)


def escape(text: str) -> str:
    return html.escape(text, quote=True)


def attributes(**pairs: str | int | bool | None) -> str:
    """Attributes in the order given; what is empty, ``None`` or false is left out."""
    found = []
    for name, value in pairs.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            found.append(f" {key}")
        elif value not in {None, "", False}:
            found.append(f' {key}="{escape(str(value))}"')
    return "".join(found)


def control(field: Field, look: Look, *, error: bool) -> str:
    """The whole control of a field, with marks."""
    match field.control:
        case Control.NONE:
            return static(field)
        case Control.RADIOS | Control.CHECKBOXES:
            return _choice(field, look, error=error)
        case Control.SELECT:
            return _frame(look, _select(field, look, error=error), error=error)
        case Control.TEXTAREA:
            return _frame(look, _textarea(field, look, error=error), error=error)
        case Control.FILES:
            return _frame(look, FILES + _file(field, look, error=error), error=error)
        case Control.INPUT:
            return _frame(look, _input(field, look, error=error), error=error)


def choices(field: Field, look: Look) -> tuple[Option, ...]:
    """The options a citizen sees; a choice that may be left open can also be taken back."""
    translate = look.translate
    options = field.options
    if field.kind is FieldKind.BOOLEAN:
        options = (Option("true", translate(texts.YES)), Option("false", translate(texts.NO)))
    if field.control is Control.RADIOS and look.clearable:
        options = (*options, Option("", translate(texts.NO_ANSWER)))
    if field.control is Control.SELECT:
        options = (Option("", translate(texts.CHOOSE)), *options)
    return options


def static(field: Field) -> str:
    paragraphs = "".join(f'<p class="kern-body">{broken(text)}</p>' for text in field.default.split("\n\n"))
    heading = f'<p class="kern-body kern-body--bold">{spoken(field.label)}</p>' if field.label else ""
    return f'<div class="lw-static">{heading}{paragraphs if field.default else ""}</div>'


def broken(text: str) -> str:
    """Escaped text with its line ends."""
    return spoken(text).replace("\n", "<br>")


def optional_mark(translate: Translate) -> str:
    return f' <span class="kern-label__optional">{escape(translate(texts.OPTIONAL))}</span>'


def hint_block(hints: Sequence[str], hint_id: str) -> str:
    if not hints:
        return ""
    return (
        f'<div class="kern-hint"{attributes(id=hint_id)}>{"<br>".join(broken(hint) for hint in hints)}</div>'
    )


def error_block(html_name: str) -> str:
    return (
        f'<p class="kern-error" id="{html_name}--error">'
        '<span class="kern-icon kern-icon--danger" aria-hidden="true"></span>'
        f'<span class="kern-body">{MESSAGE}</span></p>'
    )


def _frame(look: Look, inner: str, *, error: bool) -> str:
    """Label, hint, control and error of a control with one input."""
    optional = optional_mark(look.translate) if look.optional else ""
    return (
        f'<div class="kern-form-input{" kern-form-input--error" if error else ""}"'
        f"{attributes(data_lw_when=look.when)}>"
        f'<label class="kern-label" for="{look.id}">{spoken(look.label)}{optional}</label>'
        f"{hint_block(look.hints, f'{look.id}--hint')}{inner}{error_block(look.id) if error else ''}</div>"
    )


def _described(look: Look, *, error: bool) -> str:
    ids = [f"{look.id}--hint"] if look.hints else []
    if error:
        ids.append(f"{look.id}--error")
    return attributes(aria_describedby=" ".join(ids), aria_invalid="true" if error else "")


def _common(look: Look, css: str, *, error: bool) -> str:
    css = f"{css} {css}--error" if error else css
    return attributes(class_=css, id=look.id, name=look.name) + _described(look, error=error)


def _input(field: Field, look: Look, *, error: bool) -> str:
    token = autocomplete(field) if look.autofill else ""
    keys = {FieldKind.INTEGER: "numeric", FieldKind.NUMBER: "decimal", FieldKind.CURRENCY: "decimal"}
    more = attributes(
        inputmode=keys.get(field.kind) or keyboard(token),
        maxlength=field.max_length,
        autocomplete=token,
        readonly=field.access is Access.LOCKED,
    )
    common = _common(look, "kern-form-input__input", error=error)
    return f'<input type="text"{common}{more} value="{VALUE}">'


def _textarea(field: Field, look: Look, *, error: bool) -> str:
    more = attributes(rows=4, maxlength=field.max_length, readonly=field.access is Access.LOCKED)
    common = _common(look, "kern-form-input__input", error=error)
    return f"<textarea{common}{more}>\n{VALUE}</textarea>"


def _option(option: Option) -> str:
    """An entry of a list holds no markup: it says itself that it is German."""
    language = attributes(lang="de" if is_marked(option.label) else "")
    return f'<option value="{escape(option.code)}"{CHECKED}{language}>{escape(plain(option.label))}</option>'


def _select(field: Field, look: Look, *, error: bool) -> str:
    options = "".join(_option(option) for option in choices(field, look))
    common = _common(look, "kern-form-input__select", error=error)
    disabled = attributes(disabled=field.access is Access.LOCKED)
    return f'<div class="kern-form-input__select-wrapper"><select{common}{disabled}>{options}</select></div>'


def _file(field: Field, look: Look, *, error: bool) -> str:
    more = attributes(
        accept=",".join(field.media_types), multiple=field.max != 1, data_lw_max_size=field.max_size
    )
    common = _common(look, "kern-form-input__input", error=error)
    return f'<input type="file"{common}{more}>'


def _choice(field: Field, look: Look, *, error: bool) -> str:
    """Radios or checkboxes in a fieldset; the first of them carries the id of the field."""
    kind = "radio" if field.control is Control.RADIOS else "checkbox"
    css = f"kern-form-check__{kind}"
    items = []
    for number, option in enumerate(choices(field, look)):
        item_id = look.id if number == 0 else f"{look.id}--{number}"
        item = attributes(
            class_=f"{css} {css}--error" if error else css,
            id=item_id,
            type=kind,
            name=look.name,
            disabled=field.access is Access.LOCKED,
        )
        help_text = f'<br><span class="kern-hint">{broken(option.help)}</span>' if option.help else ""
        items.append(
            f'<div class="kern-form-check"><input{item} value="{escape(option.code)}"{CHECKED}>'
            f'<label class="kern-label" for="{item_id}">{spoken(option.label)}{help_text}</label></div>'
        )
    optional = optional_mark(look.translate) if look.optional else ""
    described = [f"{look.id}--hint"] if look.hints else []
    if error:
        described.append(f"{look.id}--error")
    frame = attributes(aria_describedby=" ".join(described), data_lw_when=look.when)
    return (
        f'<fieldset class="kern-fieldset{" kern-fieldset--error" if error else ""}"{frame}>'
        f'<legend class="kern-label">{spoken(look.label)}{optional}</legend>'
        f"{hint_block(look.hints, f'{look.id}--hint')}"
        f'<div class="kern-fieldset__body">{"".join(items)}</div>'
        f"{error_block(look.id) if error else ''}</fieldset>"
    )


def details(title: str, items: Sequence[str]) -> str:
    """A closed box of list items (HTML); nothing when there are none."""
    if not items:
        return ""
    return (
        '<details class="kern-accordion lw-details"><summary class="kern-accordion__header">'
        f'<span class="kern-title kern-title--small">{escape(title)}</span></summary>'
        '<div class="kern-accordion__body"><ul class="kern-list kern-list--bullet">'
        f"{''.join(f'<li>{item}</li>' for item in items)}</ul></div></details>"
    )


def legal_details(bases: Sequence[LegalBasis], translate: Translate) -> str:
    items = [
        f'<a class="kern-link" href="{escape(base.link)}" rel="noreferrer">{spoken(base.text)}</a>'
        if base.link
        else spoken(base.text)
        for base in bases
    ]
    return details(translate(texts.LEGAL_BASIS), items)


def hint_details(hints: Sequence[Hint], translate: Translate) -> str:
    return details(translate(texts.HINTS), [spoken(hint.text) for hint in hints])


def action_button(action: str, label: str, icon: str) -> str:
    """Adds or removes a row or a file; the page is saved and shown again without checks."""
    return (
        '<button class="kern-btn kern-btn--tertiary" type="submit" name="_action" formnovalidate '
        f'value="{escape(action)}"><span class="kern-icon kern-icon--{icon}" aria-hidden="true"></span>'
        f'<span class="kern-label">{spoken(label)}</span></button>'
    )
