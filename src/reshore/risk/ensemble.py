"""Many replications of one operation under one engine, over processes or a cluster, streamed to Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import polars as pl

from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.risk.realise import FRAME, WEEK
from reshore.risk.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from threading import Event

    from numpy.typing import NDArray

    from reshore.jobs.executor import Progress
    from reshore.risk.operation import Operation
    from reshore.risk.outcome import Engine, Outcome
    from reshore.risk.realisation import Realisation

CHUNK = 20
"""Replications that are done, and written, together."""

RECOVERED = 0.99
"""Share of the undisrupted service from which on a segment has recovered."""

ROWS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "replication": pl.Int32,
    "stratum": pl.Int32,
    "weight": pl.Float64,
    **dict.fromkeys(("make", "buy", "move", "hold", "unmet", "left", "cost", "loss"), pl.Float64),
    **dict.fromkeys(("lost_value", "units_lost", "recovery"), pl.Float64),
    "events": pl.Int32,
    "problem": pl.String,
    "happened": pl.List(pl.Struct(FRAME)),
    "wanted": pl.List(pl.Float64),
    "served": pl.List(pl.Float64),
}
"""What a part holds: a row a replication, its units by segment and week."""


class Draws(Protocol):
    """Replications that can be made wherever they are sent, such as `reshore.risk.draw.Ensemble`."""

    @property
    def strata(self) -> NDArray[np.int64]:
        """Stratum of each replication."""

    def __len__(self) -> int:
        """Return how many there are."""

    def realisation(self, place: int) -> Realisation:
        """Return what happens in one of them, by its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Replications:
    """What all replications came to. Those that failed are in `failures`, and in no other frame.

    Attributes
    ----------
    replications
        replication, stratum, weight, make, buy, move, hold, unmet, left, cost, loss, lost_value, units_lost
        (also those still waiting at the end), recovery (weeks), events (those of one cause count once).
    service
        replication, segment, week, wanted, served (units).
    events
        replication, event, hazard, start, duration (days), severity, hit (rows).
    failures
        replication, stratum, weight, problem.
    """

    replications: pl.DataFrame
    service: pl.DataFrame
    events: pl.DataFrame
    failures: pl.DataFrame


def replicate(
    operation: Operation,
    draws: Draws,
    engine: Callable[[Operation], Engine],
    *,
    workers: int = 1,
    cluster: str | None = None,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Replications:
    """Work out all replications; the rows are the same whoever does it.

    Parameters
    ----------
    operation
        What is disrupted.
    draws
        What happens in each replication.
    engine
        Makes the engine, once a worker, such as ``partial(Recourse, weeks=78)``; it is pickled.
    workers
        Processes; with 1, the work is done in this one.
    cluster
        Address of a Dask scheduler whose workers do it instead.
    folder
        Where finished replications are kept; the same call goes on from there after an interruption.
    on_progress
        Called with the number of replications that are done, of how many, and the seconds since the start.
    cancel
        Set it to stop; Ctrl-C does the same.

    Raises
    ------
    UsageError
        If the folder holds something else, or the cluster can't be used.
    StoppedError
        If `cancel` or Ctrl-C came before the end; what is finished is kept in the folder.
    ReshoreError
        If the engine can't be made, a worker can't work, or a part can't be written.
    """
    count = len(draws)
    chunks = [(begin, min(begin + CHUNK, count)) for begin in range(0, count, CHUNK)]

    def progress(done: int, _: int, seconds: float) -> None:
        if on_progress is not None:
            on_progress(min(done * CHUNK, count), count, seconds)

    outcome = run(
        Task(_ready, (operation, draws, engine)),
        chunks,
        workers=workers,
        cluster=cluster,
        folder=folder,
        on_progress=progress,
        cancel=cancel,
    )
    return _apart(outcome.frame, Segments.of(operation))


def _ready(
    payload: tuple[Operation, Draws, Callable[[Operation], Engine]],
) -> Callable[[tuple[int, int]], pl.DataFrame]:
    operation, draws, build = payload
    engine, segments = build(operation), Segments.of(operation)

    def handle(chunk: tuple[int, int]) -> pl.DataFrame:
        strata = draws.strata[slice(*chunk)].tolist()
        realisations = [draws.realisation(place) for place in range(*chunk)]
        rows = [
            _row(stratum, realisation, outcome, engine, segments)
            for stratum, realisation, outcome in zip(
                strata, realisations, engine.runs(realisations), strict=True
            )
        ]
        return pl.DataFrame(rows, schema=ROWS, orient="row")

    return handle


def _row(
    stratum: int, realisation: Realisation, outcome: Outcome, engine: Engine, segments: Segments
) -> tuple[Any, ...]:
    """Return a row of `ROWS`."""
    costs = outcome.costs
    return (
        realisation.number,
        stratum,
        realisation.weight,
        *(costs.make, costs.buy, costs.move, costs.hold, costs.unmet, costs.left, costs.total),
        engine.loss(outcome),
        float((engine.operation.demands["worth"].to_numpy() * outcome.lost).sum()),
        float(outcome.lost.sum()),
        _recovery(realisation, outcome, engine.base, segments),
        realisation.events["event"].n_unique(),
        outcome.failure,
        realisation.events.to_dicts(),
        segments.total(outcome.wanted).ravel().tolist(),
        segments.total(outcome.served).ravel().tolist(),
    )


def _recovery(realisation: Realisation, outcome: Outcome, base: Outcome, segments: Segments) -> float:
    """Return the weeks from the first event to the last one in which a segment is served worse."""
    starts = realisation.events["start"].to_list()
    worse = segments.service(outcome) < RECOVERED * segments.service(base)
    weeks = np.flatnonzero(worse.any(axis=0))
    if not starts or not len(weeks):
        return 0.0
    return float(max(0, weeks[-1] + 1 - int(min(starts) // WEEK)))


def _apart(rows: pl.DataFrame, segments: Segments) -> Replications:
    """Take the frames apart that rows hold together."""
    failed = pl.col("problem") != ""
    done = rows.filter(~failed)
    eventful = done.filter(pl.col("events") > 0)
    count = len(segments.names)
    weeks = len(rows["wanted"][0]) // count
    calendar = pl.DataFrame(
        {
            "segment": [name for name in segments.names for _ in range(weeks)],
            "week": np.tile(np.arange(weeks, dtype=np.int32), count),
        }
    )
    return Replications(
        replications=done.drop("problem", "happened", "wanted", "served"),
        service=done.select("replication")
        .join(calendar, how="cross", maintain_order="left_right")
        .hstack(done.select("wanted", "served").explode("wanted", "served")),
        events=eventful.select("replication", "happened").explode("happened").unnest("happened"),
        failures=rows.filter(failed).select("replication", "stratum", "weight", "problem"),
    )
