# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Releasing rules in the office, as a browser without scripts does it."""

import re
import uuid
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.online import queries, rulebook
from leistungswerk.online.services import releasing
from leistungswerk.online.states import RuleChoice
from leistungswerk.register.queries import DocumentView
from leistungswerk.register.services import import_schema
from stage import demo_files

pytestmark = pytest.mark.django_db
RACE, OTHER = "G99000006.G99000007.F99000013", "G99000006.G99000007.F99000014"
START, BORN = "G99000006.G99000007.F99000018", "G99000006.G99000007.F99000016"


@pytest.fixture
def document() -> DocumentView:
    schema, lists, _rules = demo_files()
    return import_schema(OPERATOR, schema=schema, codelists=lists).document


@pytest.fixture
def editor() -> Client:
    return _client(frozenset({Permission.RELEASE_RULE, Permission.IMPORT_SCHEMA, Permission.RELEASE_FORM}))


def _client(grants: frozenset[Permission]) -> Client:
    name = f"konto-{uuid.uuid4()}"
    accounts.ensure_account(OPERATOR, username=name, password="x", name=name, grants=grants)
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def _url(document: DocumentView, rest: str = "") -> str:
    return f"/verwaltung/schemata/{document.uuid}/regeln/{rest}"


def _page(answer) -> html.HtmlElement:
    return html.document_fromstring(answer.content)


def _post(client: Client, document: DocumentView, action: str, key: str = "R99000002", **changes: str):
    """Post the page as a browser would, with some inputs changed."""
    address = _url(document, f"regel/{key}/")
    form = _page(client.get(address)).xpath("//form[@data-lw-rule]")[0]
    data: Mapping[str, object] = {name: value or "" for name, value in form.form_values()}
    named = {name.replace("__", ":"): value for name, value in changes.items()}
    return client.post(address, {**data, **named, "_action": action})


def _said(answer) -> str:
    return " ".join(_page(answer).xpath("string(//*[@id='ergebnis'])").split())


def test_the_list_counts_and_names_the_next_step(editor, document):
    page = _page(editor.get(_url(document)))
    assert len(page.xpath("//table/tbody/tr")) == 7
    assert page.xpath("//svg")[0].get("aria-label") == "0 von 7 Regeln freigegeben"
    assert page.xpath("//section[@aria-labelledby='naechstes']//a/@href") == [_url(document, "bestaetigen/")]
    releasing.adopt(OPERATOR, document=document.uuid, rules=demo_files()[2], note="Demodaten")
    page = _page(editor.get(_url(document)))
    assert page.xpath("//section[@aria-labelledby='naechstes']//form/@action")
    assert "7 freigegeben" in " ".join(page.xpath("string(//figcaption)").split())


def test_the_list_is_filtered_by_what_was_decided(editor, document):
    _post(editor, document, "release")
    for stand, count in (
        ("offen", 6),
        ("freigegeben", 1),
        ("ungeprueft", 0),
        ("erkannt", 7),
        ("widerspruch", 0),
        ("unsinn", 7),
    ):
        rows = _page(editor.get(_url(document, f"?stand={stand}"))).xpath("//table/tbody/tr")
        assert len(rows) == count


def test_a_list_costs_the_same_however_much_was_decided(editor, document):
    editor.get(_url(document))

    def statements() -> int:
        with CaptureQueriesContext(connection) as done:
            editor.get(_url(document))
        return len(done)

    few = statements()
    releasing.adopt(OPERATOR, document=document.uuid, rules=demo_files()[2], note="Demodaten")
    assert statements() == few


def test_sentence_and_meaning_stand_side_by_side(editor, document):
    page = _page(editor.get(_url(document, "regel/R99000002/")))
    sentence = page.xpath("//*[@aria-labelledby='satz']")[0]
    assert sentence.xpath(".//*[@class='lw-rule-element']")
    assert sentence.xpath(".//*[@class='lw-rule-value']")
    meaning = page.xpath("string(//*[@aria-labelledby='bedeutung'])")
    assert "muss ausgefüllt sein, wenn" in meaning
    assert not re.search(r"[FG]\d{8}", meaning)
    fields = page.xpath("//table//td[contains(@class, 'lw-mono')]/text()")
    assert fields == [OTHER, RACE]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("muss F1 befüllt", "endet zu früh"),
        ("wenn F1 dann", "Zeile 1, Zeichen 9"),
        ("muss F99 befüllt sein.", "kein Element"),
        (f'wenn {RACE} = "4711" dann muss {OTHER} befüllt sein.', "kann"),
        ("", "leer"),
    ],
)
def test_checking_names_the_place_and_changes_nothing(editor, document, expression, told):
    answer = _post(editor, document, "check", expression=expression)
    assert answer.status_code == 200
    page = _page(answer)
    assert told in page.xpath("string(//*[@id='rueckmeldung'])")
    assert page.xpath("string(//textarea[@id='expression'])").strip() == expression
    assert rulebook.rule(document.pk, "R99000002").decision is None


def test_a_sound_correction_is_told_in_german(editor, document):
    answer = _post(editor, document, "check", expression=f"muss gelten: {START} >= {BORN}.")
    said = _page(answer).xpath("string(//*[@id='rueckmeldung'])")
    assert "passt zum Schema" in said
    assert "Es muss gelten" in said


