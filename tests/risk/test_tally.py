"""Amounts on one cell come to one, in the order of the cells."""

from __future__ import annotations

import numpy as np

from reshore.risk.tally import Tally, change


def test_products_and_sums():
    """Rows 3 and 1 in weeks 0 and 2, then row 1 alone: cells come by row and week."""
    tally = Tally(5)
    tally.add(np.array([3, 1]), np.array([0, 2]), np.array([[2.0, 3.0], [5.0, 7.0]]))
    tally.add(np.array([1]), np.array([2, 4]), np.array([10.0, 11.0]))
    cells, products = tally.product()
    assert cells.tolist() == [5, 7, 9, 15, 17]
    assert products.tolist() == [5.0, 70.0, 11.0, 2.0, 3.0]
    assert tally.total()[1].tolist() == [5.0, 17.0, 11.0, 2.0, 3.0]
    found = change(cells, products, 5)
    assert found.row.tolist() == [1, 1, 1, 3, 3]
    assert found.week.tolist() == [0, 2, 4, 0, 2]
    assert (found.row.dtype, found.week.dtype) == (np.int32, np.int32)


def test_nothing():
    """Without rows or weeks there is no cell."""
    tally = Tally(5)
    tally.add(np.empty(0, np.int64), np.array([1, 2]), np.zeros(1))
    tally.add(np.array([1]), np.empty(0, np.int64), np.empty(0))
    for cells, values in (tally.product(), tally.total()):
        assert len(cells) == len(values) == 0
