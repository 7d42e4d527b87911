# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk import catalogue|municipalities|land``: the comparison first; exit code 2 and one sentence otherwise."""

import pytest

from leistungswerk.register.models import Organisation, Service

pytestmark = pytest.mark.django_db
HEAD = "leika_schluessel,leistung,typisierung,ozg_id,rechtsgrundlage\n"


def test_a_dry_run_shows_the_comparison_and_writes_nothing(lw, tmp_path):
    file = tmp_path / "leika.csv"
    file.write_text(HEAD + "99102013104000,Hundesteuer Anmeldung,4,,\n", encoding="utf-8")
    done = lw("import", "catalogue", file, "--dry-run", "--as-of", "2026-01-01")
    assert (done.code, done.err) == (0, "")
    assert "+ Leistung 99102013104000 Hundesteuer Anmeldung" in done.out
    assert "Leistung: 1 neu" in done.out
    assert "nichts geschrieben" in done.out
    assert not Service.objects.exists()
    assert "Übernommen." in lw("import", "catalogue", file).out
    assert "nichts zu ändern" in lw("import", "catalogue", file).out


def test_a_bad_file_ends_in_one_sentence_with_its_line(lw, tmp_path):
    file = tmp_path / "leika.csv"
    file.write_text(HEAD + "9910201310400,Hundesteuer,4,,\n", encoding="utf-8")
    done = lw("import", "catalogue", file)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "leika.csv, Zeile 2" in done.err
    missing = lw("import", "municipalities", tmp_path / "fehlt.txt")
    assert missing.code == 2
    assert "fehlt.txt" in missing.err


def test_the_bodies_of_the_land_are_loaded_once(lw):
    assert "neu, 0 waren schon da" in lw("import", "land").out
    count = Organisation.objects.count()
    assert "0 Stellen neu" in lw("import", "land", "rheinland-pfalz").out
    assert Organisation.objects.count() == count
    assert lw("import", "land", "atlantis").code == 2
