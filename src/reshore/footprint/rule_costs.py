"""What keeping each rule costs and moves: the plan beside the best one without that rule."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import StoppedError, TimeLimitError, UsageError
from reshore.footprint.design import design
from reshore.plan.compare import compare
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from reshore.lp.solution import Progress
    from reshore.plan.compare import Comparison
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

WITH, WITHOUT = "with the rule", "without it"
"""Names of the two plans in a comparison."""

ROUNDING = 1e-9
"""Part of the net present cost that is no difference but the last digits of two sums."""


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What keeping one rule costs.

    Attributes
    ----------
    rule
        Its name.
    cost
        Net present cost of the plan less that of the best plan found without the rule, penalties included.
        Never below 0, since the plan itself is one without the rule.
    least, most
        Between these the difference of the best plans lies, as far as both searches have proven it.
    marginal
        Beside it, the marginal values of the rule's limits in the plan, added up: the change of net present
        cost for one more unit of the limit in every period. They are those of the linear program with the
        integers fixed, and so hold for small changes only. None of a rule that counts sources.
    comparison
        The plan (`WITH`) beside the one without the rule (`WITHOUT`): costs, sites, modules, footprint.
    """

    rule: str
    cost: float
    least: float
    most: float
    marginal: float | None
    comparison: Comparison

    @property
    def within_gap(self) -> bool:
        """Whether the rule may cost nothing at all, as far as is proven."""
        return self.least <= 0.0

    @property
    def sites(self) -> pl.DataFrame:
        """Sites that open or close in other periods, or in one plan alone."""
        return self.comparison.sites.filter("differs").drop("differs")

    @property
    def shares(self) -> pl.DataFrame:
        """Countries whose share of value added over the horizon differs, the largest change first."""
        return self.comparison.footprint.filter(pl.col("difference").abs() > 1e-6)


def rule_costs(
    model: Model,
    plan: Plan,
    *,
    rules: Collection[str] = (),
    gap: float | None = None,
    time_limit: float | None = None,
    threads: int | None = None,
    on_rule: Callable[[str], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> list[RuleCost]:
    """Find out what keeping each rule costs, hard or priced, by designing without it.

    Each search starts from the plan, which is a plan without the rule as well.

    Parameters
    ----------
    model
        The model that the plan was designed from, without the plan's scenario applied.
    plan
        The plan.
    rules
        Names of rules; empty = all of them.
    gap
        Relative gap at which each search ends; None = that of the plan's own search.
    time_limit
        Seconds for each search; None = no limit.
    threads
        Threads of the solver; None = all cores.
    on_rule
        Called with the name of each rule before the search without it.
    on_progress
        Called while a search runs.
    cancel
        Set it to end with the rules that are done; Ctrl-C does the same.

    Returns
    -------
    list[RuleCost]
        The dearest first. A rule without which no plan was found in time is left out.

    Raises
    ------
    UsageError
        If there is no such rule, or an option is out of its range.
    AuditError
        If a plan fails its audit.
    """
    cancel = cancel or Event()
    chosen = scenarios.apply(model, plan.scenario) if plan.scenario else model
    found = []
    for rule in _names(chosen, rules):
        if cancel.is_set():
            break
        try:
            if on_rule:
                on_rule(rule)
            without = design(
                _without(chosen, rule),
                gap=plan.facts["gap_asked"] if gap is None else gap,
                time_limit=time_limit,
                threads=threads,
                seed=plan.facts["seed"],
                start=plan,
                on_progress=on_progress,
                cancel=cancel,
            )
        except TimeLimitError:
            continue
        except (StoppedError, KeyboardInterrupt):
            cancel.set()
            break
        found.append(_cost(rule, plan, without))
    return sorted(found, key=lambda one: (-one.cost, one.rule))


def _names(model: Model, rules: Collection[str]) -> list[str]:
    """Return the rules asked for, each once, in the order of their names."""
    known = sorted(model["rules"]["rule"])
    if unknown := sorted(set(rules) - set(known)):
        there = f"there are {', '.join(known)}" if known else "the model has none"
        raise UsageError(f"no rule {unknown[0]!r}; {there}")
    return [name for name in known if name in rules] if rules else known


def _without(model: Model, rule: str) -> Model:
    """Return the model without one rule."""
    series = model["series"].filter(~((pl.col("table") == "rules") & (pl.col("key") == rule)))
    return model.with_frames(rules=model["rules"].filter(pl.col("rule") != rule), series=series)


def _cost(rule: str, plan: Plan, without: Plan) -> RuleCost:
    sources = plan["rules"].filter(rule=rule, measure="sources").height > 0
    marginals = plan["marginals"].filter(family="rule", name=rule)["value"]
    cost = max(0.0, plan.objective - without.objective)
    least = min(cost, plan.bound - without.objective)
    return RuleCost(
        rule=rule,
        cost=cost,
        least=least if least > ROUNDING * abs(plan.objective) else 0.0,
        most=max(cost, plan.objective - without.bound),
        marginal=None if sources else float(marginals.sum()),
        comparison=compare({WITH: plan, WITHOUT: without}),
    )
