# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import hashlib
from pathlib import Path

import pytest

from leistungswerk.standards.fim import FimError, Readings, read_message
from leistungswerk.standards.fim.stored import pack, unpack

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer" / "S99000001V1.0_xdf2.xml"


def test_a_reading_is_kept_and_given_back(tmp_path):
    readings, data = Readings(tmp_path / "fim"), DEMO.read_bytes()
    first = readings.read(data)
    (entry,) = (tmp_path / "fim").iterdir()
    kept = entry.stat()
    assert first == readings.read(data) == readings.get(first.sha256) == read_message(data)
    assert entry.stat() == kept


def test_official_files_are_the_same_after_packing(artefacts):
    for file in (artefacts / "xdatenfelder").rglob("*xdf*.xml"):
        try:
            reading = read_message(file.read_bytes(), tolerant=True)
        except FimError:
            continue
        assert unpack(pack(reading)) == reading


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x93\xc0\x90\xa1a"])
def test_a_damaged_entry_counts_as_none(tmp_path, damage):
    readings, data = Readings(tmp_path), DEMO.read_bytes()
    expected = readings.read(data)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage)
    assert readings.get(expected.sha256) is None
    assert readings.read(data) == expected


def test_an_entry_under_a_foreign_digest_counts_as_none(tmp_path):
    readings, data = Readings(tmp_path), DEMO.read_bytes()
    readings.read(data)
    (entry,) = tmp_path.iterdir()
    other = hashlib.sha256(b"another file").hexdigest()
    entry.rename(entry.with_name(entry.name.replace(hashlib.sha256(data).hexdigest(), other)))
    assert readings.get(other) is None


def test_a_digest_is_no_path(tmp_path):
    with pytest.raises(ValueError, match="etc"):
        Readings(tmp_path).get("../../etc/passwd")


def test_what_cannot_be_read_is_not_kept(tmp_path):
    with pytest.raises(FimError):
        Readings(tmp_path / "fim").read(b"<a/>")
    assert not (tmp_path / "fim").exists()


def test_copies_written_alike_are_read_once_and_differing_ones_apart():
    data = DEMO.read_bytes()
    reading = read_message(data)
    seen: dict[str, set[int]] = {}

    def visit(places):
        for place in places:
            seen.setdefault(place.enthaelt.id, set()).add(id(place.enthaelt))
            visit(getattr(place.enthaelt, "struktur", ()))

    visit(reading.nachricht.inhalt.struktur)
    assert all(len(each) == 1 for each in seen.values())
