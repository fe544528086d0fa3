"""Checks of places: no name stands for both a site and a market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def names_apart(view: View) -> Iterator[Fault]:
    """Check that a name, as a destination or a place of stock, means one place."""
    sites = view.frames["sites"].select(pl.col("site").alias("market"))
    wrong = view.rows("markets").join(sites, on="market", how="semi")
    yield from view.tell(
        "markets", "market", wrong, lambda row: f"{row['market']!r} is the name of a site, too"
    )
