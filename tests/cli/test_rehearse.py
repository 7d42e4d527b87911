# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk rehearse``: the whole line in a throw-away instance."""

import json

from stage import DEMO

SCHEMA = DEMO / "S99000001V1.0_xdf2.xml"


def test_the_demo_form_passes_its_rehearsal(lw_process, tmp_path):
    done = lw_process(
        "rehearse", SCHEMA, "--codelists", DEMO / "codelists", "--rules", DEMO / "rules.json", "--json"
    )
    report = json.loads(done.out)
    assert (done.code, report["ok"]) == (0, True), report
    assert report["form"] == "S99000001V1.0"
    assert [step["name"] for step in report["steps"]] == [
        "prepare", "import", "publish", "start", "fill-in", "submit", "receive", "accept", "verify",
    ]  # fmt: skip
    assert all(set(step) == {"name", "ok", "ms", "detail"} and step["ok"] for step in report["steps"])
    assert "Anlagen stimmen überein" in report["steps"][-1]["detail"]
    assert not (tmp_path / "data" / "db").exists()


def test_a_schema_without_its_lists_cannot_be_rehearsed(lw_process):
    done = lw_process("rehearse", SCHEMA)
    assert (done.code, done.out) == (2, "")
    assert "--codelists" in done.err
