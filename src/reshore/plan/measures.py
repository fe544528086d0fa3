"""The footprint: how much is made where, in any measure, and each part's share."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import polars as pl

from reshore.errors import UsageError
from reshore.plan.aggregate import TIMES, calendar, names, total, with_share
from reshore.tables import blocs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

Per = Literal["period", "year", "horizon"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a footprint counts.

    Attributes
    ----------
    frame, column
        The column of a plan's frame that is added up.
    unit
        Its unit; empty = the model's currency.
    sold
        Whether products without demand are left out, since their value is counted again in what they go into.
    """

    frame: str
    column: str
    unit: str = ""
    sold: bool = False


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "value_added": Measure("production", "value_added"),
        "output_value": Measure("production", "value", sold=True),
        "labour_hours": Measure("production", "labour_hours", "hour"),
        "capacity": Measure("capacity", "hours_available", "hour"),
        "carbon": Measure("production", "carbon", "kg CO2e"),
        "value": Measure("production", "value"),
        "units": Measure("production", "units", "unit"),
        "hours": Measure("production", "hours", "hour"),
    }
)
"""Measures of a footprint by name."""

OVERVIEW = ("value_added", "output_value", "labour_hours", "capacity", "carbon")
"""Measures that are shown beside each other where none is asked for."""

OF_SITES = ("group", "role")
"""Groupings that stand in the model's sites and not in its plan's frames; `bloc` is another."""


def footprint(
    plan: Plan, by: str | Sequence[str], measure: str, *, per: Per = "period", model: Model | None = None
) -> pl.DataFrame:
    """Return how much is made where; see `Plan.footprint`."""
    if measure not in MEASURES:
        raise UsageError(f"no measure {measure!r}; there are {', '.join(MEASURES)}")
    chosen = MEASURES[measure]
    asked = names(by)
    when = next((name for name in asked if name in TIMES), per)
    time = [when] if when in TIMES else []
    what = [name for name in asked if name not in TIMES]
    rows = _rows(plan, chosen)
    whole = total(rows, plan["periods"], time, chosen.column, name="whole")
    amounts = total(_located(rows, what, model), plan["periods"], [*time, *what], chosen.column)
    unit = chosen.unit or plan.currency
    return with_share(amounts, whole, time).with_columns(unit=pl.lit(unit))


def overview(
    plan: Plan,
    by: str | Sequence[str] = "country",
    measures: Sequence[str] = OVERVIEW,
    *,
    per: Per = "year",
    model: Model | None = None,
) -> pl.DataFrame:
    """Return several measures of a footprint in one frame.

    Parameters
    ----------
    plan, by, per, model
        As of `Plan.footprint`.
    measures
        Names of measures; those that `by` doesn't divide (capacity by product) are left out, unless it
        divides none of them.

    Returns
    -------
    pl.DataFrame
        The columns of `Plan.footprint`, with measure before amount: earliest first, then the part that has
        most of the first measure, each with its measures in the order asked for. A part that is 0 in all of
        them is left out.

    Raises
    ------
    UsageError
        As `Plan.footprint`.
    """
    own = {name for name in names(by) if name not in (*TIMES, *OF_SITES, "bloc")}
    divided = [name for name in measures if own <= set(plan[MEASURES[name].frame].columns)]
    frames = {name: footprint(plan, by, name, per=per, model=model) for name in divided or measures}
    first = next(iter(frames.values()))
    keys = [name for name in first.columns if name not in ("amount", "share", "unit")]
    parts = pl.concat(frame.with_columns(measure=pl.lit(name)) for name, frame in frames.items())
    ranks = calendar(plan["periods"])
    for name in (name for name in keys if name in TIMES):
        ranked = ranks.group_by(name).agg(pl.col("_order").min())
        parts = parts.join(ranked, on=name, how="left", maintain_order="left")
    if not keys:
        return parts.select("measure", "amount", "share", "unit")
    order = ["_order"] if "_order" in parts.columns else []
    most = pl.col("amount").filter(pl.col("measure") == next(iter(frames))).sum().over(keys)
    descending = [*(False for _ in order), True, *(False for _ in keys)]
    parts = parts.filter((pl.col("amount") != 0).any().over(keys))
    return parts.sort(
        *order, most, *keys, descending=descending, nulls_last=True, maintain_order=True
    ).select(*keys, "measure", "amount", "share", "unit")


def of_years(plan: Plan, rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Return the rows of periods that start in some years, or of these years; all rows where none is named.

    Raises
    ------
    UsageError
        If no period starts in one of the years, or the rows are those of the whole horizon.
    """
    if not years:
        return rows
    dates = calendar(plan["periods"])
    asked = [str(year) for year in years]
    if unknown := [year for year in asked if year not in set(dates["year"])]:
        there = ", ".join(dates["year"].unique(maintain_order=True))
        raise UsageError(f"no period starts in {unknown[0]}; there are {there}")
    time = next((name for name in TIMES if name in rows.columns), None)
    if time is None:
        raise UsageError("the horizon has no years: ask for amounts per year or period")
    return rows.join(dates.filter(pl.col("year").is_in(asked)), on=time, how="semi", maintain_order="left")


def _rows(plan: Plan, measure: Measure) -> pl.DataFrame:
    rows = plan[measure.frame]
    if not measure.sold:
        return rows
    demand = plan["service"].filter(pl.col("demand") > 0)
    return rows.join(demand.select("product").unique(), on="product", how="semi")


def _located(rows: pl.DataFrame, what: Sequence[str], model: Model | None) -> pl.DataFrame:
    """Put beside each row what the model says of its site and country; each of its blocs makes a row."""
    of_site = [name for name in what if name in OF_SITES]
    if not of_site and "bloc" not in what:
        return rows
    if model is None:
        raise UsageError("the plan's frames have no group, role and bloc: its model is needed")
    if "bloc" in what:
        member = blocs.lists(model).explode("blocs").rename({"blocs": "bloc"})
        rows = rows.join(member, on=["country", "period"], how="left", maintain_order="left")
    return rows.join(model["sites"].select("site", *of_site), on="site", how="left", maintain_order="left")
