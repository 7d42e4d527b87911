# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services in the JSON of the FIM-Portal."""

import json

import jsonschema_rs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from xzufi_strategies import objects

from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.xzufi import Leistung, XzufiVersion, read_leistung, write_leistung
from leistungswerk.standards.fim.xzufi.values import Element
from leistungswerk.standards.fim.xzufi.wire import plan

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("version", list(XzufiVersion))
def test_reading_what_was_written_gives_the_same_service(version):
    @SLOW
    @given(objects(Leistung, version, for_json=True))
    def check(service):
        reading = read_leistung(write_leistung(service, version), version=version, tolerant=False)
        assert reading.leistung == service
        assert reading.version is version

    check()


@pytest.mark.parametrize(
    ("version", "name"), [(XzufiVersion.V220, "Leistung220"), (XzufiVersion.V231, "Leistung231")]
)
def test_every_attribute_of_the_official_model_has_its_place(official_schemas, version, name):
    seen = set()

    def compare(struct: type[Element], schema_name: str) -> None:
        if (struct, schema_name) in seen:
            return
        seen.add((struct, schema_name))
        schema = official_schemas[schema_name]
        slots = {slot.json: slot for slot in plan(struct, version).slots}
        assert set(slots) == set(schema["properties"]), schema_name
        for json_name, slot in slots.items():
            inner = [kind for kind in slot.types if issubclass(kind, Element) and not slot.wire.plain]
            referred = [
                ref
                for ref in _references(schema["properties"][json_name])
                if "properties" in official_schemas[ref] and ref not in {"RawCode", "MonatTag"}
            ]
            for kind, ref in zip(inner, referred, strict=bool(inner)):
                compare(kind, ref)

    compare(Leistung, name)
    assert len(seen) > 20


def _references(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [ref for each in schema for ref in _references(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
    return own + [ref for value in schema.values() for ref in _references(value)]


def test_written_json_satisfies_the_official_schema(official_schemas, leistung):
    document = {"$ref": "#/components/schemas/Leistung220", "components": {"schemas": official_schemas}}
    written = json.loads(write_leistung(leistung, XzufiVersion.V220))
    problems = [error.message for error in jsonschema_rs.validator_for(document).iter_errors(written)]
    assert problems == []


def test_names_of_editors_are_not_kept(leistung):
    raw = json.loads(write_leistung(leistung, XzufiVersion.V220))
    raw["versionsinformation"] = {"erstellt_datum_zeit": None, "erstellt_durch": "M. Mustermann"}
    reading = read_leistung(msgspec.json.encode(raw), tolerant=False)
    assert "Mustermann" not in write_leistung(reading.leistung, XzufiVersion.V220).decode()


def test_the_edition_is_told_by_the_file(leistung):
    new = Leistung(id=leistung.id)
    assert read_leistung(write_leistung(leistung, XzufiVersion.V220)).version is XzufiVersion.V220
    assert read_leistung(write_leistung(new, XzufiVersion.V231)).version is XzufiVersion.V231


def test_an_unknown_attribute_is_reported_or_refused(leistung):
    raw = json.loads(write_leistung(leistung, XzufiVersion.V220)) | {"neu": 1}
    data = json.dumps(raw).encode()
    (finding,) = read_leistung(data).findings
    assert "„neu“" in finding.message
    with pytest.raises(FimError, match="„neu“"):
        read_leistung(data, tolerant=False)


def test_a_second_module_that_2_2_cannot_hold_is_refused(leistung):
    double = msgspec.structs.replace(leistung, modul_frist=leistung.modul_frist * 2)
    with pytest.raises(FimError, match="2-mal"):
        write_leistung(double, XzufiVersion.V220)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"id": 5}',
        b'{"id": {"value": 5}}',
        b'{"id": {"value": "1"}, "modul_text": {}}',
        b'{"id": {"value": "1"}, "modul_text": [{"leika_textmodul": []}]}',
        b'{"id": {"value": "1"}, "kennzeichen_ea": "ja"}',
        b'{"id": {"value": "1"}, "modul_kosten": {"kosten": [{"typ": "1", "kostenauswahl": {"betrag": {"value": 1e999999}}}]}}',
        b'{"id": {"value": "1"}, "modul_kosten": {"kosten": [{"typ": "001", "kostenauswahl": {}}]}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_bad_json_ends_in_one_german_sentence(data):
    with pytest.raises(FimError) as caught:
        read_leistung(data)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_very_deep_hierarchy_of_territories_is_refused():
    inside = '{"id":{"value":"1"},"standard_zustaendigkeitsgebiet":[{"id":{"value":"1"},"herausgeber":'
    text = '{"id":{"value":"1"},"herausgeber":' + inside * 300 + "null" + "}]}" * 300 + "}"
    with pytest.raises(FimError, match=r"verschachtelt|fehlt"):
        read_leistung(text.encode())
