# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed parts of an OpenDocument text: manifest, styles, and the frame around the content."""

from typing import Final

MIMETYPE: Final = "application/vnd.oasis.opendocument.text"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES: Final = " ".join(
    (
        *(f'xmlns:{name}="{_OFFICE}{name}:1.0"' for name in ("office", "text", "table", "style", "meta")),
        f'xmlns:draw="{_OFFICE}drawing:1.0"',
        f'xmlns:fo="{_OFFICE}xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OFFICE}svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'office:version="1.3"',
    )
)
MANIFEST: Final = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "%s</manifest:manifest>"
)
PICTURE: Final = (
    '<manifest:file-entry manifest:full-path="Pictures/%d.svg" manifest:media-type="image/svg+xml"/>'
)
CONTENT: Final = (
    f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>"
    '<style:style style:name="Table" style:family="table"><style:table-properties style:width="17cm" '
    'table:align="margins" style:may-break-between-rows="true"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
    'fo:border-bottom="0.5pt solid #c9cbd6"/></style:style>'
    "%s</office:automatic-styles><office:body><office:text>%s</office:text></office:body></office:document-content>"
)
COLUMN: Final = (
    '<style:style style:name="W%s" style:family="table-column"><style:table-column-properties '
    'style:column-width="%smm"/></style:style>'
)
META: Final = (
    f"{_HEAD}<office:document-meta {_SPACES}><office:meta><dc:title>%s</dc:title>"
    "<meta:generator>Leistungswerk</meta:generator><dc:date>%s</dc:date><dc:language>%s</dc:language></office:meta>"
    "</office:document-meta>"
)


def _style(name: str, paragraph: str = "", words: str = "", *, level: int = 0, shown: str = "") -> str:
    outline = f' style:default-outline-level="{level}"' if level else ""
    display = f' style:display-name="{shown}"' if shown else ""
    return (
        f'<style:style style:name="{name}"{display} style:family="paragraph"{outline} style:class="text">'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {words}/></style:style>"
    )


_SMALL: Final = 'fo:font-size="8.5pt"'
_QUIET: Final = 'fo:color="#4d5066" '
_BOLD: Final = 'fo:font-weight="bold" '
_KEEP: Final = 'fo:keep-with-next="always" '
STYLES: Final = "".join(
    (
        f"{_HEAD}<office:document-styles {_SPACES}><office:styles>",
        ('<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>'
        '<style:text-properties fo:font-family="\'Fira Sans\', Arial, sans-serif" fo:font-size="10pt" '
        'fo:color="#171a2b" fo:language="de" fo:country="DE"/></style:default-style>'),
        _style("Text", 'fo:margin-bottom="0.25cm" fo:line-height="130%"', shown="Textkörper"),
        _style("Heading_1", f'{_KEEP}fo:margin-bottom="0.1cm"', f'{_BOLD}fo:font-size="18pt"', level=1, shown="Heading 1"),
        _style("Heading_2", f'{_KEEP}fo:margin-top="0.6cm" fo:margin-bottom="0.2cm"',
               f'{_BOLD}fo:font-size="13pt" fo:color="#173a8c"', level=2, shown="Heading 2"),
        _style("Heading_3", f'{_KEEP}fo:margin-top="0.4cm" fo:margin-bottom="0.15cm"',
               f'{_BOLD}fo:font-size="10.5pt"', level=3, shown="Heading 3"),
        _style("Quiet", 'fo:margin-bottom="0.2cm"', _QUIET + _SMALL, shown="Hinweis"),
        _style("Term", f'{_KEEP}fo:margin-top="0.15cm"', _BOLD, shown="Begriff"),
        _style("Caption", f'{_KEEP}fo:margin-top="0.2cm" fo:margin-bottom="0.1cm"', f'{_BOLD}fo:font-size="9pt"',
               shown="Tabellentitel"),
        _style("Listing", 'fo:margin-bottom="0.3cm" fo:background-color="#f4f5f9" fo:padding="0.15cm"',
               'fo:font-family="\'Fira Mono\', \'Courier New\', monospace" fo:font-size="7pt"', shown="Abfrage"),
        _style("Picture", _KEEP),
        _style("Break", 'fo:break-before="page"', 'fo:font-size="1pt"'),
        _style("Head", "", _BOLD + _SMALL),
        _style("Head_Number", 'fo:text-align="end"', _BOLD + _SMALL),
        _style("Cell_Text", "", _SMALL),
        _style("Cell_Text_Number", 'fo:text-align="end"', _SMALL),
        _style("Foot", "", f'{_QUIET}fo:font-size="7.5pt"'),
        ('<text:list-style style:name="Points"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" '
        'fo:margin-left="0.5cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'),
        "</office:styles><office:automatic-styles>",
        ('<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-top="1.8cm" fo:margin-bottom="1.2cm" fo:margin-left="2cm" '
        'fo:margin-right="2cm"/><style:footer-style><style:header-footer-properties fo:margin-top="0.4cm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"),
        ('<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        '<text:p text:style-name="Foot">{foot} · Seite <text:page-number>1</text:page-number></text:p>'
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"),
    )
)  # fmt: skip
