"""Rows that follow from a program because some columns are whole: sums of its rows, rounded.

A sum of rows is relaxed until integer columns and few others are left: what has a negative coefficient in
``>=`` form goes at its lower bound, and other columns with a positive one are replaced by what integer
columns allow them, by rows such as ``buy - 8000 open <= 0``. Then it is rounded (see `reshore.lp.mixed`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from reshore.lp.caps import Caps, Sum, Whole
from reshore.lp.cuts import Rows
from reshore.lp.mixed import Mixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram

    Floats = NDArray[np.float64]
    Positions = NDArray[np.integer]

EACH = 2
"""Rows that one aggregation gives at most, by each of two ways to relax it."""

NOTHING = 1e-11
"""Coefficient, relative to the largest of its row, that comes from rounding errors."""

CHUNK = 16
"""Aggregations summed up at a time."""

FAR = 1e-4
"""Weight of the room that a cap has at most, where caps have the same room at a point."""


def round_up(program: LinearProgram, aggregations: csr_array, x: Floats | None = None) -> Rows:
    """Return rows that every whole point of a program keeps and that its relaxation may not.

    Parameters
    ----------
    program
        What the rows hold for.
    aggregations
        Multipliers, one row an aggregation, one column a row of the program. A positive one takes the row at
        its lower limit, a negative one at its upper limit.
    x
        A point, one value a column: only rows that it violates. None: rows that rounding made stronger.

    Raises
    ------
    ValueError
        If a multiplier takes a row at a limit that is infinite.
    """
    return RoundedRows(program, aggregations).rows(x)


class RoundedRows:
    """Rows that rounding makes from aggregations (see `round_up`), all at once or when violated."""

    def __init__(self, program: LinearProgram, aggregations: csr_array) -> None:
        self._lower = program.lower
        self._whole = Whole.of(program)
        self._caps = Caps.of(program, self._whole)
        self._sums = list(_sums(program, self._whole, aggregations))

    def violated(self, x: Floats) -> Rows:
        """Return rows that `x` violates."""
        return self.rows(x)

    def rows(self, x: Floats | None = None) -> Rows:
        """Return the strongest rows, of those that `x` violates where it is given."""
        room = self._caps.most
        if x is not None:
            room = self._caps.room(self._whole.steps(x)) + FAR * room
        parts = [Rows(csr_array((0, len(self._lower))), np.empty(0), np.empty(0))]
        for each in self._sums:
            tight, fine = (self._caps.applied(each, room, finest=finest) for finest in (False, True))
            same = np.allclose(tight.whole, fine.whole)
            parts += [self._rounded(one, x) for one in ((tight,) if same else (tight, fine))]
        return Rows(
            vstack([part.matrix for part in parts], format="csr"),
            np.concatenate([part.lower for part in parts]),
            np.concatenate([part.upper for part in parts]),
        )

    def _rounded(self, each: Sum, x: Floats | None) -> Rows:
        """Round a sum, its integer columns counted from the bound that makes their coefficients positive."""
        size = np.abs(each.whole)
        at = np.flatnonzero(size > NOTHING * size.max(initial=0.0))
        whole, span, turned = size[at], self._whole.span[at], each.whole[at] < 0
        limit = each.need(self._whole.span)
        if not len(at) or not NOTHING < limit < np.inf:
            return Rows(csr_array((0, len(self._lower))), np.empty(0), np.empty(0))
        mixed = Mixed(whole, span, limit, loose=len(each.columns) > 0)
        if x is None:
            rows = mixed.deepest(EACH)
        else:
            steps = self._whole.steps(x)[at]
            rest = float(each.rest @ (x - self._lower)[each.columns])
            rows = mixed.violated(np.where(turned, span - steps, steps), max(rest, 0.0), EACH)
        wholes = np.where(turned, -rows.matrix, rows.matrix) * self._whole.sign[at]
        rests = np.outer(rows.share, each.rest)
        limits = rows.limit - rows.matrix[:, turned] @ span[turned]
        limits += wholes @ self._whole.base[at] + rests @ self._lower[each.columns]
        columns = np.concatenate([self._whole.columns[at], each.columns])
        starts = np.arange(len(limits) + 1) * len(columns)
        entries = np.hstack([wholes, rests]).ravel(), np.tile(columns, len(limits)), starts
        matrix = csr_array(entries, shape=(len(limits), len(self._lower)))
        matrix.eliminate_zeros()
        matrix.sort_indices()
        return Rows(matrix, limits, np.full(len(limits), np.inf))


def _sums(program: LinearProgram, whole: Whole, aggregations: csr_array) -> Iterator[Sum]:
    """Sum rows up, columns with a negative coefficient at their lower bounds; see `_relaxed`."""
    aggregations = csr_array(aggregations, copy=True)
    aggregations.eliminate_zeros()
    times, rows = aggregations.data, aggregations.indices
    sides = np.where(times > 0, program.row_lower[rows], program.row_upper[rows])
    if not np.isfinite(sides).all():
        raise ValueError("an aggregation takes a row at a limit that is infinite")
    limits = csr_array((times * sides, rows, aggregations.indptr), shape=aggregations.shape).sum(axis=1)
    number = np.full(len(program.cost), -1)
    number[whole.columns] = np.arange(len(whole.columns))
    matrix = program.matrix.tocsr()
    for first in range(0, len(limits), CHUNK):
        summed = csr_array(aggregations[first : first + CHUNK] @ matrix)
        for index in range(summed.shape[0]):
            span = slice(summed.indptr[index], summed.indptr[index + 1])
            used = aggregations.indices[slice(*aggregations.indptr[first + index : first + index + 2])]
            line = summed.indices[span], summed.data[span]
            relaxed = _relaxed(program, whole, number, *line, limits[first + index], used)
            if relaxed is not None:
                yield relaxed


def _relaxed(
    program: LinearProgram,
    whole: Whole,
    number: Positions,
    columns: Positions,
    values: Floats,
    limit: float,
    used: Positions,
) -> Sum | None:
    """Count the columns of ``values @ x[columns] >= limit`` from their bounds, and leave out what is below 0.

    None where it says nothing: some column has no bound that it can be counted from, or 0 is enough.
    """
    kept = np.abs(values) > NOTHING * np.abs(values).max(initial=0.0)
    columns, values = columns[kept], values[kept]
    lower, upper = program.lower[columns], program.upper[columns]
    counted = number[columns] >= 0
    flows = ~counted & (lower < upper)
    above = flows & (values > 0) & np.isfinite(lower)
    start = np.where(flows & (values > 0) & ~above, upper, lower)
    start[counted] = whole.base[number[columns[counted]]]
    if not np.isfinite(start).all():
        return None
    at = number[columns[counted]]
    steps = np.zeros(len(whole.columns))
    steps[at] = values[counted] * whole.sign[at]
    relaxed = Sum(steps, columns[above], values[above], float(limit - values @ start), used)
    return relaxed if relaxed.need(whole.span) > NOTHING else None
