# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk of one rule shows: sentence, meaning, judgement, fields, a trial, and who decided what."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leistungswerk.forms.model import FieldKind
from leistungswerk.forms.rules import Effect, Rule
from leistungswerk.forms.rules.german.marking import Mark, Piece, pieces
from leistungswerk.forms.rules.model import effect_paths
from leistungswerk.forms.rules.parsing import MAX_LENGTH
from leistungswerk.forms.rules.soundness import CONTRADICTIONS, NoteKind
from leistungswerk.forms.rules.wording import effect_text
from leistungswerk.forms.texts import german
from leistungswerk.forms.trial import Trial, TrialInput
from leistungswerk.online import rulebook
from leistungswerk.online.rulebook import Reading, RuleView
from leistungswerk.online.states import RuleChoice
from leistungswerk.register.queries import DocumentView
from leistungswerk.web.office.rule_words import choice_badge, status_badge, told_words

_PREFIX = "probe:"
"""Names of the inputs of a trial begin so."""
_LEVELS = {NoteKind.UNREAD: "warning", NoteKind.AMBIGUOUS: "warning", NoteKind.SEVERAL_VALUES: "warning"}


def sentence_pieces(document: int, found: RuleView) -> tuple[Piece, ...]:
    """The sentence with what was recognised in it."""
    return pieces(found.read.sentence.strip(), rulebook.material(document).vocabulary)


def meaning(document: int, effects: Sequence[Effect]) -> list[str]:
    """The effects in German sentences; in the rule language where the schema is no form."""
    places = rulebook.material(document).places
    if all(path in places for effect in effects for path in effect_paths(effect)):
        return [effect_text(effect, places, german) for effect in effects]
    return rulebook.with_names(document, effects).splitlines()


def desk(document: DocumentView, found: RuleView, request: HttpRequest) -> dict[str, object]:
    """The context of the page; what was posted stands again where it was typed."""
    posted = request.method == "POST"
    stored = rulebook.read_expression(document.pk, found.key, found.expression)
    if posted:
        expression = request.POST.get("expression", "")[:MAX_LENGTH]
        reading = rulebook.read_expression(document.pk, found.key, expression)
    else:
        expression, reading = _shown(document.pk, found, stored), stored
    return {
        "rule": _rule(found, stored, request.path),
        "pieces": sentence_pieces(document.pk, found),
        "marks": {"element": Mark.ELEMENT.value, "value": Mark.VALUE.value, "unknown": Mark.UNKNOWN.value},
        "findings": _findings(found),
        "meaning": meaning(document.pk, stored.effects),
        "expression": expression,
        "rows": min(max(expression.count("\n") + 2 + len(expression) // 90, 4), 16),
        "reading": {
            "problems": reading.problems if posted or found.expression else (),
            "notes": reading.notes if posted else (),
            "meaning": meaning(document.pk, reading.effects) if reading.sound else [],
            "sound": reading.sound,
            "checked": posted,
        },
        "fields": _fields(document.pk, reading.effects or found.read.effects),
        "trial": _trial(document.pk, found, reading, request),
        "history": [
            {
                "badge": choice_badge(each.choice),
                "actor": each.actor,
                "at": each.at,
                "note": each.note,
                "expression": each.expression,
                "corrected": each.corrected,
                "number": each.number,
            }
            for each in rulebook.history(document.pk, found.key)
        ],
        "note": request.POST.get("note", "")[:4000] if posted else "",
    }


def _shown(document: int, found: RuleView, stored: Reading) -> str:
    return rulebook.with_names(document, stored.effects) if stored.effects else found.expression


def _rule(found: RuleView, stored: Reading, url: str) -> dict[str, object]:
    return {
        "id": found.read.id,
        "version": found.read.version,
        "url": url,
        "status": status_badge(found.read.status),
        "choice": choice_badge(found.choice),
        "is_open": found.choice is RuleChoice.OPEN,
        "is_released": found.choice is RuleChoice.RELEASED,
        "single": stored.single,
        "corrected": bool(found.decision and found.decision.corrected),
        "seen": found.seen,
    }


def _findings(found: RuleView) -> list[dict[str, str]]:
    return [
        {
            "level": "danger" if note.kind in CONTRADICTIONS else _LEVELS.get(note.kind, "info"),
            "text": note.text,
            "place": "",
        }
        for note in found.read.notes
    ]


def _fields(document: int, effects: Sequence[Effect]) -> list[dict[str, object]]:
    """Every element the meaning speaks of, once."""
    known = rulebook.material(document)
    titles = [page.title for page in known.form.pages] if known.form else []
    rows: list[dict[str, object]] = []
    for path in dict.fromkeys(path for effect in effects for path in effect_paths(effect)):
        entry = known.vocabulary.get(path)
        place = known.places.get(path)
        rows.append(
            {
                "name": entry.names[0] if entry else "",
                "path": path,
                "type": str(entry.type) if entry else "",
                "page": titles[place.page] if place else "",
            }
        )
    return rows


def _trial(document: int, found: RuleView, reading: Reading, request: HttpRequest) -> dict[str, object]:
    form = rulebook.material(document).form
    if form is None:
        return {
            "problem": _(
                "Aus diesem Schema lässt sich noch kein Formular bilden, also auch nichts ausprobieren."
            )
        }
    if not reading.sound:
        return {"problem": _("Sobald die Bedeutung zum Schema passt, können Sie sie hier ausprobieren.")}
    rule = Rule(found.read.id, found.read.version, found.read.sentence, reading.effects)
    trial = Trial(form, rule)
    seed = request.POST.get("_seed", "0")
    number = int(seed) if seed.isdecimal() and len(seed) < 7 else 0
    action = request.POST.get("_action", "")
    typed = {each.name: request.POST.get(_PREFIX + each.name, "") for each in trial.inputs}
    asked = any(_PREFIX + each.name in request.POST for each in trial.inputs)
    if action == "sample" or not asked:
        number += action == "sample"
        typed = trial.sample(number)
    return {
        "inputs": [_input(each, typed, index) for index, each in enumerate(trial.inputs)],
        "told": [told_words(each) for each in trial.outcome(typed)],
        "seed": number,
    }


def _input(each: TrialInput, typed: Mapping[str, str], index: int) -> dict[str, object]:
    options = [(option.code, option.label or option.code) for option in each.options]
    if each.kind is FieldKind.BOOLEAN:
        options = [("true", _("Ja")), ("false", _("Nein"))]
    if each.kind is FieldKind.FILE:
        options = [(option.code, _("Datei vorhanden")) for option in each.options]
    return {
        "id": f"probe-{index}",
        "name": _PREFIX + each.name,
        "label": each.label,
        "where": each.where,
        "options": options,
        "value": typed.get(each.name, ""),
        "hint": _("zum Beispiel 24.12.2026") if each.kind in {FieldKind.DATE, FieldKind.DATETIME} else "",
        "calculated": each.calculated,
    }
