"""The clock of a program: periods as arrays, and how goods in transit spread over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.tables.periods import periods

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.tables.model import Model

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Clock:
    """Periods in time order, as arrays.

    Attributes
    ----------
    frame
        The periods as `reshore.tables.periods.periods` gives them, and `next`, the period after (null: none).
    names
        Their names.
    years, begins, ends
        Length, start and end in years since the first period starts.
    discount
        Present value of one unit of money of the period (mid-period).
    final
        Present value of one unit of money at the horizon.
    """

    frame: pl.DataFrame
    names: tuple[str, ...]
    years: NDArray[np.float64]
    begins: NDArray[np.float64]
    ends: NDArray[np.float64]
    discount: NDArray[np.float64]
    final: float

    @classmethod
    def of(cls, model: Model) -> Clock:
        """Read the clock of a model."""
        frame = periods(model).with_columns(next=pl.col("period").shift(-1))
        years, begins, ends, discount = (
            frame[name].to_numpy() for name in ("years", "begins", "ends", "discount")
        )
        rate = float(model.settings["discount_rate"])
        final = float(discount[-1]) * (1 + rate) ** (-float(years[-1]) / 2)
        return cls(frame, tuple(frame["period"]), years, begins, ends, discount, final)

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.names)

    @property
    def position(self) -> dict[str, int]:
        """Index of each period by name."""
        return {name: index for index, name in enumerate(self.names)}

    def age(self, since: int, period: int) -> tuple[float, float]:
        """Return the months from the start of period `since` to the start and to the end of another."""
        start = self.begins[since]
        return 12 * float(self.begins[period] - start), 12 * float(self.ends[period] - start)

    @property
    def horizon(self) -> float:
        """End of the last period in years."""
        return float(self.ends[-1])

    def not_before(self, months: int) -> int:
        """Return the index of the first period that starts at least so many months after the first one."""
        return int(np.searchsorted(self.begins * 12, months - 1e-9))

    def arrivals(self, transit_days: float) -> NDArray[np.float64]:
        """Return the share of what leaves evenly in one period that arrives in each.

        What would arrive after the horizon arrives in the last period.

        Returns
        -------
        Array (periods of departure, periods of arrival) whose rows sum to 1.
        """
        lag = transit_days / DAYS_PER_YEAR
        low = np.maximum(self.begins[:, None] + lag, self.begins[None, :])
        high = np.minimum(self.ends[:, None] + lag, self.ends[None, :])
        share = np.maximum(0.0, high - low) / self.years[:, None]
        share[share < 1e-12] = 0.0
        share[:, -1] += 1.0 - share.sum(axis=1)
        share[np.abs(share) < 1e-12] = 0.0
        return np.asarray(share)

    def under_way(self, transit_days: float) -> float:
        """Return the goods under way at the start, steadily, over the shipments of the first period."""
        return min(1.0, transit_days / DAYS_PER_YEAR / float(self.years[0]))
