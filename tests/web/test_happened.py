# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is written into the audit log or announced has words; nobody reads ``item.ticked`` in the office."""

import ast
from collections.abc import Iterator
from pathlib import Path

from leistungswerk.web.office.happened import HAPPENED

SOURCE = Path(__file__).resolve().parents[2] / "src" / "leistungswerk"
RECORDERS = {"record", "_record", "_audit", "_told", "_tell", "_note"}
"""Functions that take the kind as a plain argument."""


def _kinds() -> Iterator[tuple[str, str]]:
    """Every kind that is recorded or announced, or what stands before a part filled in later, and its file."""
    for path in sorted(SOURCE.rglob("services/**/*.py")) + sorted(SOURCE.rglob("services.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = [word.value for word in node.keywords if word.arg in {"action", "kind"}]
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                for value in [*given, *(node.args if name in RECORDERS else [])]:
                    for part in ast.walk(value):
                        if (
                            isinstance(part, ast.Constant)
                            and isinstance(part.value, str)
                            and _is_kind(part.value)
                        ):
                            yield part.value, str(path.relative_to(SOURCE))


def _is_kind(text: str) -> bool:
    head, point, tail = text.partition(".")
    return bool(point) and head.replace("_", "").isalpha() and (not tail or tail.replace("_", "").isalpha())


def test_everything_that_is_recorded_has_words():
    kinds = set(_kinds())
    assert len(kinds) > 100
    wordless = [
        f"{kind} ({path})"
        for kind, path in sorted(kinds)
        if kind not in HAPPENED and not any(known.startswith(kind) for known in HAPPENED if kind[-1] in "._")
    ]
    assert wordless == []
