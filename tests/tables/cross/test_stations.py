"""Stations can work at all, and stand in some building."""

from __future__ import annotations

import pytest

CELL = {"station": "cell", "length": 4, "width": 2}
HALL = {"site": "gdl", "building": "hall", "length": 100, "width": 11, "aisle": 3}


@pytest.mark.parametrize(
    ("repair", "failures", "faults"), [(9, "clock", 0), (10, "clock", 1), (10, "working", 0)]
)
def test_a_station_is_up_at_times(told, repair, failures, faults):
    """Failures by the clock come faster than repairs where these take as long."""
    station = {**CELL, "hours_between_failures": 10, "hours_to_repair": repair, "failures": failures}
    found = told(stations=[station])
    assert len(found) == faults
    assert all(line.startswith("stations:0:hours_to_repair: 'cell' is always down") for line in found)


def test_a_repair_without_failures_is_no_fault(told):
    """It counts for nothing."""
    assert told(stations=[{**CELL, "hours_to_repair": 5, "failures": "clock"}]) == []


def test_a_station_that_fits_nowhere_is_a_warning(warned):
    """It may be turned, and the building with the deepest rows counts."""
    narrow = {**HALL, "building": "shed", "width": 5}
    big = {**CELL, "station": "oven", "length": 9, "width": 4.5}
    turned = {**CELL, "station": "rail", "length": 4, "width": 90}
    assert warned(stations=[big, turned]) == []
    assert warned(stations=[CELL, big, turned], buildings=[narrow, HALL]) == [
        "stations:1:width: 'oven' is 4.5 m deep at least and fits in no building: the rows beside the "
        "corridor are 4 m deep at most, in 'hall'"
    ]
