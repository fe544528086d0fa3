"""The frames of a stress test that need no chance: exposures, segments, concentration, passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.exposure import exposures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

WEEKS_A_YEAR = 365.25 / 7


def exposed(
    operation: Operation, sets: Sequence[StressSet], on_progress: Callable[[int, int], None] | None = None
) -> dict[str, pl.DataFrame]:
    """Return the frames exposures and exposure_segments of a stress test.

    Parameters
    ----------
    operation
        What runs, and what else could.
    sets
        What may stop.
    on_progress
        Called with the number of sets that are done, and of how many.
    """
    found = exposures(operation, sets, on_progress=on_progress)
    finite = pl.when(pl.col("time_to_survive").is_finite()).then("time_to_survive")
    rows = found.sets.select(
        "kind",
        "name",
        ttr="time_to_recover",
        stated=pl.Series([one.stated for one in sets], dtype=pl.Boolean),
        tts=finite,
        impact="impact",
        units_lost="units",
        index="index",
        spend=pl.Series([_spend(operation, one) for one in sets], dtype=pl.Float64),
    )
    return {"exposures": rows, "exposure_segments": found.segments.select("kind", "name", "segment", "share")}


def _spend(operation: Operation, stopped: StressSet) -> float:
    """Return what goods that a set makes and buys, or else moves, are worth a year, whoever pays for them."""
    values = operation.items["value"].to_numpy()

    def worth(frame: pl.DataFrame, rows: NDArray[np.int32], item: str) -> float:
        hit = frame[rows]
        return float(hit["rate"].to_numpy() @ values[hit[item].to_numpy()]) * WEEKS_A_YEAR

    if len(stopped.makes) + len(stopped.buys) == 0:
        return worth(operation.moves, stopped.moves, "target_item")
    return worth(operation.makes, stopped.makes, "item") + worth(operation.buys, stopped.buys, "item")
