# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rules of all gates; imported at start-up."""

from leistungswerk.programme.gates import (
    advice,
    area_wide,
    checklist,
    first_steps,
    go_live,
    release,
    reuse,
    signatories,
    votes,
)  # isort: skip

MODULES = (first_steps, advice, release, reuse, votes, go_live, area_wide, checklist, signatories)
