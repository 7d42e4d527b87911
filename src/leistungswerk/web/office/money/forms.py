# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of money: what stands in them, and what was typed."""

import uuid
from datetime import date

import msgspec
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme import queries as programme
from leistungswerk.programme.money_access import keepable
from leistungswerk.programme.money_states import BOOKING_WORDS, BookingKind
from leistungswerk.programme.queries import money as queries
from leistungswerk.programme.queries.money import MeasureView
from leistungswerk.programme.reuse.amounts import cents_or_none, show_cents
from leistungswerk.programme.services.money.measures import MeasureEntry
from leistungswerk.register import queries as register
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.entry import Field, Kind

_MOST_CHOICES = 500


def needed_cents(request: HttpRequest, name: str, label: str) -> int:
    """An amount that must be there, in whole cents."""
    found = cents_or_none(entry.text(request, name), label)
    if found is None:
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": label})
    return found


def needed_number(request: HttpRequest, name: str, label: str) -> int:
    found = fields.number(request.POST, name, label)
    if found is None:
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": label})
    return found


def seen_revision(request: HttpRequest, year: int) -> int:
    """The revision of this year's budget the page was made with (``seen`` lists year:revision); 0: it showed none."""
    for part in entry.text(request, "seen").split():
        told, _colon, revision = part.partition(":")
        if told == str(year) and revision.isdecimal() and len(revision) < 10:
            return int(revision)
    return 0


class PageForm(msgspec.Struct, frozen=True):
    """One of several forms of a page."""

    key: str
    heading: str
    action: str
    fields: tuple[Field, ...]
    submit: str

    def bound(self, posted: QueryDict) -> "PageForm":
        return msgspec.structs.replace(self, fields=entry.bound(self.fields, posted))

    def shown(self) -> dict[str, object]:
        inline = entry.inline(self.action, self.fields, self.submit, prefix=self.key)
        return {"key": self.key, "heading": self.heading, "form": inline}


def of_measure(found: MeasureView, today: date) -> tuple[PageForm, ...]:
    """What its keeper may do: provide money, book."""
    identity = found.row.uuid
    seen = " ".join(f"{each.year}:{each.revision}" for each in found.budgets)
    now = next((each for each in found.budgets if each.year == today.year), None)
    files = _("Nummer in der E-Akte, unter der Bescheid, Vertrag oder Auszahlung liegt.")
    euro = _("In Euro, zum Beispiel 12.500,00.")
    open_commitments = tuple(
        (str(each.uuid), f"{each.purpose} ({show_cents(each.rest)})") for each in found.bookings if each.rest > 0
    )  # fmt: skip
    kinds = tuple((kind.value, word) for kind, word in BOOKING_WORDS.items())
    return (
        PageForm(
            "book", _("Buchen"), reverse("office:measure_book", args=[identity]),
            (
                Field(name="kind", label=_("Was"), kind=Kind.SELECT, options=kinds, required=True, value=BookingKind.SPENT.value),
                Field(name="amount", label=_("Betrag"), hint=euro, required=True),
                Field(name="on", label=_("Tag"), kind=Kind.DAY, value=today.isoformat(), required=True, hint=_("Tag des Vertrags oder der Zahlung.")),
                Field(name="year", label=_("Haushaltsjahr"), hint=_("Ohne Angabe das Jahr des Tages.")),
                Field(name="purpose", label=_("Wofür"), required=True),
                Field(name="file_number", label=_("Aktenzeichen"), required=True, hint=files),
                *((Field(name="draws_on", label=_("Zahlung auf Bindung"), kind=Kind.SELECT, options=open_commitments, hint=_("Mindert die offene Bindung.")),) if open_commitments else ()),
            ),
            _("Buchen"),
        ),
        PageForm(
            "budget", _("Ansatz festlegen"), reverse("office:measure_budget", args=[identity]),
            (
                Field(name="year", label=_("Haushaltsjahr"), required=True, value=str(today.year)),
                Field(name="amount", label=_("Ansatz"), required=True, hint=euro, value=show_cents(now.cents).removesuffix(" €") if now else ""),
                Field(name="file_number", label=_("Aktenzeichen"), required=True, hint=files, value=now.file_number if now else ""),
                Field(name="seen", kind=Kind.HIDDEN, value=seen),
            ),
            _("Ansatz speichern"),
        ),
    )  # fmt: skip


def measure_fields(actor: Actor, found: MeasureView | None) -> tuple[Field, ...]:
    """The form of a measure, filled with what stands there now."""
    all_owners = actor.may(Permission.EDIT_PROGRAMME_MONEY)
    owners = register.choices(reach=None if all_owners else keepable(actor))
    projects, _total = programme.projects(actor, offset=0, limit=_MOST_CHOICES)
    row = found.row if found else None
    own_project = str(found.project) if found and found.project else ""
    own_mandate = str(found.mandate) if found and found.mandate else ""
    return (
        Field(name="title", label=_("Titel"), value=row.title if row else "", required=True),
        Field(
            name="owner", label=_("Stelle"), kind=Kind.SELECT, required=True, value=str(row.owner) if row else "",
            options=tuple((str(each.uuid), each.name) for each in owners), hint=_("Wo das Geld im Haushalt steht."),
        ),
        *((Field(name="programme", label=_("Mittel des OZG-Programms (führen LDI und zuständiges Ministerium)"), kind=Kind.CHECK, value="ja" if row and row.programme else ""),) if all_owners else ()),
        Field(name="budget_line", label=_("Haushaltsstelle"), value=row.budget_line if row else "", hint=_("Kapitel und Titel.")),
        Field(
            name="project", label=_("Vorhaben"), kind=Kind.SELECT, value=own_project,
            options=tuple((str(each.uuid), f"{each.number} {each.title}") for each in projects),
        ),
        Field(
            name="mandate", label=_("Projektauftrag"), kind=Kind.SELECT, value=own_mandate,
            options=tuple((str(identity), title) for identity, title in queries.mandate_choices()),
        ),
        Field(name="note", label=_("Bemerkung"), kind=Kind.AREA, value=found.note if found else ""),
        Field(name="revision", kind=Kind.HIDDEN, value=str(found.revision if found else 0)),
    )  # fmt: skip


def told_measure(request: HttpRequest) -> MeasureEntry:
    """What was typed; raises :class:`Refused` that names the field."""

    def chosen(name: str) -> uuid.UUID | None:
        return fields.optional_identity(request.POST, name)

    return MeasureEntry(
        title=entry.text(request, "title"), owner=fields.identity(request.POST, "owner", _("Stelle")),
        programme=bool(request.POST.get("programme")), project=chosen("project"), mandate=chosen("mandate"),
        budget_line=entry.text(request, "budget_line"), note=entry.text(request, "note"),
    )  # fmt: skip


def optional_cents(request: HttpRequest, name: str, label: str) -> int:
    """An amount in whole cents; nothing typed is zero."""
    return cents_or_none(entry.text(request, name), label) or 0
