"""Time as the audit reckons it: where each period begins and ends, and what its money is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.periods import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reshore.tables.model import Model

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Tick:
    """One period.

    Attributes
    ----------
    period, index
        Name, and place in order from 0.
    start, end
        Its first day, and the day after its last.
    month, months
        Months from the start of the first period to its own, and its length.
    discount
        Present value of one unit of money of the period.
    """

    period: str
    index: int
    start: date
    end: date
    month: int
    months: int
    discount: float

    @property
    def years(self) -> float:
        """Length in years."""
        return self.months / 12

    @property
    def days(self) -> float:
        """Length in days of a mean year."""
        return DAYS_PER_YEAR * self.months / 12

    @property
    def begins(self) -> float:
        """Years from the start of the first period to its own."""
        return self.month / 12

    @property
    def ends(self) -> float:
        """Years from the start of the first period to its end."""
        return (self.month + self.months) / 12


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods in order.

    Attributes
    ----------
    ticks
        The periods.
    rate
        Yearly discount rate.
    base
        Years from the day to which money is discounted to the start of the first period.
    """

    ticks: tuple[Tick, ...]
    rate: float
    base: float

    @classmethod
    def of(cls, model: Model) -> Clock:
        """Read the periods of a model."""
        rate = float(model.settings["discount_rate"])
        frame = periods(model)
        day = model.settings["base_date"]
        base = (frame["start"][0] - day).days / DAYS_PER_YEAR if day else 0.0
        ticks, month = [], 0
        for index, (period, start, end, months) in enumerate(
            frame.select("period", "start", "end", "months").iter_rows()
        ):
            middle = base + (month + months / 2) / 12
            ticks.append(Tick(period, index, start, end, month, months, (1 + rate) ** -middle))
            month += months
        return cls(tuple(ticks), rate, base)

    def __iter__(self) -> Iterator[Tick]:
        return iter(self.ticks)

    def __len__(self) -> int:
        return len(self.ticks)

    @property
    def horizon(self) -> float:
        """Years from the start of the first period to the end of the last."""
        return self.ticks[-1].ends

    @property
    def last(self) -> Tick:
        """The last period."""
        return self.ticks[-1]

    def frame(self) -> pl.DataFrame:
        """Return one row a period: period, index, start, end, month, months, years, days, begins, ends."""
        names = ("period", "index", "start", "end", "month", "months", "years", "days", "begins", "ends")
        return pl.DataFrame([{name: getattr(tick, name) for name in names} for tick in self.ticks])
