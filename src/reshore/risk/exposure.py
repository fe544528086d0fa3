"""What each disruption would cost: performance impact, time to survive and risk exposure index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl

from reshore.risk.shortfall import WEEK, Outage, Shortfall
from reshore.risk.survival import Survival

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]

LEAST = 1e-6
"""Least weight of a unit, as a share of the largest, where it is decided what to lose: no unit is lost idly."""


class Disruption(Outage, Protocol):
    """An outage with a name and, maybe, a time."""

    @property
    def kind(self) -> str:
        """What sort of thing is hit, such as ``site``."""

    @property
    def name(self) -> str:
        """Which one; unique within its kind."""

    @property
    def time_to_recover(self) -> float | None:
        """Days until it runs again; None where nobody says."""


@dataclass(frozen=True, slots=True)
class Exposures:
    """What an operation loses, set by set, in the order in which the sets were given.

    Attributes
    ----------
    sets
        kind, name, time_to_recover (days), time_to_survive (days, infinite where nothing is ever lost), impact
        (currency), units (lost), index (impact over the largest of the kind, 0 to 1). Without a time to
        recover, the last three are empty.
    segments
        kind, name, segment, units (lost), share (of the units that the segment wants until recovery); of the
        sets with a time to recover.
    """

    sets: pl.DataFrame
    segments: pl.DataFrame

    @property
    def missing(self) -> pl.DataFrame:
        """Return kind and name of the sets without a time to recover, whose impact nobody knows."""
        return self.sets.filter(pl.col("time_to_recover").is_null()).select("kind", "name")


def exposures(
    operation: Operation,
    disruptions: Sequence[Disruption],
    *,
    time_to_recover: float | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Exposures:
    """Return what each disruption costs and how long the operation survives it; see docs/stress.md.

    Parameters
    ----------
    operation
        What runs, and what else could.
    disruptions
        What stops together, set by set.
    time_to_recover
        Days, for those that have none of their own.
    on_progress
        Called after each set with the number of sets that are done, and of how many.

    Raises
    ------
    SolverError
        If the solver gives up on one of the programs.
    """
    survival, impact = Survival(operation), _Impact(operation)
    count = len(disruptions)
    own = [disruption.time_to_recover for disruption in disruptions]
    recover = np.array([time_to_recover if days is None else days for days in own], dtype=np.float64)
    survive, lost = np.empty(count), np.zeros((count, operation.demands.height))
    for row, disruption in enumerate(disruptions):
        survive[row] = WEEK * survival.weeks(disruption)
        if recover[row] > min(survive[row], WEEK * survival.undisrupted):
            lost[row] = impact.units(disruption, recover[row] / WEEK)
        if on_progress is not None:
            on_progress(row + 1, count)
    frame = pl.DataFrame(
        {
            "kind": pl.Series([disruption.kind for disruption in disruptions], dtype=pl.String),
            "name": pl.Series([disruption.name for disruption in disruptions], dtype=pl.String),
            "time_to_recover": pl.Series(recover, nan_to_null=True),
            "time_to_survive": survive,
        }
    )
    return Exposures(_impacts(frame, operation, lost), _segments(frame, operation, lost))


class _Impact:
    """Units that an outage adds to those that the operation loses anyway."""

    def __init__(self, operation: Operation) -> None:
        weights = operation.demands["weight"].to_numpy()
        self._shortfall = Shortfall(operation, np.maximum(weights, LEAST * weights.max(initial=0.0) or 1.0))
        self._anyway: dict[float, Floats] = {}

    def units(self, outage: Outage, weeks: float) -> Floats:
        """Return the units lost more of each demand over a time, where the least weight is lost."""
        if weeks not in self._anyway:
            self._anyway[weeks] = self._shortfall.over(weeks).lost
        lost: Floats = (self._shortfall.over(weeks, outage).lost - self._anyway[weeks]) * weeks
        return lost


def _impacts(sets: pl.DataFrame, operation: Operation, lost: Floats) -> pl.DataFrame:
    """Return the sets with impact, units and index, where their time to recover is known."""
    known = pl.col("time_to_recover").is_not_null()
    largest = pl.col("impact").max().over("kind")
    index = pl.when(largest > 0).then(pl.col("impact") / largest).otherwise(0.0)
    return (
        sets.with_columns(
            impact=pl.Series(lost @ operation.demands["weight"].to_numpy()), units=pl.Series(lost.sum(axis=1))
        )
        .with_columns(pl.when(known).then(pl.col("impact", "units")))
        .with_columns(pl.when(known).then(index).alias("index"))
    )


def _segments(sets: pl.DataFrame, operation: Operation, lost: Floats) -> pl.DataFrame:
    """Return what each set costs each segment, where its time to recover is known."""
    demands = operation.demands
    names = demands["segment"].unique().sort()
    member = (demands["segment"].to_numpy()[:, None] == names.to_numpy()[None, :]).astype(np.float64)
    wanted = demands["rate"].to_numpy() @ member
    rates = pl.DataFrame({"segment": names, "rate": wanted})
    share = (
        pl.when(pl.col("units") == 0)
        .then(0.0)
        .otherwise(pl.col("units") * WEEK / (pl.col("rate") * pl.col("time_to_recover")))
    )
    return (
        sets.select("kind", "name", "time_to_recover")
        .join(rates, how="cross", maintain_order="left_right")
        .with_columns(units=pl.Series((lost @ member).ravel()))
        .filter(pl.col("time_to_recover").is_not_null())
        .select("kind", "name", "segment", "units", share=share)
    )
