"""Checks of duties: on no day are two rows of a layer equally specific."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

SCOPE = ("layer", "importer", "origin", "exporter", "hs", "segment")


def one_a_day(view: View) -> Iterator[Fault]:
    """Rows of one layer and scope follow each other in time."""
    # an empty first day is before all others, an empty last day after: so nulls sort as they mean
    rows = view.rows("duties").sort("from", nulls_last=False)
    before = pl.col("to").shift().over(SCOPE)
    again = pl.int_range(pl.len()).over(SCOPE) > 0
    overlap = again & (before.is_null() | pl.col("from").is_null() | (pl.col("from") < before))
    yield from view.tell(
        "duties",
        "from",
        rows.filter(overlap),
        lambda row: (
            f"layer {row['layer']!r} has another row for the same goods and countries on the same days"
        ),
        "let one end with `to` on the day the other begins",
    )
