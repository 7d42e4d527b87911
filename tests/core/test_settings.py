# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from leistungswerk.config.settings import _databases
from leistungswerk.core.settings import FOLDERS, SettingsError, read_settings


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"LEISTUNGSWERK_DATA": str(tmp_path / "data")}


def test_an_empty_environment_gives_a_working_embedded_instance(env):
    found = read_settings(env)
    assert found.database_url == ""
    assert (found.synchronous, found.release_policy, found.demo) == ("FULL", "gate", False)
    assert found.draft_days == 30
    assert not found.secure


def test_values_come_from_the_environment(env):
    found = read_settings(
        env
        | {
            "LEISTUNGSWERK_BASE_URL": "https://antrag.example.org/",
            "LEISTUNGSWERK_DEMO": "1",
            "LEISTUNGSWERK_DRAFT_DAYS": "7",
            "LEISTUNGSWERK_SECRET_KEY": "s" * 50,
        }
    )
    assert found.base_url == "https://antrag.example.org"
    assert (found.demo, found.draft_days, found.secret_key, found.secure) == (True, 7, "s" * 50, True)


def test_a_secret_may_lie_in_a_file(env, tmp_path):
    (tmp_path / "secret").write_text("aus der Datei\n", encoding="utf-8")
    found = read_settings(env | {"LEISTUNGSWERK_SECRET_KEY_FILE": str(tmp_path / "secret")})
    assert found.secret_key == "aus der Datei"


def test_a_file_that_is_missing_is_named(env, tmp_path):
    missing = str(tmp_path / "nirgends")
    with pytest.raises(SettingsError, match="LEISTUNGSWERK_SECRET_KEY_FILE") as told:
        read_settings(env | {"LEISTUNGSWERK_SECRET_KEY_FILE": missing})
    assert missing in str(told.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEISTUNGSWERK_SYNCHRONOUS", "OFF"),
        ("LEISTUNGSWERK_RELEASE_POLICY", "nobody"),
        ("LEISTUNGSWERK_DRAFT_DAYS", "0"),
        ("LEISTUNGSWERK_DRAFT_DAYS", "-3"),
        ("LEISTUNGSWERK_UPLOAD_BYTES", "25 MB"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_its_name(env, name, value):
    with pytest.raises(SettingsError, match=name) as told:
        read_settings(env | {name: value})
    assert value in str(told.value)


def test_the_secret_key_is_made_once_and_private(env, tmp_path):
    first = read_settings(env).secret_key
    path = tmp_path / "data" / "keys" / "secret_key"
    assert len(first) >= 50
    assert read_settings(env).secret_key == first == path.read_text(encoding="ascii")
    assert path.stat().st_mode & 0o077 == 0


def test_data_folders_are_private_and_known_by_name(env):
    found = read_settings(env)
    for name in FOLDERS:
        assert found.folder(name).stat().st_mode & 0o077 == 0
    with pytest.raises(SettingsError, match="anderswo"):
        found.folder("anderswo")


def _database(env, url):
    return _databases(read_settings(env | {"LEISTUNGSWERK_DATABASE_URL": url}))["default"]


def test_postgresql_is_reached_over_the_network(env):
    found = _database(env, "postgresql://lw:s%40fe@db.example.org:5433/leistungswerk?sslmode=verify-full")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "leistungswerk")
    assert (found["USER"], found["PASSWORD"]) == ("lw", "s@fe")
    assert found["OPTIONS"]["sslmode"] == "verify-full"


def test_postgresql_is_reached_by_a_socket_in_a_folder(env):
    found = _database(env, "postgresql://lw@/leistungswerk?host=%2Frun%2Fpostgresql")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "leistungswerk")
    assert set(found["OPTIONS"]) == {"options"}


def test_sqlite_is_durable_and_leaves_no_traces_by_default(env):
    command = _databases(read_settings(env))["default"]["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in command
    assert "secure_delete=ON" in command
    assert "journal_mode=WAL" in command
