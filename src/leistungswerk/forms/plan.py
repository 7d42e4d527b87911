# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The compiled form: everything a request needs, prepared once per form version and language.

Each method costs what its page holds, not what the form holds. A page is named by its slug; an unknown
slug is a ``KeyError``: the caller looked the page up before.
"""

from __future__ import annotations

from collections.abc import Sequence

from leistungswerk.forms import answers, posted, summary
from leistungswerk.forms.checks import CheckRun, PageNode
from leistungswerk.forms.language import GERMAN, marked
from leistungswerk.forms.layout import compile_page
from leistungswerk.forms.model import (
    Control,
    Field,
    FieldError,
    Form,
    PageErrors,
    RawAnswers,
    Uploads,
)
from leistungswerk.forms.places import Place, fields_of, lines, places_of
from leistungswerk.forms.rules.bind import bind_rules
from leistungswerk.forms.rules.calculate import Calculator
from leistungswerk.forms.texts import Translate, german


def compile_plan(form: Form, *, translate: Translate = german, language: str = GERMAN) -> Plan:
    """Prepare checks and markup of a form.

    For another language pass its code and gettext as ``translate``: pages, labels, messages and summary then
    name what is German (:mod:`leistungswerk.forms.language`).
    """
    return Plan(form, form if language == GERMAN else marked(form), translate)


class Plan:
    """Reads posts, checks, renders, sums up. Holds no answers; safe to share between threads."""

    def __init__(self, form: Form, shown: Form, translate: Translate) -> None:
        self.form = form
        self._shown = shown
        self._translate = translate
        places = places_of(shown)
        rules = bind_rules(shown, places, translate)
        self._pages = {page.slug: page for page in form.pages}
        self._checks = {
            page.slug: PageNode(page, number, rules, translate) for number, page in enumerate(shown.pages)
        }
        self._pieces = {page.slug: compile_page(page, places, rules, translate) for page in shown.pages}
        self._with_files = _pages_with_files(form, places)
        self._calculator = Calculator(form)

    def settled(self, raw: RawAnswers) -> dict[str, str]:
        """The answers with calculated values as they follow today; the same answers if the form has none."""
        return self._calculator.settled(raw)

    def read_post(self, page: str, post: posted.Posted, before: RawAnswers) -> dict[str, str]:
        """All answers after a post of the page: its inputs as posted, other pages and uploads as before.

        Calculated values follow from them at once.
        """
        return self._calculator.settled(posted.read_page(self._pages[page], post, before), before)

    def apply_action(self, page: str, raw: RawAnswers, action: str) -> dict[str, str] | None:
        """Answers with a row added or a row or file removed; ``None``: no such action on this page."""
        changed = posted.apply_action(self._pages[page], raw, action)
        return None if changed is None else self._calculator.settled(changed, raw)

    def has_files(self, page: str) -> bool:
        """True when the page must be posted as multipart."""
        return page in self._with_files

    def upload_field(self, page: str, raw: RawAnswers, name: str) -> Field | None:
        """The file field behind an input name; ``None``: the page has no such input."""
        return posted.upload_field(self._pages[page], raw, name)

    def attach(self, page: str, raw: RawAnswers, name: str, upload_id: str) -> dict[str, str]:
        """Answers with an upload noted. A field for one file keeps the newest; unknown names change nothing."""
        field = self.upload_field(page, raw, name)
        if field is None:
            return dict(raw)
        return self._calculator.settled(posted.attach(raw, field, name, upload_id), raw)

    def upload_ids(self, raw: RawAnswers) -> frozenset[str]:
        """The ids of every upload the answers still speak of."""
        return frozenset(
            upload_id
            for page in self.form.pages
            if page.slug in self._with_files
            for field, name in fields_of(raw, page.parts)
            if field.control is Control.FILES
            for upload_id in lines(raw.get(name, ""))
        )

    def check_page(
        self, page: str, raw: RawAnswers, uploads: Uploads | None = None
    ) -> tuple[FieldError, ...]:
        """All errors of a page. Rules that read a later page wait; without ``uploads`` files are not judged."""
        run = CheckRun(raw, uploads, self._translate, whole=False)
        self._checks[page].run(run)
        return tuple(run.errors)

    def check(self, raw: RawAnswers, uploads: Uploads | None = None) -> tuple[PageErrors, ...]:
        """All errors of the form by page, with every rule; empty when the answers may be sent."""
        found: list[PageErrors] = []
        for page in self.form.pages:
            run = CheckRun(raw, uploads, self._translate, whole=True)
            self._checks[page.slug].run(run)
            if run.errors:
                found.append(PageErrors(page.slug, page.title, tuple(run.errors)))
        return tuple(found)

    def answers(self, raw: RawAnswers) -> answers.Answers:
        """Answers as an instance of the JSON Schema (standards.md 2.9); raise ``AnswersError`` if unchecked."""
        return answers.answers_of(self.form, raw)

    def render_page(
        self, page: str, raw: RawAnswers, errors: Sequence[FieldError] = (), *, uploads: Uploads | None = None
    ) -> str:
        """The fields of a page as HTML, without the form element around them."""
        return self._pieces[page].render(raw, errors, uploads or {})

    def summary(self, raw: RawAnswers, uploads: Uploads | None = None) -> tuple[summary.SummarySection, ...]:
        """What was answered, for the review page and the receipt."""
        return summary.summary_of(self._shown, raw, uploads or {}, self._translate)


def _pages_with_files(form: Form, places: dict[str, Place]) -> frozenset[str]:
    return frozenset(
        form.pages[place.page].slug
        for place in places.values()
        if isinstance(place.part, Field) and place.part.control is Control.FILES
    )
