"""Sizes of periods are by the month, on one scale."""

from __future__ import annotations

import pytest

from reshore.report.moments import area, paces, symbol, width


def test_a_year_and_a_quarter_are_compared_by_the_month():
    """The same pace in periods of different lengths is the same share; what is below 0 is nothing."""
    found = paces({"a": [30.0, 120.0], "b": [-3.0, 60.0]}, [3, 12])

    assert found == {"a": [1.0, 1.0], "b": [0.0, pytest.approx(0.5)]}


def test_nothing_at_all_has_no_size():
    """Where nothing flows in any period, every share is 0."""
    assert paces({"a": [0.0, 0.0]}, [3, 12]) == {"a": [0.0, 0.0]}
    assert paces({}, [3]) == {}


def test_moments_name_what_changes():
    """Each kind of item has a list for its size or colour, and one for what is said, if anything is."""
    assert width([1.0], ["a"]) == {"width": [1.0], "told": ["a"]}
    assert symbol([1.0]) == {"symbolSize": [1.0]}
    assert area(["#fff"], ["a"]) == {"areaColor": ["#fff"], "told": ["a"]}
