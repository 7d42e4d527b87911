# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outlines of districts from a GeoJSON file (RFC 7946), made ready to be drawn.

The house ships no geodata: whoever has official outlines, such as the VG250 of the BKG, installs them and says
how their source wants to be named.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused

_MOST_POINTS: Final = 1_000_000
_KEY_NAMES: Final = ("ars", "rs", "ags")
_KEY_LENGTH: Final = 5
_WIDTH: Final = 560.0
_GRID: Final = 0.5
"""Points are put on a grid as fine as this, so neighbours keep one border and files stay small."""
_MOST_DEGREES: Final = 180.0

Point = tuple[float, float]
Ring = tuple[Point, ...]


class Outline(msgspec.Struct, frozen=True):
    """A district: its rings, in units of the drawing, first point not repeated."""

    key: str
    rings: tuple[Ring, ...]


class Outlines(msgspec.Struct, frozen=True, kw_only=True):
    """The outlines of a Land in a drawing ``width`` wide and ``height`` high; y grows downwards."""

    width: float
    height: float
    attribution: str
    """How the source wants to be named; stands at every drawing."""
    districts: tuple[Outline, ...]


class _Geometry(msgspec.Struct, frozen=True):
    type: str
    coordinates: Any = ()


class _Feature(msgspec.Struct, frozen=True):
    geometry: _Geometry | None
    properties: dict[str, Any] | None = None


class _Collection(msgspec.Struct, frozen=True):
    type: str
    features: list[_Feature] = []


def read(content: bytes, *, land: str, attribution: str) -> Outlines:
    """The districts of a Land, whose keys begin with the two digits ``land``.

    Coordinates may be degrees (WGS 84) or metres (UTM, as the BKG gives them). Raises :class:`Refused`, with the
    remedy, for what is no GeoJSON of areas, for a file without districts of the Land and without a named source.
    """
    if not attribution.strip():
        raise Refused(_("Nennen Sie die Quelle der Umrisse: Sie muss an jeder Karte stehen."))
    found: dict[str, list[list[Point]]] = {}
    points = 0
    for feature in _features(content):
        key = _key(feature.properties or {})
        if key is None or not key.startswith(land) or feature.geometry is None:
            continue
        rings = list(_rings(feature.geometry))
        points += sum(map(len, rings))
        if points > _MOST_POINTS:
            raise Refused(_("Die Umrisse haben mehr als eine Million Punkte. Vereinfachen Sie sie."))
        found.setdefault(key, []).extend(rings)
    if not found:
        raise Refused(
            _(
                "Die Datei enthält keinen Kreis mit einem Schlüssel, der mit %(land)s beginnt. Erwartet wird die "
                "Eigenschaft „ars“, „rs“ oder „ags“ an jeder Fläche."
            )
            % {"land": land}
        )
    return _drawn(found, attribution.strip())


def _features(content: bytes) -> list[_Feature]:
    try:
        collection = msgspec.json.decode(content, type=_Collection)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(
            _("Die Datei ist kein GeoJSON. Wählen Sie eine Sammlung von Flächen („FeatureCollection“).")
        ) from error
    if collection.type != "FeatureCollection":
        raise Refused(
            _("Die Datei ist kein GeoJSON. Wählen Sie eine Sammlung von Flächen („FeatureCollection“).")
        )
    return collection.features


def _key(properties: Mapping[str, Any]) -> str | None:
    named = {name.lower(): value for name, value in properties.items()}
    for name in _KEY_NAMES:
        value = named.get(name)
        if isinstance(value, str) and value.isdecimal() and len(value) >= _KEY_LENGTH:
            return value[:_KEY_LENGTH]
    return None


def _rings(geometry: _Geometry) -> Iterator[list[Point]]:
    polygons = {"Polygon": [geometry.coordinates], "MultiPolygon": geometry.coordinates}.get(
        geometry.type, []
    )
    try:
        for polygon in polygons:
            for ring in polygon:
                yield [_point(point) for point in ring]
    except (TypeError, ValueError, IndexError) as error:
        raise Refused(
            _("Ein Umriss enthält etwas anderes als Punkte aus zwei Zahlen. Prüfen Sie die Datei.")
        ) from error


def _point(point: Sequence[float]) -> Point:
    x, y = float(point[0]), float(point[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(point)
    return x, y


def _drawn(found: Mapping[str, list[list[Point]]], attribution: str) -> Outlines:
    every = [point for rings in found.values() for ring in rings for point in ring]
    if not every:
        raise Refused(_("Die Flächen der Datei haben keine Punkte. Prüfen Sie die Datei."))
    west, east = min(x for x, _y in every), max(x for x, _y in every)
    south, north = min(y for _x, y in every), max(y for _x, y in every)
    in_degrees = max(map(abs, (west, east, south, north))) <= _MOST_DEGREES
    # A degree of longitude is shorter than one of latitude by this factor, here nearly the same everywhere.
    narrower = math.cos(math.radians((south + north) / 2)) if in_degrees else 1.0
    if east <= west or north <= south:
        raise Refused(_("Die Flächen der Datei haben keine Ausdehnung. Prüfen Sie die Datei."))
    scale = _WIDTH / ((east - west) * narrower)

    def _placed(ring: Sequence[Point]) -> Ring:
        return _thinned([(_grid((x - west) * narrower * scale), _grid((north - y) * scale)) for x, y in ring])

    districts = (
        Outline(key, tuple(ring for ring in map(_placed, rings) if ring))
        for key, rings in sorted(found.items())
    )
    return Outlines(
        width=_WIDTH,
        height=_grid((north - south) * scale),
        attribution=attribution,
        districts=tuple(each for each in districts if each.rings),
    )


def _grid(value: float) -> float:
    return round(value / _GRID) * _GRID


def _thinned(ring: list[Point]) -> Ring:
    """Without repeated points; nothing when fewer than three are left."""
    kept = [after for before, after in pairwise([ring[-1], *ring]) if after != before] if ring else []
    return tuple(kept) if len(kept) > 2 else ()
