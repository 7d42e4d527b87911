# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the table of the standard never looks at, so that nothing is dropped in silence."""

from __future__ import annotations

from typing import Final

from lxml import etree

from leistungswerk.standards.fim.errors import FindingKind
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.xml import Element

_STRAY_TEXT: Final = etree.XPath("/descendant::*[*]/text()[normalize-space()]/..", smart_strings=False)
# The table knows listURI, listVersionID, link and uri; decoders look at praezisierung; xsi: and xml: are XML.
_NAMED: Final = " and ".join(f"name()!='{name}'" for name in ("listURI", "listVersionID", "link", "uri"))
_UNKNOWN_ATTRIBUTES: Final = etree.XPath(
    f"/descendant::*/@*[{_NAMED} and name(..)!='xdf:praezisierung' and local-name(..)!='praezisierung'"
    " and namespace-uri()!='http://www.w3.org/2001/XMLSchema-instance'"
    " and namespace-uri()!='http://www.w3.org/XML/1998/namespace']/.."
)
# Most files have codes and nothing else: three counts cost a fraction of comparing every name.
_ONLY_CODES: Final = etree.XPath(
    "count(/descendant::*/@*) = count(/descendant::*/@listURI) + count(/descendant::*/@listVersionID)"
)


def inspect(root: Element, report: Report) -> None:
    """Report text between elements, and attributes the standard does not know."""
    for node in _elements(_STRAY_TEXT, root, report):
        texts = [node.text, *(child.tail for child in node)]
        stray = " ".join(text.strip() for text in texts if text and text.strip())
        report.note(
            FindingKind.STRAY_TEXT, node, f"enthält den Text „{stray[:40]}“ zwischen seinen Elementen"
        )
    if _ONLY_CODES(root) is True:
        return
    for node in _elements(_UNKNOWN_ATTRIBUTES, root, report):
        names = ", ".join(f"„{name!s}“" for name in node.attrib)
        report.note(FindingKind.UNKNOWN_ATTRIBUTE, node, f"hat ein unbekanntes Attribut unter {names}")


def _elements(query: etree.XPath, root: Element, report: Report) -> list[Element]:
    found = query(root)
    nodes = [node for node in found if etree.iselement(node)] if isinstance(found, list) else []
    return [node for node in nodes if not report.is_kept(node)]
