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
    "project.begun": _("Vorhaben begonnen"),
    "project.edited": _("Angaben geändert"),
    "project.abandon": _("Vorhaben beendet"),
    "project.resume": _("Vorhaben wieder aufgenommen"),
    "project.released_for_reading": _("Zum Lesen freigegeben"),
    "project.contact_named": _("Ansprechperson benannt"),
    "project.contact_dropped": _("Ansprechperson entfernt"),
    "project.bodies_added": _("Vollzugsbehörden hinzugefügt"),
    "project.participation_ended": _("Beteiligung beendet"),
    "project.commented": _("Kommentar geschrieben"),
    "project.owner_succeeded": _("Bedarfsträger durch Neuzuschnitt gewechselt"),
    "item.finished": _("Punkt erledigt"),
    "item.waived": _("Punkt für nicht zutreffend erklärt"),
    "item.reopened": _("Punkt wieder geöffnet"),
    "item.planned": _("Punkt geplant"),
    "item.added": _("Eigener Punkt ergänzt"),
    "item.ticked": _("Punkt durch eine Tatsache erledigt"),
    "item.unticked": _("Punkt wieder offen: die Tatsache trifft nicht mehr zu"),
    "checklist.extended": _("Neue Punkte der Vorlage übernommen"),
    "template.loaded": _("Vorlage der Checkliste geladen"),
    "template.published": _("Vorlage der Checkliste veröffentlicht"),
    "consultation.requested": _("Beratung angefragt"),
    "consultation.assigned": _("Beratung übernommen"),
    "consultation.noted": _("Beratungsprotokoll ergänzt"),
    "consultation.answered": _("Beratung beantwortet"),
    "consultation.asked_again": _("Rückfrage zur Beratung gestellt"),
    "consultation.closed": _("Beratung abgeschlossen"),
    "consultation.withdrawn": _("Beratung zurückgezogen"),
    "consultation.capacity_set": _("Platz in der Beratung geändert"),
    "projects.imported": _("Angaben aus einer Tabelle übernommen"),
    "schema.imported": _("Schema übernommen"),
    "service.created": _("Leistung eingetragen"),
    "authority.created": _("Behörde eingetragen"),
    "connection.created": _("Verbindung angelegt"),
    "connection.changed": _("Verbindung geändert"),
    "form.created": _("Formularfassung erzeugt"),
    "delivery.replayed": _("Zustellung erneut angestoßen"),
    "account.password_set": _("Passwort gewählt"),
    "account.locked": _("Konto gesperrt"),
    "account.unlocked": _("Kontosperre aufgehoben"),
    "service.edited": _("Leistung geändert"),
    "service.ended": _("Leistung beendet"),
    "service.reopened": _("Leistung wieder aufgenommen"),
    "service.fim_state_set": _("FIM-Stand eingetragen"),
    "responsibility.assigned": _("Zuständigkeit eingetragen"),
    "responsibility.ended": _("Zuständigkeit beendet"),
    "responsibility.relevance_set": _("Vorkommen einer Leistung geändert"),
    "organisation.created": _("Stelle eingetragen"),
    "organisation.restructured": _("Stelle umgebaut"),
    "organisation.contact_changed": _("Kontakt einer Stelle geändert"),
    "organisation.succeeded": _("Neuzuschnitt vollzogen"),
    "person.created": _("Person eingetragen"),
    "person.edited": _("Angaben einer Person geändert"),
    "person.locked": _("Person gesperrt"),
    "person.unlocked": _("Sperre einer Person aufgehoben"),
    "person.access_opened": _("Einmal-Code ausgestellt"),
    "role.assigned": _("Rolle vergeben"),
    "role.ended": _("Rolle beendet"),
    "deputy.named": _("Vertretung eingetragen"),
    "deputy.ended": _("Vertretung beendet"),
    "case_system.created": _("Fachverfahren eingetragen"),
    "case_system.edited": _("Fachverfahren geändert"),
    "case_system.version_set": _("Stand einer Schnittstelle eingetragen"),
    "case_system.use_recorded": _("Einsatz eines Fachverfahrens eingetragen"),
    "case_system.use_ended": _("Einsatz eines Fachverfahrens beendet"),
    "import.proposed": _("Import zum Vergleich vorgelegt"),
    "import.accepted": _("Import angenommen"),
    "import.discarded": _("Import verworfen"),
    "import.catalogue": _("Katalog übernommen"),
    "import.municipalities": _("Gemeindeverzeichnis übernommen"),
    "import.xzufi": _("XZuFi-Lieferung übernommen"),
    "land.loaded": _("Stellen des Landes geladen"),
}
_GATE_ACTIONS: dict[str, str | Promise] = {
    "gate.opened": _("Zeichnung eröffnet"),
    "gate.step": _("Zeichnung geleistet"),
    "gate.step_signed": _("Gezeichnet"),
    "gate.step_signed_with_dissent": _("Mit abweichender Auffassung gezeichnet"),
    "gate.step_refused": _("Zeichnung verweigert"),
    "gate.passed": _("Gate bestanden"),
    "gate.refused": _("Gate verweigert"),
    "gate.withdrawn": _("Zeichnung zurückgezogen"),
    "gate.superseded": _("Entscheidung durch eine neue ersetzt"),
    "gate.waived": _("Auf eine Anforderung verzichtet"),
    "gate.waiver_taken_back": _("Verzicht zurückgenommen"),
    "signing_order.set": _("Zeichnungsordnung geändert"),
    "vote.given": _("Votum abgegeben"),
    "vote.conditions_met": _("Auflagen als erfüllt bestätigt"),
    "vote.risk_accepted": _("Restrisiko übernommen"),
    "decision.signed": _("Art der Digitalisierung gezeichnet"),
    "decision.written": _("Entscheidung bearbeitet"),
    "decision.rated": _("Optionen bewertet"),
    "decision.reuse_searched": _("Nachnutzungsangebote gesucht"),
    "decision.fim_checked": _("FIM-Schemata geprüft"),
    "decision.paper_written": _("Entscheidungsvorlage bearbeitet"),
    "decision.paper_drafted": _("Entscheidungsvorlage entworfen"),
    "process.step_added": _("Verfahrensschritt erfasst"),
    "process.step_edited": _("Verfahrensschritt geändert"),
    "process.step_removed": _("Verfahrensschritt gestrichen"),
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
    return str(_EVENTS.get(kind) or _GATE_ACTIONS.get(kind, kind))


def action_text(action: str) -> str:
    """What the audit log says somebody did."""
    return str(_ACTIONS.get(action) or event_text(action))


def outcome_text(outcome: str) -> str:
    """How an attempt ended."""
    return str(_OUTCOMES.get(outcome, outcome))
