# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re

from hypothesis import assume, given
from hypothesis import strategies as st

from leistungswerk.core import ids
from leistungswerk.core.sealing import CODE_LENGTH, ResumeCode

codes = st.text(ids.ALPHABET, min_size=3, max_size=40).map(lambda body: body + ids.check_character(body))
places = st.integers(min_value=0, max_value=10_000)


@given(codes, places, st.sampled_from(ids.ALPHABET))
def test_every_single_wrong_character_is_found(code, place, character):
    place %= len(code)
    assume(code[place] != character)
    typed = code[:place] + character + code[place + 1 :]
    assert ids.normalise_code(code, len(code)) == code
    assert ids.normalise_code(typed, len(code)) is None


@given(codes, places)
def test_nearly_every_swap_of_neighbours_is_found(code, place):
    place %= len(code) - 1
    left, right = code[place], code[place + 1]
    # The one pair a Luhn sum cannot tell apart: the first and the last character of the alphabet.
    assume(left != right and {left, right} != {"0", "Z"})
    typed = code[:place] + right + left + code[place + 2 :]
    assert ids.normalise_code(typed, len(code)) is None


@given(codes, st.lists(st.sampled_from([" ", "-", "–", "\t", "\n"]), max_size=12), places)
def test_codes_are_read_however_they_are_written(code, separators, place):
    written = code.lower().replace("0", "o").replace("1", "l")
    for separator in separators:
        place = (place * 7 + 3) % (len(written) + 1)
        written = written[:place] + separator + written[place:]
    assert ids.normalise_code(written, len(code)) == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_code(text):
    found = ids.normalise_code(text, CODE_LENGTH)
    assert found is None or len(found) == CODE_LENGTH


def test_a_resume_code_carries_more_than_128_random_bits():
    assert (CODE_LENGTH - 1) * 5 >= 128
    drawn = {ResumeCode.new().text for _ in range(200)}
    assert len(drawn) == 200
    # Every place varies: none of the random characters is fixed.
    assert all(len({code[place] for code in drawn}) > 10 for place in range(CODE_LENGTH - 1))


def test_a_shown_code_is_read_back():
    code = ResumeCode.new()
    assert re.fullmatch(r"([0-9A-Z]{4}-){6}[0-9A-Z]{4}", code.shown)
    read = ResumeCode.read(f" {code.shown.lower()} ")
    assert read is not None
    assert read.text == code.text


def test_reference_numbers_carry_year_and_check_character():
    reference = ids.new_reference(2026)
    assert re.fullmatch(r"LW-2026-[0-9A-Z]{4}-[0-9A-Z]{4}", reference)
    assert ids.normalise_code(reference.removeprefix("LW-2026-"), 8)
