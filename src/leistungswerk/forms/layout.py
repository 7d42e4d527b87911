# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lays a page out: which markup surrounds which, once per form version."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leistungswerk.forms import texts
from leistungswerk.forms.language import spoken
from leistungswerk.forms.markup import (
    Look,
    action_button,
    attributes,
    escape,
    hint_block,
    hint_details,
    index_mark,
    legal_details,
    number_mark,
    optional_mark,
)
from leistungswerk.forms.model import Access, Control, Field, FieldKind, Group, Page, Part
from leistungswerk.forms.places import Place, html_id, is_hidden, join, visible
from leistungswerk.forms.render import (
    GroupError,
    Literal,
    PagePieces,
    Piece,
    RowMarkup,
    RowsPiece,
    field_piece,
)
from leistungswerk.forms.rules.bind import BoundRules
from leistungswerk.forms.rules.model import AllOf, paths_of, with_paths
from leistungswerk.forms.texts import Translate

_EXAMPLES = {
    FieldKind.DATE: texts.DATE_EXAMPLE,
    FieldKind.DATETIME: texts.DATETIME_EXAMPLE,
    FieldKind.TIME: texts.TIME_EXAMPLE,
    FieldKind.CURRENCY: texts.MONEY_EXAMPLE,
}
_LOWEST_HEADING = 6


def compile_page(
    page: Page, places: Mapping[str, Place], rules: BoundRules, translate: Translate
) -> PagePieces:
    """Prepare a page."""
    return PagePieces(_Layout(places, rules, translate).page(page))


class _Spot(msgspec.Struct, frozen=True):
    """Where the layout is: name so far, heading level, repetitions and optional groups around."""

    name: str = ""
    level: int = 2
    depth: int = 0
    optional: bool = False


