# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions of a service."""

from decimal import Decimal

import msgspec
from hypothesis import HealthCheck, given, settings
from xzufi_strategies import objects

from leistungswerk.standards.fim.xzufi import (
    Betrag,
    Change,
    ChangeKind,
    Code,
    Leistung,
    Text,
    diff,
    in_language,
)
from leistungswerk.standards.fim.xzufi.modules import KostenFrei, Textmodul

replace = msgspec.structs.replace
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(objects(Leistung, "2.2.0", for_json=False), objects(Leistung, "2.2.0", for_json=False))
def test_there_is_a_change_exactly_when_two_services_differ(old, new):
    assert diff(old, old) == ()
    assert bool(diff(old, new)) == (old != new)


def test_a_changed_text_is_told_with_module_and_language(leistung):
    title, full = leistung.modul_text
    changed = replace(full, inhalt=(Text("neu"),))
    (change,) = diff(leistung, replace(leistung, modul_text=(title, changed)))
    assert change == Change(
        "Textmodul › Volltext (06) › Inhalt › deutsch",
        ChangeKind.CHANGED,
        "<p>Wer einen Hund hält & …</p>",
        "neu",
    )
    assert str(change).endswith("geändert von „<p>Wer einen Hund hält & …</p>“ zu „neu“")


def test_a_new_module_in_front_is_one_change(leistung):
    teaser = Textmodul(leika_textmodul=Code("24"), inhalt=(Text("Kurz gesagt"),))
    changes = diff(leistung, replace(leistung, modul_text=(teaser, *leistung.modul_text)))
    assert [(change.element, change.kind) for change in changes] == [
        ("Textmodul › Teaser (24)", ChangeKind.ADDED)
    ]


def test_a_new_language_is_one_change(leistung):
    title, full = leistung.modul_text
    plain = Text("Hund: keine Steuer", "de-DE-x-leicht")
    new = replace(title, inhalt=(*title.inhalt, plain))
    (change,) = diff(leistung, replace(leistung, modul_text=(new, full)))
    assert change.element == "Textmodul › Leistungsbezeichnung (02) › Inhalt › deutsch (de-DE-x-leicht)"
    assert change.after == "Hund: keine Steuer"


def test_a_new_order_is_told(leistung):
    (change,) = diff(leistung, replace(leistung, modul_text=leistung.modul_text[::-1]))
    assert change.kind is ChangeKind.MOVED
    assert change.after == "Volltext (06), Leistungsbezeichnung (02)"


def test_a_fee_that_is_dropped_is_readable(leistung):
    (module,) = leistung.modul_kosten
    (fee,) = module.kosten
    free = replace(module, kosten=(replace(fee, kostenauswahl=KostenFrei()),))
    (change,) = diff(leistung, replace(leistung, modul_kosten=(free,)))
    assert change.element == "Kosten Nr. 1 › Kosten › 001 › Kosten"
    assert change.before == "Betrag: 12,50 EUR"


def test_an_amount_reads_in_german():
    assert str(Betrag(Decimal("1200.5"))) == "1200,5 EUR"


def test_a_text_is_found_in_the_nearest_language():
    texts = (Text("x", "en"), Text("leicht", "de-DE-x-leicht"), Text("normal", "de-DE"), Text(None, "pl"))
    assert in_language(texts, "de").value == "normal"
    assert in_language(texts, "de-DE-x-leicht").value == "leicht"
    assert in_language(texts, "en-GB").value == "x"
    assert in_language(texts, "pl").value == "normal"
    assert in_language((), "de") is None
