"""The calendar of a model: when periods begin and end, how long they are, what their money is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import polars as pl

if TYPE_CHECKING:
    from datetime import date

    from reshore.tables.model import Model

MONTHS_PER_YEAR = 12.0
DAYS_PER_YEAR = 365.25

_KNOWN: WeakKeyDictionary[Model, pl.DataFrame] = WeakKeyDictionary()
"""Calendars of models in use: a design asks for its calendar some sixty times."""


def periods(model: Model) -> pl.DataFrame:
    """Return the periods in order of time, with their place in time and their discount factor.

    Returns
    -------
    pl.DataFrame
        One row a period: `period`; `index` (from 0); `start` and `end` (first day, and the day after the
        last); `months`, `years`, `days` (length; a year has 12 months and 365.25 days); `begins` and `ends`
        (years since the start of the first period); `exponent` (years from the base date to the middle) and
        `discount` (present value of one unit of money paid in the middle of the period).
    """
    if model not in _KNOWN:
        _KNOWN[model] = _periods(model)
    return _KNOWN[model]


def _periods(model: Model) -> pl.DataFrame:
    years = pl.col("months") / MONTHS_PER_YEAR
    ends = pl.col("years").cum_sum()
    rate = float(model.settings["discount_rate"])
    return (
        model["periods"]
        .sort("start")
        .select(
            "period",
            pl.int_range(pl.len(), dtype=pl.Int32).alias("index"),
            "start",
            pl.col("start").dt.offset_by(pl.format("{}mo", "months")).alias("end"),
            "months",
            years.alias("years"),
            (years * DAYS_PER_YEAR).alias("days"),
        )
        .with_columns((ends - pl.col("years")).alias("begins"), ends.alias("ends"))
        .with_columns((base(model) + (pl.col("begins") + pl.col("ends")) / 2).alias("exponent"))
        .with_columns(((1 + rate) ** -pl.col("exponent")).alias("discount"))
    )


def base(model: Model) -> float:
    """Return the years from the day to which money is discounted to the start of the first period."""
    day: date | None = model.settings["base_date"]
    if day is None:
        return 0.0
    first: date = model["periods"].select(pl.col("start").min()).item()
    return (first - day).days / DAYS_PER_YEAR


def horizon(model: Model) -> float:
    """Return the years from the start of the first period to the end of the last."""
    return float(model["periods"]["months"].sum()) / MONTHS_PER_YEAR


def active_share(since: str = "from", until: str = "to") -> pl.Expr:
    """Return the share of a period's calendar days on which a row is active, for frames with both on a row.

    Parameters
    ----------
    since, until
        Columns with the row's first day and the day after its last; empty = without limit. The period's own
        days are in `start` and `end`, as `periods` gives them.
    """
    first = pl.max_horizontal("start", since)
    last = pl.min_horizontal("end", until)
    covered = (last - first).dt.total_days().clip(lower_bound=0)
    return covered / (pl.col("end") - pl.col("start")).dt.total_days()
