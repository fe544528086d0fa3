r"""Content: what an agreement asks of what a good is made of.

For every output g of process k that has the label of an agreement, period t, with w the value of a unit, N
the components that lack the label (with a tariff shift: only those whose heading does not change), f the
least regional value content (1 - f the most from outside; with a tariff shift: the de minimis):

.. math::

    \sum_{q,h \in N} w_{q,t} use_{k,g,q,h,t} + \sum_{q \in N} \sum_s w_{q,t} u_{k,q,s,t} make_{k,g,s,t}
    \le (1 - f) \, w_{p,t} \sum_s make_{k,g,s,t}

The second sum is over components that nothing asks about: they lack every label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.asked import QUALIFYING
from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["process", "provenance", "agreement", "period"]
RVC = "rvc"


def add(draft: Draft) -> None:
    """Add the rows `content`."""
    network, make = draft.network, draft.columns["make"]
    asked = _asked(draft)
    output = ["process", "provenance", "period"]
    codes = network.model["products"].select(component="product", code="hs_code")
    worth = network.goods.frame.select("period", component="product", worth="value")

    def counted(parts: pl.DataFrame) -> pl.DataFrame:
        """Components from outside that count: with a tariff shift, those that stay under the heading."""
        stays = pl.col("code").str.head(pl.col("digits")) == pl.col("heading")
        return (
            parts.join(asked, on=output, how="inner")
            .join(codes, on="component", how="left")
            .join(worth, on=["component", "period"], how="left")
            .filter((pl.col("basis") == RVC) | stays)
        )

    made = make.frame.select(*make.keys, "value").join(asked, on=output, how="inner")
    plain = counted(network.making.use).with_columns(amount=pl.col("used") * pl.col("worth"))
    drawn = counted(draft.columns["use"].frame.select(*draft.columns["use"].keys, "labels")).filter(
        ~pl.col("labels").fill_null([]).list.contains(pl.col("agreement"))
    )
    draft.assembler.rows(
        "content",
        asked,
        KEYS,
        [
            Term(make, "most", through=made.with_columns(most=-pl.col("allowed") * pl.col("value"))),
            Term(make, "amount", through=plain),
            Term(draft.columns["use"], "worth", through=drawn),
        ],
        upper=0.0,
    )


def _asked(draft: Draft) -> pl.DataFrame:
    """Return the outputs that qualify by what they are made of.

    Returns
    -------
    Frame with process, provenance, agreement, period, basis, digits, allowed (share of the output's value
    that may lack the label) and heading (of the output).
    """
    network = draft.network
    repacked = network.model["processes"].filter("repack").select("process")
    labelled = (
        draft.columns["make"]
        .frame.select("process", "provenance", "period", "product", agreement="labels")
        .unique(["process", "provenance", "period"], maintain_order=True)
        .join(repacked, on="process", how="anti")
        .explode("agreement")
        .drop_nulls("agreement")
    )
    headings = network.model["products"].select("product", "hs_code")
    allowed = pl.when(pl.col("basis") == RVC).then(1 - pl.col("threshold")).otherwise("de_minimis")
    return (
        labelled.join(network.expansion.borders.agreements.covers, on=["agreement", "product"], how="inner")
        .filter(pl.col("basis").is_in(QUALIFYING))
        .join(headings, on="product", how="left")
        .select(
            *KEYS,
            "basis",
            "digits",
            allowed=allowed,
            heading=pl.col("hs_code").str.head(pl.col("digits")),
        )
    )
