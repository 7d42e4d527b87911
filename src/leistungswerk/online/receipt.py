# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The PDF receipt: made from the citizen's own copy when asked for, so it never delays a delivery.

typst writes PDF/UA-1; all texts are data, never markup.
"""

from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import msgspec
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leistungswerk.core import documents
from leistungswerk.core.settings import settings
from leistungswerk.forms import SummarySection
from leistungswerk.forms.language import Run, mark, runs
from leistungswerk.online import plans, queries
from leistungswerk.online.queries import ApplicationView, ServiceView
from leistungswerk.online.services.submitting import SealedCopy

_TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"
_Pair: TypeAlias = tuple[tuple[Run, ...], tuple[Run, ...]]
"""A term and its value."""


class _Node(msgspec.Struct, frozen=True):
    """A page, group or row of the answers; texts are cut where their language changes."""

    title: tuple[Run, ...]
    rows: tuple[_Pair, ...]
    sections: tuple["_Node", ...]


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), str(_("j. F Y, H:i \\U\\h\\r")))


def _pair(term: str, value: str) -> _Pair:
    return runs(term), runs(value)


def _node(section: SummarySection, title: str) -> _Node:
    rows = tuple(_pair(row.label, row.value) for row in section.rows)
    return _Node(runs(title), rows, tuple(_node(inner, inner.title) for inner in section.sections))


def _place() -> str:
    return _("Demonstrationsinstanz Rheinland-Pfalz") if settings().demo else _("Rheinland-Pfalz")


def _facts(application: ApplicationView, service: ServiceView) -> tuple[_Pair, ...]:
    received = application.received_at
    schema = f"{service.schema_id} {service.schema_version} · {service.digest[:12]}"
    return (
        _pair(_("Vorgangsnummer"), application.reference),
        _pair(_("Abgesendet am"), _moment(application.sent_at)),
        _pair(
            _("Bei der Behörde eingegangen am"), _moment(received) if received else _("noch nicht bestätigt")
        ),
        _pair(_("Zuständige Behörde"), mark(service.authority.name)),
        _pair(_("Leistung"), f"{mark(service.service_name)} ({service.key})"),
        _pair(_("Formularfassung"), schema),
    )


def _data(application: ApplicationView, copy: SealedCopy) -> dict[str, object]:
    service = queries.service(application.service)
    plan = plans.plan(copy.form_version)
    return {
        "language": (get_language() or "de")[:2],
        "place": f"Leistungswerk – {_place()}",
        "reference": application.reference,
        "service": runs(mark(service.title)),
        "facts": _facts(application, service),
        "note": _(
            "Dieser Beleg gibt wieder, was Sie abgesendet haben. Er wurde aus Ihrer eigenen, versiegelten Kopie "
            "erstellt, die nur Ihr Code öffnet. Er ist kein Bescheid."
        ),
        "words": {
            "title": _("Eingangsbeleg"),
            "answers": _("Ihre Angaben"),
            "page": _("Seite"),
            "of": _("von"),
        },
        # Titles of pages are texts of the schema, and unmarked: they head pages that say so themselves.
        "sections": [_node(section, mark(section.title)) for section in plan.summary(copy.raw, copy.uploads)],
    }


def receipt_pdf(application: ApplicationView, copy: SealedCopy) -> bytes:
    """The receipt as PDF/UA-1 in the reader's language."""
    return documents.pdf(_TEMPLATE, _data(application, copy), at=application.sent_at)
