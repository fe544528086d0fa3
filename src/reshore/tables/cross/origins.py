"""Checks of where goods come from: what decides an origin goes in, and the past of stock can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.problem import nearest, show
from reshore.tables.provenance import FORM, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

SITE = "site"
"""What `processes.origin` holds where no component decides it."""


def components_decide(view: View) -> Iterator[Fault]:
    """Check that a component that passes its origin on is one of the recipe."""
    recipe = view.frames["boms"].select("product", "variant", origin="component")
    wrong = (
        view.rows("processes")
        .filter(pl.col("origin") != SITE)
        .join(recipe, on=["product", "variant", "origin"], how="anti")
    )
    for row in wrong.iter_rows(named=True):
        parts = recipe.filter(product=row["product"], variant=row["variant"])["origin"]
        listed = f"write site or one of: {', '.join(parts)}" if parts.len() else "nothing goes in: write site"
        problem = f"origin {show(row['origin'])} is not a component of {row['product']!r}"
        if row["variant"] != "base":
            problem += f", variant {row['variant']!r}"
        yield view.fault(
            "processes", row, "origin", problem, nearest(row["origin"], [*parts, SITE]) or listed
        )


def repacking_keeps_something(view: View) -> Iterator[Fault]:
    """Check that what is repacked is named, and gets no label by it."""
    repacked = view.rows("processes").filter("repack")
    yield from view.tell(
        "processes",
        "origin",
        repacked.filter(origin=SITE),
        lambda row: f"process {row['process']!r} repacks, and origin does not name what",
        "name the component that is repacked, or write repack no",
    )
    yield from view.tell(
        "processes",
        "labels",
        repacked.filter(pl.col("labels").is_not_null()),
        lambda row: f"process {row['process']!r} repacks, which confers no labels such as {row['labels']!r}",
        "the output keeps those of what is repacked; leave labels empty, or write repack no",
    )


def stock_comes_from_somewhere(view: View) -> Iterator[Fault]:
    """Check that the provenance of opening stock can be read, and is there where the product is followed."""
    countries = view.frames["countries"]["country"]
    followed = set(view.frames["products"].filter("followed")["product"])
    for row in view.rows("stocks").iter_rows(named=True):
        if row["provenance"] is None:
            if row["opening"] > 0 and row["product"] in followed:
                problem = f"provenance is empty, and the provenance of {row['product']!r} is told apart"
                yield view.fault("stocks", row, "provenance", problem, f"write {FORM}")
            continue
        try:
            found = Provenance.parse(row["provenance"])
        except ValueError as error:
            problem, _, remedy = str(error).partition("; ")
            yield view.fault("stocks", row, "provenance", problem, remedy)
            continue
        for country in dict.fromkeys((found.processed, found.goods_origin)):
            if country not in countries:
                problem = f"provenance {show(row['provenance'])}: {show(country)} is not in countries"
                yield view.fault("stocks", row, "provenance", problem, nearest(country, countries))
