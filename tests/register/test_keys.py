# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.core.failures import Refused
from leistungswerk.register import keys


@pytest.mark.parametrize(
    "key", ["", "9910201310400", "991020131040000", "9910201310400X", "99 10201310400", "９" * 14]
)
def test_a_leistungsschluessel_has_exactly_fourteen_digits(key):
    with pytest.raises(Refused, match="genau 14 Ziffern"):
        keys.check_leistungsschluessel(key)


def test_leading_zeros_of_keys_are_kept():
    keys.check_leistungsschluessel("00102013104000")
    assert keys.leistung_urn("00102013104000") == "urn:de:fim:leika:leistung:00102013104000"


@pytest.mark.parametrize("ars", ["", "07315", "0731500000000", "07315000000a"])
def test_a_regionalschluessel_has_exactly_twelve_digits(ars):
    with pytest.raises(Refused, match="genau 12 Ziffern"):
        keys.check_ars(ars)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("07", "073150000000"),
        ("070000000000", "073150000000"),
        ("073150000000", "073150000000"),
        ("07137", "071375002000"),
        ("071370000000", "071375002033"),
        ("071375002", "071375002033"),
        ("071400000000", "071405001001"),
    ],
)
def test_a_territory_holds_what_lies_in_it(outer, inner):
    assert keys.ars_covers(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("08", "073150000000"),
        ("071400000000", "071410000000"),  # two Kreise that share four digits
        ("071375002000", "071370000000"),  # a part does not hold the whole
        ("071375002000", "071375003000"),
        ("071375002033", "071375002034"),
    ],
)
def test_a_territory_does_not_hold_its_neighbour(outer, inner):
    assert not keys.ars_covers(outer, inner)
