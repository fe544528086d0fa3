r"""Modules: how many, only while the site is open, and what keeping them costs.

For every site i, resource r with at most B modules; the first and third row for sites that can open or stop
only:

.. math::

    build_{i,r,t} \le B_{i,r} open_{i,t}, \qquad \sum_t build_{i,r,t} \le B_{i,r},
    \qquad keep_{i,r,t} \ge \sum_{s \le t} f_{s,t} build_{i,r,s} - B_{i,r} (1 - open_{i,t})

f: share of the period in the module's life. keep bears the fixed cost of modules while the site is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["site", "resource", "period"]


def add(draft: Draft) -> None:
    """Add the block `keep` and the rows `modules_open`, `modules_most` and `modules_kept`."""
    network, columns = draft.network, draft.columns
    build = columns["build"]
    deciding = network.places.sites.filter("decides").select("site")
    gated = build.frame.join(deciding, on="site", how="semi").select(*KEYS, most=-pl.col("most"))
    draft.assembler.rows(
        "modules_open",
        gated,
        KEYS,
        [Term(build, partial=True), Term(columns["open"], "most", through=gated)],
        upper=0.0,
    )
    most = build.frame.group_by("site", "resource").agg(pl.col("most").max())
    draft.assembler.rows("modules_most", most, ["site", "resource"], [Term(build)], upper="most")
    _keep(draft, deciding)


def _keep(draft: Draft, deciding: pl.DataFrame) -> None:
    network, columns = draft.network, draft.columns
    discount = network.clock.frame.select("period", "discount")
    kept = (
        network.capacity.resources.filter(pl.col("module_fixed") > 0, pl.col("modules") > 0)
        .join(discount, on="period", how="left")
        .with_columns(
            pl.col("module_fixed").alias("cost.module_fixed"),
            cost=pl.col("module_fixed") * pl.col("discount"),
        )
    )
    keep = draft.assembler.columns("keep", kept, KEYS, cost="cost")
    columns["keep"] = keep
    closing = kept.join(deciding, on="site", how="semi").select(*KEYS, most="modules")
    rows = (
        kept.select(*KEYS)
        .join(closing, on=KEYS, how="left")
        .with_columns(lower=-pl.col("most").fill_null(0.0))
    )
    life = network.capacity.service.with_columns(life=-pl.col("life"))
    draft.assembler.rows(
        "modules_kept",
        rows,
        KEYS,
        [
            Term(keep),
            Term(columns["build"], "life", {"period": "running"}, life, partial=True),
            Term(columns["open"], "less", through=closing.with_columns(less=-pl.col("most"))),
        ],
        lower="lower",
    )
