# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from forms_schemas import field, group, messages, plan

from leistungswerk.forms import ErrorCode, UploadInfo
from leistungswerk.forms.limits import MAX_TEXT, is_tame


@pytest.mark.parametrize(
    ("datentyp", "more", "message"),
    [
        ("text", {}, "Geben Sie „Frage“ ein."),
        ("date", {}, "Geben Sie „Frage“ als Datum ein, zum Beispiel 24.12.2026."),
        ("bool", {}, "Wählen Sie bei „Frage“ Ja oder Nein aus."),
        ("text", {"werte": {"1": "A"}}, "Wählen Sie bei „Frage“ eine Möglichkeit aus."),
        ("file", {}, "Fügen Sie bei „Frage“ eine Datei hinzu."),
    ],
)
def test_an_empty_required_field_says_what_to_do(datentyp, more, message):
    made = plan(field("F1", datentyp, label="Frage", **more))
    (error,) = made.check_page(made.form.pages[0].slug, {})
    assert (error.name, error.id, error.label, error.message) == ("F1", "f-F1", "Frage", message)
    assert error.code is ErrorCode.REQUIRED


@pytest.mark.parametrize(
    ("datentyp", "limits", "value", "fragment"),
    [
        ("text", {"max_length": "3"}, "abcd", "auf höchstens 3 Zeichen. Es sind 4"),
        ("text", {"min_length": "3"}, "ab", "mindestens 3 Zeichen"),
        ("text", {}, "x" * (MAX_TEXT + 1), "auf höchstens 20000 Zeichen"),
        ("text", {"pattern": "[0-9]{5}"}, "123456", "nicht die vorgesehene Form"),
        ("num_int", {}, "1,5", "eine ganze Zahl"),
        ("num_int", {"min_value": "1"}, "0", "mindestens 1 ein"),
        ("num", {"max_value": "2.5"}, "2,51", "höchstens 2,5 ein"),
        ("num", {}, "viel", "eine Zahl ein"),
        ("num_currency", {}, "1,234", "einen Betrag in Euro"),
        ("date", {}, "30.02.2026", "ein Datum ein, das es gibt"),
        ("date", {"min_value": "2026-01-01"}, "31.12.2025", "ein Datum ab 01.01.2026"),
        ("date", {"max_value": "2026-01-01"}, "02.01.2026", "ein Datum bis 01.01.2026"),
        ("time", {}, "25:00", "eine Uhrzeit"),
        ("datetime", {}, "24.12.2026", "Datum und Uhrzeit"),
        ("bool", {}, "vielleicht", "Ja oder Nein"),
    ],
)
def test_a_wrong_value_names_field_and_remedy(datentyp, limits, value, fragment):
    made = plan(field("F1", datentyp, label="Frage", limits=limits))
    message = messages(made, {"F1": value})["F1"]
    assert "„Frage“" in message
    assert fragment in message


def test_a_wrong_form_repeats_the_help_of_the_field():
    place = field(
        "F1", label="PLZ", limits={"pattern": "[0-9]{5}"}, hilfetext_eingabe="Fünf Ziffern,\nz. B. 55116."
    )
    assert messages(plan(place), {"F1": "x"})["F1"].endswith("Form. Fünf Ziffern, z. B. 55116.")


def test_lengths_are_counted_in_characters():
    assert messages(plan(field("F1", limits={"max_length": "2"})), {"F1": "🐕🐈"}) == {}


def test_a_catastrophic_pattern_is_a_mismatch_not_a_standstill():
    made = plan(field("F1", limits={"pattern": "(a|aa)*b" * 3}))
    assert "vorgesehene Form" in messages(made, {"F1": "a" * 5000})["F1"]


