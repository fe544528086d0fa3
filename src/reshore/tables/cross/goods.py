"""Checks of products: no recipe goes in a circle, and what is needed can be had."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def acyclic(view: View) -> Iterator[Fault]:
    """Check that no product is made of itself; each circle is named once."""
    boms = view.rows("boms")
    parts: dict[str, set[str]] = defaultdict(set)
    for product, component in boms.select("product", "component").unique().iter_rows():
        parts[product].add(component)
    while circle := _circle(parts):
        # graphlib names a circle from the component up, and its first product again at the end
        names = circle[::-1]
        edge = boms.filter(product=names[0], component=names[1]).head(1)
        edge = edge.with_columns(pl.lit(" -> ".join(repr(name) for name in names)).alias("path"))
        yield from view.tell(
            "boms", "component", edge, lambda row: f"a product is made of itself: {row['path']}"
        )
        parts[names[0]].discard(names[1])


def _circle(parts: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(parts).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def obtainable(view: View) -> Iterator[Fault]:
    """Check that what is asked for, and all that goes into it, is made, supplied or in stock."""
    stocked = view.frames["stocks"].filter(pl.col("opening") > 0)
    tables = (view.frames["processes"], view.frames["supplies"], stocked)
    had = pl.concat([table.select("product") for table in tables]).unique()
    needs = _needed(view)
    lacking = needs.join(had, on="product", how="anti")
    rows = view.rows("products").join(lacking, on="product")
    yield from view.tell(
        "products",
        "product",
        rows,
        lambda row: f"nobody makes or supplies {row['product']!r}, which {row['by']} needs",
        "write it in processes or supplies",
    )


def _needed(view: View) -> pl.DataFrame:
    """Products asked for and all that goes into them, each with one that needs it."""
    asked = view.frames["demands"].group_by("product").agg(pl.col("market").first())
    needs = new = asked.select("product", pl.format("market '{}'", "market").alias("by"))
    made = view.frames["processes"].select("product", "variant").unique()
    recipes = made.join(view.frames["boms"], on=["product", "variant"]).select("product", "component")
    while new.height:
        into = recipes.join(new, on="product").group_by("component").agg(pl.col("product").min())
        into = into.select(
            pl.col("component").alias("product"), pl.format("product '{}'", "product").alias("by")
        )
        new = into.join(needs, on="product", how="anti")
        needs = pl.concat([needs, new])
    return needs


def one_ownership(view: View) -> Iterator[Fault]:
    """Check that supplies of a product are all bought or all consigned: its capital value is one number."""
    first = pl.col("ownership").first().over("product", order_by=ROW)
    wrong = (
        view.rows("supplies")
        .with_columns(first.alias("first"))
        .filter(pl.col("ownership") != pl.col("first"))
    )
    yield from view.tell(
        "supplies",
        "ownership",
        wrong,
        lambda row: f"{row['product']!r} is {row['ownership']} here and {row['first']} in an earlier row",
        "all supplies of a product have one ownership",
    )


def unused(view: View) -> Iterator[Fault]:
    """Check that every product is made, used, supplied, stored or asked for (a warning)."""
    columns = [
        ("boms", "product"),
        ("boms", "component"),
        *((table, "product") for table in ("processes", "supplies", "stocks", "demands")),
    ]
    met = pl.concat([view.frames[table].select(product=column) for table, column in columns]).unique()
    rows = view.rows("products").join(met, on="product", how="anti")
    yield from view.tell("products", "product", rows, lambda row: f"no table uses product {row['product']!r}")
