# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prepares everything the pages show besides HTML: style sheet, drawings, fonts, scripts, translations.

Called by ``./do setup`` as ``python -m leistungswerk.web.assets BUILD_DIR``. Below ``BUILD_DIR`` it writes

- ``assets/``: what is served under ``/static/``,
- ``fonts/``: TrueType fonts for documents,
- ``locale/``: compiled translations.

Design system and fonts come from ``node_modules`` (``npm ci``); no foreign file enters the repository. A
stamp with the digest of all inputs makes a second call a matter of milliseconds. Each tree is built beside
its place and then moved there, so a broken run leaves the last good one untouched.

As after ``collectstatic``, each file of the pages stands there twice: under its name, and under its name with
a digest, so browsers may keep it for ever. ``staticfiles.json`` tells Django's ``ManifestStaticFilesStorage``
which is which; compressed copies stand beside them for whitenoise.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from leistungswerk.web.catalogue import compile_catalogue
from leistungswerk.web.fonts import CUTS, font_faces, page_fonts, write_document_fonts
from leistungswerk.web.kern_css import minify, trim

WEB = Path(__file__).parent
OWN_SOURCES = WEB / "static_src"
CATALOGUES = WEB / "locale"
BUILDERS = ("assets.py", "catalogue.py", "fonts.py", "kern_css.py")
STAMP = "assets.stamp"
TREES = ("assets", "fonts", "locale")
_COMPRESSIBLE = {"css", "js", "svg"}


class AssetsMissing(RuntimeError):
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


class _Tree:
    """Writes files under names with a digest and remembers which name became which."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[str, str] = {}

    def put(self, name: str, data: bytes) -> str:
        """Write one file and its compressed copies; the new name, relative to the folder of the old one."""
        stem, dot, suffix = name.rpartition(".")
        digest = hashlib.sha256(data).hexdigest()[:12]
        hashed = f"{stem}.{digest}{dot}{suffix}"
        self._names[name] = hashed
        path = self._root / hashed
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        (self._root / name).write_bytes(data)
        if suffix in _COMPRESSIBLE:
            self._compress(path, data)
        return path.name

    def close(self) -> None:
        """Write the list of names in the form of Django's manifest, version 1.1."""
        digest = hashlib.sha256("".join(sorted(self._names.values())).encode()).hexdigest()[:12]
        manifest = {"paths": self._names, "version": "1.1", "hash": digest}
        (self._root / "staticfiles.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")

    def _compress(self, path: Path, data: bytes) -> None:
        import brotli

        for suffix, packed in (("gz", gzip.compress(data, mtime=0)), ("br", brotli.compress(data))):
            if len(packed) < len(data):
                path.with_name(f"{path.name}.{suffix}").write_bytes(packed)


def _write_assets(kern: Path, target: Path) -> None:
    """One style sheet (fonts, KERN, our own), its drawings and fonts, our scripts and pictures."""
    tree = _Tree(target)
    own = ""
    for path in sorted(path for path in OWN_SOURCES.rglob("*") if path.is_file()):
        if path.suffix == ".css":
            own += path.read_text(encoding="utf-8")
        else:
            tree.put(path.relative_to(OWN_SOURCES).as_posix(), path.read_bytes())
    trimmed = trim((kern / "kern.css").read_text(encoding="utf-8"), own_css=own)
    sheet = minify(trimmed.css)
    for drawing in trimmed.drawings:
        sheet = sheet.replace(drawing.name, f"icons/{tree.put(f'lw/{drawing.name}', drawing.svg.encode())}")
    fonts = page_fonts(kern / "fonts" / "fira-sans")
    names = {name: tree.put(f"lw/fonts/{name}", data) for name, data in fonts.items()}
    sheet = f"{font_faces(names)}{sheet}\n{minify(own)}\n"
    tree.put("lw/leistungswerk.css", sheet.encode())
    tree.close()


def _write_locale(target: Path) -> None:
    for folder in sorted({source.parent for source in CATALOGUES.rglob("*.po")}):
        compiled = target / folder.relative_to(CATALOGUES) / "django.mo"
        compiled.parent.mkdir(parents=True, exist_ok=True)
        sources = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.po")))
        compiled.write_bytes(compile_catalogue(*sources))
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
