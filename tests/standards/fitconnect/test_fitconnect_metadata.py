# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import copy
import json
from datetime import date
from decimal import Decimal

import jsonschema_rs
import pytest

from leistungswerk.standards.fitconnect import metadata as m

ID = "0f6c2f4e-0000-4000-8000-0000000000aa"


def _full() -> bytes:
    return m.build_metadata(
        data=b"{}",
        schema_uri="https://schema.example/a",
        attachments=[
            m.describe_attachment(
                ID, b"pdf", purpose=m.Purpose.FORM, mime_type="application/pdf", filename="Antrag.pdf"
            )
        ],
        author=m.Author(name="Portal", product=m.Product(name="LW", version="1", manufacturer="Land")),
        sender_reference="LW-2026-0000-0000",
        application_date=date(2026, 11, 23),
        reply_channel=m.ReplyChannel(e_mail=m.EMail(address="a@example.org")),
        payment=m.PaymentInformation(
            transaction_id="t-1",
            transaction_reference="Kassenzeichen 1",
            payment_method=m.PaymentMethod.CREDITCARD,
            status=m.PaymentStatus.BOOKED,
            gross_amount=Decimal("12.50"),
        ),
    )


@pytest.fixture(scope="session")
def official(artefacts):
    schema = json.loads((artefacts / "fit-connect" / "metadata-2.1.0.schema.json").read_text("utf-8"))
    return jsonschema_rs.validator_for(schema, validate_formats=True)


@pytest.mark.parametrize("raw", [_full(), m.build_metadata(data=b"", schema_uri="urn:x:y")])
def test_what_we_build_satisfies_the_official_schema(official, raw):
    assert [error.message for error in official.iter_errors(json.loads(raw))] == []


BREAKS = {
    "hash upper case": ("contentStructure.data.hash.content", "A" * 128),
    "hash type": ("contentStructure.data.hash.type", "sha256"),
    "no data": ("contentStructure.data", None),
    "no attachments": ("contentStructure.attachments", None),
    "purpose": ("contentStructure.attachments.0.purpose", "photo"),
    "attachment id": ("contentStructure.attachments.0.attachmentId", "x"),
    "mime": ("contentStructure.attachments.0.mimeType", "pdf"),
    "data mime": ("contentStructure.data.submissionSchema.mimeType", "text/plain"),
    "date": ("additionalReferenceInfo.applicationDate", "gestern"),
    "unknown reference": ("additionalReferenceInfo.other", "x"),
    "two channels": ("replyChannel.deMail", {}),
    "empty channel": ("replyChannel", {}),
    "no product": ("author.product", None),
    "amount": ("paymentInformation.grossAmount", 0.001),
    "status": ("paymentInformation.status", "PAID"),
    "schema version": ("$schema", "https://schema.fitko.de/fit-connect/metadata/1.3.0/metadata.schema.json"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_we_and_the_official_schema_refuse_the_same(official, name):
    path, value = BREAKS[name]
    document = json.loads(_full())
    place = document
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdecimal() else place[step]
    if value is None:
        del place[last]
    else:
        place[last] = copy.deepcopy(value)
    assert not official.is_valid(document)
    with pytest.raises(m.MetadataSchemaProblem):
        m.parse_metadata(json.dumps(document).encode())


def test_metadata_survive_reading():
    read = m.parse_metadata(_full())
    assert read.additional_reference_info == m.AdditionalReferenceInfo(
        sender_reference="LW-2026-0000-0000", application_date=date(2026, 11, 23)
    )
    assert read.content_structure.attachments[0].hash.matches(b"pdf")
    assert not read.content_structure.attachments[0].hash.matches(b"PDF")


def test_unknown_elements_of_later_versions_are_no_fault():
    document = json.loads(_full())
    document["$schema"] = "https://schema.fitko.de/fit-connect/metadata/2.7.3/metadata.schema.json"
    document["neu"] = 1
    document["replyChannel"] = {"brieftaube": {}}
    m.parse_metadata(json.dumps(document).encode())


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'{"$schema":'])
def test_broken_json_is_a_syntax_problem(raw):
    with pytest.raises(m.MetadataSyntaxProblem):
        m.parse_metadata(raw)


def test_an_old_version_is_told_apart():
    with pytest.raises(m.MetadataVersionProblem, match=r"1\.0\.0"):
        m.parse_metadata(
            b'{"$schema":"https://schema.fitko.de/fit-connect/metadata/1.0.0/metadata.schema.json"}'
        )


def test_we_do_not_build_what_others_would_refuse():
    with pytest.raises(m.MetadataSchemaProblem):
        m.build_metadata(data=b"", schema_uri="kein uri")
    with pytest.raises(m.MetadataSchemaProblem, match="application/json"):
        m.build_metadata(data=b"", schema_uri="urn:x:y", mime_type="text/plain")


def test_an_attachment_is_named_once():
    one = m.describe_attachment(ID, b"", purpose=m.Purpose.DATA, mime_type="a/b")
    with pytest.raises(m.MetadataSchemaProblem, match="mehrfach"):
        m.build_metadata(data=b"", schema_uri="urn:x:y", attachments=[one, one])
