# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms.model import FieldKind
from leistungswerk.forms.values import (
    LEGAL_TIME,
    answer_value,
    read_boolean,
    read_date,
    read_datetime,
    read_integer,
    read_money,
    read_number,
    read_time,
    read_value,
    typed,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234", 1234), ("1.234", 1234), ("1.234.567", 1234567), ("-5", -5), ("1 234", 1234), ("007", 7)],
)
def test_integers_are_read_the_german_way(text, value):
    assert read_integer(text) == value


@pytest.mark.parametrize("text", ["1.23", "12,0", "1.2345", "zwölf", "", "1,234", "٣", "0.125"])
def test_what_is_no_integer_is_refused(text):
    assert read_integer(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234", "1234"),
        ("0.125", "0.125"),
        ("-0,5", "-0.5"),
    ],
)
def test_numbers_are_read_the_german_way(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,2,3", "1.2.3", "NaN", "Infinity", "1e5", "1,", ",5"])
def test_what_is_no_number_is_refused(text):
    assert read_number(text) is None


@pytest.mark.parametrize(("text", "value"), [("12,5 €", "12.50"), ("1.234,50", "1234.50"), ("7 EUR", "7.00")])
def test_amounts_have_two_decimals(text, value):
    assert str(read_money(text)) == value


@pytest.mark.parametrize("text", ["1,234", "0,001", "9" * 40])
def test_amounts_with_parts_of_a_cent_or_beyond_all_money_are_refused(text):
    assert read_money(text) is None


@pytest.mark.parametrize("text", ["29.02.2024", "29.2.2024", "2024-02-29", "29. 2. 2024"])
def test_dates_are_read_in_german_and_iso_form(text):
    assert read_date(text) == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["30.02.2024", "2023-02-29", "1.1.24", "31.11.1968", "heute", "00.01.2024"])
def test_dates_that_do_not_exist_are_refused(text):
    assert read_date(text) is None


def test_times_are_read():
    assert read_time("9:05") == time(9, 5)
    assert read_time("14.30 Uhr") == time(14, 30)
    assert read_time("24:00") is None


def test_a_date_with_time_carries_the_offset_of_legal_time():
    assert answer_value(FieldKind.DATETIME, "24.12.2026 14:30") == "2026-12-24T14:30:00+01:00"
    assert answer_value(FieldKind.DATETIME, "2026-07-01T14:30") == "2026-07-01T14:30:00+02:00"
    assert read_datetime("24.12.2026") is None


def test_booleans_are_read_from_values_and_german_words():
    assert [read_boolean(text) for text in ("true", "Ja", "wahr", "false", "nein", "vielleicht")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


@given(
    st.one_of(
        st.tuples(st.just(FieldKind.INTEGER), st.integers(-(10**20), 10**20)),
        st.tuples(st.just(FieldKind.DATE), st.dates(min_value=date(1000, 1, 1))),
        st.tuples(st.just(FieldKind.TIME), st.times().map(lambda each: each.replace(microsecond=0))),
        st.tuples(st.just(FieldKind.BOOLEAN), st.booleans()),
        st.tuples(
            st.just(FieldKind.NUMBER),
            st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
        ),
    )
)
def test_what_is_typed_for_a_value_reads_as_that_value(case):
    kind, value = case
    assert read_value(kind, typed(value)) == value


def test_a_date_with_time_types_and_reads_alike():
    moment = datetime(2026, 3, 1, 8, 15, tzinfo=UTC).astimezone(LEGAL_TIME)
    assert read_datetime(typed(moment)) == moment
