# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""HTML of strangers is built anew: nothing runs, nothing leads astray, the words stay."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from leistungswerk.standards.fim.xzufi.markup import clean, plain, sound_link

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "br", "a", "div"}
PIECES = ["<p>", "</p>", "<ul><li>", "</li></ul>", "<script>alert(1)</script>", "<a href='javascript:x()'>", "</a>",
          "<img src=x onerror=alert(1)>", "<b onclick=x>", "</b>", "<style>*{}</style>", "<svg/onload=x>", "&lt;script&gt;",
          '<a href="https://example.org/?a=1&b=2">', "<table><tr><td>1<td>2</table>", "<!-- -->", "Wort", "\x00", "<h2>T</h2>"]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map("".join))
def test_nothing_but_the_short_list_of_elements_comes_out(text):
    made = clean(text)
    root = html.fragment_fromstring(made, create_parent="div")
    for node in root.iter():
        assert node.tag in ALLOWED
        assert set(node.attrib) <= ({"href", "rel"} if node.tag == "a" else set())
        if node.tag == "a":
            assert sound_link(node.get("href"))
    assert not re.search(r"<(?!/?(p|ul|ol|li|strong|em|br|a)\b)", made)


def test_plain_text_becomes_paragraphs_and_lines():
    assert clean("Erstens & zweitens\nneue Zeile\n\nAbsatz") == (
        "<p>Erstens &amp; zweitens<br>neue Zeile</p><p>Absatz</p>"
    )
    assert clean("  ") == clean("<p> </p>") == ""


def test_structure_is_kept_where_pages_can_show_it():
    text = "<h2>Titel</h2><ul><li>a<ul><li>b</li></ul></li></ul><table><tr><td>1</td><td>2</td></tr></table>"
    assert clean(text) == (
        "<p><strong>Titel</strong></p><ul><li>a<ul><li>b</li></ul></li></ul><ul><li>1 – 2</li></ul>"
    )
    assert plain("<p>Hund &amp; <b>Katze</b></p>") == "Hund & Katze"


@pytest.mark.parametrize(
    "target", ["javascript:x", "//example.org", "/antrag/", "https:\\x", "data:text/html,x", "http://"]
)
def test_links_that_lead_astray_lose_their_target(target):
    assert clean(f'<a href="{target}">x</a>') == "<p>x</p>"


def test_a_tower_of_elements_is_flattened():
    assert "tief" in clean("<div>" * 150 + "tief" + "</div>" * 150)
