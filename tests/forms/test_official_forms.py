# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two official schemas and every valid sample of the standard become forms that can be filled in."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from forms_schemas import NO_LISTS, cardinality, schema

from leistungswerk.forms import FormError, UploadInfo, compile_form, compile_plan, encode_answers
from leistungswerk.forms.sample import Fill, SampleError, posted_of, sample_raw, sample_uploads
from leistungswerk.standards.fim import MissingCodelistError, read_message
from leistungswerk.standards.fim.convert.json_schema import json_schema
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Stammdatenschema, Struktur

SAMPLES = (
    "v2_data-field-rule.xml",
    "v2_label.xml",
    "v2_simple.xml",
    "v3_input.xml",
    "v3_simple.xml",
)


@pytest.mark.parametrize("fill", Fill)
@pytest.mark.parametrize("seed", range(3))
def test_an_official_schema_is_filled_in_page_by_page_and_fits_its_json_schema(official, fill, seed):
    plan = official.plan
    sample = sample_raw(plan.form, seed, fill=fill)
    needed = sample_uploads(plan.form, sample)
    uploads = {each.upload_id: UploadInfo("nachweis.pdf", 999, "application/pdf") for each in needed}
    raw: dict[str, str] = {}
    for page in plan.form.pages:
        raw = plan.read_post(page.slug, posted_of(page, sample), raw)
        for each in needed:
            if each.page == page.slug:
                raw = plan.attach(page.slug, raw, each.name, each.upload_id)
        assert plan.check_page(page.slug, raw, uploads) == ()
        assert "nachweis.pdf" in plan.render_page(page.slug, raw, uploads=uploads) or not any(
            each.page == page.slug for each in needed
        )
    assert plan.check(raw, uploads) == ()
    validator = jsonschema_rs.validator_for(
        json_schema(official.schema, official.codelists, base_uri="https://example.org")
    )
    assert list(validator.iter_errors(json.loads(encode_answers(plan.answers(raw))))) == []
    assert len(plan.summary(raw, uploads)) == len(plan.form.pages)


def test_an_empty_official_form_says_everything_that_is_missing(official):
    for page in official.plan.check({}):
        for error in page.errors:
            assert error.label in error.message
            assert error.id in official.plan.render_page(page.slug, {}, page.errors)


def test_no_hint_shows_an_id(official):
    def hints(parts):
        for part in parts:
            yield from part.hints
            yield from hints(getattr(part, "children", ()))

    form = official.plan.form
    found = [*form.hints, *(hint for page in form.pages for hint in hints(page.parts))]
    assert found
    for hint in found:
        assert not re.search(r"[FG]\d{8}", hint.text)
        assert '"' not in hint.text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_of_the_standard_becomes_a_form_with_valid_answers(artefacts: Path, name):
    payload = read_message((artefacts / "xdatenfelder" / name).read_bytes()).nachricht.inhalt
    if isinstance(payload, Datenfeld | Datenfeldgruppe):
        payload = schema(Struktur(cardinality("1:1"), payload))
    assert isinstance(payload, Stammdatenschema)
    form = compile_form(payload, NO_LISTS)
    plan = compile_plan(form)
    for fill in Fill:
        raw = sample_raw(form, fill=fill)
        assert plan.check(raw) == ()
        assert all(plan.render_page(page.slug, raw) for page in form.pages)


def test_a_field_whose_limits_contradict_each_other_is_named_by_the_sample(artefacts: Path):
    payload = read_message((artefacts / "xdatenfelder" / "v3_stammdatenschema_xmlstruct.xml").read_bytes())
    assert isinstance(payload.nachricht.inhalt, Stammdatenschema)
    form = compile_form(payload.nachricht.inhalt, NO_LISTS)
    assert "F00001" in compile_plan(form).render_page(form.pages[0].slug, {})
    with pytest.raises(SampleError, match="F00001"):
        sample_raw(form)


def test_a_schema_without_fields_or_without_its_code_list_is_refused(artefacts: Path):
    def compiled(name):
        payload = read_message((artefacts / "xdatenfelder" / name).read_bytes()).nachricht.inhalt
        assert isinstance(payload, Stammdatenschema)
        return compile_form(payload, NO_LISTS)

    with pytest.raises(FormError, match="enthält kein Feld"):
        compiled("v2_minimal.xml")
    with pytest.raises(MissingCodelistError):
        compiled("v2_select.xml")
