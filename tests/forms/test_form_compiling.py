# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest
from forms_schemas import NO_LISTS, field, form, group, rule, schema

from leistungswerk.forms import FieldKind, FormError, compile_form, compile_plan
from leistungswerk.forms.model import Access, Control, Field, LegalBasis
from leistungswerk.forms.rules import Equals, RequiredIf
from leistungswerk.standards.fim.model import Bezug


def only(place) -> Field:
    part = form(place).pages[0].parts[0]
    assert isinstance(part, Field)
    return part


def test_top_level_groups_are_pages_and_fields_between_them_share_one():
    made = form(
        group("G1", field("F1"), label="Person"),
        field("F2", name="Anschluss"),
        field("F3", name="Anschluss Sonstiges"),
        group("G2", field("F1"), label="Person"),
        field("F4", name="Ort"),
        field("F5", name="Zeit"),
    )
    assert [(page.slug, page.title, len(page.parts)) for page in made.pages] == [
        ("person", "Person", 1),
        ("anschluss", "Anschluss", 2),
        ("person-2", "Person", 1),
        ("weitere-angaben", "Weitere Angaben", 2),
    ]


def test_slugs_are_ascii_short_and_never_empty():
    made = form(
        group("G1", field("F1"), label="Straßenanschrift für Übergänge & mehr als genug Wörter dahinter"),
        group("G2", field("F1"), label="…"),
    )
    assert [page.slug for page in made.pages] == ["strassenanschrift-fuer-uebergaenge-mehr", "seite"]


def test_compiling_is_deterministic():
    places = (group("G1", field("F1", werte={"1": "A", "2": "B"}), anzahl="0:3"), field("F2", "num"))
    assert form(*places) == form(*places)


@pytest.mark.parametrize(
    ("datentyp", "more", "kind", "control"),
    [
        ("text", {"limits": {"max_length": "50"}}, FieldKind.TEXT, Control.INPUT),
        ("text", {"limits": {"max_length": "500"}}, FieldKind.LONG_TEXT, Control.TEXTAREA),
        ("text", {}, FieldKind.LONG_TEXT, Control.TEXTAREA),
        ("text", {"label": "Name der Behörde"}, FieldKind.TEXT, Control.INPUT),
        ("text_latin", {"limits": {"pattern": "[a-z]*"}}, FieldKind.TEXT, Control.INPUT),
        ("bool", {}, FieldKind.BOOLEAN, Control.RADIOS),
        ("num_int", {}, FieldKind.INTEGER, Control.INPUT),
        ("num_currency", {}, FieldKind.CURRENCY, Control.INPUT),
        ("file", {"anzahl": "0:*"}, FieldKind.FILE, Control.FILES),
        ("obj", {}, FieldKind.FILE, Control.FILES),
        ("text", {"art": "label"}, FieldKind.STATIC, Control.NONE),
        ("text", {"werte": {str(n): "x" for n in range(6)}}, FieldKind.SELECT, Control.RADIOS),
        ("text", {"werte": {str(n): "x" for n in range(7)}}, FieldKind.SELECT, Control.SELECT),
        ("text", {"werte": {"1": "x"}, "anzahl": "1:3"}, FieldKind.SELECT, Control.CHECKBOXES),
        (
            "text",
            {"werte": {str(n): "x" for n in range(40)}, "anzahl": "1:3"},
            FieldKind.SELECT,
            Control.SELECT,
        ),
        ("text", {"art": "select", "limits": {"pattern": "a"}}, FieldKind.TEXT, Control.INPUT),
    ],
)
def test_datatype_and_art_decide_how_a_field_is_asked(datentyp, more, kind, control):
    made = only(field("F1", datentyp, **({"label": "Beschreibung"} | more)))
    assert (made.kind, made.control if kind is not FieldKind.TEXT else Control.INPUT) == (kind, control)


def test_rows_are_for_repetitions_that_no_single_control_can_hold():
    assert only(field("F1", anzahl="2:5")).repeats
    assert not only(field("F1", "file", anzahl="1:*")).repeats
    assert not only(field("F1", werte={"1": "x"}, anzahl="1:3")).repeats


def test_limits_are_read_and_unreadable_ones_limit_nothing():
    made = only(field("F1", "num", limits={"min_value": "0.5", "max_value": "viel"}))
    assert (made.min_value, made.max_value) == (Decimal("0.5"), None)


