# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a schema to a form. Deterministic: the same schema, lists and rules give the same form.

Nothing of the XML is executed; ids become names only when they are letters and digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from leistungswerk.forms.elements import check_id, field_of, tidy
from leistungswerk.forms.hints import ids_in, legal_bases, readable
from leistungswerk.forms.model import Field, Form, FormError, Group, Hint, Page, Part
from leistungswerk.forms.places import is_hidden
from leistungswerk.forms.rules.bind import check_rules, scope_of
from leistungswerk.forms.rules.model import Rule
from leistungswerk.forms.slugs import slug
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import Datenfeld, Regel, Stammdatenschema, Struktur

MAX_DEPTH = 50
_OTHER_FIELDS = "Weitere Angaben"


def compile_form(
    schema: Stammdatenschema, codelists: CodelistCollection, *, rules: Sequence[Rule] = ()
) -> Form:
    """Turn a schema into pages, fields and rules.

    Raises ``FormError`` when an element cannot be asked, ``RuleError`` when a rule does not fit, and
    ``MissingCodelistError`` when a code list is not at hand.
    """
    form = _Compiler(schema, codelists, rules).form()
    check_rules(form)
    return form


class _Compiler:
    """What is the same for the whole schema while its parts are visited."""

    def __init__(
        self, schema: Stammdatenschema, codelists: CodelistCollection, rules: Sequence[Rule]
    ) -> None:
        self._schema = schema
        self._codelists = codelists
        self._rules = tuple(rules)
        self._labels = dict(_labels(schema.struktur))
        self._released = {(rule.id, scope_of(effect)) for rule in rules for effect in rule.effects}

    def form(self) -> Form:
        schema = self._schema
        parts = self._parts(schema.struktur, "", 0)
        names = [tidy(place.enthaelt.name) for place in schema.struktur]
        hints = self._hints(schema.regel, "")
        form = Form(
            id=schema.id,
            version=schema.version,
            title=tidy(schema.titel),
            help=tidy(schema.hilfetext),
            legal_basis=legal_bases(schema.bezug),
            pages=_pages(parts, names),
            rules=self._rules,
            hints=hints,
        )
        if not form.pages:
            raise FormError(
                f"Das Schema {schema.id} enthält kein Feld zum Ausfüllen. Ein Formular braucht mindestens eines."
            )
        return msgspec.structs.replace(form, pages=self._with_hints(form.pages, hints))

    def _parts(self, places: Sequence[Struktur], container: str, depth: int) -> tuple[Part, ...]:
        if depth > MAX_DEPTH:
            raise FormError(f"Die Gruppe {container[-200:]} liegt zu tief. Erlaubt sind {MAX_DEPTH} Ebenen.")
        parts = tuple(self._part(place, container, depth) for place in places)
        seen: set[str] = set()
        for part in parts:
            if part.id in seen:
                raise FormError(
                    f"Das Element {part.id} steht zweimal unmittelbar in {container or self._schema.id}. "
                    "Die Antworten hätten denselben Namen; fassen Sie beide mit einer Anzahl zusammen."
                )
            seen.add(part.id)
        return parts

    def _part(self, place: Struktur, container: str, depth: int) -> Part:
        element = place.enthaelt
        check_id(element.id)
        path = f"{container}.{element.id}" if container else element.id
        hints = self._hints(element.regel, path)
        if isinstance(element, Datenfeld):
            field = field_of(element, place, path, self._codelists)
            return msgspec.structs.replace(field, hints=hints)
        return Group(
            path=path,
            id=element.id,
            version=element.version,
            label=tidy(element.bezeichnung_eingabe) or tidy(element.name) or element.id,
            help=tidy(element.hilfetext_eingabe),
            legal_basis=legal_bases((*element.bezug, *place.bezug)),
            min=place.anzahl.min,
            max=place.anzahl.max,
            repeats=place.anzahl.max != 1,
            choice=element.art is not None and element.art.code == "X",
            children=self._parts(element.struktur, path, depth + 1),
            hints=hints,
        )

    def _hints(self, rules: Sequence[Regel], owner: str) -> tuple[Hint, ...]:
        """Sentences nobody released for this place. A rule copied to three places is released for each."""
        return tuple(
            Hint(rule.identifikation.id, readable(rule.satz, self._labels))
            for rule in rules
            if rule.satz and not self._is_released(rule.identifikation.id, owner)
        )

    def _is_released(self, rule_id: str, owner: str) -> bool:
        return any(
            released == rule_id and (f"{scope}.".startswith(f"{owner}.") or not owner)
            for released, scope in self._released
        )

    def _with_hints(self, pages: Sequence[Page], hints: tuple[Hint, ...]) -> tuple[Page, ...]:
        """Rules of the whole schema stand on every page they speak of; the others on the first, so none is lost."""
        told = [_ids_of(page.parts, deep=False) for page in pages]
        held = [_ids_of(page.parts, deep=True) for page in pages]
        sentences = {rule.identifikation.id: ids_in(rule.satz) for rule in self._schema.regel}
        found: list[list[Hint]] = [[] for _ in pages]
        for hint in hints:
            ids = sentences[hint.rule_id]
            numbers = [number for number, known in enumerate(told) if ids & known]
            numbers = numbers or [number for number, known in enumerate(held) if ids & known] or [0]
            for number in numbers:
                found[number].append(hint)
        return tuple(
            msgspec.structs.replace(page, hints=tuple(own)) for page, own in zip(pages, found, strict=True)
        )


def _ids_of(parts: Sequence[Part], *, deep: bool) -> frozenset[str]:
    found = {part.id for part in parts}
    for part in parts if deep else ():
        if isinstance(part, Group):
            found |= _ids_of(part.children, deep=True)
    return frozenset(found)


def _labels(places: Sequence[Struktur]) -> Iterator[tuple[str, str]]:
    for place in places:
        element = place.enthaelt
        yield element.id, tidy(element.bezeichnung_eingabe) or tidy(element.name)
        if not isinstance(element, Datenfeld):
            yield from _labels(element.struktur)


def _pages(parts: Sequence[Part], names: Sequence[str]) -> tuple[Page, ...]:
    """Top-level groups are pages; fields between two groups share one; what nobody sees joins the last page."""
    pages: list[Page] = []
    slugs: set[str] = set()
    loose: list[tuple[Field, str]] = []
    unseen: list[Part] = []

    def add(title: str, help_text: str, page_parts: tuple[Part, ...]) -> None:
        name = slug(title, slugs)
        slugs.add(name)
        pages.append(Page(slug=name, title=title, help=help_text, parts=page_parts))

    def add_loose() -> None:
        if loose:
            add(_loose_title([name for _, name in loose]), "", tuple(field for field, _ in loose))
            loose.clear()

    for part, name in zip(parts, names, strict=True):
        if is_hidden(part):
            unseen.append(part)
        elif isinstance(part, Field):
            loose.append((part, name or part.label))
        else:
            add_loose()
            add(part.label, part.help, (part,))
    add_loose()
    if pages and unseen:
        pages[-1] = msgspec.structs.replace(pages[-1], parts=(*pages[-1].parts, *unseen))
    return tuple(pages)


def _loose_title(names: list[str]) -> str:
    """The internal name of an element is a short noun; it fits when the other names extend it."""
    first = names[0]
    return first if all(name.startswith(first) for name in names) else _OTHER_FIELDS
