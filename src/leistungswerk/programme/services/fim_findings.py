# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""FIM findings for the decision: the schemas we hold are checked, and what was found is kept."""

import uuid

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.programme.services.decisions import editable
from leistungswerk.register.queries.catalogue_facts import fim_findings
from leistungswerk.register.services.examining import examine_document


def check_fim(actor: Actor, *, project: uuid.UUID) -> int:
    """Run ``fim check`` on the schema of each service that we hold; returns how many were checked."""
    row = editable(actor, project)
    digests = {each.digest for each in fim_findings(row.services.values_list("pk", flat=True)) if each.digest}
    for digest in sorted(digests):
        examine_document(digest)
    audit.record(
        actor,
        action="decision.fim_checked",
        subject=f"project:{project}",
        at=times.now(),
        note=str(len(digests)),
    )
    return len(digests)
