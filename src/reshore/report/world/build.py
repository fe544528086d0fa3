"""Builds ``countries.json`` from the npm packages world-atlas and i18n-iso-countries, unpacked beforehand.

Run by hand when Natural Earth changes, never by the program::

    npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0    # and unpack both
    python -m reshore.report.world.build WORLD_ATLAS/countries-50m.json ISO_COUNTRIES/codes.json

Arcs are simplified before they are joined into rings, so that neighbours go on sharing their borders.
"""

from __future__ import annotations

import json
import sys
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from reshore.report.world.projection import project

Line: TypeAlias = list[tuple[float, float]]
"""Longitudes and latitudes in degrees."""

SCALE = 100
"""Units a degree in the file."""
SMALLEST_DETAIL = 6e-6
"""Area on the unit sphere's map below which a bend of a border is smoothed away."""
SMALLEST_ISLAND = 2e-5
"""Area below which an island is left out, unless it is the largest part of its country."""
LEFT_OUT = {"Antarctica"}


def main(shapes: Path, codes: Path, target: Path) -> None:
    """Write the countries of a TopoJSON file, given its numeric ISO codes' alpha-3 ones, to a file."""
    topology = json.loads(shapes.read_text(encoding="utf-8"))
    alpha3 = {numeric: code for _, code, numeric, _ in json.loads(codes.read_text(encoding="utf-8"))}
    arcs = decode_arcs(topology)
    simple = [simplify(arc) for arc in arcs]
    countries: dict[str, dict[str, Any]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name, code = shape["properties"]["name"], alpha3.get(shape.get("id", ""), "")
        if name in LEFT_OUT:
            continue
        # Some countries come in several shapes, far islands apart; the first one has the country's name.
        country = countries.setdefault(code or name, {"code": code, "name": name, "polygons": []})
        country["polygons"] += country_polygons(shape, simple, arcs)
    by_name = sorted(countries.values(), key=lambda country: (country["name"], country["code"]))
    target.write_text(
        json.dumps({"scale": SCALE, "countries": by_name}, ensure_ascii=False, separators=(",", ":")) + "\n",
        encoding="utf-8",
    )


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs in degrees; longitudes run on where an arc crosses 180 degrees."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = accumulate(step[0] for step in arc)
        y = accumulate(step[1] for step in arc)
        degrees = zip(
            (a * scale[0] + translate[0] for a in x), (b * scale[1] + translate[1] for b in y), strict=True
        )
        arcs.append(unwrap(list(degrees)))
    return arcs


def unwrap(points: Line) -> Line:
    """Return the points with whole turns added, so that no step is longer than half a turn."""
    lons = np.unwrap([lon for lon, _ in points], period=360.0)
    return [(float(lon), lat) for lon, (_, lat) in zip(lons, points, strict=True)]


def simplify(arc: Line) -> Line:
    """Drop the bends that span less than `SMALLEST_DETAIL`, smallest first (Visvalingam and Whyatt 1993)."""
    plane = project(np.array(arc), wrap=False).tolist()
    before = list(range(-1, len(arc) - 1))
    after = list(range(1, len(arc) + 1))
    area = [np.inf] * len(arc)

    def measure(i: int) -> float:
        a, b, c = plane[before[i]], plane[i], plane[after[i]]
        return float(abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))) / 2

    for i in range(1, len(arc) - 1):
        area[i] = measure(i)
    heap = [(area[i], i) for i in range(1, len(arc) - 1)]
    heapify(heap)
    dropped = set()
    while heap and heap[0][0] < SMALLEST_DETAIL:
        size, i = heappop(heap)
        if i in dropped or size != area[i]:
            continue
        dropped.add(i)
        after[before[i]], before[after[i]] = after[i], before[i]
        for neighbour in (before[i], after[i]):
            if 0 < neighbour < len(arc) - 1:
                area[neighbour] = max(measure(neighbour), size)
                heappush(heap, (area[neighbour], neighbour))
    return [point for i, point in enumerate(arc) if i not in dropped]


def country_polygons(shape: dict[str, Any], simple: list[Line], full: list[Line]) -> list[list[list[int]]]:
    """Return the polygons of a country as rings, outer ring first, in steps of 1 / `SCALE` degree."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    largest = max(polygons, key=lambda polygon: ring_area(join(polygon[0], full)))
    kept = []
    for polygon in polygons:
        if polygon is largest:
            arcs = simple if ring_area(join(polygon[0], simple)) >= SMALLEST_ISLAND else full
        elif ring_area(join(polygon[0], simple)) >= SMALLEST_ISLAND:
            arcs = simple
        else:
            continue
        rings = [encode(join(ring, arcs)) for ring in polygon]
        kept.append([ring for ring in rings if len(ring) >= 6])
    return kept


def join(indices: list[int], arcs: list[Line]) -> Line:
    """Return the ring that the arcs make; ``~i`` is arc i backwards, as TopoJSON has it."""
    ring: Line = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return unwrap(ring)


def ring_area(ring: Line) -> float:
    """Return the area that a ring spans on the map of the unit sphere."""
    plane = project(np.array(ring), wrap=False)
    x, y = plane[:, 0], plane[:, 1]
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def encode(ring: Line) -> list[int]:
    """Return the ring, unclosed, as longitude and latitude steps from point to point."""
    points = [(round(lon * SCALE), round(lat * SCALE)) for lon, lat in ring[:-1]]
    distinct = [points[0], *(b for a, b in pairwise(points) if a != b)]
    steps = [distinct[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(distinct))]
    return [value for step in steps for value in step]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).with_name("countries.json"))
