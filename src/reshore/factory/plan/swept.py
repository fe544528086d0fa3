"""A line of a sweep: what the plant for a value makes and takes, and how much more than the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.chance.intervals import difference
from reshore.factory.plan.costs import costs
from reshore.factory.plan.prices import Prices
from reshore.factory.plan.tried import WEEKS

if TYPE_CHECKING:
    from reshore.chance.intervals import Estimate
    from reshore.factory.plan.fitted import Fitted
    from reshore.factory.plan.sweep import Variant
    from reshore.factory.plan.tried import Tried


def swept(variant: Variant, first: Fitted, fitted: Fitted, absence: float) -> dict[str, Any]:
    """Return the line of a value.

    Parameters
    ----------
    variant
        The value, and the tables with it.
    first, fitted
        Plants for the first value of the sweep, and for this one.
    absence
        Share of paid working time that is lost.
    """
    tried = fitted.tried
    prices = Prices.at(variant.model, tried.sized.case.building.site)
    made = tried.throughput
    more = _more(first.tried, tried)
    figures = tried.simulated.summary.rows_by_key(["product", "figure"], unique=True, named=True)
    spent = costs(tried, prices, absence)
    product = tried.sized.ways[0].product
    return {
        "sweep": variant.sweep,
        "value": variant.value,
        "rate": fitted.rate,
        "throughput": made.value,
        "throughput_low": made.low,
        "throughput_high": made.high,
        "lead_mean": figures[product, "lead_mean"]["value"],
        "inside": figures[product, "inside"]["value"],
        "peak_power": tried.simulated.power["peak"].max(),
        "people": float(tried.heads),
        "floor_length": tried.floor.length,
        "unit_cost": sum(cost.amount for cost in spent) / (made.value * WEEKS) if made.value > 0 else None,
        "binds": " ".join(fitted.binds) or None,
        "investment": sum(cost.investment for cost in spent),
        "difference": more.value,
        "difference_low": more.low,
        "difference_high": more.high,
    }


def _more(first: Tried, second: Tried) -> Estimate:
    """Return how much more the second plant makes, by those replications of both that share their luck."""
    pairs = first.made_by_replication.join(second.made_by_replication, on="replication", suffix="_second")
    return difference(pairs["throughput"].to_numpy(), pairs["throughput_second"].to_numpy())
