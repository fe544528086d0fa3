"""Trials: what replications lose under many changes of an operation, all over the same processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.risk.ensemble import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from threading import Event

    from reshore.jobs.executor import Progress
    from reshore.risk.ensemble import Draws
    from reshore.risk.operation import Operation
    from reshore.risk.outcome import Engine

    Chunk = tuple[int, int, int]

ROWS = {
    "trial": pl.Int32,
    "replication": pl.Int32,
    "stratum": pl.Int32,
    "weight": pl.Float64,
    "loss": pl.Float64,
    "problem": pl.String,
}
"""What a part holds: a row a trial and replication."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One change that is tried.

    Attributes
    ----------
    operation
        As it is then.
    draws
        What happens in each replication.
    engine
        Makes the engine, once a worker at least; it is pickled.
    """

    operation: Operation
    draws: Draws
    engine: Callable[[Operation], Engine]


def attempt(
    trials: Sequence[Trial],
    *,
    workers: int = 1,
    cluster: str | None = None,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> list[pl.DataFrame]:
    """Work all replications of all trials out; options and errors are those of `ensemble.replicate`.

    Returns
    -------
    losses
        Of each trial replication, stratum, weight and loss, of the replications that didn't fail.
    """
    chunks = [
        (number, begin, min(begin + CHUNK, len(trial.draws)))
        for number, trial in enumerate(trials)
        for begin in range(0, len(trial.draws), CHUNK)
    ]
    if not chunks:
        return []
    counts = [end - begin for _, begin, end in chunks]

    def progress(done: int, _: int, seconds: float) -> None:
        if on_progress is not None:
            on_progress(sum(counts[:done]), sum(counts), seconds)

    outcome = run(
        Task(_ready, tuple(trials)),
        chunks,
        workers=workers,
        cluster=cluster,
        folder=folder,
        on_progress=progress,
        cancel=cancel,
    )
    done = outcome.frame.filter(pl.col("problem") == "").drop("problem")
    return [done.filter(trial=number).drop("trial") for number in range(len(trials))]


def _ready(trials: tuple[Trial, ...]) -> Callable[[Chunk], pl.DataFrame]:
    made: dict[int, Engine] = {}

    def engine(number: int) -> Engine:
        """Keep the latest alone: chunks of a trial come one after another."""
        if number not in made:
            made.clear()
            made[number] = trials[number].engine(trials[number].operation)
        return made[number]

    def handle(chunk: Chunk) -> pl.DataFrame:
        number, begin, end = chunk
        draws, at_work = trials[number].draws, engine(number)
        realisations = [draws.realisation(place) for place in range(begin, end)]
        outcomes = at_work.runs(realisations)
        rows = [
            (number, outcome.number, stratum, outcome.weight, at_work.loss(outcome), outcome.failure)
            for outcome, stratum in zip(outcomes, draws.strata[begin:end].tolist(), strict=True)
        ]
        return pl.DataFrame(rows, schema=ROWS, orient="row")

    return handle
