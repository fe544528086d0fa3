"""What planning for many futures is worth: against knowing the future, and against planning for the mean."""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import AuditError, InfeasibleError, UsageError
from reshore.footprint.design import require_plan
from reshore.footprint.method import choose, search
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp.solution import Options, Status
from reshore.robust.case import cases
from reshore.robust.frames import FRAMES
from reshore.robust.infeasible import infeasible_alone
from reshore.robust.mean import mean_model
from reshore.robust.objective import Objective
from reshore.robust.own import OwnInfeasibleError, OwnPlans, own_plans
from reshore.robust.stage import FirstStage, flows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reshore.robust.case import Case
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model

ROUNDING = 1e-6
"""Part of a cost by which bounds may contradict each other: the solver's tolerances."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which two amounts of money a figure lies, as far as is proven."""

    low: float
    high: float

    def less(self, other: Interval) -> Interval:
        """Return the difference to another figure that is no greater than this one."""
        return Interval(max(0.0, self.low - other.high), self.high - other.low)


@dataclass(frozen=True, slots=True)
class Worth:
    """What planning for many futures is worth; all money is expected, by the futures' probabilities.

    Attributes
    ----------
    wait_and_see
        Each future with its own best plan: what is paid by those who know the future.
    plan
        The best plan for all futures.
    of_mean
        The decisions that are best for the mean future, with the best flows in each; infinite where they
        leave a future none.
    own
        The best plan of each future.
    mean_costs
        What the decisions for the mean future cost in each future: future, cost, infinite where it has no
        flows.
    """

    wait_and_see: Interval
    plan: Interval
    of_mean: Interval
    own: OwnPlans
    mean_costs: pl.DataFrame

    @classmethod
    def of(cls, plan: RobustPlan, own: OwnPlans, mean_costs: pl.DataFrame) -> Worth:
        """Put the figures together; what one says of the others makes their intervals smaller.

        Raises
        ------
        AuditError
            If they contradict each other: a bound is above what a plan costs.
        """
        futures = plan.with_own(own)["futures"]
        shares = futures["probability"].to_numpy()
        least, best = (float(shares @ futures[name].to_numpy()) for name in ("own_bound", "own_best"))
        of_mean = float(shares @ mean_costs["cost"].to_numpy())
        high = min(plan.objective, of_mean)
        scale = ROUNDING * max(1.0, abs(high))
        if least > high + scale or plan.bound > high + scale:
            raise AuditError(
                f"waiting costs {least:g} at least and planning {plan.bound:g}, though a plan costs {high:g}"
            )
        return cls(
            wait_and_see=Interval(min(least, best), min(best, high)),
            plan=Interval(min(max(plan.bound, least), high), high),
            of_mean=Interval(of_mean, of_mean),
            own=own,
            mean_costs=mean_costs,
        )

    @property
    def information(self) -> Interval:
        """Expected value of perfect information: what knowing the future would save."""
        return self.plan.less(self.wait_and_see)

    @property
    def planning(self) -> Interval:
        """Value of the stochastic solution: what planning for all futures saves over that for the mean."""
        return self.of_mean.less(self.plan)

    def frame(self) -> pl.DataFrame:
        """Return the five figures as the frame `worth`: figure, low, high; empty where there is no end."""
        figures = {
            "wait and see": self.wait_and_see,
            "plan for all futures": self.plan,
            "plan for the mean future": self.of_mean,
            "value of perfect information": self.information,
            "value of planning for all futures": self.planning,
        }
        rows = [(name, *map(_finite, (one.low, one.high))) for name, one in figures.items()]
        return pl.DataFrame(rows, schema=dict(FRAMES["worth"].dtypes), orient="row")


def worth(
    model: Model,
    plan: RobustPlan,
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    threads: int | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_stage: Callable[[str], None] | None = None,
    cancel: Event | None = None,
) -> Worth:
    """Return what a plan of least expected cost is worth.

    Parameters
    ----------
    model, plan
        The base case, and the plan for many futures that was made of it.
    gap
        Relative gap at which each search ends; None = that of the plan.
    time_limit
        Seconds after which a search ends with the best plan so far; None = no limit.
    threads
        Threads of the solver; None = all cores.
    workers, folder
        Of the search for each future's own best plan: processes, and where finished searches are kept, so
        that the same call goes on from there after an interruption.
    on_stage
        Called with what is done next.
    cancel
        Set it to stop; Ctrl-C does the same.

    Raises
    ------
    UsageError
        If the plan isn't one of least expected cost, or an option is out of its range.
    DataError
        If the means of the futures make no sound tables.
    TimeLimitError
        If the time limit came before the first plan of a search.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    AuditError
        If the figures contradict each other: a bound is above what a plan costs.
    """
    if plan.options["objective"] != Objective.EXPECTED:
        raise UsageError(f"the plan is one of least {plan.options['objective']}, not of least expected cost")
    options = Options(
        gap=plan.facts["gap_asked"] if gap is None else gap,
        time_limit=np.inf if time_limit is None else time_limit,
        threads=threads or os.cpu_count() or 1,
        seed=plan.facts["seed"],
    )
    told, cancel, futures = on_stage or (lambda _: None), cancel or Event(), plan.futures

    def watch(done: int, count: int, _: float) -> None:
        told(f"Best plan of each future alone: {done:,} of {count:,}")

    ready = cases(model, futures)
    try:
        own = own_plans(
            model, futures, options, workers=workers, folder=folder, on_progress=watch, cancel=cancel
        )
    except OwnInfeasibleError as error:
        case = next(case for case in ready if case.future.name == error.future)
        raise infeasible_alone(case, options, cancel) from None
    told("Plan for the mean future")
    costs = _mean_costs(ready, options, cancel)
    return Worth.of(plan, own, costs)


def _mean_costs(ready: Sequence[Case], options: Options, cancel: Event) -> pl.DataFrame:
    """Return what the decisions that are best for the mean future cost in each."""
    mean = mean_model([case.model for case in ready], [case.future.probability for case in ready])
    footprint = FootprintProgram.of(Network.of(mean))
    solution = search(footprint, choose(footprint), options, cancel=cancel)
    if solution.status is Status.INFEASIBLE:
        raise InfeasibleError("no plan keeps all rules and bounds in the mean of the futures")
    require_plan(solution, footprint.program, cancel)
    stage = FirstStage.of(footprint.columns, solution.x)
    found = [flows(case, stage, options, cancel) for case in ready]
    return pl.DataFrame(
        {
            "future": [case.future.name for case in ready],
            "cost": [
                np.inf if one is None else one.objective + case.constant
                for case, one in zip(ready, found, strict=True)
            ],
        }
    )


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
