# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of data rounds for pages."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from leistungswerk.reporting.round_states import LineState, Outcome, PartKind, PartState, Question, RoundState
from leistungswerk.reporting.rounds.parts import Show
from leistungswerk.reporting.rounds.views import Turn
from leistungswerk.reporting.rounds.waiting import Task
from leistungswerk.web.templatetags.faces import Level

ROUNDS: Final = {
    RoundState.OPEN: Level.INFO,
    RoundState.CLOSED: Level.SUCCESS,
    RoundState.CANCELLED: Level.WARNING,
}
PARTS: Final = {
    PartState.COLLECTING: Level.INFO,
    PartState.RELEASED: Level.INFO,
    PartState.CHECKED: Level.INFO,
    PartState.ACCEPTED: Level.SUCCESS,
    PartState.MISSING: Level.DANGER,
}
LINES: Final = {
    LineState.OPEN: Level.INFO,
    LineState.RETURNED: Level.WARNING,
    LineState.CONFIRMED: Level.SUCCESS,
    LineState.CORRECTED: Level.SUCCESS,
    LineState.UNKNOWN: Level.WARNING,
    LineState.MERGED: Level.INFO,
}
QUESTIONS: Final = {
    Question.AVAILABLE: _("Online verfügbar?"),
    Question.CASES: _("Fälle im Jahr"),
    Question.LAW: _("Nötige Rechtsänderung"),
}
"""Short, where a sheet names the question in each row."""
TURNS: Final = {
    (PartKind.RESSORT, Turn.ANSWERING): _("Fachreferate antworten"),
    (PartKind.RESSORT, Turn.RELEASING): _("OZG-Ressortansprechperson gibt frei"),
    (PartKind.PROJECT_OFFICE, Turn.ANSWERING): _("Kommunen und Projektbüro antworten"),
    (PartKind.PROJECT_OFFICE, Turn.RELEASING): _("Kommunales Projektbüro gibt frei"),
}
LATER_TURNS: Final = {
    Turn.CHECKING: _("LDI prüft"),
    Turn.ACCEPTING: _("OZG-Koordination nimmt ab"),
}
STEPS: Final = {
    "opened": _("Eröffnet"),
    "lines_returned": _("Antworten an das Fachreferat zurückgegeben"),
    "released": _("Freigegeben"),
    "checked": _("Vom LDI geprüft"),
    "accepted": _("Abgenommen"),
    "returned_to_ressort": _("Vom LDI zurückgegeben"),
    "returned_to_check": _("Zurück zur Prüfung gegeben"),
    "reminded": _("Erinnert"),
    "extended": _("Frist verlängert"),
    "escalation_asked": _("LDI bittet um Eskalation"),
    "escalation_declined": _("OZG-Koordination eskaliert nicht"),
    "escalated": _("OZG-Koordination wendet sich an die Hausleitung"),
    "corrected_late": _("Nach Abschluss berichtigt"),
    "closed": _("Abgeschlossen"),
    "cancelled": _("Abgebrochen"),
}
OUTCOMES: Final = {
    Outcome.RECORDED: _("Zählt seit der Abnahme als gemeldet."),
    Outcome.CONFIRMED: _("Gilt weiter, als gemeldet."),
    Outcome.ENDED: _("Beendet."),
    Outcome.TAKEN_BACK: _("Zurückgenommen."),
    Outcome.NOTHING: _("Ändert keine Zahl."),
    Outcome.SHOWN_MEANWHILE: _("Inzwischen belegt: zählt nicht als gemeldet."),
    Outcome.CONTRADICTS: _("Widerspricht dem Belegten: Das Belegte gilt."),
}
SHOWN: Final = {
    Show.LEFT: _("Offen"),
    Show.CHANGED: _("Geändert"),
    Show.CONFIRMED: _("Bestätigt"),
    Show.ALL: _("Alle"),
}
TASKS: Final = {
    Task.ANSWER: _("Datenabfrage %(number)s: %(count)d Angaben bestätigen oder berichtigen, bis %(day)s (%(name)s)"),
    Task.RELEASE: _("Datenabfrage %(number)s: Antworten freigeben, bis %(day)s (%(name)s)"),
    Task.CHECK: _("Datenabfrage %(number)s: Antworten prüfen (%(name)s)"),
    Task.ASK_FOR_ESCALATION: _("Datenabfrage %(number)s: überfällig seit %(day)s (%(name)s)"),
    Task.ACCEPT: _("Datenabfrage %(number)s: Antworten abnehmen (%(name)s)"),
    Task.DECIDE_ESCALATION: _("Datenabfrage %(number)s: über die Eskalation entscheiden (%(name)s)"),
    Task.CLOSE: _("Datenabfrage %(number)s: Alles ist abgenommen, abschließen"),
}  # fmt: skip
