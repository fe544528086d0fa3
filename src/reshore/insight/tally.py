"""A tally: designs with sets of drivers neutralised, as what each driver and each pair accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.insight import shapley
from reshore.insight.interval import ROUNDING, Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.insight.shapley import Floats


@dataclass(frozen=True, slots=True)
class Tally:
    """What a function of sets of drivers is, as far as designs have proven it; a number a set, by its bits.

    Attributes
    ----------
    drivers
        Names; the first is bit 0 of a set's number.
    amount
        By the best plans found; no number where one wasn't found.
    low, high
        Between these it lies; infinite where nothing is known.
    rises
        Whether what the drivers account for is the rise of the amount, and not its fall.
    scale
        The largest cost among the designs: of it, a part of `ROUNDING` is no difference.
    """

    drivers: tuple[str, ...]
    amount: Floats
    low: Floats
    high: Floats
    rises: bool
    scale: float

    @classmethod
    def of_cost(cls, drivers: Sequence[str], designs: pl.DataFrame) -> Tally:
        """Return that of C(S), the best cost with a set neutralised, from a design a set."""
        return cls(tuple(drivers), *_ends(designs), rises=False, scale=_scale(designs))

    @classmethod
    def of_site(cls, drivers: Sequence[str], without: pl.DataFrame, using: pl.DataFrame) -> Tally:
        """Return that of r(S), the best cost without a site less that with it, from two designs a set."""
        (amount, low, high), (amount_with, low_with, high_with) = _ends(without), _ends(using)
        return cls(
            tuple(drivers),
            amount - amount_with,
            low - high_with,
            high - low_with,
            rises=True,
            scale=max(_scale(without), _scale(using)),
        )

    def interval(self, number: int) -> Interval:
        """Return where the amount of a set lies."""
        return Interval(float(self.low[number]), float(self.high[number]))

    def accounted(self, coefficients: Floats) -> pl.DataFrame:
        """Return sums of coefficients times what sets account for: value, low, high, tie.

        Coefficients of a sum add up to 0.
        """
        signed = coefficients if self.rises else -coefficients
        value = shapley.sums(signed, self.amount)
        low, high = shapley.combined(signed, self.low, self.high)
        rounded = ROUNDING * self.scale
        return pl.DataFrame(
            {"value": value, "low": low, "high": high, "tie": (low <= rounded) & (high >= -rounded)}
        ).with_columns(pl.col("value").fill_nan(None))

    def coalitions(self) -> pl.DataFrame:
        """Return all sets: neutralised (list), amount, amount_low, amount_high, value, low, high, tie.

        The amount is C(S), or r(S) of a site; the value v(S). Both are empty where a plan wasn't found.
        """
        amounts = pl.DataFrame(
            {"amount": self.amount, "amount_low": self.low, "amount_high": self.high}
        ).with_columns(pl.col("amount").fill_nan(None))
        names = pl.Series(
            "neutralised", [self.names(number) for number in range(len(self.amount))], pl.List(pl.String)
        )
        accounted = self.accounted(shapley.gains(len(self.drivers)))
        return pl.concat([names.to_frame(), amounts, accounted], how="horizontal")

    def shares(self) -> pl.DataFrame:
        """Return the drivers: driver, value, low, high, tie, share, alone, alone_low, alone_high.

        The value is the Shapley value; the share that of v(all), empty where that may be 0; alone is v of
        the driver by itself.
        """
        count = len(self.drivers)
        (total,) = self.accounted(shapley.gains(count)[-1:]).iter_rows(named=True)
        whole = None if total["tie"] else total["value"]
        singles = self.accounted(shapley.gains(count)[[1 << driver for driver in range(count)]])
        return pl.concat(
            [
                pl.DataFrame({"driver": self.drivers}, schema={"driver": pl.String}),
                self.accounted(shapley.values(count)),
                singles.select(alone="value", alone_low="low", alone_high="high"),
            ],
            how="horizontal",
        ).select(
            *("driver", "value", "low", "high", "tie"),
            (pl.col("value") / pl.lit(whole, pl.Float64)).alias("share"),
            *("alone", "alone_low", "alone_high"),
        )

    def interactions(self) -> pl.DataFrame:
        """Return the pairs: driver, other, value, low, high, tie; above 0: together they account for more."""
        pairs = shapley.pairs(len(self.drivers))
        names = pl.DataFrame(
            [(self.drivers[one], self.drivers[other]) for one, other in pairs],
            schema={"driver": pl.String, "other": pl.String},
            orient="row",
        )
        return pl.concat([names, self.accounted(shapley.interactions(len(self.drivers)))], how="horizontal")

    def names(self, number: int) -> list[str]:
        """Return the drivers of a set."""
        return [driver for bit, driver in enumerate(self.drivers) if number >> bit & 1]


def _ends(designs: pl.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Return the cost of the plans, and between what the best cost lies: anywhere, where there is no plan."""
    objective, bound = designs["objective"].to_numpy(), designs["bound"].to_numpy()
    found = np.isfinite(objective)
    return (
        np.where(found, objective, np.nan),
        np.where(found, bound, -np.inf),
        np.where(found, objective, np.inf),
    )


def _scale(designs: pl.DataFrame) -> float:
    costs = designs["objective"].to_numpy()
    return float(np.abs(costs[np.isfinite(costs)]).max(initial=0.0))
