# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every German text of the faces has its translation in every catalogue.

Texts are found as Django finds them: in templates by its own ``templatize``, in Python code in the calls of
the gettext functions. No gettext programs are needed.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from leistungswerk.web.catalogue import messages
from tools.files import ROOT, repository_files

SOURCES = ROOT / "src" / "leistungswerk"
CATALOGUES = SOURCES / "web" / "locale"

_CONTEXT_END = "\x04"
_PLURAL_END = "\0"
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "translate"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
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


def _texts() -> Iterator[tuple[Path, int, str]]:
    for path in repository_files():
        if not path.is_relative_to(SOURCES):
            continue
        source = path.read_text(encoding="utf-8") if path.suffix in {".py", ".html", ".txt"} else ""
        found = texts_of_python(source) if path.suffix == ".py" else texts_of_template(source)
        for line, key in found:
            yield path, line, key


def main() -> int:
    """Print every text without translation; 1 if there is one."""
    settings.configure()
    missing = 0
    used = list(_texts())
    for catalogue in sorted(CATALOGUES.rglob("*.po")):
        known = messages(catalogue.read_text(encoding="utf-8"))
        for path, line, key in used:
            if not known.get(key):
                text = key.replace(_PLURAL_END, " | ").replace(_CONTEXT_END, ": ")
                sys.stdout.write(
                    f"{path.relative_to(ROOT)}:{line}: not in {catalogue.relative_to(ROOT)}: {text}\n"
                )
                missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
