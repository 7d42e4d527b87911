# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Style sheets of all areas are one in the end: a class has its layout in one of them."""

import re
from collections import defaultdict
from pathlib import Path

STYLES = Path(__file__).parents[2] / "src/leistungswerk/web/static_src/lw"
LAYOUT = re.compile(r"^(\.lw-[a-z_-]+) \{[^}]*\bdisplay:", re.MULTILINE)


def test_no_two_areas_lay_out_the_same_class():
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in STYLES.glob("*.css"):
        for name in LAYOUT.findall(sheet.read_text(encoding="utf-8")):
            found[name].add(sheet.name)
    assert {name: sheets for name, sheets in found.items() if len(sheets) > 1} == {}
