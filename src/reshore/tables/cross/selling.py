"""Checks of demand: a unit that is not delivered costs something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def shortage_has_a_cost(view: View) -> Iterator[Fault]:
    """Check that a shortage cost is written or follows from the value, where cost is the objective."""
    if view.settings["objective"] != "cost":
        return
    factor = view.settings["shortage_factor"]
    worth = view.ever("products", "value", lambda value: value * factor > 0)
    worthless = view.frames["products"].filter(~worth).select("product")
    wrong = (
        view.rows("demands")
        .filter(pl.col("shortage_cost").is_null(), pl.col("quantity") > 0)
        .join(worthless, on="product", how="semi")
    )
    yield from view.tell(
        "demands",
        "shortage_cost",
        wrong,
        lambda row: (
            f"shortage of {row['product']!r} would cost nothing: shortage_cost is empty, "
            "and shortage_factor x value of the product is 0"
        ),
        "write shortage_cost, or the value of the product",
    )
