# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the form did not check: a document for the authority that travels with each application (ADR 8).

It names the rules of the schema that nobody released. It says nothing of the answers, so it is made once for a
form version and kept in memory. An attachment with purpose ``report`` breaks no receiver (metadata 2.1.0).
"""

import uuid
from functools import lru_cache
from pathlib import Path

from leistungswerk.core import documents
from leistungswerk.delivery.sealing import PlainAttachment
from leistungswerk.forms import Hint, all_hints
from leistungswerk.online import plans
from leistungswerk.online.models import FormVersion
from leistungswerk.online.queries import ServiceView
from leistungswerk.standards.fitconnect.metadata import Purpose

_TEMPLATE = Path(__file__).parent / "documents" / "unchecked.typ"
FILE_NAME = "Ungepruefte-Regeln.pdf"
_MOST_NAMED = 20


def attachment(service: ServiceView) -> tuple[PlainAttachment, ...]:
    """The document for the service's form version; nothing when every rule is checked."""
    hints = all_hints(plans.plan(service.form_version).form)
    if not hints:
        return ()
    return (
        PlainAttachment(
            uuid.uuid4(),
            FILE_NAME,
            "application/pdf",
            unchecked_pdf(service.form_version),
            purpose=Purpose.REPORT,
            description=_description(hints),
        ),
    )


def _description(hints: tuple[Hint, ...]) -> str:
    """For receivers that show only the metadata."""
    named = ", ".join(hint.rule_id for hint in hints[:_MOST_NAMED])
    more = f" und {len(hints) - _MOST_NAMED} weitere" if len(hints) > _MOST_NAMED else ""
    return f"Diese Regeln des Datenschemas hat das Formular nicht geprüft: {named}{more}"


@lru_cache(maxsize=32)
def unchecked_pdf(form_version: int) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a, in German: the language of the authority.

    Publishing a form makes it once, so that what cannot be set is found before any citizen comes.
    """
    row = FormVersion.objects.select_related("document").defer("document__xml").get(pk=form_version)
    data = {
        "title": row.document.title,
        "version": f"{row.document.fim_id} {row.document.version} · {row.digest[:12]}",
        "rules": [(hint.rule_id, hint.text) for hint in all_hints(plans.plan(form_version).form)],
    }
    return documents.pdf(_TEMPLATE, data, at=row.created_at, archive=True)
