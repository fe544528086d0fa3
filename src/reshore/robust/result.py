"""The result of designing for many futures: what is decided once, and each future's plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.plan.frames import check_frames
from reshore.robust.figures import figures
from reshore.robust.frames import FRAMES
from reshore.robust.futures import CHANGES, Future, Futures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan, Status
    from reshore.robust.own import OwnPlans
    from reshore.robust.worth import Worth


@dataclass(frozen=True, slots=True, repr=False)
class RobustPlan:
    """Sites, modules and sources decided once, and flows for each future; immutable.

    Attributes
    ----------
    model_name
        What it is a plan for.
    currency
        The unit of all money.
    status, raw_status
        How far the search went, in our words and in the solver's.
    objective, bound
        What was minimised, and what no first stage can be below. Of a regret, the objective is what is proven
        of the plan: costs less the bounds of the futures' own best plans.
    gap
        (objective - bound) / abs(objective); of a regret, which may be 0, over what the futures' own best
        plans cost on average.
    seconds
        Wall time of the search.
    frames
        The frames that `reshore.robust.frames.FRAMES` lists, by name.
    plans
        The plan of each future, by its name. They decide the same; their status is `feasible`, since for
        their own future alone there may be better ones.
    options
        What was asked for: objective, lambda, alpha.
    facts
        How it was found: size of the program, options, versions.
    """

    model_name: str
    currency: str
    status: Status
    raw_status: str
    objective: float
    bound: float
    gap: float
    seconds: float
    frames: Mapping[str, pl.DataFrame]
    plans: Mapping[str, Plan]
    options: Mapping[str, Any]
    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        check_frames(self.frames, FRAMES, "plan for many futures")
        if list(self.plans) != self["futures"]["future"].to_list():
            raise ValueError("a plan for many futures needs a plan of each future")
        for name in ("frames", "plans", "options", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __repr__(self) -> str:
        """Return one line: what it is a plan for, how far the search went, what it costs."""
        cost = f"{self.objective:,.0f} {self.currency}"
        return (
            f"<Plan of {self.title}: {self.status}, {self.options['objective']} {cost}, gap {self.gap:.2%}>"
        )

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return the frame of that name."""
        return self.frames[frame]

    @property
    def title(self) -> str:
        """What the plan is called: its model and how many futures."""
        count = len(self.plans)
        return f"{self.model_name}, {count:,} {'future' if count == 1 else 'futures'}"

    @property
    def futures(self) -> Futures:
        """The futures that it is for."""
        told = self["futures"].select("future", "probability").iter_rows()
        return Futures(
            tuple(
                Future(name, probability, self["changes"].filter(future=name).select(CHANGES))
                for name, probability in told
            )
        )

    @property
    def main(self) -> Plan:
        """The plan of the base case, or of the most probable future where the base case is none."""
        base = next((plan for plan in self.plans.values() if not plan.scenario), None)
        if base is not None:
            return base
        return self.plans[
            self["futures"].sort("probability", descending=True, maintain_order=True)["future"][0]
        ]

    def with_own(self, own: OwnPlans) -> RobustPlan:
        """Return it with what the best plans of the futures are."""
        told = with_own(self["futures"].select("future", "probability", "cost"), own.costs)
        return replace(self, frames={**self.frames, "futures": told, "own_decisions": own.decisions})

    def with_worth(self, worth: Worth) -> RobustPlan:
        """Return it with what planning for many futures is worth, and the best plans of the futures."""
        told = self.with_own(worth.own)
        return replace(told, frames={**told.frames, "worth": worth.frame()})

    def summary(self) -> pl.DataFrame:
        """Return the key figures: columns figure, value, unit."""
        return figures(self)


def with_own(futures: pl.DataFrame, costs: pl.DataFrame) -> pl.DataFrame:
    """Return the frame `futures` from what futures cost and what their best plans do.

    What the plan at hand costs in a future, the best plan for it costs at most.
    """
    told = futures.join(costs, on="future", how="left", maintain_order="left")
    best = pl.min_horizontal("own_best", pl.when(pl.col("own_best").is_not_null()).then("cost"))
    return told.with_columns(own_best=best).with_columns(
        regret_least=pl.col("cost") - pl.col("own_best"), regret_most=pl.col("cost") - pl.col("own_bound")
    )
