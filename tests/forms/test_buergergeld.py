# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The largest application known, 966 field places eight levels deep, through the whole ground floor."""

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
from buergergeld import message
from forms_schemas import NO_LISTS
from lxml import etree

from leistungswerk import online
from leistungswerk.core import documents
from leistungswerk.forms import Plan, SummarySection, UploadInfo, compile_form, compile_plan, encode_answers
from leistungswerk.forms.language import runs
from leistungswerk.forms.sample import Fill, sample_raw, sample_uploads
from leistungswerk.standards.fim import read_message, write_message
from leistungswerk.standards.fim.check import check_file
from leistungswerk.standards.fim.convert.answers_xml import xml_of_answers
from leistungswerk.standards.fim.convert.json_schema import json_schema
from leistungswerk.standards.fim.convert.xsd import xsd
from leistungswerk.standards.fim.model import Datenfeldgruppe, Stammdatenschema

RECEIPT = Path(online.__file__).parent / "documents" / "receipt.typ"


class Filled:
    """The compiled application with one sample of answers."""

    def __init__(self, plan: Plan, schema: Stammdatenschema, fill: Fill) -> None:
        self.plan, self.schema = plan, schema
        self.raw = dict(sample_raw(plan.form, fill=fill))
        needed = sample_uploads(plan.form, self.raw)
        self.uploads = {each.upload_id: UploadInfo("nachweis.pdf", 999, "application/pdf") for each in needed}
        for each in needed:
            self.raw = plan.attach(each.page, self.raw, each.name, each.upload_id)

    @property
    def answers(self) -> dict[str, object]:
        return json.loads(encode_answers(self.plan.answers(self.raw)))


@pytest.fixture(scope="module")
def written(artefacts: Path) -> bytes:
    return write_message(message(artefacts))


@pytest.fixture(scope="module")
def schema(written: bytes) -> Stammdatenschema:
    payload = read_message(written).nachricht.inhalt
    assert isinstance(payload, Stammdatenschema)
    return payload


@pytest.fixture(scope="module")
def plan(schema: Stammdatenschema) -> Plan:
    return compile_plan(compile_form(schema, NO_LISTS))


@pytest.fixture(scope="module", params=Fill)
def filled(plan: Plan, schema: Stammdatenschema, request: pytest.FixtureRequest) -> Filled:
    return Filled(plan, schema, request.param)


def _places(struktur) -> int:
    return sum(
        _places(each.enthaelt.struktur) if isinstance(each.enthaelt, Datenfeldgruppe) else 1
        for each in struktur
    )


def _depth(struktur) -> int:
    inner = [each.enthaelt.struktur for each in struktur if isinstance(each.enthaelt, Datenfeldgruppe)]
    return max((1 + _depth(each) for each in inner), default=0)


def test_it_is_read_as_it_was_written_with_every_place(written, schema):
    assert write_message(read_message(written).nachricht) == written
    assert (_places(schema.struktur), _depth(schema.struktur)) == (966, 8)


def test_it_is_checked_with_places_and_lines(written):
    messages = check_file(written)
    assert messages
    assert all(each.path and each.line and each.message for each in messages)


def test_every_page_is_rendered_empty_and_filled(filled):
    empty = {page.slug: page.errors for page in filled.plan.check({})}
    for page in filled.plan.form.pages:
        etree.HTML(filled.plan.render_page(page.slug, {}, empty.get(page.slug, ())))
        assert filled.plan.render_page(page.slug, filled.raw, uploads=filled.uploads)
    assert empty


def test_its_answers_hold_and_fit_both_conversions(filled):
    assert filled.plan.check(filled.raw, filled.uploads) == ()
    rules = json_schema(filled.schema, NO_LISTS, base_uri="https://example.org")
    assert list(jsonschema_rs.validator_for(rules).iter_errors(filled.answers)) == []
    grammar = etree.XMLSchema(etree.fromstring(xsd(filled.schema, NO_LISTS)))
    grammar.assertValid(etree.fromstring(xml_of_answers(filled.schema, filled.answers)))


def test_a_wrong_answer_is_refused_by_both_conversions(plan, schema):
    filled = Filled(plan, schema, Fill.ALL)
    answers = filled.answers | {"F99000999999": "zu viel"}
    rules = json_schema(schema, NO_LISTS, base_uri="https://example.org")
    assert not jsonschema_rs.validator_for(rules).is_valid(answers)


def _node(section: SummarySection) -> dict[str, object]:
    return {
        "title": runs(section.title),
        "rows": [(runs(row.label), runs(row.value)) for row in section.rows],
        "sections": [_node(inner) for inner in section.sections],
    }


def test_it_is_printed(filled):
    sections = filled.plan.summary(filled.raw, filled.uploads)
    data = {
        "language": "de",
        "place": "Leistungswerk",
        "reference": "LW-2026-7K3M-Q9X2",
        "service": runs(filled.schema.titel),
        "facts": [(runs("Vorgangsnummer"), runs("LW-2026-7K3M-Q9X2"))],
        "note": "Dieser Beleg gibt wieder, was abgesendet wurde.",
        "words": {"title": "Eingangsbeleg", "answers": "Ihre Angaben", "page": "Seite", "of": "von"},
        "sections": [_node(section) for section in sections],
    }
    printed = documents.pdf(RECEIPT, data, at=datetime(2026, 11, 1, tzinfo=UTC))
    assert printed.startswith(b"%PDF-")
    assert len(sections) == len(filled.plan.form.pages)
