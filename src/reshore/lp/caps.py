"""Caps: what the integer columns of a program allow its other columns, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array, vstack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram

    Floats = NDArray[np.float64]
    Positions = NDArray[np.integer]

NOTHING = 1e-9
"""Part of a coefficient that is left by rounding errors alone."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The integer columns of a program that are not fixed, each counted in steps from a finite bound.

    Attributes
    ----------
    columns
        Their positions in the program.
    base, sign
        ``x = base + sign * steps``; base is NaN where both bounds are infinite.
    span
        Most steps; may be infinite.
    """

    columns: Positions
    base: Floats
    sign: Floats
    span: Floats

    @classmethod
    def of(cls, program: LinearProgram) -> Whole:
        """Read a program."""
        columns = np.flatnonzero(program.integer & (program.lower < program.upper))
        lower, upper = program.lower[columns], program.upper[columns]
        down = np.isinf(lower)
        base = np.where(down, np.where(np.isinf(upper), np.nan, upper), lower)
        return cls(columns, base, np.where(down, -1.0, 1.0), upper - lower)

    def steps(self, x: Floats) -> Floats:
        """Return the steps at a point of the program, within their bounds."""
        return np.clip((x[self.columns] - self.base) * self.sign, 0.0, self.span)


@dataclass(frozen=True, slots=True)
class Sum:
    """The inequality ``whole @ steps + rest @ (x - lower)[columns] >= limit``, valid for a program.

    Attributes
    ----------
    whole
        One value an integer column, in the order of `Whole`.
    columns, rest
        Other columns by position, with coefficients above 0.
    limit
        A number.
    used
        Rows of the program that are in the sum.
    """

    whole: Floats
    columns: Positions
    rest: Floats
    limit: float
    used: Positions

    def need(self, span: Floats) -> float:
        """Return the limit with steps of negative coefficients taken as far as they go."""
        down = self.whole < 0
        return float(self.limit - self.whole[down] @ span[down])


@dataclass(frozen=True, slots=True)
class Caps:
    """Rows ``cover @ (x - lower) <= limit - whole @ steps``, `cover` above 0 on columns that are not integer.

    Attributes
    ----------
    counted
        The integer columns that are counted in steps.
    rows
        Positions of the caps in the program.
    cover, whole
        One row a cap; columns of the program, and steps of integer columns.
    limit
        One value a cap.
    most
        Largest right-hand side within the bounds of the integer columns.
    spans
        Most that each column of the program rises above its lower bound.
    """

    counted: Whole
    rows: Positions
    cover: csc_array
    whole: csr_array
    limit: Floats
    most: Floats
    spans: Floats

    @classmethod
    def of(cls, program: LinearProgram, whole: Whole) -> Caps:
        """Find the rows with an integer column in which all others only take room."""
        fixed = program.lower == program.upper
        flows = ~program.integer & ~fixed
        endless = np.zeros_like(fixed)
        endless[whole.columns[np.isnan(whole.base)]] = True
        endless |= flows & np.isinf(program.lower)
        start = np.where(fixed | flows, program.lower, 0.0)
        start[whole.columns] = whole.base
        start[endless] = 0.0
        matrix = program.matrix.tocsr()
        sides = [(1.0, program.row_upper), (-1.0, -program.row_lower)]
        chosen = [_capping(sign * matrix, side, flows, endless, program.integer) for sign, side in sides]
        both = vstack(
            [sign * matrix[rows] for (sign, _), rows in zip(sides, chosen, strict=True)], format="csr"
        )
        limit = np.concatenate([side[rows] for (_, side), rows in zip(sides, chosen, strict=True)])
        limit = limit - both @ start
        steps = (both[:, whole.columns] @ diags_array(whole.sign)).tocsr()
        return cls(
            counted=whole,
            rows=np.concatenate(chosen),
            cover=(both @ diags_array(flows.astype(float))).tocsc(),
            whole=steps,
            limit=limit,
            most=np.maximum(limit + (-steps).maximum(0) @ whole.span, 0.0),
            spans=program.upper - program.lower,
        )

    def room(self, steps: Floats) -> Floats:
        """Return the right-hand sides at a point, none below 0."""
        return np.asarray(np.maximum(self.limit - self.whole @ steps, 0.0))

    def applied(self, each: Sum, room: Floats, *, finest: bool) -> Sum:
        """Return a sum in which integer columns stand for what they cap, and upper bounds for the rest.

        Parameters
        ----------
        each
            The sum.
        room
            What each cap allows, where it matters.
        finest
            Whether caps with more integer columns come before those that allow less.
        """
        block = self.cover[:, each.columns].tocoo()
        new = ~np.isin(self.rows[block.row], each.used) & (block.data > 0)
        row, column, cover = block.row[new], block.col[new], block.data[new]
        ratio = each.rest[column] / cover
        bound = each.rest * self.spans[each.columns]
        need = each.need(self.counted.span)
        picked = self._picked(row, column, ratio, bound, room, need, finest=finest)
        times = np.zeros(len(self.rows))
        np.maximum.at(times, row[picked], ratio[picked])
        left = each.rest - np.bincount(column, times[row] * cover, minlength=len(each.rest))
        left[left <= NOTHING * each.rest] = 0.0
        bounded = np.isfinite(bound)
        at = np.unique(row[picked])
        limit = each.limit - times[at] @ self.limit[at] - left[bounded] @ self.spans[each.columns[bounded]]
        whole = each.whole - self.whole[at].T @ times[at]
        kept = (left > 0) & ~bounded
        return Sum(whole, each.columns[kept], left[kept], float(limit), each.used)

    def _picked(
        self,
        row: Positions,
        column: Positions,
        ratio: Floats,
        bound: Floats,
        room: Floats,
        need: float,
        *,
        finest: bool,
    ) -> Positions:
        """Return for every column that has a cap the entry by which it is capped.

        A cap is good where it allows less than the best caps of its columns, each on its own, allow together.
        What goes beyond the need of the sum counts for no more than it.
        """
        alone = np.minimum(bound, need)
        np.minimum.at(alone, column, np.minimum(ratio * room[row], need))
        times = np.zeros(len(self.rows))
        np.maximum.at(times, row, ratio)
        apart = np.zeros(len(self.rows))
        np.add.at(apart, row, alone[column])
        together = np.minimum(times * room, need)
        score = np.round(np.divide(together, apart, out=np.zeros_like(apart), where=apart > 0), 9)[row]
        fine = np.diff(self.whole.indptr)[row]
        order = np.lexsort((score, -fine, column) if finest else (-fine, score, column))
        best = order[np.unique(column[order], return_index=True)[1]]
        if finest:
            return best
        return best[score[best] * alone[column[best]] <= bound[column[best]] * (1 + NOTHING)]


def _capping(
    matrix: csr_array,
    sides: Floats,
    flows: NDArray[np.bool_],
    endless: NDArray[np.bool_],
    integer: NDArray[np.bool_],
) -> Positions:
    """Return the rows ``matrix @ x <= sides`` that are caps."""
    row = np.repeat(np.arange(len(sides)), np.diff(matrix.indptr))
    flow = flows[matrix.indices]
    good = np.isfinite(sides)
    good[row[endless[matrix.indices] | (flow & (matrix.data < 0))]] = False
    for needed in (flow, integer[matrix.indices]):
        good &= np.bincount(row[needed], minlength=len(sides)) > 0
    return np.flatnonzero(good)