@pytest.mark.parametrize(
    ("pattern", "tame"),
    [
        ("[0-9]{5}", True),
        (r"([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", True),
        (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$", True),
        (r"[^@]+@[^@]+", True),
        (r"[\p{L}0-9. ]*", True),
        (r"\p{L}+ ?\p{L}{2,}", True),
        ("(a+)+", False),
        ("(a|aa){2,9}", False),
        ("(a|b)?", False),
        ("a*a*a*", False),
        ("a++", False),
        ("a{2}{3}", False),
        ("[a-z-[aeiou]]", False),
    ],
)
def test_only_patterns_that_cannot_run_away_are_matched_without_a_clock(pattern, tame):
    assert is_tame(pattern, 254) is tame


def test_values_outside_the_list_are_refused():
    made = plan(field("F1", werte={"1": "A"}), field("F2", werte={"1": "A", "2": "B"}, anzahl="1:2"))
    assert set(messages(made, {"F1": "A", "F2": "1\n3"})) == {"F1", "F2"}
    assert messages(made, {"F1": "1", "F2": "1\n2"}) == {}


def test_the_number_of_choices_is_checked():
    made = plan(field("F1", werte={"1": "A", "2": "B", "3": "C"}, anzahl="2:2"))
    assert "mindestens 2" in messages(made, {"F1": "1"})["F1"]
    assert "höchstens 2" in messages(made, {"F1": "1\n2\n3"})["F1"]


ADDRESS = group(
    "G2", field("F1"), field("F2", anzahl="0:1"), field("F3", "bool", inhalt="nein"), anzahl="0:1"
)


def test_an_empty_optional_group_demands_nothing():
    assert messages(plan(group("G1", ADDRESS)), {}) == {}


def test_an_optional_group_demands_its_fields_once_something_is_filled():
    assert set(messages(plan(group("G1", ADDRESS)), {"G1.G2.F2": "x", "G1.G2.F3": "false"})) == {"G1.G2.F1"}


def test_a_default_alone_does_not_fill_a_group():
    assert messages(plan(group("G1", ADDRESS)), {"G1.G2.F3": "false"}) == {}
    assert set(messages(plan(group("G1", ADDRESS)), {"G1.G2.F3": "true"})) == {"G1.G2.F1"}


def test_a_required_group_inside_an_empty_optional_one_demands_nothing():
    made = plan(group("G1", field("F9", anzahl="0:1"), group("G2", field("F1")), anzahl="0:1"))
    assert messages(made, {}) == {}
    assert set(messages(made, {"G1.F9": "x"})) == {"G1.G2.F1"}


CHOICE = group("G1", field("F1", label="A"), field("F2", label="B"), group("G3", field("F3")), choice=True)


def test_exactly_one_child_of_a_choice_is_filled():
    made = plan(CHOICE)
    assert messages(made, {}) == {
        "G1": "Füllen Sie genau eine dieser Angaben aus: „A“, „B“ oder „Gruppe G3“."
    }
    assert set(messages(made, {"G1.F1": "x", "G1.G3.F3": "x"})) == {"G1"}
    assert messages(made, {"G1.F2": "x"}) == {}


def test_only_the_chosen_child_is_checked_inside():
    made = plan(group("G1", group("G2", field("F1"), field("F2")), group("G3", field("F1")), choice=True))
    assert set(messages(made, {"G1.G2.F1": "x"})) == {"G1.G2.F2"}


def test_rows_of_a_field_are_demanded_at_the_first_empty_ones():
    made = plan(field("F1", anzahl="2:5"))
    assert set(messages(made, {})) == {"F1.0", "F1.1"}
    assert set(messages(made, {"F1.#": "3", "F1.1": "x"})) == {"F1.0"}
    assert messages(made, {"F1.#": "4", "F1.1": "x", "F1.3": "y"}) == {}
    assert "mindestens 2" in messages(made, {"F1.#": "1", "F1.0": "x"})["F1.0"]


def test_every_row_of_a_field_is_checked():
    made = plan(field("F1", "num_int", anzahl="0:5"))
    assert set(messages(made, {"F1.#": "3", "F1.0": "x", "F1.1": "1", "F1.2": "y"})) == {"F1.0", "F1.2"}


def test_empty_rows_of_a_group_are_ignored_when_enough_are_filled():
    made = plan(group("G1", field("F1"), field("F2", anzahl="0:1"), anzahl="1:3"))
    assert set(messages(made, {})) == {"G1.0.F1"}
    assert messages(made, {"G1.#": "3", "G1.1.F1": "x"}) == {}
    assert set(messages(made, {"G1.#": "2", "G1.0.F2": "x", "G1.1.F1": "x"})) == {"G1.0.F1"}
    assert "mindestens 1" in messages(made, {"G1.#": "0"})["G1"]


def test_files_are_judged_by_what_is_known_of_them():
    made = plan(
        field(
            "F1",
            "file",
            anzahl="1:2",
            label="Nachweis",
            max_size=1000,
            media_type=("application/pdf", "image/*"),
        )
    )
    good, image = UploadInfo("a.pdf", 1000, "application/pdf"), UploadInfo("b.png", 1, "image/png")
    assert messages(made, {"F1": "1\n2"}, uploads={"1": good, "2": image}) == {}
    large = messages(made, {"F1": "1"}, uploads={"1": UploadInfo("a.pdf", 1001, "application/pdf")})["F1"]
    assert large == "Die Datei „a.pdf“ bei „Nachweis“ ist zu groß. Erlaubt sind höchstens 1 KB."
    assert "PDF, *" in messages(made, {"F1": "1"}, uploads={"1": UploadInfo("a.exe", 1, "text/x-sh")})["F1"]
    assert "erneut" in messages(made, {"F1": "fort"}, uploads={})["F1"]
    assert messages(made, {"F1": "unbekannt"}) == {}
    assert "höchstens 2" in messages(made, {"F1": "1\n2\n3"})["F1"]


def test_static_locked_and_hidden_fields_demand_nothing():
    made = plan(field("F1", art="label"), field("F2", art="locked"), field("F3", art="hidden"))
    assert made.check({}) == ()


def test_errors_come_in_the_order_of_the_form():
    made = plan(group("G1", field("F2"), field("F1"), label="Eins"), group("G2", field("F0"), label="Zwei"))
    assert [(page.slug, [each.name for each in page.errors]) for page in made.check({})] == [
        ("eins", ["G1.F2", "G1.F1"]),
        ("zwei", ["G2.F0"]),
    ]


def test_messages_pass_through_the_translation():
    from leistungswerk.forms import compile_plan  # only this test translates

    made = compile_plan(
        plan(field("F1", label="Name")).form,
        translate=lambda text: text.replace("Geben Sie", "Enter").replace("ein.", ""),
    )
    assert messages(made, {}) == {"F1": "Enter „Name“ "}


def test_a_page_costs_what_it_holds():
    """Counts look-ups of answers: twice the fields, twice the look-ups, whatever other pages hold."""

    class Counting(dict):
        count = 0

        def get(self, key, default=None):
            Counting.count += 1
            return super().get(key, default)

    def lookups(fields: int, others: int) -> int:
        pages = [group("G0", *(field(f"F{n}") for n in range(fields)), label="Seite")]
        pages += [group(f"G{n}", *(field(f"F{m}") for m in range(20))) for n in range(1, others + 1)]
        made = plan(*pages)
        Counting.count = 0
        made.check_page("seite", Counting({f"G0.F{n}": "x" for n in range(fields)}))
        made.render_page("seite", Counting())
        return Counting.count

    assert lookups(20, 30) == lookups(20, 0)
    assert lookups(40, 0) == 2 * lookups(20, 0)
