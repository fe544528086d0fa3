"""The figures of a plant that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.factory.plan.result import PlantResult

    Row = tuple[str, float | None, str]


def figures(result: PlantResult) -> pl.DataFrame:
    """Return the key figures: columns figure, value, unit."""
    rows = [*_made(result), *_takes(result), *_costs(result)]
    return pl.DataFrame(
        rows, schema={"figure": pl.String, "value": pl.Float64, "unit": pl.String}, orient="row"
    )


def _made(result: PlantResult) -> list[Row]:
    product = result["products"].row(0, named=True)
    unit = f"{result.product}/week"
    return [
        ("rate", product["rate"], unit),
        ("throughput", product["throughput"], unit),
        ("throughput, low", product["throughput_low"], unit),
        ("throughput, high", product["throughput_high"], unit),
        ("takt", product["takt"], "h"),
        ("lead time, mean", product["lead_mean"], "h"),
        ("lead time, 95 %", product["lead_95"], "h"),
        ("work in process", product["inside"], result.product),
    ]


def _takes(result: PlantResult) -> list[Row]:
    pools, power, facts = result["pools"], result["power"], result.facts
    people = pools.filter(pl.col("kind") == "people")
    left = result["limits"].drop_nulls("room").select("resource", "room", "unit").iter_rows()
    return [
        ("stations", float(result["stations"]["copies"].sum()), "station"),
        ("floor, length", facts["floor"]["length"], "m"),
        ("floor, area", facts["floor"]["area"], "m2"),
        ("people on shift", float(people["heads"].sum()), "person"),
        ("people on the payroll", float(people["payroll"].sum()), "person"),
        ("power, mean", float(power.select(pl.col("mean").mean()).item()), "kW"),
        ("power, peak", float(power.select(pl.col("peak").max()).item()), "kW"),
        *((f"{resource} left", room, unit) for resource, room, unit in left),
    ]


def _costs(result: PlantResult) -> list[Row]:
    costs = result["costs"]
    unit = float(costs["unit_cost"].sum()) if costs["unit_cost"].null_count() == 0 else None
    return [
        ("investment", float(costs["investment"].sum()), result.currency),
        ("cost", float(costs["amount"].sum()), f"{result.currency}/year"),
        ("cost of a unit", unit, f"{result.currency}/{result.product}"),
    ]
