r"""The program of an objective that weighs the worst futures: a threshold, and what is above it.

For every future f, with t the threshold and e what is above it:

.. math::

    e_f \ge c_f - b_f - t, \qquad e_f \ge 0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csc_array, eye_array, hstack, vstack

from reshore.lp.block import Block
from reshore.lp.program import LinearProgram

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.robust.joint import Joint
    from reshore.robust.objective import Weighing

    Floats = NDArray[np.float64]

THRESHOLD, EXCESS = "threshold", "excess"
"""Blocks of columns; the rows are called as the second."""


def unit(joint: Joint) -> float:
    """Return what threshold and excess are counted in, so that their rows are near 1."""
    sizes = np.abs(joint.costs.data[joint.costs.data != 0])
    if not sizes.size:
        return 1.0
    return float(np.exp2(np.round(np.log2(np.sqrt(sizes.min() * sizes.max())))))


def weighed(
    joint: Joint, weighing: Weighing, names: tuple[str, ...], ends: tuple[float, float] = (-np.inf, np.inf)
) -> LinearProgram:
    """Return the program that minimises a weighing: the extensive form, the threshold, then each excess.

    Parameters
    ----------
    joint
        The extensive form.
    weighing
        The objective.
    names
        Of the futures.
    ends
        What the threshold is at least and at most, in money; it belongs to the first stage.
    """
    if not weighing.tail:
        return joint.program
    program, count, money = joint.program, len(names), unit(joint)
    rows, columns = program.shape
    above = hstack([joint.costs / money, csc_array(np.full((count, 1), -1.0)), -eye_array(count)])
    wide = hstack([program.matrix, csc_array((rows, count + 1))])
    matrix = csc_array(vstack([wide, above]))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    tail = np.array([weighing.tail * money])
    futures = pl.DataFrame({"future": names})
    excess = _block(EXCESS, futures, "future", columns + 1)
    return LinearProgram(
        cost=np.concatenate([(1 - weighing.tail) * program.cost, tail, tail * weighing.weights]),
        lower=np.concatenate([program.lower, [ends[0] / money], np.zeros(count)]),
        upper=np.concatenate([program.upper, [ends[1] / money], np.full(count, np.inf)]),
        matrix=matrix,
        row_lower=np.concatenate([program.row_lower, np.full(count, -np.inf)]),
        row_upper=np.concatenate([program.row_upper, (weighing.bases - joint.constants) / money]),
        integer=np.concatenate([program.integer, np.zeros(count + 1, dtype=np.bool_)]),
        columns=program.columns
        | {THRESHOLD: _block(THRESHOLD, pl.DataFrame({"of": [""]}), "of", columns), EXCESS: excess},
        rows=program.rows | {EXCESS: _block(EXCESS, futures, "future", rows)},
    )


def _block(name: str, frame: pl.DataFrame, key: str, offset: int) -> Block:
    # Futures keep their order, which need not be that of their names.
    position = pl.int_range(offset, offset + pl.len(), dtype=pl.Int32).alias("#")
    return Block(name, (key,), frame.with_columns(position), offset)


def decided(joint: Joint, program: LinearProgram) -> NDArray[np.bool_]:
    """Return which columns of a program of :func:`weighed` are decided once."""
    first = np.zeros(program.shape[1], dtype=np.bool_)
    first[: joint.shared.size] = True
    if THRESHOLD in program.columns:
        first[program.columns[THRESHOLD].span] = True
    return first


def whole(joint: Joint, weighing: Weighing, x: Floats) -> Floats:
    """Return a plan of the extensive form as one of the program of :func:`weighed`."""
    if not weighing.tail:
        return x
    money, above = unit(joint), joint.cost_of(x) - weighing.bases
    sums = [float(at + weighing.weights @ np.maximum(above - at, 0.0)) for at in above]
    at = above[int(np.argmin(sums))]
    return np.concatenate([x, [at / money], np.maximum(above - at, 0.0) / money])
