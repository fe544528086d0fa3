"""The best plan of each future alone: what it costs, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isinf
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import InfeasibleError, StoppedError, TimeLimitError
from reshore.footprint.design import design
from reshore.jobs.executor import run
from reshore.jobs.task import Task
from reshore.robust.decisions import decisions
from reshore.robust.frames import FRAMES
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.lp.solution import Options
    from reshore.robust.futures import Future, Futures

NONE, LATE = "none", "late"
"""Why a search found no plan: there is none, or none in time."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What all futures share.

    Attributes
    ----------
    name, frames, settings
        The model, taken apart so that it can be sent.
    options
        How each search is done; the time limit is that of each.
    """

    name: str
    frames: dict[str, pl.DataFrame]
    settings: dict[str, Any]
    options: Options

    @classmethod
    def of(cls, model: Model, options: Options) -> Payload:
        """Take a model apart."""
        one = replace(options, threads=1)
        return cls(model.name, dict(model.frames), dict(model.settings), one)

    @property
    def model(self) -> Model:
        """The tables as they are written."""
        return Model(self.name, MappingProxyType(self.frames), MappingProxyType(self.settings))


@dataclass(frozen=True, slots=True)
class OwnPlans:
    """What the best plans of the futures are.

    Attributes
    ----------
    costs
        future, own_best, own_bound (money): what the best plan found for a future costs, and what no plan for
        it costs less than.
    decisions
        future, and the columns of the frame `decisions`.
    """

    costs: pl.DataFrame
    decisions: pl.DataFrame


def own_plans(
    model: Model,
    futures: Futures,
    options: Options,
    *,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Callable[[int, int, float], None] | None = None,
    cancel: Event | None = None,
) -> OwnPlans:
    """Look for the best plan of each future.

    Parameters
    ----------
    model
        The tables as they are written.
    futures
        The futures.
    options
        How each search is done; the time limit is that of each.
    workers
        Processes of one thread each; any number gives the same, unless a time limit ends searches.
    folder
        Where finished searches are kept, in a folder `own`, so that the same call goes on from there after an
        interruption.
    on_progress
        Called with how many are done, of how many, and the seconds since the start.
    cancel
        Set it to stop after the searches that are running; Ctrl-C stops at once.

    Raises
    ------
    InfeasibleError
        If there is no plan for a future, by its name alone: what excludes what is for the caller to find.
    TimeLimitError
        If the time limit came before the first plan for a future.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    task = Task(_searcher, Payload.of(model, options))
    done = run(
        task,
        list(futures),
        workers=workers,
        folder=folder and folder / "own",
        on_progress=on_progress,
        cancel=cancel,
    )
    for name, problem in done.frame.select("future", "problem").iter_rows():
        if problem == NONE:
            raise OwnInfeasibleError(name)
        if problem == LATE:
            raise TimeLimitError(f"no plan for future {name!r} alone was found in time; give more time")
    told = done.frame.select("future", "decisions").explode("decisions", empty_as_null=False)
    return OwnPlans(done.frame.select("future", "own_best", "own_bound"), told.unnest("decisions"))


class OwnInfeasibleError(InfeasibleError):
    """There is no plan for a future."""

    def __init__(self, future: str) -> None:
        self.future = future
        super().__init__(f"no plan keeps all rules and bounds in future {future!r}")


def _searcher(payload: Payload) -> Callable[[Future], pl.DataFrame]:
    """Return the function that searches the best plan of a future."""
    base, options = payload.model, payload.options

    def search(future: Future) -> pl.DataFrame:
        stopped = Event()
        try:
            plan = design(
                future.model(base),
                gap=options.gap,
                time_limit=None if isinf(options.time_limit) else options.time_limit,
                threads=1,
                seed=options.seed,
                explain=False,
                cancel=stopped,
            )
        except InfeasibleError:
            return _unplanned(future, NONE)
        except TimeLimitError:
            return _unplanned(future, LATE)
        except StoppedError:
            raise KeyboardInterrupt from None
        if stopped.is_set():
            # What Ctrl-C left of a search isn't kept as its result.
            raise KeyboardInterrupt
        found = decisions(plan).select(pl.struct(pl.all()).implode().alias("decisions"))
        return found.select(
            future=pl.lit(future.name),
            own_best=pl.lit(plan.objective),
            own_bound=pl.lit(plan.bound),
            problem=pl.lit(""),
            decisions="decisions",
        )

    return search


def _unplanned(future: Future, problem: str) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.Float64)
    lines = pl.List(pl.Struct(FRAMES["decisions"].dtypes))
    return pl.select(
        future=pl.lit(future.name),
        own_best=nothing,
        own_bound=nothing,
        problem=pl.lit(problem),
        decisions=pl.lit([], dtype=lines),
    )
