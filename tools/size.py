# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small pieces: at most 400 lines a file, 40 a function, 12 public methods a class."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from tools.files import ROOT, repository_files

FILE_LINES = 400
FUNCTION_LINES = 40
PUBLIC_METHODS = 12

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def findings(source: str) -> Iterator[tuple[int, str]]:
    """Line and sentence of everything in ``source`` that is larger than agreed."""
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield 1, f"{lines} lines, at most {FILE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            length = _code_lines(node)
            if length > FUNCTION_LINES:
                yield node.lineno, f"function {node.name} has {length} lines, at most {FUNCTION_LINES}"
        elif isinstance(node, ast.ClassDef):
            if any("Transformer" in ast.unparse(base) for base in node.bases):
                # One method for each rule of a grammar: its size is the grammar's.
                continue
            public = sum(isinstance(part, Function) and not part.name.startswith("_") for part in node.body)
            if public > PUBLIC_METHODS:
                yield node.lineno, f"class {node.name} has {public} public methods, at most {PUBLIC_METHODS}"


def _code_lines(function: Function) -> int:
    """Lines from ``def`` to the end, its docstring apart: explaining more must never cost."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    is_docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    if is_docstring:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def _checked(path: Path) -> bool:
    return path.suffix == ".py" and "migrations" not in path.parts


def main() -> int:
    """Print what is too large; 1 if anything is."""
    found = 0
    for path in filter(_checked, repository_files()):
        for line, text in findings(path.read_text(encoding="utf-8")):
            sys.stdout.write(f"{path.relative_to(ROOT)}:{line}: {text}\n")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
