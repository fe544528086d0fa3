"""Units by segment."""

from __future__ import annotations

import numpy as np
from tests.risk.operations import small

from reshore.risk.segments import Segments, service


def test_units_add_up_by_segment():
    """Demands of one segment are added up, in the order of its name."""
    segments = Segments.of(small())
    assert segments.names == ("commercial", "sovereign")
    units = np.array([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]])
    assert segments.total(units).tolist() == [[101.0, 202.0], [10.0, 20.0]]


def test_nothing_wanted_is_served():
    """Service is 1 where nothing is wanted, and not known where nothing is known."""
    found = service(np.array([4.0, 0.0, 2.0]), np.array([1.0, 0.0, np.nan]))
    assert found[:2].tolist() == [0.25, 1.0]
    assert np.isnan(found[2])
