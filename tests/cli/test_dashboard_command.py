# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk dashboard export|import``: files by their ending, the comparison counted, wrong ones refused."""

import msgspec
import pytest

from leistungswerk.core import times
from leistungswerk.reporting.models import DashboardImport

pytestmark = pytest.mark.django_db
TODAY = times.legal_day(times.now()).isoformat()


def test_an_export_is_written_by_its_ending_or_into_a_folder(lw, tmp_path):
    assert "Zeilen   0" in lw("dashboard", "export", "-o", tmp_path / "a.json", "--as-of", TODAY).out
    assert msgspec.json.decode((tmp_path / "a.json").read_bytes())["totalElements"] == 0
    assert lw("dashboard", "export", "-o", tmp_path / "seiten").code == 0
    assert (tmp_path / "seiten" / "data-0.json").is_file()
    assert ".json, .csv" in lw("dashboard", "export", "-o", tmp_path / "a.pdf").err
    assert "lässt sich nicht schreiben" in lw("dashboard", "export", "-o", tmp_path / "fehlt" / "a.csv").err


def test_an_import_counts_what_differs_and_refuses_the_same_again(lw, tmp_path):
    file = tmp_path / "data.csv"
    file.write_text(
        "leika_key,ars,art_flaechendeckung\n99107023017001,070000000000,landesweit flächendeckend\n", encoding="utf-8"
    )  # fmt: skip
    asked = ("dashboard", "import", file, "--as-of", TODAY, "--source", "Abruf")
    done = lw(*asked)
    assert (done.code, done.err) == (0, "")
    assert "nur im Dashboard" in done.out
    again = lw(*asked)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "schon übernommen" in again.err
    assert "fehlt.json" in lw(*asked[:2], tmp_path / "fehlt.json", *asked[3:]).err
    assert DashboardImport.objects.count() == 1
