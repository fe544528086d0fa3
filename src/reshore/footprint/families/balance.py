r"""Balance: what comes to a place leaves it or stays.

For every place n, product p, provenance g, period t that a flow touches:

.. math::

    hold_{n,p,g,t-1} + \sum_{k \in n} make_{k,g,t} + buy_{n,p,g,t} + \sum_{l \to n} \sum_{s,h} a_{l,s,t}
    ship_{l,p,h,g,s}
    = hold_{n,p,g,t} + \sum_{k \in n, h} (u_{k,p} make_{k,h,t} + use_{k,h,p,g,t}) + \sum_{n \to l, h}
    ship_{l,p,g,h,t} + \sum_z serve_{n,p,g,z,t} + lost_{n,p,g,t}

Products that nothing asks about have one provenance, without a name, and are used by the recipe (u) alone;
followed ones are drawn by use alone. a: share of what leaves in s that arrives in t, goods under way at the
start included; u: units of a
component in a good unit; the opening stock stands in place of hold before the first period. lost: what
is left at a market beyond what is served, or at a site in the period in which it stops; it is 0 elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.following import NONE
from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft
    from reshore.lp.block import Block

KEYS = ["place", "product", "provenance", "period"]
GOODS = ["place", "product", "period"]


def add(draft: Draft) -> None:
    """Add the block `lost` and the rows `balance` and `lost_at_stop`."""
    network, columns = draft.network, draft.columns
    arrive = network.moving.arrive
    carry = (
        columns["hold"]
        .frame.select("site", "product", "provenance", "period")
        .join(network.clock.frame.select("period", later="next").drop_nulls(), on="period")
    )
    use = network.making.use.with_columns(plain=pl.lit(NONE))
    touched = pl.concat(
        frame.select(
            pl.col(place).alias("place"),
            pl.col(product).alias("product"),
            pl.col(provenance).alias("provenance"),
            "period",
        )
        for frame, place, product, provenance in (
            (columns["make"].frame, "site", "product", "provenance"),
            (use, "site", "component", "plain"),
            (columns["use"].frame, "site", "component", "drawn"),
            (columns["buy"].frame, "site", "product", "provenance"),
            (columns["ship"].frame, "origin", "product", "provenance"),
            (columns["ship"].frame, "destination", "product", "arrives"),
            (arrive.drop("period").rename({"arrival": "period"}), "destination", "product", "arrives"),
            (columns["hold"].frame, "site", "product", "provenance"),
            (columns["serve"].frame, "market", "product", "provenance"),
        )
    ).unique()
    opening = network.opening.select(*KEYS, supply=-pl.col("opening"))
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
            Term(
                columns["make"],
                "spent",
                {"place": "site", "product": "component", "provenance": "plain"},
                spent,
            ),
            Term(columns["use"], -1.0, {"place": "site", "product": "component", "provenance": "drawn"}),
            Term(columns["buy"], 1.0, at),
            Term(columns["ship"], -1.0, {"place": "origin"}),
            Term(
                columns["ship"],
                "share",
                {"place": "destination", "provenance": "arrives", "period": "arrival"},
                arrive,
            ),
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
            arrive.select("product", place="destination", provenance="arrives", period="arrival").select(
                KEYS
            ),
            network.hold.select("product", "provenance", "period", place="site").select(KEYS),
        ]
    ).unique()
    markets = reached.join(network.model["markets"].select(place="market"), on="place", how="semi")
    stops = reached.join(
        network.places.stop.select("period", place="site"), on=["place", "period"], how="semi"
    )
    return draft.assembler.columns("lost", pl.concat([markets, stops]), KEYS)


def _lost_at_stop(draft: Draft, lost: Block, arrive: pl.DataFrame) -> None:
    """Nothing is lost at a site but in the period in which it stops: then its stock and what is under way."""
    stops = draft.columns["stop"].frame.select("period", place="site")
    there = arrive.join(stops, left_on=["destination", "arrival"], right_on=["place", "period"], how="semi")
    rows = (
        lost.frame.join(stops, on=["place", "period"], how="semi")
        .join(_losable(draft, there), on=GOODS, how="left")
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
    each = arrive.unique(["lane", "product", "period", "arrival"])
    coming = each.join(network.callable, on=["product", "period"]).select(
        "product", place="destination", period="arrival", most=pl.col("share") * pl.col("callable")
    )
    parts = (stock.rename({"opening": "most"}), before, coming)
    return pl.concat(part.select(*GOODS, "most") for part in parts).group_by(GOODS).agg(pl.col("most").sum())
