"""What every section on a plan for many futures needs: the plan, its futures, and names for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.language import message, say
from reshore.report.words import plain
from reshore.robust.futures import BASE
from reshore.robust.objective import Objective

if TYPE_CHECKING:
    import polars as pl

    from reshore.report.view import View
    from reshore.report.words import Money
    from reshore.robust.result import RobustPlan

MINE, ALONE = "#332288", "#999933"
"""Colours of the plan, and of the best plan for each future alone."""

OTHERS = ("#cc6677", "#117733", "#88ccee", "#aa4499")
"""Colours of other plans, in turn."""

SYMBOLS = ("triangle", "rect", "diamond", "pin")
"""Marks of other plans, in turn: colours alone tell nothing to those who don't see them."""

THIS_PLAN = message("This plan")

AIMS = {
    Objective.EXPECTED: message("expected cost"),
    Objective.CVAR: message("a mix of the expected cost and of that of the worst futures"),
    Objective.REGRET: message("the largest regret"),
}
"""What a plan was searched for."""


@dataclass(frozen=True, slots=True)
class RobustView:
    """A plan for many futures beside its model.

    Attributes
    ----------
    view
        The plan of the base case, or of the most probable future, and the model.
    result
        The plan for many futures.
    """

    view: View
    result: RobustPlan

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return a frame of the plan."""
        return self.result[frame]

    @property
    def money(self) -> Money:
        """Writes amounts in the plan's currency."""
        return self.view.money

    @property
    def aim(self) -> Objective:
        """What the plan was searched for."""
        return Objective(self.result.options["objective"])

    @property
    def others(self) -> list[str]:
        """Names of the other plans whose decisions were tried in the same futures."""
        return self.result["others"]["plan"].unique(maintain_order=True).to_list()

    @property
    def alone(self) -> bool:
        """Whether the best plan of each future alone is known."""
        return self.result["futures"]["own_best"].null_count() == 0

    def place(self, site: str) -> str:
        """Return what people call a site."""
        return self.view.places.get(site, site)


def between(money: Money, low: float, high: float) -> str:
    """Return an interval of money in words; one amount where both ends read the same."""
    ends = money(low), money(high)
    return ends[0] if ends[0] == ends[1] else say("{low} to {high}", low=ends[0], high=ends[1])


def future_name(future: str | None) -> str:
    """Return what people call a future; without one, that of their mean."""
    if future is None:
        return say("Mean")
    return say("Base case") if future == BASE else plain(future)
