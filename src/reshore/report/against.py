"""A plan against another of the same time and money: what it costs more, and what of that is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.report.costs import Group, by_group
from reshore.report.language import say
from reshore.report.words import case

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Difference:
    """What a plan costs more than another, in present value.

    Attributes
    ----------
    stands
        What the two plans differ by.
    low, high
        Where the difference between the best plans of the two lies, whatever the searches left unfound.
    """

    stands: float
    low: float
    high: float

    @classmethod
    def of(cls, plan: Plan, other: Plan) -> Difference:
        """Compare costs, and each plan's bound with the cost of the other."""
        return cls(
            plan.objective - other.objective, plan.bound - other.objective, plan.objective - other.bound
        )

    @property
    def tie(self) -> bool:
        """Whether either may be the cheaper one."""
        return self.low <= 0 <= self.high


def require_alike(plan: Plan, other: Plan) -> None:
    """Hold that two plans can be set against each other.

    Raises
    ------
    UsageError
        If they have other currencies or other periods.
    """
    pair = f"{plan.title} can't be set against {other.title}"
    if plan.currency != other.currency:
        raise UsageError(f"{pair}: one is in {plan.currency}, the other in {other.currency}")
    if not plan["periods"].equals(other["periods"]):
        raise UsageError(f"{pair}: one has {_periods(plan)}, the other {_periods(other)}")


def name_of(other: Plan, plan: Plan) -> str:
    """Return what sentences call a plan beside another one: its scenario, where that tells them apart."""
    if other.model_name != plan.model_name:
        return other.title
    if other.scenario == plan.scenario:
        return say("the other plan")
    return say("scenario {name}", name=other.scenario) if other.scenario else say("the base case")


def label_of(other: Plan, plan: Plan) -> str:
    """Return what tables and charts call a plan beside another one."""
    if other.model_name != plan.model_name:
        return other.title
    if other.scenario == plan.scenario:
        return say("The other plan")
    return case(other.scenario)


def moved_by(plan: Plan, other: Plan) -> dict[Group, float]:
    """Return what each group of costs adds to the present value against another plan; none that adds 0."""
    ours, theirs = by_group(plan), by_group(other)
    moved = {group: ours.get(group, 0.0) - theirs.get(group, 0.0) for group in Group}
    return {group: amount for group, amount in moved.items() if amount}


def _periods(plan: Plan) -> str:
    periods = plan["periods"]
    return f"{periods.height} periods from {periods['start'][0]} to {periods['period'][-1]}"
