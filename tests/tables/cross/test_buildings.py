"""There is room beside the corridor of a building, and what is in it has a place and a speed."""

from __future__ import annotations

import pytest

HALL = {"site": "gdl", "building": "hall", "length": 100, "width": 11}


def test_a_right_building_has_no_faults(told):
    """Docks and feeds with and without a side, at both ends too; the same name at another site."""
    openings = {"docks": "d1@0:top d2@100:bottom d3@50.5", "feeds": "d1@7:top"}
    hall = {**HALL, **openings, "vehicles": 3, "vehicle_speed": 60}
    assert told(buildings=[hall, {**HALL, "site": "hou"}]) == []


@pytest.mark.parametrize(("aisle", "faults"), [(0, 0), (10.9, 0), (11, 1), (30, 1)])
def test_a_corridor_leaves_room(told, aisle, faults):
    """Something of the width is left for areas."""
    found = told(buildings=[{**HALL, "aisle": aisle}])
    assert (
        found == [f"buildings:0:aisle: aisle {aisle} leaves no room in building 'hall', 11 m wide"] * faults
    )


@pytest.mark.parametrize("column", ["docks", "feeds"])
@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("d1", ["'d1' is not of the form name@x, name@x:top or name@x:bottom"]),
        ("@5", ["'@5' is not of the form name@x, name@x:top or name@x:bottom"]),
        ("d1@5:left", ["'d1@5:left' is not of the form name@x, name@x:top or name@x:bottom"]),
        ("d1@-5", ["'d1@-5' is not of the form name@x, name@x:top or name@x:bottom"]),
        ("d1@100.1:top", ["'d1@100.1:top' lies beyond the building, 100 m long"]),
        ("d1@1 d2@2 d1@3", ["'d1' is named twice"]),
        (
            "x d1@900",
            [
                "'x' is not of the form name@x, name@x:top or name@x:bottom",
                "'d1@900' lies beyond the building, 100 m long",
            ],
        ),
    ],
)
def test_openings_have_places(told, column, text, faults):
    """A name and metres within the length; all that is wrong in a cell is told."""
    found = told(buildings=[{**HALL, column: text}])
    assert found == [f"buildings:0:{column}: {column}: {fault}" for fault in faults]


def test_vehicles_have_a_speed(told):
    """Without one their number would mean nothing; a speed alone is all right."""
    assert told(buildings=[{**HALL, "vehicle_speed": 60}]) == []
    assert told(buildings=[{**HALL, "vehicles": 3}]) == [
        "buildings:0:vehicle_speed: vehicle_speed of building 'hall' is empty, so that vehicles take no time"
    ]
