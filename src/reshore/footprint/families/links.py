r"""Links: nothing moves at a site that is not open.

For sites i that can open or stop, with M the least of what the site can do and what the network has a use
for:

.. math::

    \sum_s make_{k,s,t} \le M_{k,t} open_{i,t}, \quad make_{k,s,t} \le M_{k,t} start_{i,s}, \quad
    buy_{i,p,t} \le M_{i,p,t} open_{i,t}, \quad hold_{i,p,t} \le M_{i,p,t} open_{i,t}, \quad
    \sum_{l: i \to j} ship_{l,p,t} \le M_{i,j,p,t} open_{i,t}

The second holds for processes whose scrap or rework depends on the site's start s. M of a shipment to a
market is what the market asks for, product by product, not what all markets ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.footprint.draft import Draft


def add(draft: Draft) -> None:
    """Add the rows `make_open`, `make_start`, `buy_open`, `hold_open` and `ship_open`."""
    columns = draft.columns
    make = _makeable(draft)
    _link(draft, "make_open", "make", make, ["process", "period"], "site")
    by_start = (
        make.filter("by_start")
        .unique(["process", "since", "period"])
        .select("process", "since", "period", "site", most=-pl.col("most"))
    )
    draft.assembler.rows(
        "make_start",
        by_start,
        ["process", "since", "period"],
        [
            Term(columns["make"], partial=True),
            Term(
                columns["start"],
                "most",
                {"period": "running"},
                by_start.rename({"period": "running"}).with_columns(period="since"),
            ),
        ],
        upper=0.0,
    )
    for name in ("buy", "hold"):
        _link(draft, f"{name}_open", name, _storable(draft, name), ["site", "product", "period"], "site")
    _link(
        draft,
        "ship_open",
        "ship",
        _shippable(draft),
        ["origin", "destination", "product", "period"],
        "origin",
    )


def _link(draft: Draft, name: str, block: str, flows: pl.DataFrame, keys: Sequence[str], site: str) -> None:
    """Rows: flows that share `keys` are at most the greatest bound among them, if open."""
    deciding = draft.network.places.sites.filter("decides").select(pl.col("site").alias(site))
    flows = flows.join(deciding, on=site, how="semi")
    rows = flows.group_by(list(dict.fromkeys([*keys, site]))).agg(most=-pl.col("most").max())
    own = draft.columns[block].keys
    draft.assembler.rows(
        name,
        rows,
        keys,
        [
            Term(draft.columns[block], through=flows.select(*own, *(key for key in keys if key not in own))),
            Term(draft.columns["open"], "most", through=rows.with_columns(site=pl.col(site))),
        ],
        upper=0.0,
    )


def _makeable(draft: Draft) -> pl.DataFrame:
    """Most that a process can make: what hours with all modules allow, and what is called for."""
    network = draft.network
    hours = network.capacity.resources.select("site", "resource", "period", "most_hours")
    return (
        draft.columns["make"]
        .frame.join(hours, on=["site", "resource", "period"], how="left")
        .join(network.callable, on=["product", "period"], how="left")
        .with_columns(
            most=pl.min_horizontal(
                "callable", pl.when(pl.col("hours") > 0).then(pl.col("most_hours") / pl.col("hours"))
            )
        )
    )


def _storable(draft: Draft, block: str) -> pl.DataFrame:
    """Most that a site buys or holds: its own limit and what is called for."""
    limit = {"buy": "most", "hold": "maximum"}[block]
    return (
        draft.columns[block]
        .frame.join(draft.network.callable, on=["product", "period"], how="left")
        .with_columns(most=pl.min_horizontal(limit, "callable"))
    )


def _shippable(draft: Draft) -> pl.DataFrame:
    """Most that leaves on the lanes of one way: what the market wants, or what is called for."""
    network = draft.network
    return (
        draft.columns["ship"]
        .frame.join(network.wanted, on=["origin", "destination", "product", "period"], how="left")
        .join(network.callable, on=["product", "period"], how="left")
        .with_columns(most=pl.coalesce("wanted", "callable"))
    )
