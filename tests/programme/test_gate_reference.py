# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws gates, signatories and requirements into the documentation; ``UPDATE_DOCS=1`` renews the file."""

import os
from pathlib import Path

import pytest

from leistungswerk.core.roles import ROLES
from leistungswerk.programme.gates.order import HOUSE, INFORMED, SIDE_WORDS
from leistungswerk.programme.gates.requirements import Subject, requirements
from leistungswerk.programme.models import Project, ProjectRuntime, RolloutUnit, Runtime
from leistungswerk.programme.states import GATE_WORDS, Gate
from leistungswerk.register.queries.identity import IdentityNeed

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "gates.md"
TEST = "tests/programme/test_gate_reference.py"
WAYS = (("A", "efa"), ("B", "own"), ("C", "product"))


def _found(land, identity) -> dict[Gate, dict[str, tuple[str, list[str], list[str]]]]:
    """For each gate: code → title, ways in which it may be waived, ways; over the ways and runtimes a Vorhaben may take."""
    from stage import demo_form

    form = demo_form(publish=False)
    project = Project.objects.select_related("owner").get(uuid=identity)
    unit = RolloutUnit.objects.create(project=project, organisation=land.city)
    found: dict[Gate, dict[str, tuple[str, list[str], list[str]]]] = {gate: {} for gate in Gate}
    for path, kind in WAYS:
        project.path = path
        project.save()
        runtime, _new = Runtime.objects.get_or_create(kind=kind, name=kind, operator="LDI")
        ProjectRuntime.objects.update_or_create(
            project=project, defaults={"runtime": runtime, "form_version": form if kind == "own" else None}
        )
        for gate in Gate:
            for each in requirements(gate, Subject(project, unit if gate is Gate.G3 else None)):
                known = found[gate].setdefault(each.code, (str(each.title), [], []))
                known[1].extend([path] if each.waivable else [])
                known[2].append(path)
    return found


def _document(land, identity) -> str:
    # REUSE-IgnoreStart
    lines = [
        "<!--",
        "SPDX-FileCopyrightText: Leistungswerk contributors",
        "SPDX-License-Identifier: EUPL-1.2",
        "-->",
    ]
    # REUSE-IgnoreEnd
    lines += [
        "# Gates",
        "",
        f"Drawn from the code by `{TEST}`; renew it with `UPDATE_DOCS=1 ./do test {TEST}`. How to sign: [Sign a gate](../how-to/sign-a-gate.md).",
        "",
        "The order is the default of the house; an organisation may order its own side. Equal turns sign in any order.",
        "At G0 a municipality signs by its municipal lead; at G3 a Land authority or chamber by its Fachreferat.",
        "",
    ]
    for gate, rows in _found(land, identity).items():
        lines += [f"## {gate} {GATE_WORDS[gate]}", "", "| Turn | Role | Side |", "|---|---|---|"]
        lines += [
            f"| {place.turn} | {ROLES[place.role].word} | {SIDE_WORDS[place.side]} |" for place in HOUSE[gate]
        ]
        if gate in INFORMED:
            lines += ["", f"Informed: {', '.join(str(ROLES[role].word) for role in INFORMED[gate])}."]
        lines += ["", "| Requirement | Code | Ways | May be waived |", "|---|---|---|---|"]
        for code, (title, waivable, ways) in sorted(rows.items()):
            where = "all" if len(ways) == len(WAYS) else ", ".join(ways)
            given_up = "yes" if waivable == ways else ", ".join(waivable) or "no"
            lines.append(f"| {title} | `{code}` | {where} | {given_up} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def test_the_documentation_shows_gates_signatories_and_requirements_of_the_code(land, begun):
    text = _document(land, begun(land.ministry))
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text, "stale: run again with UPDATE_DOCS=1"


def test_written_form_or_a_trust_level_from_20_needs_an_identity():
    assert IdentityNeed(written_form=True, trust_level=0).needed
    assert IdentityNeed(written_form=False, trust_level=20).needed
    assert not IdentityNeed(written_form=False, trust_level=15).needed
