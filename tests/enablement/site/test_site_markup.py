# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of editors: nothing hostile gets through, headings are in order, terms lead to the glossary once."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from leistungswerk.core.failures import Refused
from leistungswerk.core.markdown import sound_target
from leistungswerk.enablement.site import markup

HOSTILE = (
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<b onclick=x>", "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))", "[a](data:text/html;base64,x)", "[a](//boese.example/)", "[a](vbscript:x)",
    "![a](https://boese.example/x.png)", "[a](https:evil)", "<javascript:alert(1)>", "[a]: javascript:alert(1)\n\n[a]",
    "# <svg/onload=alert(1)>", "| <a href=x> |\n|---|\n| y |", "&lt;script&gt;", '\\[a](/x "onmouseover=alert(1)")',
    "[a](java&#115;cript:alert(1))", "[a](&#x6A;avascript:alert(1))", '[a](/ok "<b>")', "`<script>`", "***", "1. > - x",
)  # fmt: skip
ALLOWED = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td",
    "blockquote", "code", "pre", "hr", "br", "div",
}  # fmt: skip


def tree(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(str(markup.render(text).html), create_parent="div")


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)), max_size=5).map("\n\n".join))
def test_whatever_is_typed_only_harmless_elements_and_links_come_out(text: str) -> None:
    page = tree(text)
    assert {node.tag for node in page.iter() if isinstance(node.tag, str)} <= ALLOWED
    for node in page.iter():
        assert not [key for key in node.attrib if key.startswith("on") or key in {"style", "src"}]
        assert sound_target(node.get("href", "/"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_headings_of_any_rank_begin_below_the_title_and_leave_none_out(ranks: list[int]) -> None:
    text = "\n\n".join(f"{'#' * rank} Wort" for rank in ranks)
    shown = [int(node.tag[1]) for node in tree(text).iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert shown[0] == 2
    assert all(later <= earlier + 1 and later >= 2 for earlier, later in pairwise(shown))


def test_headings_get_anchors_that_are_unique() -> None:
    found = markup.render("## Weg A\n\n## Weg A\n\n### Tiefer")
    assert [heading.anchor for heading in found.headings] == ["weg-a", "weg-a-2"]
    assert 'id="tiefer"' in found.html


def test_first_use_of_a_term_is_linked_and_never_in_a_heading_or_a_link() -> None:
    text = "## OZG\n\n[OZG](/x/) und **OZG** und OZG und OZG-Umsetzung und FIM."
    page = tree("")
    page = html.fragment_fromstring(
        str(markup.render(text, terms={"OZG": "/glossar/#ozg", "FIM": "/glossar/#fim"}).html),
        create_parent="div",
    )
    assert [(link.text, link.getparent().tag) for link in page.xpath("//a[@class='lw-term']")] == [
        ("OZG", "strong"),
        ("FIM", "p"),
    ]
    assert not page.xpath("//h2//a")
    assert not page.xpath("//a//a")


def test_longer_term_wins_over_the_shorter_one_inside_it() -> None:
    terms = {"Dienst": "/g/#a", "Online-Dienst": "/g/#b"}
    assert markup.render("Ein Online-Dienst.", terms=terms).html.count("#b") == 1
    assert "#a" not in markup.render("Ein Online-Dienst.", terms=terms).html


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//fremd.example", "ftp://a/b", "seite/ohne-strich", "https:x"]
)
def test_unsound_link_is_refused_with_its_line(target: str) -> None:
    with pytest.raises(Refused, match="Text, Zeile 3"):
        markup.require_sound(f"eins\n\n[drei]({target})", "Text")


def test_targets_are_told_once_in_their_order() -> None:
    assert markup.targets("[a](/b/) [c](https://d.example/) [e](/b/) `[f](/g/)`") == (
        "/b/",
        "https://d.example/",
    )
