"""The flow of value over the horizon: what each stage in each country takes in, adds and gives on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chain.origins import origins
from reshore.report.chain.stages import MARKET, stages
from reshore.tables.scenario import apply
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

NODE = ("level", "family", "country")
"""What names a node: its stage, and the country, or `START`."""
TARGET = ("to_level", "to_family", "to_country")
"""The same of the node that a link ends at."""

READ = frozenset({"products", "boms", "series"})
"""Tables that count here; a scenario that changes none of them makes no difference."""

FIGURES = ("components", "bought", "made", "value_added", "scrapped", "received", "given")
"""Amounts of a node: components used for what it makes, goods bought and made, value added to them,
components used for units that were no good; what all links to it and from it carry."""


@dataclass(frozen=True, slots=True)
class ValueFlow:
    """Nodes and links, in the plan's currency.

    Of a node, made = components - scrapped + value_added. What was bought and made and is not given on is in
    stock at the end, lost, or worth less when it is used than when it was made.

    Attributes
    ----------
    nodes
        `NODE`, then `FIGURES`; largest first within a stage, stages from components to markets. One without
        a link has no row.
    links
        `NODE`, `TARGET`, value; largest first.
    products
        Stage of each product: product, level, family.
    """

    nodes: pl.DataFrame
    links: pl.DataFrame
    products: pl.DataFrame


def value_flow(plan: Plan, model: Model) -> ValueFlow:
    """Return the flow of value of a plan.

    Goods have the values of their product in the period in which they are made, bought, used or sold.

    Parameters
    ----------
    plan
        The plan.
    model
        The model it was designed from, without the plan's scenario.
    """
    rows = model["scenarios"].filter(pl.col("scenario") == plan.scenario)
    if READ & set(rows["table"]):
        model = apply(model, plan.scenario)
    values = by_period(model, "products", ["value"])
    used = _used(plan, model, values)
    products = stages(model["products"], used.select("product", "into").unique().iter_rows())
    bought = _worth(plan["purchases"], values).rename({"site": "place"})
    came = pl.concat(
        [
            plan["production"].select("product", pl.col("site").alias("place"), "country", "units"),
            bought.select("product", "place", "country", "units"),
        ]
    )
    gone = pl.concat([used, _sold(plan, values)], how="diagonal")
    links = _links(plan, came, gone, products)
    return ValueFlow(ordered(_nodes(plan, used, bought, links, products)), links, products)


def ordered(nodes: pl.DataFrame) -> pl.DataFrame:
    """Return nodes from components to markets, the largest of a stage first."""
    size = pl.max_horizontal("received", "given")
    return nodes.sort("level", "family", size, "country", descending=[True, False, True, False])


def total(links: pl.DataFrame) -> pl.DataFrame:
    """Return one link for all between the same nodes, largest first."""
    summed = links.group_by(*NODE, *TARGET).agg(pl.col("value").sum())
    return summed.filter(pl.col("value") > 0).sort(
        "value", *NODE, *TARGET, descending=[True, *(False for _ in (*NODE, *TARGET))]
    )


def _worth(rows: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """Put beside units what they are worth in their period."""
    priced = rows.join(values, on=["product", "period"], how="left", maintain_order="left")
    return priced.with_columns(worth=pl.col("units") * pl.col("value")).drop("value")


def _used(plan: Plan, model: Model, values: pl.DataFrame) -> pl.DataFrame:
    """Return components used at each place: product, place, country, into, units, worth, wasted."""
    recipe = by_period(model, "boms", ["quantity"])
    made = plan["production"].select("site", "country", "product", "variant", "period", "units", "gross")
    rows = made.join(recipe, on=["product", "variant", "period"]).select(
        pl.col("component").alias("product"),
        pl.col("site").alias("place"),
        "country",
        pl.col("product").alias("into"),
        "period",
        units=pl.col("quantity") * pl.col("gross"),
        good=pl.col("units") / pl.col("gross"),
    )
    priced = _worth(rows, values)
    return (
        priced.with_columns(wasted=pl.col("worth") * (1 - pl.col("good")))
        .group_by("product", "place", "country", "into", maintain_order=True)
        .agg(pl.col("units", "worth", "wasted").sum())
    )


def _sold(plan: Plan, values: pl.DataFrame) -> pl.DataFrame:
    served = plan["service"].filter(pl.col("served") > 0).rename({"market": "place", "served": "units"})
    rows = _worth(served.select("product", "place", "country", "period", "units"), values)
    return rows.group_by("product", "place", "country", maintain_order=True).agg(
        pl.col("units", "worth").sum()
    )


def _links(plan: Plan, came: pl.DataFrame, gone: pl.DataFrame, products: pl.DataFrame) -> pl.DataFrame:
    moved = plan["shipments"].select("product", "origin", "destination", "units")
    summed = moved.group_by("product", "origin", "destination", maintain_order=True).agg(
        pl.col("units").sum()
    )
    shares = origins(came, summed, gone)
    into = products.select(
        pl.col("product").alias("into"),
        pl.col("level").alias("to_level"),
        pl.col("family").alias("to_family"),
    )
    parts = (
        gone.rename({"country": "to_country"})
        .join(shares, on=["product", "place"])
        .join(products, on="product")
        .join(into, on="into", how="left")
        .with_columns(
            pl.col("to_level").fill_null(MARKET),
            pl.col("to_family").fill_null(""),
            value=pl.col("worth") * pl.col("share"),
        )
    )
    return total(parts)


def _nodes(
    plan: Plan, used: pl.DataFrame, bought: pl.DataFrame, links: pl.DataFrame, products: pl.DataFrame
) -> pl.DataFrame:
    made = plan["production"].select("product", "country", "value_added", made="value")
    taken = used.select("country", product="into", components="worth", scrapped="wasted")
    of_products = pl.concat(
        [made, taken, bought.select("product", "country", bought="worth")], how="diagonal"
    ).join(products, on="product")
    received = links.select(**dict(zip(NODE, TARGET, strict=True)), received="value")
    rows = pl.concat([of_products, received, links.select(*NODE, given="value")], how="diagonal")
    summed = rows.group_by(NODE).agg(pl.col(FIGURES).sum())
    return summed.filter(pl.max_horizontal("received", "given") > 0)