@pytest.mark.parametrize(
    ("datentyp", "more", "default"),
    [("bool", {}, "false"), ("text", {}, "nein"), ("num", {}, ""), ("text", {"werte": {"n": "nein"}}, "n")],
)
def test_content_becomes_the_default_when_it_fits(datentyp, more, default):
    assert only(field("F1", datentyp, inhalt="nein", **more)).default == default


def test_locked_and_hidden_fields_are_told_apart():
    assert only(field("F1", art="locked")).access is Access.LOCKED
    assert form(field("F2"), field("F1", art="hidden")).pages[0].parts[1].access is Access.HIDDEN


def test_legal_bases_are_parted_and_only_web_addresses_become_links():
    place = group(
        "G1", field("F1"), bezug=(Bezug("§ 1 A;\r\n§ 2 B; § 1 A"), Bezug("§ 3 C", link="javascript:alert(1)"))
    )
    made = form(place).pages[0].parts[0]
    assert made.legal_basis == (LegalBasis("§ 1 A"), LegalBasis("§ 2 B"), LegalBasis("§ 3 C"))


def test_the_same_id_twice_in_one_group_is_refused_with_its_name():
    with pytest.raises(FormError, match="F1 steht zweimal unmittelbar in G1"):
        form(group("G1", field("F1"), field("F1")))


@pytest.mark.parametrize("bad", ["F 1", 'F"><script>', "F.1", "", "F-1", "1F"])
def test_ids_that_cannot_be_names_are_refused(bad):
    with pytest.raises(FormError, match="nicht verwendbar"):
        form(field(bad))


def test_a_schema_without_fields_is_refused():
    with pytest.raises(FormError, match="enthält kein Feld"):
        form()


def test_too_deep_a_schema_is_refused():
    place = field("F1")
    for _ in range(60):
        place = group("G1", place)
    with pytest.raises(FormError, match="liegt zu tief"):
        form(place)


SENTENCE = (
    'Wenn Feld F00000463 "Alter Name" =  009 "Sonstiges", dann muss das Feld "F00000601 "X" befüllt werden.'
)


def test_unreleased_rules_become_readable_hints():
    made = form(
        group(
            "G1",
            field("F00000463", label="Verhältnis"),
            field("F00000601", label="Welches?"),
            regeln={"R1": SENTENCE, "R2": 'Wenn G00000001.F00000463 <> "wahr" ODER = falsch, dann leer.'},
        )
    )
    assert [hint.text for hint in made.pages[0].parts[0].hints] == [
        "Wenn Feld „Verhältnis“ = „Sonstiges“, dann muss das Feld „Welches?“ befüllt werden.",
        "Wenn „Verhältnis“ ≠ „Ja“ oder = „Nein“, dann leer.",
    ]


def test_a_released_rule_is_no_hint_at_its_place_only():
    made = form(
        group("G1", field("F1", "bool"), field("F2"), regeln={"R99000001": "Ein Satz."}),
        group("G2", field("F1", "bool"), field("F2"), regeln={"R99000001": "Ein Satz."}),
        rules=(rule(RequiredIf(Equals("G1.F1", "true"), "G1.F2")),),
    )
    assert [len(page.parts[0].hints) for page in made.pages] == [0, 1]


def test_rules_of_the_whole_schema_stand_on_the_pages_they_speak_of():
    made = compile_form(
        schema(
            group("G00000001", field("F1"), label="Eins"),
            group("G00000002", field("F1"), label="Zwei"),
            regeln={"R1": 'Wenn G00000002.F1 "x" = 1, dann nichts.'},
        ),
        NO_LISTS,
    )
    assert [len(page.hints) for page in made.pages] == [0, 1]
    assert len(made.hints) == 1


def test_what_nobody_sees_makes_no_page():
    made = form(
        field("F1", art="hidden", inhalt="a"),
        group("G1", field("F2"), label="Seite"),
        group("G2", field("F3", art="hidden"), label="Verborgen"),
    )
    (page,) = made.pages
    assert [part.id for part in page.parts] == ["G1", "F1", "G2"]
    plan = compile_plan(made)
    html = plan.render_page("seite", {})
    assert "F1" not in html
    assert "<fieldset" not in html
    assert plan.answers({"G1.F2": "x"}) == {"F1": "a", "G1": {"F2": "x"}, "G2": {}}
    assert plan.summary({"G1.F2": "x"})[0].rows == (("Feld F2", "x"),)
