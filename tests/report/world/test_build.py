"""Shapes are built from TopoJSON: arcs joined and simplified, countries of several shapes made one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from reshore.report.world import build


@pytest.fixture
def topology():
    """Two neighbours that share an arc, a far island of the first, and one across 180 degrees."""
    steps = [
        [[0, 0], [0, 50], [0, 50]],
        [[0, 100], [100, 0], [0, -100], [-100, 0]],
        [[0, 100], [-100, 0], [0, -100], [100, 0]],
        [[500, 0], [30, 0], [0, 30], [-30, 0], [0, -30]],
        [[1750, 400], [-3500, 0], [0, 100], [3500, 0], [0, -100]],
    ]
    shapes = [
        {"type": "Polygon", "arcs": [[0, 1]], "id": "001", "properties": {"name": "East"}},
        {"type": "Polygon", "arcs": [[0, 2]], "id": "002", "properties": {"name": "West"}},
        {"type": "MultiPolygon", "arcs": [[[3]]], "id": "001", "properties": {"name": "Far island"}},
        {"type": "Polygon", "arcs": [[4]], "properties": {"name": "Dateline"}},
        {"type": "Polygon", "arcs": [[3]], "properties": {"name": "Antarctica"}},
    ]
    transform = {"scale": [0.1, 0.1], "translate": [0.0, 0.0]}
    return {"transform": transform, "arcs": steps, "objects": {"countries": {"geometries": shapes}}}


def test_countries_of_a_file(tmp_path, topology):
    (tmp_path / "shapes.json").write_text(json.dumps(topology), encoding="utf-8")
    (tmp_path / "codes.json").write_text(
        '[["EA", "EAS", "001", ""], ["WE", "WES", "002", ""]]', encoding="utf-8"
    )
    build.main(tmp_path / "shapes.json", tmp_path / "codes.json", tmp_path / "countries.json")
    written = json.loads((tmp_path / "countries.json").read_text(encoding="utf-8"))

    assert [(c["code"], c["name"], len(c["polygons"])) for c in written["countries"]] == [
        ("", "Dateline", 1),
        ("EAS", "East", 2),
        ("WES", "West", 1),
    ]


def test_a_bend_that_spans_nothing_is_dropped_and_ends_stay():
    line = [(0.0, 0.0), (5.0, 0.001), (10.0, 0.0), (10.0, 10.0)]

    assert build.simplify(line) == [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]


def test_longitudes_run_on_across_180_degrees(topology):
    arc = build.decode_arcs(topology)[4]

    assert np.abs(np.diff([lon for lon, _ in arc])).max() < 180
    assert arc[1][0] == pytest.approx(185)


def test_rings_are_coded_as_steps_without_repeats():
    ring = [(0.0, 0.0), (1.0, 0.0), (1.001, 0.0), (1.0, 1.0), (0.0, 0.0)]

    assert build.encode(ring) == [0, 0, 100, 0, 0, 100]
