"""The world is whole: every country is there once, nothing is drawn across the map's edge, areas stay."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.report.world.shapes import UNITS, world


def rings(feature):
    return [np.array(ring) for polygon in feature["geometry"]["coordinates"] for ring in polygon]


def area(feature) -> float:
    """Area of a country on the map, holes taken off."""
    total = 0.0
    for polygon in feature["geometry"]["coordinates"]:
        for i, ring in enumerate(polygon):
            x, y = np.array(ring, dtype=float).T
            size = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
            total += size if i == 0 else -size
    return total / UNITS**2


@pytest.fixture(scope="module")
def plain():
    return {feature["properties"]["name"]: feature for feature in world(11.0)["features"]}


def test_countries_by_code_small_ones_too(plain):
    assert {"MEX", "TWN", "CHN", "CZE", "SGP", "HKG", "MLT", "USA", "RUS", "Kosovo"} <= plain.keys()
    assert len(plain) == 239
    assert "ATA" not in plain


@pytest.mark.parametrize(
    ("code", "share"), [("USA", 0.0186), ("BRA", 0.0166), ("AUS", 0.0151), ("FRA", 0.00126)]
)
def test_areas_are_those_of_the_earth(plain, code, share):
    """Share of the sphere's 4 pi: 9.5, 8.5, 7.7 and 0.64 million of 510 million square km."""
    assert area(plain[code]) / (4 * np.pi) == pytest.approx(share, rel=0.03)


@pytest.mark.parametrize("centre", [11.0, 152.0, -100.0, -180.0])
def test_a_cut_loses_no_land_and_crosses_no_edge(plain, centre):
    features = world(centre)["features"]
    half = np.pi / (np.sqrt(3) / 2 * 1.340264) * UNITS

    for feature in features:
        name = feature["properties"]["name"]
        assert area(feature) == pytest.approx(area(plain[name]), rel=0.02, abs=2e-5)
        for ring in rings(feature):
            assert (np.abs(ring[:, 0]) <= half + 1).all()
            steps = np.abs(np.diff(ring, axis=0, append=ring[:1]))
            assert steps[:, 0].max() < 0.45 * half
