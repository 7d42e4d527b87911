# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws the table of messages into the documentation; ``UPDATE_DOCS=1`` renews the file."""

import os
from pathlib import Path

from leistungswerk.standards.fim.check.table_structure import DEACTIVATED, ELSEWHERE, TABLE

FILE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "fim-check.md"
HEAD = """<!--
SPDX-FileCopyrightText: Leistungswerk contributors
SPDX-License-Identifier: EUPL-1.2
-->
# Quality messages of `leistungswerk fim check`

`leistungswerk fim check FILE… [--codelists DIR] [--json]` checks schemas, groups, fields and document profiles of XDatenfelder 2.0 and 3.0.0 by the official list XDFM 1.8. Numbers and severities are those of the list, the words are ours. A file of 2.0 is converted first; ids, versions and lines in a message are those of the file. With `--codelists` the Genericode lists of a folder are checked too.

| Exit code | Means |
|---|---|
| 0 | nothing above a hint |
| 1 | at least one warning or error |
| 2 | a file is unreadable or not well-formed by the standard; standard error says why, messages are told as far as possible |

JSON is a list of `{"code", "severity", "path", "line", "message"}`; with several files each entry also names its `file`. The path is `G00001377.F00002372`: ids from the first level down; the id of the schema stands only for the schema itself. At most 10,000 messages are kept of one file. In Python: `leistungswerk.standards.fim.check`.

## How some messages are read

The list gives one sentence per number. Where it leaves room, this is what we check:

- 1008 and 1052: both are told of a concrete document profile without legal basis; an abstract one needs none.
- 1022: only in groups that are `RNG`, as the sentence says, not on the top level of a schema.
- 1035: the note in `praezisierung` holds the JSON text of version 2.0.
- 1036: one edition of a code list with different `canonicalVersionUri`, or twice with different rows among the lists at hand.
- 1044, 1045, 1093: inline values, and the rows of a code list at hand, told at the first field that uses it.
- 1076 and 1122: only for a reference with version; without one the current edition counts, which needs the national repository (1121, 1123).
- 1103: number, integer, currency and date without any limit.
- 1117: told of every element and rule without „fachlicher Ersteller“.
- 1131: the characters of String.Latin 1.1; „typografische“ quotation marks and dashes are not among them.
- 1136 to 1138: 255 characters for names, labels, legal bases, notes on the version, URIs and links; 500 for help texts, keywords and patterns; 5,000 for descriptions, definitions, contents and rules; 20 for codes.

Drawn from the code by `tests/standards/fim/test_check_reference.py`; renew it with `UPDATE_DOCS=1 ./do test tests/standards/fim/test_check_reference.py`.
"""


def _cell(text: str) -> str:
    return text.replace("{element}", "…").replace("{what}", "…").replace("|", "\\|")


def _document() -> str:
    rows = [
        f"| {row.code} | {row.severity.official} | {_cell(row.text)} | {_cell(row.remedy)} |"
        for row in TABLE.values()
    ]
    left_out = [
        "",
        "## Left out",
        "",
        f"- Deactivated in the official list: {', '.join(map(str, sorted(DEACTIVATED)))}.",
        f"- Need the national repository of code lists or the FIM collection: {', '.join(map(str, sorted(ELSEWHERE)))}.",
    ]
    table = ["", "## Messages", "", "| Number | Severity | Message | Remedy |", "|---|---|---|---|", *rows]
    return HEAD + "\n".join([*table, *left_out]) + "\n"


def test_the_documentation_shows_the_messages_of_the_code():
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(_document(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == _document(), "stale: run again with UPDATE_DOCS=1"
