"""What a simulated line did: throughput, time and units inside, where the servers' time went, and power."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reshore.chance.intervals import Estimate

if TYPE_CHECKING:
    import polars as pl


class Method(StrEnum):
    """How replications were run; both give the same."""

    EVENTS = "events"
    RECURSION = "recursion"


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A simulated line.

    Attributes
    ----------
    summary
        ``product, figure, unit, value, low, high``: means over replications, with intervals. Figures:
        ``throughput`` (good units a week), ``scrap`` (units a week), ``lead_mean``, ``lead_median``,
        ``lead_95`` (hours from release to end of good units, its mean, median and 95 % quantile), ``inside``
        (units, mean over time). Null where no unit ended well.
    groups
        ``group, servers, working, blocked, starved, down, no_power, no_operator, changeover, closed``: shares
        of server time, which sum to 1; ``load``: working, down and changeover as a share of open time.
    pools
        ``pool, kind, capacity, mean, peak``: people or kW; the peak is the greatest of all replications. Null
        where there is no limit.
    power
        ``hour, mean, peak``: kW of the building by hour of the week, areas and idle power included; the peak
        is the greatest of all replications. Null where an hour was not measured.
    series
        ``product, hour, inside, output``: by bins of eight hours that begin at `hour`, warm-up included, the
        mean over replications: units inside (mean) and good units that left.
    replications
        ``replication, product`` and the figures of `summary`.
    level
        Confidence of intervals.
    warm_up
        Hours left out at the start of each replication.
    hours
        Hours measured in each replication, the mean.
    settled
        Whether the end of the warm-up was found; if not, the line may never be steady, such as one that is
        asked for more than it can make.
    precise
        Whether intervals of throughput are as narrow as asked for.
    method
        How replications were run.
    """

    summary: pl.DataFrame
    groups: pl.DataFrame
    pools: pl.DataFrame
    power: pl.DataFrame
    series: pl.DataFrame
    replications: pl.DataFrame
    level: float
    warm_up: float
    hours: float
    settled: bool
    precise: bool
    method: Method

    @property
    def bottleneck(self) -> str:
        """Group with the greatest load; of several the first."""
        return str(self.groups.sort("load", descending=True, maintain_order=True)["group"][0])

    def figure(self, product: str, figure: str) -> Estimate:
        """Return a figure of a product, such as ``throughput``, with its interval.

        Raises
        ------
        KeyError
            If there is no such product or figure, or no unit ended well.
        """
        rows = self.summary.rows_by_key(["product", "figure"], unique=True, named=True)
        row = rows[product, figure]
        if row["value"] is None:
            raise KeyError((product, figure))
        return Estimate(row["value"], row["low"], row["high"], self.level)
