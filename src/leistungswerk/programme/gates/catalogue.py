# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rules of all gates, in the order in which a gate page lists them; imported at start-up."""

from leistungswerk.programme.gates import (
    advice,
    checklist,
    first_steps,
    release,
    reuse,
    signatories,
    votes,
)  # isort: skip

MODULES = (first_steps, advice, release, reuse, votes, checklist, signatories)