class _Layout:
    def __init__(self, places: Mapping[str, Place], rules: BoundRules, translate: Translate) -> None:
        self._places = places
        self._rules = rules
        self._translate = translate
        self._pieces: list[Piece] = []

    def page(self, page: Page) -> list[Piece]:
        """A group that is the whole page needs no frame: its label is the heading of the page."""
        parts = visible(page)
        only = parts[0]
        if any(_has_buttons(part) for part in parts):
            # The first button of a form answers the enter key; it must not be one that removes a row.
            self._literal(
                '<button type="submit" class="kern-sr-only" tabindex="-1" aria-hidden="true">'
                f"{escape(self._translate(texts.NEXT))}</button>"
            )
        if len(parts) == 1 and isinstance(only, Group) and not only.repeats:
            self._only_group(only)
        else:
            for part in parts:
                self._part(part, _Spot())
            bases = [base for part in parts if isinstance(part, Field) for base in part.legal_basis]
            self._literal(legal_details(tuple(dict.fromkeys(bases)), self._translate))
        self._literal(hint_details(page.hints, self._translate))
        return self._pieces

    def _only_group(self, group: Group) -> None:
        hints = list(self._rule_hints(group))
        if group.min == 0 and group.path not in self._rules.required:
            hints.append(self._translate(texts.OPTIONAL_PAGE))
        frame = attributes(class_="lw-page lw-fields", id=html_id(group.path), tabindex="-1")
        self._literal(f"<div{frame}>{hint_block(hints, '')}")
        self._pieces.append(GroupError(group.path))
        self._inside(group, _Spot(group.path, optional=group.min == 0))
        self._literal("</div>")

    def _part(self, part: Part, spot: _Spot) -> None:
        if is_hidden(part):
            return
        if isinstance(part, Group):
            self._group(part, spot)
        elif part.repeats:
            self._rows(part, spot)
        else:
            self._field(part, spot, part.label)

    def _field(self, field: Field, spot: _Spot, label: str, *, row: bool = False) -> None:
        """One control; in a row of its own field the frame around the rows tells hints and condition."""
        name = spot.name if row else join(spot.name, field.id)
        required = field.min > 0 or field.path in self._rules.required
        if field.path in self._rules.calculated:
            required, field = True, msgspec.structs.replace(field, access=Access.LOCKED, default="")
        look = Look(
            name=name,
            label=label,
            translate=self._translate,
            optional=not required and not row and field.control is not Control.NONE,
            clearable=field.min == 0 or spot.optional,
            hints=self._kind_hints(field) if row else (*self._hints(field), *self._kind_hints(field)),
            when="" if row else self._when(field),
            autofill=spot.depth == 0,
        )
        self._append(field_piece(field, look))
        if not row:
            self._literal(hint_details(field.hints, self._translate))

    def _group(self, group: Group, spot: _Spot) -> None:
        if group.repeats:
            self._rows(group, spot)
            return
        inner = _Spot(join(spot.name, group.id), spot.level + 1, spot.depth, spot.optional or group.min == 0)
        self._open(group, inner.name, spot.level)
        self._inside(group, inner)
        self._literal("</div></fieldset>")

    def _open(self, part: Part, name: str, level: int) -> None:
        """The frame of a group or of the rows of a field, up to its body."""
        translate, group_id = self._translate, html_id(name)
        required = part.min > 0 or part.path in self._rules.required
        mark = "" if required else optional_mark(translate)
        hints = self._hints(part)
        described = f"{group_id}--hint" if hints else ""
        frame = attributes(
            class_="kern-fieldset lw-group",
            id=group_id,
            tabindex="-1",
            aria_describedby=described,
            data_lw_when=self._when(part),
        )
        self._literal(
            f'<fieldset{frame}><legend class="lw-legend">{_heading(part, level, mark)}</legend>'
            f"{hint_block(hints, described)}"
        )
        self._pieces.append(GroupError(name))
        self._literal('<div class="kern-fieldset__body">')

    def _inside(self, group: Group, spot: _Spot) -> None:
        for child in group.children:
            self._part(child, spot)
        self._literal(legal_details(group.legal_basis, self._translate))
        self._literal(hint_details(group.hints, self._translate))

    def _rows(self, part: Part, spot: _Spot) -> None:
        """A repeatable element: frame, rows as cards (groups) or lines (fields), buttons."""
        name = join(spot.name, part.id)
        row_name = f"{name}.{index_mark(spot.depth)}"
        label = f"{part.label} {number_mark(spot.depth)}"
        self._open(part, name, spot.level)
        outer, self._pieces = self._pieces, []
        inner = _Spot(row_name, spot.level + 2, spot.depth + 1, spot.optional)
        if isinstance(part, Group):
            title = f"{html_id(row_name)}--title"
            self._literal(
                f'<div class="kern-card kern-card--hug lw-row"{attributes(id=html_id(row_name))} tabindex="-1" '
                f'role="group" aria-labelledby="{title}"><div class="kern-card__container">'
                f'<h{_level(spot.level + 1)} class="kern-title" id="{title}">{spoken(label)}</h{_level(spot.level + 1)}>'
                '<div class="kern-card__body lw-fields">'
            )
            for child in part.children:
                self._part(child, inner)
            self._literal("</div>")
            close = "</div></div>"
        else:
            self._literal('<div class="lw-line">')
            self._field(part, inner, label, row=True)
            close = "</div>"
        remove = self._translate(texts.REMOVE).format(label=label)
        add = self._translate(texts.ADD).format(label=part.label)
        markup = RowMarkup(
            action_button(f"remove:{row_name}", remove, "delete"),
            close,
            action_button(f"add:{name}", add, "add"),
        )
        rows, self._pieces = self._pieces, outer
        self._pieces.append(RowsPiece(part, name, spot.depth, rows, markup))
        if isinstance(part, Group):
            self._literal(legal_details(part.legal_basis, self._translate))
        self._literal(hint_details(part.hints, self._translate))
        self._literal("</div></fieldset>")

    def _hints(self, part: Part) -> tuple[str, ...]:
        hints = [part.help] if part.help else []
        if isinstance(part, Group) and part.choice:
            hints.append(self._translate(texts.ONE_OF))
        return (*hints, *self._rule_hints(part))

    def _rule_hints(self, part: Part) -> tuple[str, ...]:
        """What released rules say, in words: the page says so also without a script."""
        only = [when.text for when in self._rules.forbidden.get(part.path, ())]
        needed = [when.text for when in self._rules.required.get(part.path, ()) if when.text not in only]
        hints = [self._translate(texts.ONLY_WHEN).format(condition=text) for text in only]
        hints += [self._translate(texts.NEEDED_WHEN).format(condition=text) for text in needed]
        return (*hints, *self._rules.hints.get(part.path, ()))

    def _kind_hints(self, field: Field) -> tuple[str, ...]:
        translate = self._translate
        hints = [translate(_EXAMPLES[field.kind])] if self._wants_example(field) else []
        if field.kind is FieldKind.FILE and field.media_types:
            types = texts.type_names(field.media_types)
            hints.append(translate(texts.FILE_TYPES).format(types=types))
        if field.kind is FieldKind.FILE and field.max_size is not None:
            hints.append(translate(texts.FILE_LIMIT).format(max=texts.size_text(field.max_size, translate)))
        return tuple(hints)

    @staticmethod
    def _wants_example(field: Field) -> bool:
        return field.kind in _EXAMPLES and not field.help and field.access is Access.OPEN

    def _when(self, part: Part) -> str:
        """The condition for a script, if everything it reads stands on this page, in the same rows or in none."""
        conditions = self._rules.shown.get(part.path)
        if not conditions:
            return ""
        condition = conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions))
        target = self._places[part.path]
        names: dict[str, str] = {}
        for path in paths_of(condition):
            source = self._places[path]
            name = _marked_name(source, target)
            if name is None or source.page != target.page or f"{path}.".startswith(f"{part.path}."):
                return ""
            names[path] = name
        return msgspec.json.encode(with_paths(condition, names)).decode()

    def _literal(self, text: str) -> None:
        if text:
            self._append(Literal(text))

    def _append(self, piece: Piece) -> None:
        last = self._pieces[-1] if self._pieces else None
        if isinstance(piece, Literal) and isinstance(last, Literal):
            self._pieces[-1] = Literal(last.text + piece.text)
        else:
            self._pieces.append(piece)


def _marked_name(source: Place, target: Place) -> str | None:
    """The name of the source with marks for rows it shares with the target; ``None``: it has rows of its own."""
    name, depth = "", 0
    for holder in source.holders:
        name = join(name, holder.id)
        if holder.repeats:
            if holder not in target.holders:
                return None
            name = f"{name}.{index_mark(depth)}"
            depth += 1
    return join(name, source.part.id)


def _level(level: int) -> int:
    return min(level, _LOWEST_HEADING)


def _heading(part: Part, level: int, mark: str) -> str:
    size = "medium" if level == 2 else "small"
    return f'<h{_level(level)} class="kern-heading-{size}">{spoken(part.label)}{mark}</h{_level(level)}>'


def _has_buttons(part: Part) -> bool:
    if part.repeats or (isinstance(part, Field) and part.control is Control.FILES):
        return True
    return isinstance(part, Group) and any(_has_buttons(child) for child in part.children)
