# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.standards.fim.patterns import portable, xsd_regex

EXAMPLES = [
    (r"[\p{L}0-9. ]*", ["", "a", "Straße 1.", "Ж"], ["a-b", "x!"]),
    (r"([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", ["01234", "55116"], ["00123", "5511", "551166"]),
    (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$", ["a.b+c@d-e.de"], ["a@b", "@b.de"]),
    (r"^\d{2}$", ["12", "٣٤"], ["1", "123", "1a"]),
    (r"\D\W\S", ["a-b"], ["1-b", "aab", "a- "]),
    (r"\w+", ["aß9+"], ["a b", "a-"]),
    (r"\s", [" ", "\t"], ["\u00a0"]),
    (r"[a-z-[aeiou]]+", ["xyz"], ["xay"]),
    (r"[\w-[\d_]]", ["x"], ["1", "_"]),
    (r"[^a-c]", ["d"], ["b"]),
    (r"\i\c*", ["_a.b-1", "ä:b"], ["1a", "-"]),
    (r"[\i][^\d]", ["ax"], ["a1"]),
    (r"\I\C", ["1 "], ["a "]),
    (r"a.b", ["a b", "aßb"], ["a\nb"]),
    (r"[+\-*/]", ["+", "-", "/"], [","]),
    (r"[-a]|[a-]x", ["-", "a", "-x"], ["b"]),
    (r"[&&~~\[]", ["&", "~", "["], ["a"]),
    (r"\p{IsBasicLatin}+", ["abc"], ["ä"]),
    (r"[\p{IsBasicLatin}ß]", ["a", "ß"], ["ä"]),
    (r"\P{L}", ["1"], ["a"]),
    (r"[\P{Lu}]", ["a"], ["A"]),
    (r"\u0041\x42", ["AB"], ["ab"]),
    (r"\-\/\@\$\{\n", ["-/@${\n"], [""]),
    (r"ja|nein", ["ja", "nein"], ["jan"]),
]


@pytest.mark.parametrize(("pattern", "accepted", "refused"), EXAMPLES)
def test_a_pattern_means_the_same_here_and_in_json_schema(pattern, accepted, refused):
    compiled = xsd_regex(pattern)
    assert compiled is not None
    validator = jsonschema_rs.Draft202012Validator({"pattern": f"^(?:{portable(pattern)})$"})
    for value, expected in [*((value, True) for value in accepted), *((value, False) for value in refused)]:
        assert (compiled.fullmatch(value) is not None) is expected, value
        assert validator.is_valid(value) is expected, value


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "[a",
        "a)",
        "(a",
        "*",
        r"\p{Foo}",
        r"\p{IsKlingon}",
        r"[\P{IsBasicLatin}]",
        r"\p",
        r"\pL",
        "\\",
        r"\q",
        r"\u00",
        r"[a-\d]",
        "[z-a]",
        "[a-z-[b]x]",
        "[a-" * 20,
        "a" * 5000,
        "(" * 1500 + ")" * 1500,
    ],
)
def test_what_is_no_pattern_is_none(pattern):
    assert xsd_regex(pattern) is None


def test_a_catastrophic_pattern_can_be_bounded_in_time():
    compiled = xsd_regex(r"(a|aa)+")
    assert compiled is not None
    with pytest.raises(TimeoutError):
        compiled.fullmatch("a" * 60 + "!", timeout=0.01)


@settings(deadline=None)
@given(st.text(r"\pPdwsicLu{}[]()^$-&~.*+?|az09 ", max_size=20))
def test_any_text_is_compiled_or_refused(pattern):
    compiled = xsd_regex(pattern)
    assert compiled is None or compiled.groups >= 0