def test_a_rule_is_tried_before_it_is_released(editor, document):
    inputs = {f"probe__{RACE.replace('G99000007', 'G99000007.0')}": "999"}
    assert "Verlangt, fehlt aber" in _said(
        _post(
            editor, document, "try", **inputs, **{f"probe__{OTHER.replace('G99000007', 'G99000007.0')}": ""}
        )
    )
    assert "Verlangt und ausgefüllt" in _said(
        _post(
            editor,
            document,
            "try",
            **inputs,
            **{f"probe__{OTHER.replace('G99000007', 'G99000007.0')}": "Promenadenmischung"},
        )
    )
    assert rulebook.history(document.pk, "R99000002") == ()


def test_dates_that_are_the_wrong_way_round_are_told_by_the_trial(editor, document):
    row = {"F99000016": "01.02.2026", "F99000018": "31.01.2026"}
    names = {f"probe__G99000006.G99000007.0.{key}": value for key, value in row.items()}
    assert "Verletzt" in _said(_post(editor, document, "try", "R99000005", **names))


def test_other_samples_can_be_asked_for(editor, document):
    first = editor.get(_url(document, "regel/R99000005/"))
    second = _post(editor, document, "sample", "R99000005")
    values = [_page(each).xpath("//*[@class='lw-rule-inputs']//input/@value") for each in (first, second)]
    assert values[0] != values[1]
    assert "Nicht verletzt" in _said(first)


def test_release_refusal_waiver_and_reopening_leave_a_visible_history(editor, document):
    answer = _post(editor, document, "release")
    assert answer.status_code == 302
    shown = _page(editor.get(answer.headers["Location"]))
    assert "Die nächste Formularfassung prüft sie" in shown.text_content()
    assert _post(editor, document, "refuse").status_code == 422
    assert _post(editor, document, "refuse", note="Anders gemeint").status_code == 302
    assert _post(editor, document, "waive", note="Prüft das Amt").status_code == 302
    assert _post(editor, document, "reopen").status_code == 302
    page = _page(editor.get(_url(document, "regel/R99000002/")))
    assert len(page.xpath("//section[@aria-labelledby='verlauf']//ol/li")) == 4
    assert "Anders gemeint" in page.text_content()
    assert rulebook.rule(document.pk, "R99000002").choice is RuleChoice.OPEN


def test_a_refused_release_keeps_what_was_typed(editor, document):
    answer = _post(editor, document, "release", expression="muss F99 befüllt sein.", note="Versuch")
    assert answer.status_code == 422
    page = _page(answer)
    assert page.xpath("//*[@data-lw-errors]")
    assert page.xpath("string(//textarea[@id='expression'])").strip() == "muss F99 befüllt sein."
    assert page.xpath("string(//textarea[@id='note'])").strip() == "Versuch"


def test_somebody_elses_decision_is_not_overwritten(editor, document):
    address = _url(document, "regel/R99000002/")
    form = _page(editor.get(address)).xpath("//form[@data-lw-rule]")[0]
    data = {name: value or "" for name, value in form.form_values()}
    _post(editor, document, "release")
    answer = editor.post(address, {**data, "_action": "release"})
    assert answer.status_code == 422
    assert "an anderer Stelle entschieden" in answer.content.decode()


def test_recognised_rules_are_confirmed_together(editor, document):
    address = _url(document, "bestaetigen/")
    page = _page(editor.get(address))
    keys = page.xpath("//input[@type='checkbox']/@value")
    assert len(keys) == 7
    assert editor.post(address, {"rule": []}).status_code == 422
    left = editor.post(address, {"rule": keys[:5]})
    assert (left.status_code, left.headers["Location"]) == (302, _url(document))
    assert len(rulebook.released(document.pk)) == 5
    made = editor.post(f"/verwaltung/schemata/{document.uuid}/formular/")
    form = queries.form_version(uuid.UUID(made.headers["Location"].split("/")[-2]))
    assert form.rules == 5
    shown = editor.get(made.headers["Location"]).content.decode()
    assert "freigegeben am" in shown
    assert _url(document) in shown


def test_the_page_of_the_schema_leads_to_its_rules(editor, document):
    shown = editor.get(f"/verwaltung/schemata/{document.uuid}/").content.decode()
    assert _url(document) in shown
    reader = _client(frozenset({Permission.IMPORT_SCHEMA}))
    assert _url(document) not in reader.get(f"/verwaltung/schemata/{document.uuid}/").content.decode()


def test_strangers_and_strange_addresses_are_answered_as_everywhere(editor, document):
    assert editor.get(_url(document, "regel/R1/")).status_code == 404
    assert editor.get(f"/verwaltung/schemata/{uuid.uuid4()}/regeln/").status_code == 404
    nobody = _client(frozenset({Permission.RELEASE_FORM}))
    for rest in ("", "bestaetigen/", "regel/R99000002/"):
        assert nobody.get(_url(document, rest)).status_code == 403
        assert Client().get(_url(document, rest)).status_code == 302


def test_nonsense_in_the_form_is_borne(editor, document):
    address = _url(document, "regel/R99000002/")
    for data in (
        {"_action": "unsinn"},
        {"_action": "release", "_seen": "x" * 50, "expression": "muss"},
        {"_action": "try", "_seed": "-1", "probe:unsinn": "1", "expression": "(" * 5000},
        {"_action": "sample", "_seed": "9" * 40, "expression": f"muss {OTHER} befüllt sein."},
    ):
        assert editor.post(address, data).status_code in {200, 422}
