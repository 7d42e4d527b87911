# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prepares everything the pages show besides HTML: style sheet, drawings, fonts, scripts, translations.

Called by ``./do setup`` as ``python -m leistungswerk.web.assets BUILD_DIR``. Below ``BUILD_DIR`` it writes

- ``assets/``: the tree that ``collectstatic`` takes over,
- ``fonts/``: TrueType fonts for documents,
- ``locale/``: compiled translations.

Design system and fonts come from ``node_modules`` (``npm ci``); no foreign file enters the repository. A
stamp with the digest of all inputs makes a second call a matter of milliseconds. Each tree is built beside
its place and then moved there, so a broken run leaves the last good one untouched.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from leistungswerk.web.catalogue import compile_catalogue
from leistungswerk.web.fonts import CUTS, font_faces, write_document_fonts, write_page_fonts
from leistungswerk.web.kern_css import minify, trim

WEB = Path(__file__).parent
OWN_SOURCES = WEB / "static_src"
CATALOGUES = WEB / "locale"
BUILDERS = ("assets.py", "catalogue.py", "fonts.py", "kern_css.py")
STAMP = "assets.stamp"
TREES = ("assets", "fonts", "locale")


class AssetsMissing(RuntimeError):  # noqa: N818 - says what is the matter; the caller prints it as it is
    """The design system is not installed."""


def build(build_dir: Path, node_modules: Path) -> bool:
    """Bring the three trees below ``build_dir`` up to date; tell whether there was anything to do.

    Raises ``AssetsMissing`` when ``node_modules`` holds no KERN UX.
    """
    kern = node_modules / "@kern-ux" / "native" / "dist"
    if not (kern / "kern.css").is_file():
        raise AssetsMissing(
            f"Das Designsystem KERN UX fehlt unter „{kern}“. Rufen Sie zuerst „npm ci“ auf (oder „./do setup“)."
        )
    stamp = build_dir / STAMP
    digest = _digest(kern)
    if _is_current(stamp, digest) and all((build_dir / tree).is_dir() for tree in TREES):
        return False
    build_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build_dir, prefix=".assets-") as work:
        fresh = Path(work)
        _write_assets(kern, fresh / "assets")
        (fresh / "fonts").mkdir()
        write_document_fonts(kern / "fonts" / "fira-sans", fresh / "fonts")
        _write_locale(fresh / "locale")
        for tree in TREES:
            shutil.rmtree(build_dir / tree, ignore_errors=True)
            (fresh / tree).rename(build_dir / tree)
    stamp.write_text(digest, encoding="ascii")
    return True


def _is_current(stamp: Path, digest: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest


def _digest(kern: Path) -> str:
    """Digest over names and bytes of every input, our own builders included."""
    total = hashlib.sha256()
    for path in _inputs(kern):
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _inputs(kern: Path) -> Iterator[Path]:
    yield kern / "kern.css"
    for cut in CUTS:
        yield kern / "fonts" / "fira-sans" / f"{cut.name}.woff2"
    for builder in BUILDERS:
        yield WEB / builder
    yield from sorted(path for path in OWN_SOURCES.rglob("*") if path.is_file())
    yield from sorted(CATALOGUES.rglob("*.po"))


def _write_assets(kern: Path, target: Path) -> None:
    """One style sheet (fonts, KERN, our own), its drawings and fonts, our scripts and pictures."""
    shutil.copytree(OWN_SOURCES, target, ignore=shutil.ignore_patterns("*.css", "*.md"))
    own = "\n".join(path.read_text(encoding="utf-8") for path in sorted((OWN_SOURCES / "lw").glob("*.css")))
    trimmed = trim((kern / "kern.css").read_text(encoding="utf-8"), own_css=own)
    folder = target / "lw"
    for drawing in trimmed.drawings:
        path = folder / drawing.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawing.svg, encoding="utf-8")
    sheet = font_faces("fonts") + minify(trimmed.css) + "\n" + minify(own) + "\n"
    (folder / "leistungswerk.css").write_text(sheet, encoding="utf-8")
    (folder / "fonts").mkdir()
    write_page_fonts(kern / "fonts" / "fira-sans", folder / "fonts")


def _write_locale(target: Path) -> None:
    for source in sorted(CATALOGUES.rglob("*.po")):
        compiled = (target / source.relative_to(CATALOGUES)).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_bytes(compile_catalogue(source.read_text(encoding="utf-8")))
    target.mkdir(exist_ok=True)


def main() -> None:
    """Command line: where to build, and where the design system was installed."""
    parser = argparse.ArgumentParser(
        prog="python -m leistungswerk.web.assets", description="Baut die Oberfläche."
    )
    parser.add_argument("build_dir", type=Path, help="Zielordner, üblicherweise „.cache“")
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"), help="Ordner von „npm ci“")
    options = parser.parse_args()
    try:
        built = build(options.build_dir, options.node_modules)
    except AssetsMissing as missing:
        parser.exit(2, f"{missing}\n")
    parser.exit(0, "Oberfläche gebaut.\n" if built else "Oberfläche ist aktuell.\n")


if __name__ == "__main__":
    main()
