# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from leistungswerk.core.markdown import parser


def test_the_corner_of_a_table_is_no_header():
    html = parser().render("|   | EfA |\n|---|-----|\n| Kosten | 5 |")
    assert "<td></td>" in html
    assert html.count("<th>") == 1


def test_headings_of_the_author_stand_below_that_of_the_page():
    assert parser().render("# Ziel\n\n### Weg") == "<h2>Ziel</h2>\n<h3>Weg</h3>\n"


def test_html_and_pictures_of_the_author_stay_text():
    html = parser().render("<script>alert(1)</script> ![x](https://example.org/x.png)")
    assert "<script" not in html
    assert "<img" not in html
