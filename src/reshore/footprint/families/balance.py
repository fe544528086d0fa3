r"""Balance: what comes to a place leaves it or stays.

For every place n, product p, period t that a flow touches:

.. math::

    hold_{n,p,t-1} + \sum_{k \in n} make_{k,t} + buy_{n,p,t} + \sum_{l \to n} \sum_s a_{l,s,t} ship_{l,p,s}
    = hold_{n,p,t} + \sum_{k \in n} u_{k,p} make_{k,t} + \sum_{n \to l} ship_{l,p,t} + \sum_z serve_{n,p,z,t}
    + lost_{n,p,t}

a: share of what leaves in s that arrives in t, goods under way at the start included; u: units of a
component in a good unit; the opening stock stands in place of hold before the first period. lost: what
is left at a market beyond what is served, or at a site in the period in which it stops; it is 0 elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft
    from reshore.lp.block import Block

KEYS = ["place", "product", "period"]


def add(draft: Draft) -> None:
    """Add the block `lost` and the rows `balance` and `lost_at_stop`."""
    network, columns = draft.network, draft.columns
    arrive = network.moving.arrive
    carry = network.storing.hold.select("site", "product", "period").join(
        network.clock.frame.select("period", later="next").drop_nulls(), on="period"
    )
    use = network.making.use
    touched = pl.concat(
        frame.select(pl.col(place).alias("place"), pl.col(product).alias("product"), "period")
        for frame, place, product in (
            (columns["make"].frame, "site", "product"),
            (use, "site", "component"),
            (columns["buy"].frame, "site", "product"),
            (columns["ship"].frame, "origin", "product"),
            (columns["ship"].frame, "destination", "product"),
            (columns["hold"].frame, "site", "product"),
            (columns["serve"].frame, "market", "product"),
        )
    ).unique()
    opening = network.storing.hold.select("product", "period", place="site", supply=-pl.col("opening"))
    rows = touched.join(opening, on=KEYS, how="left").with_columns(pl.col("supply").fill_null(0.0))
    lost = _lost(draft, arrive)
    spent = use.with_columns(spent=-pl.col("used"))
    at = {"place": "site"}
    draft.assembler.rows(
        "balance",
        rows,
        KEYS,
        [
            Term(columns["make"], 1.0, at),
            Term(columns["make"], "spent", {"place": "site", "product": "component"}, spent),
            Term(columns["buy"], 1.0, at),
            Term(columns["ship"], -1.0, {"place": "origin"}),
            Term(columns["ship"], "share", {"place": "destination", "period": "arrival"}, arrive),
            Term(columns["hold"], -1.0, at),
            Term(columns["hold"], 1.0, {"place": "site", "period": "later"}, carry),
            Term(columns["serve"], -1.0, {"place": "market"}),
            Term(lost, -1.0),
        ],
        lower="supply",
        upper="supply",
    )
    _lost_at_stop(draft, lost, arrive)


def _lost(draft: Draft, arrive: pl.DataFrame) -> Block:
    """Columns for goods that arrive where they can't be used any more."""
    network = draft.network
    reached = pl.concat(
        [
            arrive.select("product", place="destination", period="arrival"),
            network.storing.hold.select("product", place="site", period="period"),
        ]
    ).unique()
    markets = reached.join(network.model["markets"].select(place="market"), on="place", how="semi")
    stops = reached.join(
        network.places.stop.select("period", place="site"), on=["place", "period"], how="semi"
    )
    return draft.assembler.columns("lost", pl.concat([markets, stops]), KEYS)


def _lost_at_stop(draft: Draft, lost: Block, arrive: pl.DataFrame) -> None:
    """Nothing is lost at a site but in the period in which it stops: then its stock and what is under way."""
    most = _losable(draft, arrive)
    rows = (
        lost.frame.join(
            draft.columns["stop"].frame.select("period", place="site"), on=["place", "period"], how="semi"
        )
        .join(most, on=KEYS, how="left")
        .select(*KEYS, most=-pl.col("most"))
    )
    draft.assembler.rows(
        "lost_at_stop",
        rows,
        KEYS,
        [
            Term(lost, 1.0, partial=True),
            Term(draft.columns["stop"], "most", {"place": "place"}, rows.with_columns(site="place")),
        ],
        upper=0.0,
    )


def _losable(draft: Draft, arrive: pl.DataFrame) -> pl.DataFrame:
    """Most that can be in stock before a period, and arrive in it, by place and product."""
    network = draft.network
    following = network.clock.frame.select("period", "next").drop_nulls()
    stock = network.storing.hold.select("product", "period", "opening", place="site")
    before = (
        stock.join(network.callable, on=["product", "period"])
        .join(following, on="period")
        .select("place", "product", period="next", most="callable")
    )
    coming = arrive.join(network.callable, on=["product", "period"]).select(
        "product", place="destination", period="arrival", most=pl.col("share") * pl.col("callable")
    )
    parts = (stock.rename({"opening": "most"}), before, coming)
    return pl.concat(part.select(*KEYS, "most") for part in parts).group_by(KEYS).agg(pl.col("most").sum())
