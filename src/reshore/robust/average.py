"""Sample-average approximation: how far a plan for drawn futures may be from the best for all of them.

Replications of the search, each with draws of its own, bound the least expected cost from below: the mean of
their bounds does. What the plan's decisions cost in a large sample of its own estimates their expected cost.
The difference is the optimality gap (Mak, Morton and Wood 1999; Kleywegt, Shapiro and Homem-de-Mello 2002).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isinf, sqrt
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import stats

from reshore.chance import intervals
from reshore.chance.intervals import LEVEL, Estimate
from reshore.errors import StoppedError, UsageError
from reshore.jobs.executor import run
from reshore.jobs.fingerprint import fingerprint
from reshore.jobs.task import Task
from reshore.lp.solution import Options
from reshore.robust.evaluate import evaluate
from reshore.robust.frames import FRAMES
from reshore.robust.own import Payload
from reshore.robust.sampled import futures_of_ranges
from reshore.robust.solve import robust_design

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model

    Floats = NDArray[np.float64]

EVALUATED = 2**32
"""Number of the first future in which a plan is evaluated: none that a search has seen."""


@dataclass(frozen=True, slots=True)
class SampleAverage:
    """How good a plan for drawn futures is for all that might be drawn; all money is expected.

    Attributes
    ----------
    bounds
        replication, bound, objective (money): what no decisions cost less than in the draws of a replication,
        and what the best ones found cost there.
    costs
        future, cost (money): what the plan's decisions cost in the draws of its own; infinite where they
        leave no flows.
    level
        Confidence of the intervals.
    """

    bounds: pl.DataFrame
    costs: pl.DataFrame
    level: float = LEVEL

    @property
    def least(self) -> Estimate:
        """Mean bound: no decisions have a lower expected cost; with Student's interval."""
        return _mean(self._bounds, self.level)

    @property
    def cost(self) -> Estimate:
        """Expected cost of the plan's decisions, infinite if any draw leaves them without flows."""
        return _mean(self._costs, self.level)

    @property
    def gap(self) -> Estimate:
        """What the plan may cost more than the best: `cost` less `least`, and 0 at least."""
        costs, bounds = self._costs, self._bounds
        if not (np.isfinite(costs).all() and np.isfinite(bounds).all()):
            return Estimate(inf, inf, inf, self.level)
        parts = [float(np.var(each, ddof=1)) / len(each) for each in (costs, bounds)]
        freedoms = [len(each) - 1 for each in (costs, bounds)]
        value, variance = float(costs.mean() - bounds.mean()), sum(parts)
        # Welch and Satterthwaite's: the two samples differ in size and in spread.
        doubt = sum(part**2 / freedom for part, freedom in zip(parts, freedoms, strict=True))
        freedom = variance**2 / doubt if doubt > 0 else 1.0
        half = float(stats.t.isf((1 - self.level) / 2, freedom)) * sqrt(variance)
        value, low, high = (max(0.0, end) for end in (value, value - half, value + half))
        return Estimate(value, low, high, self.level)

    @property
    def without_flows(self) -> int:
        """How many draws leave the plan's decisions without flows."""
        return int(np.isinf(self._costs).sum())

    def frame(self) -> pl.DataFrame:
        """Return the figures as rows of the frame `worth`: figure, low, high; empty where there is no end."""
        share = f"{self.level:.0%}".replace("%", " %")
        figures = {
            "least expected cost, at least": self.least,
            "expected cost in a sample of its own": self.cost,
            "optimality gap": self.gap,
        }
        rows = [
            (f"{name} ({share})", *(end if np.isfinite(end) else None for end in (one.low, one.high)))
            for name, one in figures.items()
        ]
        return pl.DataFrame(rows, schema=dict(FRAMES["worth"].dtypes), orient="row")

    @property
    def _bounds(self) -> Floats:
        return self.bounds["bound"].to_numpy()

    @property
    def _costs(self) -> Floats:
        return self.costs["cost"].to_numpy()


