"""Bounds of flows that follow from the rows they are in, whatever is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from reshore.lp.stages import Part

    Floats = NDArray[np.float64]

ROUNDS = 30
"""Rows in a chain that a bound is followed through at most."""


def implied(part: Part, least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Return the least and the most that each column of a part can be; infinite where nothing says so.

    Parameters
    ----------
    part
        The flows.
    least, most
        Bounds of the first stage.
    """
    program = part.program
    lower, upper = program.lower.copy(), program.upper.copy()
    reach = part.reach + extreme(part.links, most, least)
    np.minimum.at(upper, part.linked, reach)
    row_lower = program.row_lower - extreme(part.coupling, most, least)
    row_upper = program.row_upper - extreme(part.coupling, least, most)
    entries = coo_array(program.matrix)
    for _ in range(ROUNDS):
        before = np.isinf(lower).sum() + np.isinf(upper).sum()
        above = _limit(entries, row_upper, lower, upper)
        # A row from below is one from above with all signs turned.
        below = _limit(coo_array((-entries.data, entries.coords), entries.shape), -row_lower, lower, upper)
        for side in (above, below):
            upper = np.where(np.isinf(upper), side[1], upper)
            lower = np.where(np.isinf(lower), side[0], lower)
        if np.isinf(lower).sum() + np.isinf(upper).sum() == before:
            break
    return lower, upper


def extreme(matrix: csr_array, positive: Floats, negative: Floats) -> Floats:
    """Return the sum of each row with one value for positive coefficients and another for negative ones."""
    entries = coo_array(matrix)
    at = np.where(entries.data > 0, positive[entries.col], negative[entries.col])
    return np.bincount(entries.row, entries.data * at, minlength=matrix.shape[0]).astype(np.float64)


def _limit(entries: coo_array, most: Floats, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Bounds that rows ``A x <= most`` set for each column when the others in the row are at their least."""
    row, column, data = entries.row, entries.col, entries.data
    rows, columns = entries.shape
    least = data * np.where(data > 0, lower[column], upper[column])
    endless = np.isinf(least)
    finite = np.where(endless, 0.0, least)
    total = np.bincount(row, finite, minlength=rows)[row] - finite
    others = np.bincount(row, endless, minlength=rows)[row] - endless
    known = (others == 0) & np.isfinite(most[row])
    limit = (most[row][known] - total[known]) / data[known]
    above, below = np.full(columns, np.inf), np.full(columns, -np.inf)
    positive = data[known] > 0
    np.minimum.at(above, column[known][positive], limit[positive])
    np.maximum.at(below, column[known][~positive], limit[~positive])
    return below, above
