# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import gettext
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk import web
from leistungswerk.web.assets import AssetsMissing, build
from leistungswerk.web.catalogue import CatalogueError, compile_catalogue, merged
from leistungswerk.web.kern_css import minify, trim
from tools.catalogue import problems, texts

WEB = Path(web.__file__).parent
ENGLISH = WEB / "locale" / "en" / "LC_MESSAGES"


def served(built: Path, name: str) -> Path:
    """The file under the name with its digest."""
    paths = json.loads((built / "assets" / "staticfiles.json").read_text())["paths"]
    return built / "assets" / str(paths[name])


def test_first_view_weighs_less_than_a_hundred_kilobytes(built: Path) -> None:
    sheet = served(built, "lw/leistungswerk.css")
    fonts = [
        served(built, f"lw/fonts/FiraSans-{cut}-basis.woff2") for cut in ("Regular", "SemiBold", "Italic")
    ]
    packed = sheet.with_name(f"{sheet.name}.br")
    assert sum(path.stat().st_size for path in (packed, *fonts)) < 60_000


def test_own_scripts_stay_small(built: Path) -> None:
    """Each is loaded only by the pages that need it, so each has its own limit."""
    scripts = list((WEB / "static_src").rglob("*.js"))
    assert scripts
    assert max(path.stat().st_size for path in scripts) <= 6 * 1024
    assert sum(path.stat().st_size for path in scripts) <= 16 * 1024
    assert all(served(built, f"lw/{path.name}").is_file() for path in scripts)


def test_style_sheet_points_only_at_files_that_are_there(built: Path) -> None:
    sheet = served(built, "lw/leistungswerk.css")
    targets = re.findall(r'url\("([^"]*)"\)', sheet.read_text())
    assert targets
    assert all((sheet.parent / target).is_file() for target in targets)


def test_every_class_of_kern_in_our_pages_survives_the_trimming(built: Path) -> None:
    sheet = served(built, "lw/leistungswerk.css").read_text()
    sources = [*(WEB / "templates").rglob("*.html"), *(WEB.parent / "forms").glob("*.py")]
    icons = {icon for path in sources for icon in re.findall(r"kern-icon--[a-z-]+[a-z]", path.read_text())}
    assert icons
    assert all(f".{icon}" in sheet for icon in icons)


def test_second_build_has_nothing_to_do_and_a_lost_tree_is_built_again(built: Path, kern: Path) -> None:
    before = (built / "assets" / "staticfiles.json").read_text()
    assert not build(built, kern)
    (built / "assets.stamp").write_text("alt")
    assert build(built, kern)
    assert (built / "assets" / "staticfiles.json").read_text() == before


def test_documents_get_whole_fonts(built: Path) -> None:
    fonts = sorted(path.name for path in (built / "fonts").iterdir())
    assert fonts == ["FiraSans-Italic.ttf", "FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf"]
    assert all((built / "fonts" / name).read_bytes()[:4] == b"\x00\x01\x00\x00" for name in fonts)


def test_missing_design_system_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing, match="npm ci"):
        build(tmp_path / "build", tmp_path)


def test_trimming_keeps_used_components_and_drops_the_rest() -> None:
    css = """
    @charset "UTF-8";
    :root { --kern-a: 1px; --kern-b: var(--kern-a); --kern-unread: 2px; }
    .kern-btn, .kern-dropdown { margin: var(--kern-b); }
    .kern-row > .kern-btn { margin: 0; }
    .kern-icon--check { mask: url("data:image/svg+xml,%3Csvg height='' width=''%3E%3C/svg%3E"); }
    .kern-icon--flag { color: red; }
    @media print { .kern-col { width: 1px; } .kern-alert:is(.x, .y) { color: red; } }
    @media screen { .kern-loader { color: red; } }
    @keyframes turn { to { rotate: 1turn; } }
    """
    trimmed = trim(css)
    assert minify(trimmed.css) == (
        ":root{--kern-a:1px;--kern-b:var(--kern-a)}.kern-btn{margin:var(--kern-b)}"
        '.kern-icon--check{mask:url("icons/01.svg")}@media print{.kern-alert:is(.x,.y){color:red}}'
    )
    assert [drawing.svg for drawing in trimmed.drawings] == ["<svg></svg>"]


def test_variable_read_only_by_our_own_sheet_stays() -> None:
    assert "--kern-c" in trim(":root { --kern-c: 1px; }", own_css="a { top: var(--kern-c) }").css


def test_broken_style_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="Klammer"):
        trim(".kern-btn { color: red;")


def test_catalogue_speaks_plural_and_context_and_leaves_doubtful_texts_german() -> None:
    po = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Ein Feld"
msgid_plural "%d Felder"
msgstr[0] "One field"
msgstr[1] "%d fields"

#, fuzzy
msgid "Vielleicht"
msgstr "Perhaps"

msgctxt "Monat"
msgid "Mai"
msgstr "May"
msgid "Lang "
"und länger"
msgstr "Long"
" and longer"
"""
    catalogue = gettext.GNUTranslations(BytesIO(compile_catalogue(po)))
    assert catalogue.ngettext("Ein Feld", "%d Felder", 3) == "%d fields"
    assert catalogue.pgettext("Monat", "Mai") == "May"
    assert catalogue.gettext("Lang und länger") == "Long and longer"
    assert catalogue.gettext("Vielleicht") == "Vielleicht"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(min_size=1)))
def test_any_text_survives_the_catalogue(texts: dict[str, str]) -> None:
    texts = {key: value for key, value in texts.items() if "\0" not in key + value and "\x04" not in key}
    texts = {key: value.encode(errors="ignore").decode() or "x" for key, value in texts.items()}
    po = "\n\n".join(f"msgid {quoted(key)}\nmsgstr {quoted(value)}" for key, value in texts.items())
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalogue = gettext.GNUTranslations(BytesIO(compile_catalogue(header + po)))
    assert all(catalogue.gettext(key) == value for key, value in texts.items())


def test_broken_line_of_a_catalogue_is_named() -> None:
    with pytest.raises(CatalogueError, match="Zeile 2"):
        compile_catalogue('msgid "a"\nmsgstr offen"\n')


def test_two_catalogues_of_a_language_may_agree_but_not_contradict() -> None:
    one, two = (
        'msgid "Amt"\nmsgstr "office"\n',
        'msgid "Amt"\nmsgstr "bureau"\n\nmsgid "Ort"\nmsgstr "place"\n',
    )
    assert merged((one, two.replace("bureau", "office"))) == {"Amt": "office", "Ort": "place"}
    with pytest.raises(CatalogueError, match="Amt"):
        merged((one, two))


def test_english_is_complete() -> None:
    translations = merged(path.read_text(encoding="utf-8") for path in ENGLISH.glob("*.po"))
    assert list(problems(texts(), translations)) == []
