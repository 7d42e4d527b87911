# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from forms_schemas import field, group, plan
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms.limits import MAX_TEXT
from leistungswerk.forms.posted import anchor, tidy_input

PLAN = plan(
    group(
        "G1",
        field("F1"),
        group("G2", field("F2"), field("F3", anzahl="0:3", limits={"max_length": "9"}), anzahl="0:4"),
        field("F4", werte={"a": "A", "b": "B", "c": "C"}, anzahl="0:3"),
        field("F5", "file", anzahl="0:2"),
        field("F6", art="locked", inhalt="fest", limits={"max_length": "9"}),
        label="Seite",
    ),
    group("G9", field("F1"), label="Andere"),
)


def read(posted, before=None):
    return PLAN.read_post("seite", posted, before or {})


def test_only_names_of_the_page_are_read():
    raw = read({"G1.F1": ["x"], "G9.F1": ["y"], "böse": ["z"], "G1.F1.0": ["z"], "G1.F6": ["anders"]})
    assert raw["G1.F1"] == "x"
    assert not {"G9.F1", "böse", "G1.F1.0", "G1.F6"} & raw.keys()


def test_other_pages_and_uploads_stay_as_they_were():
    before = {"G9.F1": "da", "G1.F5": "id-1", "G1.F1": "alt", "G1.G2.7.F2": "verwaist", "G1.F6": "vom Amt"}
    raw = read({"G1.F1": ["neu"], "G1.F5": ["fremd"]}, before)
    assert (raw["G9.F1"], raw["G1.F5"], raw["G1.F1"], raw["G1.F6"]) == ("da", "id-1", "neu", "vom Amt")
    assert "G1.G2.7.F2" not in raw


def test_what_was_not_posted_is_empty_not_forgotten():
    assert read({})["G1.F1"] == ""
    assert read({})["G1.F4"] == ""


def test_rows_are_read_up_to_their_count():
    raw = read({"G1.G2.#": ["2"], "G1.G2.0.F2": ["a"], "G1.G2.1.F2": ["b"], "G1.G2.2.F2": ["c"]})
    assert (raw["G1.G2.#"], raw["G1.G2.0.F2"], raw["G1.G2.1.F2"]) == ("2", "a", "b")
    assert "G1.G2.2.F2" not in raw
    assert raw["G1.G2.0.F3.#"] == "1"


def test_counts_are_bounded_and_nonsense_counts_are_the_default():
    assert read({"G1.G2.#": ["99999"]})["G1.G2.#"] == "4"
    for nonsense in ("-1", "viele", "9" * 50, "²", ""):
        assert read({"G1.G2.#": [nonsense]})["G1.G2.#"] == "0"


def test_nested_counts_do_not_multiply_without_bound():
    place = field("F1")
    for level in "321":
        place = group(f"G{level}", place, anzahl="0:*")
    made = plan(group("G0", place, label="Seite"))
    counts = {"G0.G1.#": ["100"]}
    counts |= {f"G0.G1.{a}.G2.#": ["100"] for a in range(100)}
    counts |= {f"G0.G1.{a}.G2.{b}.G3.#": ["100"] for a in range(100) for b in range(100)}
    assert len(made.read_post("seite", counts, {})) < 3000


def test_checkboxes_are_kept_one_a_line():
    assert read({"G1.F4": ["a", "c", "a"]})["G1.F4"] == "a\nc"


def test_texts_are_tidied():
    assert tidy_input(" a\x00\u202eb\r\nc ") == "ab\nc"
    assert tidy_input("A\u0308") == "Ä"
    assert tidy_input("x" * (MAX_TEXT + 500)) == "x" * (MAX_TEXT + 1)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    once = tidy_input(text)
    assert tidy_input(once) == once
    assert "\x00" not in once


def test_a_row_is_added_up_to_the_maximum():
    raw: dict[str, str] = {}
    for expected in ("1", "2", "3", "4", "4"):
        raw = PLAN.apply_action("seite", raw, "add:G1.G2") or {}
        assert raw["G1.G2.#"] == expected


def test_removing_a_row_moves_the_others_up_also_inside():
    raw = {"G1.G2.#": "3", "G1.F1": "bleibt"}
    for row in "012":
        raw |= {f"G1.G2.{row}.F2": f"wert{row}", f"G1.G2.{row}.F3.#": "1", f"G1.G2.{row}.F3.0": f"innen{row}"}
    after = PLAN.apply_action("seite", raw, "remove:G1.G2.1")
    assert after == {
        "G1.G2.#": "2",
        "G1.F1": "bleibt",
        "G1.G2.0.F2": "wert0",
        "G1.G2.0.F3.#": "1",
        "G1.G2.0.F3.0": "innen0",
        "G1.G2.1.F2": "wert2",
        "G1.G2.1.F3.#": "1",
        "G1.G2.1.F3.0": "innen2",
    }


def test_nested_rows_are_added_and_removed():
    raw = PLAN.apply_action("seite", {"G1.G2.#": "2", "G1.G2.1.F3.0": "x"}, "add:G1.G2.1.F3") or {}
    assert raw["G1.G2.1.F3.#"] == "2"
    raw = PLAN.apply_action("seite", raw, "remove:G1.G2.1.F3.0") or {}
    assert raw["G1.G2.1.F3.#"] == "1"
    assert "G1.G2.1.F3.0" not in raw


def test_foreign_actions_are_none():
    for action in (
        "next",
        "add:G9.F1",
        "add:G1.F1",
        "remove:G1.G2",
        "remove:G1.G2.x",
        "add:",
        "remove:.",
        "add:G1.G2.0",
    ):
        assert PLAN.apply_action("seite", {}, action) is None


def test_files_are_attached_bounded_to_their_input_and_removed():
    raw = PLAN.attach("seite", {}, "G1.F5", "id-1")
    raw = PLAN.attach("seite", raw, "G1.F5", "id-2")
    assert PLAN.upload_ids(raw) == {"id-1", "id-2"}
    raw = PLAN.apply_action("seite", raw, "remove:G1.F5.0") or {}
    assert raw["G1.F5"] == "id-2"
    assert PLAN.attach("seite", raw, "G1.F1", "id-3") == raw
    assert PLAN.upload_field("seite", raw, "G9.F1") is None


def test_a_field_for_one_file_keeps_the_newest():
    made = plan(group("G1", field("F1", "file"), label="Seite"))
    raw = made.attach("seite", made.attach("seite", {}, "G1.F1", "alt"), "G1.F1", "neu")
    assert raw == {"G1.F1": "neu"}


def test_a_file_input_of_a_row_that_does_not_exist_takes_nothing():
    made = plan(group("G1", group("G2", field("F1", "file"), anzahl="0:9"), label="Seite"))
    assert made.upload_field("seite", {"G1.G2.#": "1"}, "G1.G2.0.F1") is not None
    assert made.upload_field("seite", {"G1.G2.#": "1"}, "G1.G2.1.F1") is None


def test_pages_with_files_are_known():
    assert PLAN.has_files("seite")
    assert not PLAN.has_files("andere")


def test_the_anchor_of_an_action_is_the_element_it_was_about():
    assert anchor("add:G1.G2") == "f-G1-G2"
    assert anchor("remove:G1.G2.1") == "f-G1-G2"
