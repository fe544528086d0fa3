"""Arrange areas along a corridor in one or two rows so that the least is carried."""

from __future__ import annotations

import time as clock
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.factory.layout.areas import Areas


@dataclass(frozen=True, slots=True)
class Limits:
    """When the search ends without a proof.

    Attributes
    ----------
    seconds
        By the clock, without the time that compiling takes.
    rounds
        Of the local search where there are too many areas for an exact one; the result of so many rounds is
        always the same.
    states
        Left parts of arrangements that the exact search may hold, some 40 bytes each.
    """

    seconds: float = 20.0
    rounds: int = 600
    states: int = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """Where areas stand.

    Attributes
    ----------
    row
        Of each area: `TOP` or `BOTTOM`.
    left
        Left end of each area, in metres from the left end of its row.
    work
        Sum of flow x distance, kg m a week.
    bound
        No arrangement that is as short as it has to be makes less work.
    proven
        Whether none is better.
    length
        Of the longer row, in metres.
    """

    row: NDArray[np.int64]
    left: NDArray[np.float64]
    work: float
    bound: float
    proven: bool
    length: float


def arrange(
    areas: Areas,
    *,
    rows: int = 2,
    aisle: float = 0.0,
    length: float = inf,
    seed: int = 0,
    limits: Limits | None = None,
) -> Arrangement:
    """Find the arrangement without gaps, from the left end on, that makes the least work.

    With up to 22 areas in one row, or 20 in two, it is proven to be the best if time allows; with more it is
    the best that a local search found.

    Parameters
    ----------
    areas
        What is laid out.
    rows
        1 or 2.
    aisle
        Added to the distance between areas in different rows, in metres.
    length
        Longest that a row should be, in metres; where that can't be, the longer row is as short as possible.
    seed
        Of the local search.
    limits
        When to end without a proof; 20 seconds by default.

    Raises
    ------
    UsageError
        If a number makes no sense, or numba isn't installed.
    """
    if rows not in (1, 2) or not 0 <= aisle < inf or not length > 0:
        raise UsageError(f"no layout with {rows} rows, an aisle of {aisle:g} m and {length:g} m of length")
    if any(spot.row >= rows for spot in areas.fixed.values()):
        raise UsageError("areas are fixed to the second row, and there is one")
    if not areas.names:
        return Arrangement(np.zeros(0, np.int64), np.zeros(0), 0.0, 0.0, True, 0.0)
    try:
        from reshore.factory.layout.solve import compile_all, solve
    except ModuleNotFoundError as error:
        if error.name != "numba":
            raise
        raise UsageError('a layout needs numba: pip install "reshore[sim]"') from None
    compile_all()
    limits = limits or Limits()
    return solve(areas, rows, aisle, length, seed, limits, clock.perf_counter() + limits.seconds)
