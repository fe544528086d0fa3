"""Tables that are ready to read and to pivot: capacity and its use, service by market, the footprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.aggregate import calendar
from reshore.plan.measures import overview
from reshore.report.language import message, say
from reshore.report.why.units import unit_name
from reshore.report.workbook.columns.common import COMMON
from reshore.report.workbook.field import HOURS, MODULES, SHARE, UNITS, Field
from reshore.report.workbook.sheet import Part, Sheet, columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polars.dataframe.group_by import GroupBy

    from reshore.report.view import View

MEASURES = {
    "value_added": message("Value added"),
    "output_value": message("Output value"),
    "labour_hours": message("Labour"),
    "capacity": message("Capacity"),
    "carbon": message("Carbon of making"),
}

FIELDS = {
    **COMMON,
    "site_name": Field(message("Site name")),
    "market_name": Field(message("Market name")),
    "country_name": Field(message("Country name")),
    "product_name": Field(message("Product name")),
    "modules_ordered": Field(message("Ordered"), MODULES),
    "hours_available": Field(message("Available"), HOURS),
    "hours_used": Field(message("Used"), HOURS),
    "use": Field(message("Use"), SHARE, message("Hours used over hours available.")),
    "demand": Field(message("Demand"), UNITS),
    "served": Field(message("Served"), UNITS),
    "short": Field(message("Short"), UNITS),
    "delivered": Field(message("Delivered"), SHARE, message("Served over demand.")),
    "amount": Field(message("Amount"), note=message("In the unit beside it.")),
    "share": Field(message("Share"), SHARE, message("Of the measure in that year, all countries together.")),
}


def capacity_and_use(view: View) -> Sheet:
    """Return the hours that each resource has and gives, by year."""
    sums = pl.col("modules_ordered", "hours_available", "hours_used").sum()
    yearly = _by_year(view, "capacity", ["site", "country", "resource"]).agg(sums)
    idle = (pl.col("hours_available") == 0) & (pl.col("hours_used") == 0)
    rows = yearly.filter(~idle).select(
        *named(view, "site", "country"),
        "resource",
        "year",
        "modules_ordered",
        "hours_available",
        "hours_used",
        use=_part("hours_used", "hours_available"),
    )
    holds = say("a resource of a site in a year: hours available and used")
    return _sheet(view, say("Capacity and use"), "capacity_use", holds, rows)


def service_by_market(view: View) -> Sheet:
    """Return what each market asks for and gets, by year."""
    sums = pl.col("demand", "served", "short").sum()
    yearly = _by_year(view, "service", ["market", "country", "product", "segment"]).agg(sums)
    units = dict(view.model["products"].select("product", "unit").iter_rows())
    rows = yearly.select(
        *named(view, "market", "country", "product"),
        pl.col("product").replace(units).alias("unit"),
        "segment",
        "year",
        "demand",
        "served",
        "short",
        delivered=_part("served", "demand"),
    )
    holds = say("what a market asks for in a year, and what it gets")
    return _sheet(view, say("Service by market"), "service_market", holds, rows)


def footprint(view: View) -> Sheet:
    """Return how much is made where, in several measures, by year."""
    names = {measure: say(title) for measure, title in MEASURES.items()}
    made = overview(view.plan, "country", list(MEASURES))
    units = {unit: unit_name(unit) for unit in made["unit"].unique()}
    rows = made.select(
        "year",
        *named(view, "country"),
        pl.col("measure").replace(names),
        "amount",
        pl.col("unit").replace(units),
        "share",
    )
    holds = say("what is made in a country in a year, in a measure, and its share of all")
    return _sheet(view, say("Footprint"), "footprint", holds, rows)


def named(view: View, *columns: str) -> list[pl.Expr]:
    """Return columns of identifiers, each with the names for people beside it."""
    names = {
        "site": view.places,
        "market": view.places,
        "place": view.places,
        "country": view.countries,
        "product": view.products,
    }
    pairs = [
        (pl.col(column), pl.col(column).replace(dict(names[column])).alias(f"{column}_name"))
        for column in columns
    ]
    return [expression for pair in pairs for expression in pair]


def _by_year(view: View, frame: str, keys: Sequence[str]) -> GroupBy:
    """Group a frame by some of its columns and the year, in their order."""
    dated = view.plan[frame].join(calendar(view.plan["periods"]), on="period", maintain_order="left")
    return dated.sort(*keys, "_order", maintain_order=True).group_by(*keys, "year", maintain_order=True)


def _part(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))


def _sheet(view: View, name: str, key: str, holds: str, rows: pl.DataFrame) -> Sheet:
    columns = columns_of(rows, FIELDS, view.plan.currency)
    return Sheet(name, key, Part.READY, holds, rows, columns)
