# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers on the review page: two hundred rows are joined from a prepared row, not rendered one by one."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from leistungswerk.forms import SummarySection
from leistungswerk.web import shells
from leistungswerk.web.templatetags.faces import spoken


def _joined(parts: list[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def _body(section: SummarySection) -> SafeString:
    own = {
        "rows": _joined(
            [
                shells.fragment(
                    "parts/summary_row.html", own={"label": spoken(label), "value": spoken(value)}
                )
                for label, value in section.rows
            ]
        ),
        "nested": _joined(
            [
                shells.fragment(
                    "parts/summary_nested.html", own={"title": spoken(inner.title), "body": _body(inner)}
                )
                for inner in section.sections
            ]
        ),
    }
    filled = {name: value for name, value in own.items() if value}
    return shells.fragment("parts/summary_body.html", own=filled) if filled else SafeString("")


def markup(sections: Sequence[SummarySection], address: Callable[[str], str]) -> SafeString:
    """One section a page, each with the way back to it: ``address`` of a page's slug."""
    found = []
    for number, section in enumerate(sections, start=1):
        own: dict[str, str] = {
            "number": str(number),
            "title": section.title,
            "edit_url": address(section.page_slug),
        }
        if body := _body(section):
            own["body"] = body
        found.append(shells.fragment("parts/summary_section.html", own=own))
    return _joined(found)
