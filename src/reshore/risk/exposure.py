"""What each set of the operation's parts would cost: performance impact, time to survive, exposure index."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import StoppedError
from reshore.risk.flows import WEEK
from reshore.risk.frames import FRAMES
from reshore.risk.shortfall import Shortfall
from reshore.risk.survival import NONE, Survival

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int, float], None]

YEAR = 365.25
"""Days of a year."""

LEAST = 1e-6
"""Least weight of a unit, of the largest, where it is decided what to lose: no unit is lost idly."""


@dataclass(frozen=True, slots=True, eq=False)
class Exposures:
    """What stops and what is lost then, set by set, in the order in which the sets were given.

    Attributes
    ----------
    sets
        kind, name, ttr (days; empty where nobody says), stated, tts (days; empty where nothing is ever lost),
        impact (currency), units_lost, index (impact over the largest of the kind; these three are empty
        without ttr), spend (what goods that the set makes and buys, or else moves, are worth a year).
    segments
        kind, name, segment, share (lost of the units that the segment wants until recovery); of the sets with
        a time to recover.
    anyway
        Units of each demand that are lost without any outage over the longest time to recover, a week on
        average. They count as not wanted.
    """

    sets: pl.DataFrame
    segments: pl.DataFrame
    anyway: Floats

    @property
    def missing(self) -> pl.DataFrame:
        """Return kind and name of the sets without a time to recover, whose impact isn't known."""
        return self.sets.filter(pl.col("ttr").is_null()).select("kind", "name")


def exposures(
    operation: Operation,
    sets: Sequence[StressSet],
    *,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Exposures:
    """Return what each set costs and how long the operation survives it; see docs/stress.md.

    Parameters
    ----------
    operation
        What runs, and what else could.
    sets
        What stops together.
    on_progress
        Called after each set, with the number of sets that are done, of how many, and the seconds since the
        start.
    cancel
        Set it to stop; Ctrl-C does the same.

    Raises
    ------
    SolverError
        If the solver gives up on one of the programs.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    began, cancel = time.monotonic(), cancel or Event()
    recover = np.array([one.time_to_recover for one in sets], dtype=np.float64)
    longest = float(np.max(recover, initial=0.0, where=~np.isnan(recover)))
    operating = _Operating(operation, longest / WEEK if longest > 0 else np.inf, cancel)
    survive = np.empty(len(sets))
    lost = np.zeros((len(sets), operation.demands.height))
    for row, one in enumerate(sets):
        if cancel.is_set():
            raise StoppedError(f"stopped after {row:,} of {len(sets):,} exposures")
        survive[row] = WEEK * operating.survival.weeks(one)
        if recover[row] > survive[row]:
            lost[row] = operating.shortfall.over(recover[row] / WEEK, one) * recover[row] / WEEK
        if on_progress is not None:
            on_progress(row + 1, len(sets), time.monotonic() - began)
    frame = pl.DataFrame(
        {
            "kind": pl.Series([one.kind for one in sets], dtype=pl.String),
            "name": pl.Series([one.name for one in sets], dtype=pl.String),
            "ttr": pl.Series(recover, nan_to_null=True),
            "stated": pl.Series([one.stated for one in sets], dtype=pl.Boolean),
            "tts": survive,
            "spend": pl.Series([_spend(operation, one) for one in sets], dtype=pl.Float64),
        }
    ).with_columns(pl.when(pl.col("tts").is_finite()).then("tts"))
    return Exposures(_impacts(frame, operation, lost), _segments(frame, operation, lost), operating.anyway)


class _Operating:
    """The programs of an operation, for the demands that it can serve over a time by itself."""

    def __init__(self, operation: Operation, weeks: float, cancel: Event) -> None:
        weights = operation.demands["weight"].to_numpy()
        weights = np.maximum(weights, LEAST * weights.max(initial=0.0) or 1.0)
        wanted = operation.demands["rate"].to_numpy()
        self.shortfall = Shortfall(operation, wanted, weights, cancel)
        self.anyway = self.shortfall.over(weeks)
        if (self.anyway > NONE * wanted).any():
            wanted = wanted - self.anyway
            self.shortfall = Shortfall(operation, wanted, weights, cancel)
        self.survival = Survival(operation, wanted, cancel)


def _spend(operation: Operation, one: StressSet) -> float:
    """Return what goods that a set makes and buys, or else moves, are worth a year, whoever pays for them."""
    worth = operation.items["value"].to_numpy()
    sources = [(operation.makes, one.makes, "item"), (operation.buys, one.buys, "item")]
    moved = [(operation.moves, one.moves, "target_item")]
    weekly = sum(
        float(frame["rate"].to_numpy()[rows] @ worth[frame[item].to_numpy()[rows]])
        for frame, rows, item in (sources if len(one.makes) + len(one.buys) else moved)
    )
    return weekly * YEAR / WEEK


def _impacts(sets: pl.DataFrame, operation: Operation, lost: Floats) -> pl.DataFrame:
    """Return the sets with impact, units and index, where their time to recover is known."""
    known = pl.col("ttr").is_not_null()
    largest = pl.col("impact").max().over("kind")
    index = pl.when(largest > 0).then(pl.col("impact") / largest).otherwise(0.0)
    impact = pl.Series("impact", lost @ operation.demands["weight"].to_numpy())
    return (
        sets.with_columns(impact, pl.Series("units_lost", lost.sum(axis=1)))
        .with_columns(pl.when(known).then(pl.col("impact", "units_lost")))
        .with_columns(pl.when(known).then(index).alias("index"))
        .select(FRAMES["exposures"].dtypes.keys())
    )


def _segments(sets: pl.DataFrame, operation: Operation, lost: Floats) -> pl.DataFrame:
    """Return the share that each set costs each segment, where its time to recover is known."""
    demands = operation.demands
    names = demands["segment"].unique().sort()
    member = (demands["segment"].to_numpy()[:, None] == names.to_numpy()[None, :]).astype(np.float64)
    segments = pl.DataFrame({"segment": names, "rate": demands["rate"].to_numpy() @ member})
    wanted = pl.col("rate") * pl.col("ttr") / WEEK
    share = pl.when(pl.col("units") > 0).then(pl.col("units") / wanted).otherwise(0.0)
    return (
        sets.select("kind", "name", "ttr")
        .join(segments, how="cross", maintain_order="left_right")
        .with_columns(units=pl.Series((lost @ member).ravel()))
        .drop_nulls("ttr")
        .select("kind", "name", "segment", share=share)
    )
