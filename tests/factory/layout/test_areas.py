from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from tests.factory.layout.drawn import drawn

from reshore.errors import UsageError
from reshore.factory.layout.areas import TOP, End, Port, Spot


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"names": ("a0", "a0", "a2")}, "same name"),
        ({"length": np.array([1.0, 2.0])}, "as many lengths"),
        ({"length": np.array([1.0, 2.0, 0.0])}, "below 0.001"),
        ({"flow": np.array([[0.0, 1, 2], [1, 0, 1], [1, 1, 0]])}, "both directions"),
        ({"flow": np.full((3, 3), -1.0)}, "below 0"),
        ({"ports": (Port("p", inf, np.zeros(3)),)}, "port p"),
        ({"ports": (Port("q", 1.0, np.full(3, inf)),)}, "port q"),
        ({"fixed": {0: Spot(TOP, End.LEFT), 1: Spot(TOP, End.LEFT)}}, "same end"),
        ({"fixed": {3: Spot(TOP)}}, "there is not"),
    ],
)
def test_areas_that_make_no_sense(change, told):
    """Each fault is told."""
    with pytest.raises(UsageError, match=told):
        replace(drawn(0, 3), **change)
