"""The frames of a stress test that need no chance: exposures, segments, concentration, passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.exposure import exposures
from reshore.risk.frames import conform

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from reshore.jobs.executor import Progress
    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

WEEKS_A_YEAR = 365.25 / 7


def exposed(
    operation: Operation, sets: Sequence[StressSet], on_progress: Progress | None = None
) -> dict[str, pl.DataFrame]:
    """Return the frames exposures and exposure_segments of a stress test.

    Parameters
    ----------
    operation
        What runs, and what else could.
    sets
        What may stop.
    on_progress
        Called with the number of sets that are done, of how many, and the seconds since the start.
    """
    found = exposures(operation, sets, on_progress=on_progress)
    spend = pl.Series([_spend(operation, one) for one in sets], dtype=pl.Float64)
    frames = {"exposures": found.sets.with_columns(spend=spend), "exposure_segments": found.segments}
    return {name: conform(name, frame) for name, frame in frames.items()}


def _spend(operation: Operation, stopped: StressSet) -> float:
    """Return what goods that a set makes and buys, or else moves, are worth a year, whoever pays for them."""
    values = operation.items["value"].to_numpy()

    def worth(frame: pl.DataFrame, rows: NDArray[np.int32], item: str) -> float:
        hit = frame[rows]
        return float(hit["rate"].to_numpy() @ values[hit[item].to_numpy()]) * WEEKS_A_YEAR

    if len(stopped.makes) + len(stopped.buys) == 0:
        return worth(operation.moves, stopped.moves, "target_item")
    return worth(operation.makes, stopped.makes, "item") + worth(operation.buys, stopped.buys, "item")
