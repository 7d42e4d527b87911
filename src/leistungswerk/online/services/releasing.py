# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding about rules: a person releases, refuses, waives or opens again; nothing releases itself."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.forms.rules import Effect, Rule, dump_rules, load_rules
from leistungswerk.forms.rules.printing import print_effects
from leistungswerk.online import rulebook
from leistungswerk.online.models import RuleDecision
from leistungswerk.online.rulebook import RuleView
from leistungswerk.online.states import RuleChoice
from leistungswerk.register import queries as register
from leistungswerk.register.queries import DocumentView

MAX_EXPRESSION = 20_000
"""Characters that are kept of a text nobody could read."""
MAX_NOTE = 2000
"""Characters of a note."""


class Verdict(msgspec.Struct, frozen=True):
    """What an editor decides about one rule."""

    rule: str
    choice: RuleChoice
    expression: str
    note: str = ""
    seen: int = 0
    """Number of the newest decision the editor had before the eyes."""


class Unsound(Refused):
    """The meaning cannot be released; ``problems`` say why, each with its remedy."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def _document(identity: uuid.UUID) -> DocumentView:
    found = register.document(identity)
    if found is None:
        raise Refused(_("Dieses Schema gibt es nicht. Importieren Sie es zuerst."))
    return found


def decide(actor: Actor, *, document: uuid.UUID, verdict: Verdict) -> int:
    """Add a decision about a rule; returns its number. An earlier one stays as it was.

    Raises :class:`Unsound` for a meaning that does not fit the schema, and :class:`Refused` when a note is
    missing or somebody else decided meanwhile.
    """
    require(actor, Permission.RELEASE_RULE)
    source = _document(document)
    found = rulebook.rule(source.pk, verdict.rule)
    if found is None:
        raise Refused(_("Diese Regel gibt es in diesem Schema nicht."))
    if found.seen != verdict.seen:
        raise Refused(_overtaken(found))
    note = verdict.note.strip()
    if len(note) > MAX_NOTE:
        raise Refused(_("Kürzen Sie die Notiz auf höchstens %(most)d Zeichen.") % {"most": MAX_NOTE})
    if verdict.choice in {RuleChoice.REFUSED, RuleChoice.WAIVED} and not note:
        raise Refused(_("Begründen Sie in der Notiz, warum das Formular diese Regel nicht prüft."))
    effects, expression = _meant(source, verdict)
    decided = msgspec.structs.replace(verdict, expression=expression, note=note)
    try:
        with transaction.atomic():
            _add(actor, source, found, decided, effects, times.now())
    except IntegrityError as error:
        raise Refused(_overtaken(found)) from error
    return found.seen + 1


def _meant(source: DocumentView, verdict: Verdict) -> tuple[tuple[Effect, ...], str]:
    """Effects and canonical expression. What is released must fit, what stays open must be readable or empty."""
    expression = verdict.expression.strip()
    reading = rulebook.read_expression(source.pk, verdict.rule, expression)
    if verdict.choice is RuleChoice.RELEASED and reading.problems:
        raise Unsound(reading.problems)
    if verdict.choice is RuleChoice.OPEN and expression and not reading.effects:
        raise Unsound(reading.problems)
    if reading.effects:
        return reading.effects, print_effects(reading.effects)
    # Whoever refuses or waives need not repair the text first.
    return (), expression[:MAX_EXPRESSION]


def _overtaken(found: RuleView) -> str:
    return _(
        "Über %(rule)s wurde gerade an anderer Stelle entschieden. Sehen Sie sich den neuen Stand an."
    ) % {"rule": found.read.id}


def _add(
    actor: Actor,
    source: DocumentView,
    found: RuleView,
    verdict: Verdict,
    effects: Sequence[Effect],
    at: datetime,
) -> None:
    read = found.read
    content = (
        dump_rules((Rule(read.id, read.version, read.sentence, tuple(effects)),))
        if verdict.choice is RuleChoice.RELEASED
        else b"[]"
    )
    row = RuleDecision.objects.create(
        document_id=source.pk,
        rule=found.key,
        number=found.seen + 1,
        choice=verdict.choice,
        expression=verdict.expression,
        corrected=verdict.expression != read.expression,
        status=read.status,
        content=msgspec.json.decode(content),
        note=verdict.note,
        actor=actor.pseudonym,
        at=at,
    )
    digest = hashlib.sha256(verdict.expression.encode()).hexdigest()
    events.publish(kind=f"rule.{verdict.choice}", subject=row.uuid, at=at)
    audit.record(
        actor, action=f"rule.{verdict.choice}", subject=f"rule:{source.fim_id}:{found.key}:{row.number}", at=at,
        digest=digest,
    )  # fmt: skip


def confirm(actor: Actor, *, document: uuid.UUID, rules: Sequence[str]) -> int:
    """Release rules as they were read, all or none; returns how many.

    Only rules that were read without a question and reckon with no dates; each has its own audit entry.
    Raises :class:`Refused` naming the first that must be looked at singly.
    """
    require(actor, Permission.RELEASE_RULE)
    source = _document(document)
    known = {each.key: each for each in rulebook.rules(source.pk)}
    chosen = [known[key] for key in dict.fromkeys(rules) if key in known]
    if not chosen:
        raise Refused(_("Wählen Sie mindestens eine Regel aus."))
    for each in chosen:
        if not each.in_bulk:
            raise Refused(
                _("%(rule)s lässt sich nur einzeln freigeben. Öffnen Sie die Regel und prüfen Sie sie dort.")
                % {"rule": each.read.id}
            )
    at = times.now()
    try:
        with transaction.atomic():
            for each in chosen:
                reading = rulebook.read_expression(source.pk, each.key, each.read.expression)
                if not reading.sound:
                    raise Unsound(reading.problems)
                verdict = Verdict(each.key, RuleChoice.RELEASED, each.read.expression, seen=each.seen)
                _add(actor, source, each, verdict, reading.effects, at)
    except IntegrityError as error:
        raise Refused(_overtaken(chosen[0])) from error
    return len(chosen)


def adopt(actor: Actor, *, document: uuid.UUID, rules: bytes, note: str) -> int:
    """Release rules that were released elsewhere (``forms.rules`` JSON); returns how many were new here.

    A rule the schema does not have is refused: nothing is stored then.
    """
    require(actor, Permission.RELEASE_RULE)
    source = _document(document)
    known = {each.read.id: each for each in reversed(rulebook.rules(source.pk))}
    added = 0
    with transaction.atomic():
        for given in load_rules(rules):
            found = known.get(given.id)
            if found is None:
                raise Refused(_("Die Regel %(rule)s gibt es in diesem Schema nicht.") % {"rule": given.id})
            if found.decision is None:
                expression = print_effects(given.effects)
                verdict = Verdict(found.key, RuleChoice.RELEASED, expression, note=note)
                decide(actor, document=document, verdict=verdict)
                added += 1
    return added
