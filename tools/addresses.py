# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""No address of a package registry and no path of somebody's machine stands in the repository.

Registries are a setting of the machine: an authority has its own mirror. Paths of a machine work nowhere else.
"""

import re
import sys
from collections.abc import Iterator

from tools.files import ROOT, repository_files

_DOT = r"\."
"""Written apart, so that this file does not find itself."""

_REGISTRIES = (
    "py" + "pi" + _DOT + "org",
    "python" + "hosted" + _DOT,
    "registry" + _DOT + "npm",
    "registry" + _DOT + "yarn",
    "deb" + _DOT + "debian" + _DOT,
)
_FOLDERS = ("work", "root", "home", "Users")

_PATTERN = re.compile("|".join((*_REGISTRIES, rf"(?<![\w./}}~-])/(?:{'|'.join(_FOLDERS)})/\w")))


def findings(text: str) -> Iterator[tuple[int, str]]:
    """Number and text of each line with an address or a path that must not be there."""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _PATTERN.search(line):
            yield number, match.group()


def main() -> int:
    """Print every finding; 1 if there is one."""
    found = 0
    for path in repository_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for line, text in findings(content.decode("utf-8", errors="replace")):
            sys.stdout.write(f"{path.relative_to(ROOT)}:{line}: {text}\n")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
