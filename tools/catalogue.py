# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every German text of the faces and the rooms has its translation in every catalogue, with the same slots.

Texts are found as Django finds them: in templates by its own ``templatize``, in Python code in the calls of
the gettext functions. No gettext programs are needed.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from leistungswerk.web.catalogue import merged
from tools.files import ROOT, repository_files

SOURCES = ROOT / "src" / "leistungswerk"
CATALOGUES = SOURCES / "web" / "locale"

_CONTEXT_END = "\x04"
_PLURAL_END = "\0"
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "translate"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_SLOT = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_TEMPLATE_CALL = re.compile(
    r"\b(?:gettext|ngettext|pgettext)\((?:[^()'\"]|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")*\)"
)


def texts_of_python(source: str) -> Iterator[tuple[int, str]]:
    """Line and catalogue key of every constant text given to a gettext function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (key := _key(node)):
            yield node.lineno, key


def texts_of_template(source: str) -> Iterator[tuple[int, str]]:
    """The same for a Django template."""
    python = templatize(source)
    for match in _TEMPLATE_CALL.finditer(python):
        line = python.count("\n", 0, match.start()) + 1
        for _, key in texts_of_python(match.group()):
            yield line, key


def _key(call: ast.Call) -> str | None:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    texts = [
        part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    if name in _PLAIN and len(texts) == 1:
        return texts[0]
    if name in _PLURAL and len(texts) == 2:
        return _PLURAL_END.join(texts)
    if name in _CONTEXT and len(texts) == 2:
        return _CONTEXT_END.join(texts)
    return None


def texts() -> Iterator[tuple[Path, int, str]]:
    for path in repository_files():
        if not path.is_relative_to(SOURCES):
            continue
        source = path.read_text(encoding="utf-8") if path.suffix in {".py", ".html", ".txt"} else ""
        found = texts_of_python(source) if path.suffix == ".py" else texts_of_template(source)
        for line, key in found:
            yield path, line, key


def problems(used: Iterable[tuple[Path, int, str]], known: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one catalogue: a text it lacks, a slot it lost, a translation nobody asks for."""
    keys: set[str] = set()
    for path, line, key in used:
        keys.add(key)
        if not known.get(key):
            yield f"{path.relative_to(ROOT)}:{line}: no translation: {_readable(key)}"
    for key, value in known.items():
        if key and key not in keys:
            yield f"nobody says: {_readable(key)}"
        if value and not _same_slots(key, value):
            yield f"slots differ: {_readable(key)}"


def _same_slots(key: str, value: str) -> bool:
    """A plural may name its number in one form and not in the other."""
    asked, given = set(_SLOT.findall(key)), set(_SLOT.findall(value))
    return given <= asked if _PLURAL_END in key else given == asked


def _readable(key: str) -> str:
    return key.replace(_PLURAL_END, " | ").replace(_CONTEXT_END, ": ")


def main() -> int:
    """Print what is wrong with the catalogues; 1 if anything is."""
    settings.configure()
    used = list(texts())
    found = [
        f"{folder.relative_to(ROOT)}: {problem}\n"
        for folder in sorted({path.parent for path in CATALOGUES.rglob("*.po")})
        for problem in problems(used, merged(po.read_text(encoding="utf-8") for po in folder.glob("*.po")))
    ]
    sys.stdout.writelines(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
