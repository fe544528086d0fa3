"""Checks of products: no recipe goes in a circle, and what is needed can be had."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.cross.circle import circle, path
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

EDGE = ("product", "component")

DEEPEST = 100
"""Levels of a bill of materials; those of cars and computers have about ten."""


def acyclic(view: View) -> Iterator[Fault]:
    """Check that recipes end: no circles, each named from its first row on, and no more levels than real."""
    boms = view.rows("boms").unique(["product", "component"], keep="first").sort(ROW)
    rows = {(product, component): row for row, product, component in boms.select(ROW, *EDGE).iter_rows()}
    parts: dict[str, list[str]] = defaultdict(list)
    for product, component in rows:
        parts[product].append(component)
    endless = False
    while found := circle(parts)[::-1]:
        endless = True
        first = min(range(len(found)), key=lambda i: rows[found[i - 1], found[i]])
        way = [found[first - 1], *found[first:], *found[:first]]
        edge = boms.filter(product=way[0], component=way[1])
        edge = edge.with_columns(pl.lit(path(way, "products")).alias("path"))
        yield from view.tell(
            "boms", "component", edge, lambda row: f"a product is made of itself: {row['path']}"
        )
        parts[way[0]].remove(way[1])
    if rows and not endless:
        yield from _deep(view, boms, parts)


def _deep(view: View, boms: pl.DataFrame, parts: dict[str, list[str]]) -> Iterator[Fault]:
    """Tell the bill of materials that goes deepest, where that is deeper than any real one."""
    depth: dict[str, int] = {}
    for product in TopologicalSorter(parts).static_order():
        depth[product] = 1 + max((depth[part] for part in parts.get(product, ())), default=0)
    deepest = max(depth, key=depth.__getitem__)
    if depth[deepest] > DEEPEST:
        yield from view.tell(
            "boms",
            "product",
            boms.filter(product=deepest).head(1),
            lambda _: f"{deepest!r} is made in {depth[deepest]:,} levels, and {DEEPEST} are the most",
        )


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
