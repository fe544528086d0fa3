"""Which agreements a good qualifies under on a border, and the lowest rate that they give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.trade.agreements import DEEMED

if TYPE_CHECKING:
    from reshore.footprint.trade.agreements import Agreements

BETWEEN = " "
"""What stands between names that make one text; labels have no blanks, nor have agreements."""


def qualified(crossings: pl.DataFrame, agreements: Agreements) -> pl.DataFrame:
    """Add the agreements that each crossing qualifies under.

    An agreement has to cover the good and have exporter and importer as members; then its label is enough,
    and with basis deemed even that isn't asked.

    Parameters
    ----------
    crossings
        Frame with classified, exporter, importer, period, labels (list).

    Returns
    -------
    `crossings` and under: the agreements in order of name, one text.
    """
    named = crossings.with_columns(named=pl.col("labels").list.sort().list.join(BETWEEN))
    keys = ["classified", "exporter", "importer", "period", "named"]
    covers = agreements.covers.select("agreement", "basis", classified="product")
    found = named.select(keys).unique().join(covers, on="classified")
    for country in ("importer", "exporter"):
        members = agreements.members.rename({"country": country})
        found = found.join(members, on=["agreement", country, "period"], how="semi")
    labelled = pl.col("named").str.split(BETWEEN).list.contains(pl.col("agreement"))
    under = (
        found.filter(labelled.fill_null(False) | (pl.col("basis") == DEEMED))
        .group_by(keys)
        .agg(under=pl.col("agreement").sort().str.join(BETWEEN))
    )
    return (
        named.join(under, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("under").fill_null(""))
        .drop("named")
    )


def best(cases: pl.DataFrame, agreements: Agreements) -> pl.DataFrame:
    """Add the agreement of the lowest rate among those of `under` (first by name where equal), and its rate.

    Returns
    -------
    `cases` and preferred, preferred_rate; null where there is none.
    """
    keys = ["classified", "under"]
    rates = agreements.covers.select("agreement", "rate", classified="product")
    lowest = (
        cases.select(keys)
        .unique()
        .with_columns(agreement=pl.col("under").str.split(BETWEEN))
        .explode("agreement")
        .join(rates, on=["classified", "agreement"])
        .sort("rate", "agreement")
        .unique(keys, keep="first", maintain_order=True)
        .select(*keys, preferred="agreement", preferred_rate="rate")
    )
    return cases.join(lowest, on=keys, how="left", maintain_order="left")