def sample_average(
    model: Model,
    plan: RobustPlan,
    *,
    replications: int = 10,
    evaluation: int = 200,
    samples: int | None = None,
    seed: int = 0,
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_stage: Callable[[str], None] | None = None,
    cancel: Event | None = None,
) -> SampleAverage:
    """Find how far a plan may be from the one of least expected cost over all that `ranges` may draw.

    Parameters
    ----------
    model, plan
        The base case, and the plan for many futures that was made of it.
    replications
        How often the search is done again, with draws of its own; 2 or more.
    evaluation
        Draws in which the plan's decisions are evaluated; 2 or more.
    samples
        Draws of a replication; None = as many as the plan has futures.
    seed
        Seed of the draws; with that of the plan's, none of its futures comes again.
    gap
        Relative gap at which each search ends; None = that of the plan. It is part of the gap found.
    time_limit
        Seconds after which a search ends with the bound so far; None = no limit.
    workers
        Processes of one thread each; any number gives the same, unless a time limit ends searches.
    folder
        Where finished work is kept, so that the same call goes on from there after an interruption.
    on_stage
        Called with what is done next.
    cancel
        Set it to stop; Ctrl-C does the same.

    Raises
    ------
    UsageError
        If a number is too small, or the table `ranges` has no rows.
    ReshoreError
        If a replication has no plan, or drawn tables aren't sound.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    for name, count in (("replications", replications), ("draws to evaluate", evaluation)):
        if count < 2:
            raise UsageError(f"{count} {name} tell no spread: ask for 2 or more")
    told = on_stage or (lambda _: None)
    size = samples or len(plan.plans)
    options = Options(
        gap=plan.facts["gap_asked"] if gap is None else gap,
        time_limit=inf if time_limit is None else time_limit,
        seed=plan.facts["seed"],
    )
    drawn = futures_of_ranges(model, evaluation, seed=seed, first=EVALUATED)
    payload = Replication(Payload.of(model, options), size, seed)
    bounds = run(
        Task(_replicator, payload),
        # The draws of the plan itself come first.
        [size * number for number in range(1, replications + 1)],
        workers=workers,
        folder=folder and folder / "replications",
        on_progress=lambda done, count, _: told(f"Replications: {done:,} of {count:,}"),
        cancel=cancel,
    )
    decided = fingerprint((plan["decisions"], plan["sources"]))[:8]
    costs = evaluate(
        model,
        plan,
        drawn,
        workers=workers,
        folder=folder and folder / f"evaluation-{decided}",
        on_progress=lambda done, count, _: told(f"Costs in draws of its own: {done:,} of {count:,}"),
        cancel=cancel,
    )
    return SampleAverage(bounds.frame.with_row_index("replication", offset=1), costs)


@dataclass(frozen=True, slots=True)
class Replication:
    """What all replications share.

    Attributes
    ----------
    base
        The model, and how plans are searched.
    samples
        Draws of each.
    seed
        Seed of the draws.
    """

    base: Payload
    samples: int
    seed: int


def _replicator(shared: Replication) -> Callable[[int], pl.DataFrame]:
    """Return the function that searches a plan for draws from a number on."""
    model, options = shared.base.model, shared.base.options

    def bound(first: int) -> pl.DataFrame:
        stopped = Event()
        try:
            plan = robust_design(
                model,
                futures_of_ranges(model, shared.samples, seed=shared.seed, first=first),
                gap=options.gap,
                time_limit=None if isinf(options.time_limit) else options.time_limit,
                threads=1,
                seed=options.seed,
                cancel=stopped,
            )
        except StoppedError:
            raise KeyboardInterrupt from None
        if stopped.is_set():
            # What Ctrl-C left of a search isn't kept as its result.
            raise KeyboardInterrupt
        return pl.DataFrame({"bound": [plan.bound], "objective": [plan.objective]})

    return bound


def _mean(values: Floats, level: float) -> Estimate:
    """Return the mean of a sample; infinite if one of its values is."""
    if not np.isfinite(values).all():
        end = float(values[~np.isfinite(values)][0])
        return Estimate(end, end, end, level)
    return intervals.mean(values, level)


def with_average(plan: RobustPlan, average: SampleAverage) -> RobustPlan:
    """Return a plan whose frame `worth` tells, too, how far it may be from the best."""
    return replace(plan, frames={**plan.frames, "worth": pl.concat([plan["worth"], average.frame()])})
