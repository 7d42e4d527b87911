# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of the office for what machines record."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_EVENTS: dict[str, str | Promise] = {
    "application.sent": _("Antrag abgesendet"),
    "application.received": _("Antrag bei der Behörde eingegangen"),
    "application.accepted": _("Antrag angenommen"),
    "application.rejected": _("Antrag zurückgewiesen"),
    "parcel.submitted": _("Zustelldienst hat die Einreichung bestätigt"),
    "parcel.accepted": _("Fachverfahren hat angenommen"),
    "parcel.rejected": _("Fachverfahren hat zurückgewiesen"),
    "form.published": _("Formularfassung freigegeben"),
    "rule.released": _("Regel freigegeben"),
    "rule.refused": _("Bedeutung einer Regel abgelehnt"),
    "rule.waived": _("Auf eine Regel verzichtet"),
    "rule.open": _("Regel wieder geöffnet oder berichtigt"),
    "service.published": _("Online-Dienst veröffentlicht"),
    "service.withdrawn": _("Online-Dienst beendet"),
}
_ACTIONS: dict[str, str | Promise] = {
    "account.created": _("Konto angelegt"),
    "schema.imported": _("Schema übernommen"),
    "service.created": _("Leistung eingetragen"),
    "authority.created": _("Behörde eingetragen"),
    "connection.created": _("Verbindung angelegt"),
    "connection.changed": _("Verbindung geändert"),
    "form.created": _("Formularfassung erzeugt"),
    "delivery.replayed": _("Zustellung erneut angestoßen"),
}
_OUTCOMES: dict[str, str | Promise] = {
    "sent": _("Übergeben"),
    "temporary": _("Nicht erreichbar, wird wiederholt"),
    "exceeded": _("Frist überschritten"),
    "permanent": _("Endgültig abgelehnt"),
    "config": _("Einstellung prüfen"),
    "internal": _("Interner Fehler"),
}


def event_text(kind: str) -> str:
    """What happened, in words; an event without words is shown as it is."""
    return str(_EVENTS.get(kind, kind))


def action_text(action: str) -> str:
    """What the audit log says somebody did."""
    return str(_ACTIONS.get(action) or event_text(action))


def outcome_text(outcome: str) -> str:
    """How an attempt ended."""
    return str(_OUTCOMES.get(outcome, outcome))
