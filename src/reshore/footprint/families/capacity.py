r"""Capacity: hours used are hours there.

For every site i, resource r, period t, with h the hours of a good unit, H the hours of a capacity unit in
the period, b its units installed, w the units in service of a module ordered for s, and v those installed at
a candidate that started in s:

.. math::

    \sum_{k \in (i,r)} h_{k,t} make_{k,t} \le H_{i,r,t} \Big( b_{i,r,t} open_{i,t} + \sum_{s \le t} w_{s,t}
    build_{i,r,s} \Big)

with :math:`\sum_{s \le t} v_{s,t} start_{i,s}` in place of :math:`b_{i,r,t} open_{i,t}` for candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["site", "resource", "period"]


def add(draft: Draft) -> None:
    """Add the rows `capacity`."""
    capacity, columns = draft.network.capacity, draft.columns
    hours = capacity.resources.select("site", "resource", running="period", each="hours")
    at = {"period": "running"}

    def in_hours(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(hours, on=["site", "resource", "running"], how="left").with_columns(
            hours=-pl.col("each") * pl.col("units")
        )

    standing = capacity.resources.join(
        draft.network.places.sites.select("site", "candidate"), on="site", how="left"
    ).filter(~pl.col("candidate"))
    draft.assembler.rows(
        "capacity",
        capacity.resources,
        KEYS,
        [
            Term(columns["make"], "hours", through=_worked(draft)),
            Term(columns["build"], "hours", at, in_hours(capacity.service)),
            Term(columns["start"], "hours", at, in_hours(capacity.ramp)),
            Term(
                columns["open"],
                "there",
                through=standing.select(*KEYS, there=-pl.col("hours") * pl.col("installed")),
            ),
        ],
        upper=0.0,
    )


def _worked(draft: Draft) -> pl.DataFrame:
    """Hours of a resource that a good unit takes."""
    return (
        draft.columns["make"]
        .frame.filter(pl.col("resource").is_not_null(), pl.col("hours") > 0)
        .select("process", "provenance", "since", "period", "site", "resource", "hours")
    )
