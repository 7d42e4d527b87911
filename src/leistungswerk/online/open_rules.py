# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rule sentences of a form version that nobody has decided about.

They stand as hints beside the fields; so do rules that were refused or left to the authority, but those were decided.
"""

from uuid import UUID

from leistungswerk.forms import all_hints
from leistungswerk.online import plans, rulebook
from leistungswerk.online.models import FormVersion
from leistungswerk.online.states import RuleChoice


def open_rules(form_version: UUID) -> tuple[str, ...]:
    """The sentences, in the order of the form."""
    pk, document = FormVersion.objects.values_list("pk", "document_id").get(uuid=form_version)
    decided = {rule.read.id for rule in rulebook.rules(document) if rule.choice is not RuleChoice.OPEN}
    return tuple(hint.text for hint in all_hints(plans.plan(pk).form) if hint.rule_id not in decided)
