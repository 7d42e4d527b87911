# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages of XProzess and XZuFi: kept without names of people, compared before they count."""

import uuid
from pathlib import Path

import pytest

from leistungswerk.core import audit
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.message_states import MessageKind, MessageState
from leistungswerk.register.models import FimMessage, MessageEntry
from leistungswerk.standards.fim import FimError
from message_samples import CHANGED, SAMPLE

pytestmark = pytest.mark.django_db
KEY = "99102013104000"


def _file(text: str, name: str = "leistung.xml") -> ImportFile:
    return ImportFile(name, text.encode())


def _import(text: str, name: str = "leistung.xml") -> services.ImportedMessage:
    return services.import_message(OPERATOR, file=_file(text, name))


@pytest.mark.postgres
def test_a_first_message_counts_at_once_and_is_found_by_the_leistungsschluessel():
    done = _import(SAMPLE)
    assert (done.created, done.message.state, done.message.kind) == (
        True,
        MessageState.ACCEPTED,
        MessageKind.XZUFI,
    )
    found = queries.entries_of_service(KEY)
    assert [(one.kind, one.title) for one in found] == [
        ("leistung", "Hundesteuer Anmeldung"),
        ("onlinedienst", "Hund anmelden"),
    ]
    assert [one.title for one in queries.entries(done.message.pk, offset=0, limit=9)][1] == "Steueramt"


def test_names_of_people_are_not_kept():
    done = _import(SAMPLE)
    kept = bytes(FimMessage.objects.get().content).decode()
    assert "Steueramt" in kept
    assert "Mustermann" not in kept
    assert "Musterfrau" not in kept
    assert done.message.sha256 != done.message.content_sha256


def test_the_same_file_is_the_same_message():
    first = _import(SAMPLE).message
    again = _import(SAMPLE)
    assert (again.created, again.message) == (False, first)
    assert [entry.note for entry in audit.page(offset=0, limit=5)[0]] == ["erneut", ""]


@pytest.mark.postgres
def test_a_new_version_counts_only_after_it_was_compared_and_accepted():
    first = _import(SAMPLE).message
    second = _import(CHANGED).message
    assert second.state is MessageState.PROPOSED
    [changed] = [one for one in queries.comparisons(second.pk) if one.changes]
    [change] = changed.changes
    assert change.element == "Textmodul › Volltext (06) › Inhalt › deutsch"
    assert (change.before, change.after) == ("Die Anmeldung kostet nichts.", "Die Anmeldung kostet 5 €.")
    assert changed.before.message == first.uuid
    assert queries.entries_of_service(KEY)[0].message == first.uuid
    services.accept_message(OPERATOR, message=second.uuid, base=queries.base_of(second.pk))
    assert queries.entries_of_service(KEY)[0].message == second.uuid
    assert queries.message(second.uuid).state is MessageState.ACCEPTED
    assert MessageEntry.objects.filter(current=True).count() == 3


def test_a_message_that_changes_nothing_counts_at_once():
    _import(SAMPLE)
    assert _import(SAMPLE.replace("8f2c", "8f2e")).message.state is MessageState.ACCEPTED


def test_a_refused_version_changes_nothing_and_is_decided():
    first = _import(SAMPLE).message
    second = _import(CHANGED).message
    services.refuse_message(OPERATOR, message=second.uuid)
    assert queries.entries_of_service(KEY)[0].message == first.uuid
    with pytest.raises(Refused, match="schon entschieden"):
        services.accept_message(OPERATOR, message=second.uuid, base=queries.base_of(second.pk))


def test_a_comparison_that_nobody_saw_is_not_accepted():
    _import(SAMPLE)
    second, third = _import(CHANGED).message, _import(CHANGED.replace("5 €", "7 €")).message
    seen = queries.base_of(third.pk)
    services.accept_message(OPERATOR, message=second.uuid, base=queries.base_of(second.pk))
    with pytest.raises(Refused, match="noch einmal"):
        services.accept_message(OPERATOR, message=third.uuid, base=seen)
    assert queries.message(third.uuid).state is MessageState.PROPOSED
    services.accept_message(OPERATOR, message=third.uuid, base=queries.base_of(third.pk))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "leer"),
        ("<a/>", "keine XZuFi-Nachricht"),
        ("{}", "id"),
        ("{", "kein gültiges JSON"),
        (SAMPLE.replace("OE1", "x" * 500), "länger als 400"),
        (SAMPLE[: SAMPLE.index("<xzufi:leistung>")] + "</xzufi:schreibe></xzufi:transfer.op>", "beschreibt keine"),
        (SAMPLE.replace("</xzufi:schreibe>", SAMPLE[SAMPLE.index("<xzufi:leistung>") : SAMPLE.index("<xzufi:organisationseinheit>")] + "</xzufi:schreibe>"), "mehrmals"),
    ],
    ids=["empty", "foreign", "json without id", "broken json", "wide id", "nothing", "twice"],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_one_sentence(text, says):
    with pytest.raises((Refused, FimError)) as told:
        _import(text)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert (FimMessage.objects.count(), audit.page(offset=0, limit=1)[1]) == (0, 0)


def test_a_service_text_from_the_portal_is_json():
    data = (
        '{"id": {"value": "4711", "scheme_agency_id": "L100042"}, "referenz_leika": ["99102013104000"], '
        '"modul_text": [{"leika_textmodul": "02", "inhalt": [{"_value": "Hundesteuer", "language_code": "de"}]}], '
        '"versionsinformation": {"erstellt_durch": "Max Mustermann", "version": "3"}}'
    )
    _import(data, "leistung.json")
    [entry] = queries.entries_of_service(KEY)
    assert (entry.title, entry.version, entry.identifier) == ("Hundesteuer", "3", "L100042 4711")
    assert "Mustermann" not in bytes(FimMessage.objects.get().content).decode()
    assert queries.described(entry).value.schluessel() == (KEY,)


def test_an_official_process_is_joined_with_its_model(artefacts: Path):
    folder = artefacts / "xprozess"
    export = folder / "99006028261000_xprozess2_ohne_inhalt.xml"
    done = services.import_message(OPERATOR, file=ImportFile(export.name, export.read_bytes()))
    [process] = [one for one in queries.entries(done.message.pk, offset=0, limit=9) if one.kind == "prozess"]
    assert process.service_key == "99006028261000"
    assert queries.process(process).steps is None
    model = folder / "99006028261000.bpmn"
    services.import_message(OPERATOR, file=ImportFile(model.name, model.read_bytes()))
    steps = queries.process(process).steps.steps
    assert len(steps) > 10
    assert sum(bool(step.legal_basis) for step in steps) > 5
    assert {one.kind for one in queries.entries_of_service("99006028261000")} >= {"prozess", "prozessmodell"}
    assert b"letzterBearbeiter" not in bytes(FimMessage.objects.first().content)


def test_only_who_may_import_does():
    with pytest.raises(NotAllowed):
        services.import_message(CITIZEN, file=_file(SAMPLE))
    with pytest.raises(NotAllowed):
        services.accept_message(CITIZEN, message=uuid.uuid4(), base="")
    with pytest.raises(Refused, match="gibt es nicht"):
        services.refuse_message(OPERATOR, message=uuid.uuid4())
