# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The PDF receipt: made from the citizen's own copy when asked for, so it never delays a delivery.

typst writes PDF/UA-1; all texts are data, never markup.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leistungswerk.core.settings import settings
from leistungswerk.forms import SummarySection
from leistungswerk.online import plans, queries
from leistungswerk.online.queries import ApplicationView
from leistungswerk.online.services.submitting import SealedCopy

_TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings().fonts)])


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _section(section: SummarySection) -> dict[str, object]:
    return {
        "title": section.title,
        "rows": [[row.label, row.value] for row in section.rows],
        "sections": [_section(inner) for inner in section.sections],
    }


def _data(application: ApplicationView, copy: SealedCopy) -> dict[str, object]:
    service = queries.service(application.service)
    plan = plans.plan(copy.form_version)
    return {
        "language": (get_language() or "de")[:2],
        "place": "Leistungswerk" + (" – Demonstrationsinstanz Rheinland-Pfalz" if settings().demo else ""),
        "reference": application.reference,
        "service": service.title,
        "facts": [
            [_("Vorgangsnummer"), application.reference],
            [_("Abgesendet am"), _moment(application.sent_at)],
            [
                _("Bei der Behörde eingegangen am"),
                _moment(application.received_at) if application.received_at else _("noch nicht bestätigt"),
            ],
            [_("Zuständige Behörde"), service.authority.name],
            [_("Leistung"), f"{service.service_name} ({service.key})"],
            [_("Formularfassung"), f"{service.schema_id} {service.schema_version} · {service.digest[:12]}"],
        ],
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
        "sections": [_section(section) for section in plan.summary(copy.raw, copy.uploads)],
    }


def receipt_pdf(application: ApplicationView, copy: SealedCopy) -> bytes:
    """The receipt as PDF/UA-1 in the reader's language."""
    # Loaded on first use: the compiler is large, and most requests never need it.
    import typst

    pdf = typst.compile(
        str(_TEMPLATE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": msgspec.json.encode(_data(application, copy)).decode()},
        pdf_standards="ua-1",
        timestamp=int(application.sent_at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf
