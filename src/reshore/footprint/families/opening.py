r"""Opening: sites start and stop.

For every site i that can open or stop, period t (before the first period, open is 1 for a site of status
open):

.. math::

    open_{i,t} - open_{i,t-1} = start_{i,t} - stop_{i,t}, \qquad \sum_t start_{i,t} \le 1, \qquad
    stop_{i,t} \le open_{i,t-1}

start exists for candidates only, so a closed site stays closed. The third is for candidates, which might
start and stop in one period for their salvage alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["site", "period"]


def add(draft: Draft) -> None:
    """Add the rows `opening`, `opens_once` and `stops_running`."""
    clock, columns = draft.network.clock, draft.columns
    first = clock.names[0]
    rows = (
        columns["open"]
        .frame.filter("decides")
        .select(
            *KEYS,
            before=pl.when((pl.col("period") == first) & (pl.col("status") == "open"))
            .then(1.0)
            .otherwise(0.0),
        )
    )
    later = rows.select(*KEYS).join(clock.frame.select("period", "next").drop_nulls(), on="period")
    draft.assembler.rows(
        "opening",
        rows,
        KEYS,
        [
            Term(columns["open"], 1.0, partial=True),
            Term(columns["open"], -1.0, {"period": "next"}, later),
            Term(columns["start"], -1.0),
            Term(columns["stop"], 1.0),
        ],
        lower="before",
        upper="before",
    )
    draft.assembler.rows(
        "opens_once",
        columns["start"].frame.select("site").unique(),
        ["site"],
        [Term(columns["start"])],
        upper=1.0,
    )
    stops = columns["stop"].frame.join(columns["start"].frame.select("site").unique(), on="site", how="semi")
    draft.assembler.rows(
        "stops_running",
        stops,
        KEYS,
        [
            Term(columns["stop"], partial=True),
            Term(columns["open"], -1.0, {"period": "next"}, later, partial=True),
        ],
        upper=0.0,
    )
