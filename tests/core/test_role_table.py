# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws the roles of the code into the documentation; ``UPDATE_DOCS=1`` renews the file."""

import os
from pathlib import Path

from django.utils import translation

from leistungswerk.core.actor import Permission
from leistungswerk.core.roles import ASSIGNABLE, ROLES, Reach
from leistungswerk.register.kinds import ORGANISATION_WORDS, OrganisationKind
from leistungswerk.register.role_places import places

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "roles.md"
TEST = "tests/core/test_role_table.py"
REACHES = {
    Reach.OWN: "its own organisation",
    Reach.BELOW: "its organisation and everything below it",
    Reach.SUPPORTED: "its organisation and the bodies it is project office for",
    Reach.ALL: "the whole Land",
}


def _head() -> list[str]:
    # REUSE-IgnoreStart
    return [
        "<!--",
        "SPDX-FileCopyrightText: Leistungswerk contributors",
        "SPDX-License-Identifier: EUPL-1.2",
        # REUSE-IgnoreEnd
        "-->",
        "# Roles and what they may do",
        "",
        f"Drawn from the code by `{TEST}`; renew it with `UPDATE_DOCS=1 ./do test {TEST}`.",
        "",
        "A person holds roles in organisations, each from a day to a day. A role reaches from its organisation as far as the table says; beyond, what it would act on is refused (403) or does not exist (404). A deputy holds the roles of the absent person while the absence lasts. Nobody assigns roles to oneself.",
        "",
        "| Role | Official | Reaches | Held in |",
        "|---|---|---|---|",
    ]


def _document() -> str:
    lines = _head()
    with translation.override("de"):
        for role, profile in ROLES.items():
            kinds = places(role)
            held = ", ".join(str(ORGANISATION_WORDS[kind]) for kind in OrganisationKind if kind in kinds)
            place = "any but " + ", ".join(
                str(ORGANISATION_WORDS[kind]) for kind in OrganisationKind if kind not in kinds
            )
            few = len(kinds) <= len(OrganisationKind) // 2 + 1
            lines.append(
                f"| `{role}` | {profile.word} | {REACHES[profile.reach]} | {held if few else place} |"
            )
        lines += ["", "## Permissions", "", "| Permission | Roles |", "|---|---|"]
        for permission in Permission:
            who = [str(profile.word) for profile in ROLES.values() if permission in profile.permissions]
            lines.append(f"| `{permission}` | {', '.join(who) or '– (grants of an account only)'} |")
        lines += ["", "## Who assigns which roles", "", "| Role | Assigns |", "|---|---|"]
        for role, given in ASSIGNABLE.items():
            words = (
                "all"
                if given == set(ROLES)
                else ", ".join(str(ROLES[each].word) for each in ROLES if each in given)
            )
            lines.append(f"| {ROLES[role].word} | {words} |")
    return "\n".join(lines) + "\n"


def test_the_documentation_shows_the_roles_of_the_code():
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(_document(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == _document(), "stale: run again with UPDATE_DOCS=1"
