"""The period that a stress test looks at: numbers of the tables in it, and the plan's flows a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.tables.periods import DAYS_PER_YEAR, periods
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

WEEK = 7.0
"""Days of a week."""

WEEK_OF_YEAR = WEEK / DAYS_PER_YEAR
"""Share of a year that a week is."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A period of a plan, beside the model that it is a plan for.

    Attributes
    ----------
    plan, model
        The plan, and the tables it was made from, with its scenario applied.
    period, before
        Its name, and that of the period before it; empty for the first.
    start, end
        Its first day, and the day after its last.
    weeks
        Its length.
    month, months
        Months from the start of the first period to its own, and its length.
    """

    plan: Plan
    model: Model
    period: str
    before: str
    start: date
    end: date
    weeks: float
    month: int
    months: int

    @classmethod
    def of(cls, plan: Plan, model: Model, period: str) -> Moment:
        """Find a period; the last where the name is empty.

        Raises
        ------
        UsageError
            If there is no such period.
        """
        time = periods(model)
        names = time["period"].to_list()
        if period and period not in names:
            raise UsageError(f"no period {period!r}; there are {', '.join(names)}")
        index = names.index(period) if period else len(names) - 1
        row = time.row(index, named=True)
        return cls(
            plan=plan,
            model=model,
            period=names[index],
            before=names[index - 1] if index else "",
            start=row["start"],
            end=row["end"],
            weeks=row["days"] / WEEK,
            month=int(time["months"][:index].sum()),
            months=row["months"],
        )

    def numbers(self, table: str, *columns: str, rows: pl.DataFrame | None = None) -> pl.DataFrame:
        """Return columns of a table, or of some of its rows, as they are in the period, beside its keys."""
        model = self.model if rows is None else self.model.with_frames(**{table: rows})
        return by_period(model, table, columns).filter(pl.col("period") == self.period).drop("period")

    def frame(self, name: str) -> pl.DataFrame:
        """Return the rows of a plan's frame that are of the period."""
        return self.plan[name].filter(pl.col("period") == self.period)

    def rates(self, name: str, keys: Sequence[str], units: str = "units") -> pl.DataFrame:
        """Return units a week of a plan's frame as `rate`, added up over all but its keys."""
        return self.frame(name).group_by(keys, maintain_order=True).agg(rate=pl.col(units).sum() / self.weeks)

    def sites(self) -> pl.DataFrame:
        """Return the sites that run: `site`, and `age`, months from the start of a candidate to the period's.

        Other sites count from the start of the first period.
        """
        time = periods(self.model).select("period", began=pl.col("months").cum_sum() - pl.col("months"))
        running = self.plan["sites"].filter("open").join(time, on="period")
        age = self.month - pl.col("began").min().over("site")
        return running.with_columns(age=age).filter(pl.col("period") == self.period).select("site", "age")
