r"""Limits on what moves: throughput of sites, capacity and minimum of lanes.

For every site i with a throughput T, every lane l with a capacity C or a minimum c, and period t:

.. math::

    \sum_{l: i \to} \sum_p ship_{l,p,t} \le T_{i,t} open_{i,t}, \qquad
    c_{l,t} (open_{i,t} + open_{j,t} - 1) \le \sum_p ship_{l,p,t} \le C_{l,t}

open is 1 in the second where an end can neither open nor stop, markets among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft


def add(draft: Draft) -> None:
    """Add the rows `throughput`, `lane_capacity` and `lane_minimum`."""
    ship, lanes = draft.columns["ship"], draft.network.moving.lanes
    limited = (
        draft.columns["open"]
        .frame.filter(pl.col("throughput").is_not_null())
        .select("site", "period", most=-pl.col("throughput") * pl.col("years"))
    )
    draft.assembler.rows(
        "throughput",
        limited,
        ["site", "period"],
        [
            Term(ship, 1.0, {"site": "origin"}, partial=True),
            Term(draft.columns["open"], "most", through=limited),
        ],
        upper=0.0,
    )
    draft.assembler.rows(
        "lane_capacity",
        lanes.filter(pl.col("capacity").is_not_null()),
        ["lane", "period"],
        [Term(ship, partial=True)],
        upper="capacity",
    )
    _minimum(draft)


def _minimum(draft: Draft) -> None:
    """Rows: a minimum binds while both ends are open; each end that can be closed takes it back once."""
    deciding = draft.network.places.sites.filter("decides").select("site")
    bound = draft.network.moving.lanes.filter(pl.col("minimum") > 0)
    ends = pl.concat(
        bound.select("lane", "period", "minimum", site=end).join(deciding, on="site", how="semi")
        for end in ("origin", "destination")
    ).with_columns(less=-pl.col("minimum"))
    closable = ends.group_by("lane", "period").agg(ends=pl.len().cast(pl.Int64))
    rows = bound.join(closable, on=["lane", "period"], how="left").with_columns(
        lower=pl.col("minimum") * (1 - pl.col("ends").fill_null(0))
    )
    draft.assembler.rows(
        "lane_minimum",
        rows,
        ["lane", "period"],
        [
            Term(draft.columns["ship"], partial=True),
            Term(draft.columns["open"], "less", through=ends.select("lane", "period", "site", "less")),
        ],
        lower="lower",
    )
