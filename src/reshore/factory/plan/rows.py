"""A plant as rows of tables that `design` reads: a resource and a process for each product made in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.factory.plan import energy
from reshore.factory.plan.ramp import profile, ramp
from reshore.factory.plan.tried import WEEKS, YEAR
from reshore.tables import schema
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.plan.balanced import Way
    from reshore.factory.plan.place import Place
    from reshore.factory.plan.prices import Prices
    from reshore.factory.plan.tried import Tried
    from reshore.tables.model import Model

TABLES = ("resources", "processes", "sources")
"""Tables that a plant has rows of."""

INHERITED = ("variant", "cost_per_unit", "minimum", "origin", "labels", "repack")
"""Columns of a process that a plant says nothing of: its recipe, other cost, origin and labels stay."""


@dataclass(frozen=True, slots=True)
class Learning:
    """How a plant comes to its full rate.

    Attributes
    ----------
    share
        Of the hours that is left when the number of units has doubled.
    mature
        Units after which hours fall no more; None = half a year's at the full rate.
    absence
        Share of paid working time that is lost.
    """

    share: float
    mature: float | None
    absence: float


def rows(
    tried: Tried, model: Model, prices: Prices, learning: Learning, source: str
) -> dict[str, pl.DataFrame]:
    """Return the rows of a plant, by table, with all columns of the schema.

    A module is the whole plant. What is shared, that is areas, floor and idle power, goes to the end product.
    A product of which nothing was made has no rows.

    Parameters
    ----------
    tried
        The plant.
    model
        The model it was made from.
    prices
        At its site.
    learning
        How it comes to its full rate.
    source
        Name of the source that the rows give.
    """
    ways = [way for way in tried.sized.ways if tried.made(way.product).value > 0]
    resources = [_resource(tried, way, prices, learning, source) for way in ways]
    processes = [_process(tried, way, model, learning, source) for way in ways]
    site, product = tried.sized.case.building.site, tried.sized.ways[0].product
    title = f"plant run {source}"
    note = f"{tried.throughput.value:,.4g} {product} a week at {site}, sized and simulated from the tables"
    return {
        "resources": _frame("resources", resources),
        "processes": _frame("processes", processes),
        "sources": _frame("sources", [{"source": source, "title": title, "grade": "D", "note": note}]),
    }


def with_rows(model: Model, rows: Mapping[str, pl.DataFrame]) -> Model:
    """Return the model with the rows of a plant, checked.

    They take the place of rows with the same key, and of the processes by which the site makes the same
    products from the same recipe.

    Raises
    ------
    DataError
        If the tables that come of it are not sound.
    """
    frames = dict(model.frames)
    for table in TABLES:
        keys = list(schema.tables()[table].keys)
        old = frames[table].join(rows[table], on=keys, how="anti")
        if table == "processes":
            old = old.join(rows[table], on=["site", "product", "variant"], how="anti")
        frames[table] = pl.concat([old, rows[table]])
    gone = frames["processes"]["process"]
    stale = (pl.col("table") == "processes") & ~pl.col("key").is_in(gone.implode())
    frames["series"] = frames["series"].filter(~stale)
    settings = recheck(frames, "rows of the plant")
    return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


def _resource(tried: Tried, way: Way, prices: Prices, learning: Learning, source: str) -> dict[str, Any]:
    case, shared = tried.sized.case, way is tried.sized.ways[0]
    cost = sum(place.copies * place.kind.cost for place in way.places)
    fixed = 0.0
    if shared:
        cost += sum(area.cost for area in case.areas)
        fixed = tried.floor.area * case.building.cost
        fixed += tried.sized.idle_power * YEAR * prices.electricity
    yearly = tried.made(way.product).value * WEEKS
    return {
        "site": case.building.site,
        "resource": _name(way),
        "installed": 0.0,
        "hours_per_year": _bottleneck(tried, way).kind.hours * WEEKS,
        "module_size": 1.0,
        "module_cost": cost,
        "module_fixed_cost": fixed,
        "ramp": profile(ramp(yearly * way.gross, learning.share, learning.mature)),
        "maximum": 1.0,
        "source": source,
    }


def _process(tried: Tried, way: Way, model: Model, learning: Learning, source: str) -> dict[str, Any]:
    site = tried.sized.case.building.site
    gross = tried.made(way.product).value * way.gross * WEEKS
    hours = _bottleneck(tried, way).kind.hours * WEEKS
    known = model["processes"].filter(
        pl.col("site") == site,
        pl.col("product") == way.product,
        pl.col("variant") == way.made.recipe.variant,
    )
    kept: dict[str, Any] = known.sort("process").select(INHERITED).to_dicts()[0] if known.height else {}
    return {
        "process": ":".join((site, way.product, way.made.recipe.variant, _name(way))),
        "site": site,
        "product": way.product,
        **{"variant": way.made.recipe.variant, **kept},
        "resource": _name(way),
        "hours_per_unit": hours / gross,
        "labour_hours": _paid(tried, way, learning.absence) * WEEKS / gross,
        "energy": energy.of_unit(way) / way.gross,
        "scrap": f"{1 - 1 / way.gross:.6g}",
        "source": source,
    }


def _name(way: Way) -> str:
    return f"{way.product}_line"


def _bottleneck(tried: Tried, way: Way) -> Place:
    """Return the place of a line with the greatest load."""
    loads = dict(tried.simulated.groups.select("group", "load").iter_rows())
    return max(way.places, key=lambda place: loads[place.name])


def _paid(tried: Tried, way: Way, absence: float) -> float:
    """Return the hours a week that are paid for people of a line; those of areas go to the end product."""
    posts = [
        (way.product, place.kind, place.servers * place.operators)
        for way in tried.sized.ways
        for place in way.places
    ]
    posts += [(tried.sized.ways[0].product, area, area.operators) for area in tried.sized.case.areas]
    total = 0.0
    for pool, crew in tried.crews.items():
        own = [(product, kind.hours * people) for product, kind, people in posts if kind.pool == pool]
        mine = sum(hours for product, hours in own if product == way.product)
        total += crew.hours * mine / sum(hours for _, hours in own)
    return total / (1 - absence)


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return rows of a table, with the schema's defaults where a column isn't written."""
    columns = schema.tables()[table].columns
    written = {column.name: [row.get(column.name) for row in rows] for column in columns}
    frame = pl.DataFrame(written, {column.name: column.dtype for column in columns})
    defaults = [
        pl.col(column.name).fill_null(pl.lit(column.default).cast(column.dtype))
        for column in columns
        if column.default and not column.default.startswith("= ") and column.type != "flag"
    ]
    flags = [
        pl.col(column.name).fill_null(column.default == "yes") for column in columns if column.type == "flag"
    ]
    return frame.with_columns(defaults + flags)
