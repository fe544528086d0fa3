r"""Closing: a site that stops pays what is still due of its investments after the horizon.

For every site i that can stop, with d the amount still due at the horizon of an investment, as a share of
the greatest sum that can be due of the site:

.. math::

    write\_off_i \ge \sum_s d_{i,s} start_{i,s} + \sum_{r,s} d_{i,r,s} build_{i,r,s} - 1 + \sum_t stop_{i,t}

Shares keep the row near 1 whatever the currency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft


def add(draft: Draft) -> None:
    """Add the block `write_off` (share of what can be due) and the rows `write_off`."""
    network, columns = draft.network, draft.columns
    start, build = columns["start"].frame, columns["build"].frame
    modules = build.group_by("site", "resource").agg((pl.col("due") * pl.col("most")).max())
    most = (
        pl.concat(
            [
                start.group_by("site").agg(pl.col("due").max()),
                modules.group_by("site").agg(pl.col("due").sum()),
            ]
        )
        .group_by("site")
        .agg(most=pl.col("due").sum())
        .filter(pl.col("most") > 0)
        .join(network.places.sites.filter("may_stop").select("site", "country"), on="site")
    )
    write_off = draft.assembler.columns(
        "write_off", most.with_columns(cost=pl.col("most") * network.clock.final), ["site"], cost="cost"
    )
    columns["write_off"] = write_off

    def share(frame: pl.DataFrame) -> pl.DataFrame:
        owed = frame.join(most.select("site", "most"), on="site", how="inner")
        return owed.with_columns(share=-pl.col("due") / pl.col("most"))

    draft.assembler.rows(
        "write_off",
        most,
        ["site"],
        [
            Term(write_off),
            Term(columns["start"], "share", through=share(start.select("site", "period", "due"))),
            Term(columns["build"], "share", through=share(build.select("site", "resource", "period", "due"))),
            Term(columns["stop"], -1.0, partial=True),
        ],
        lower=-1.0,
    )
