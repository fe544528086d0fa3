"""Checks of what comes in against what goes out, at every place, for every product, in every period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.making import used
from reshore.audit.moving import arrivals

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

KEYS = ("place", "product", "provenance", "period")
HELD = ("place", "product", "period")


def check_balance(case: Case, findings: Findings) -> None:
    """Hold the balance of all goods everywhere in each period, and that closed sites do and get nothing."""
    arrived = _named(arrivals(case))
    rows = (
        _flows(case, arrived)
        .group_by(KEYS)
        .agg(
            pl.col("units").filter(pl.col("units") > 0).sum().alias("incoming"),
            -pl.col("units").filter(pl.col("units") < 0).sum().alias("outgoing"),
        )
        .join(arrived, on=KEYS, how="left")
        .join(case.running, on=["place", "period"], how="left")
        .with_columns(pl.col("units").fill_null(0.0), nothing=pl.lit(0.0))
    )
    markets = case.model["markets"]["market"]
    loses = pl.col("place").is_in(markets.implode()) | pl.col("stopped")
    exact, lossy = rows.filter(~loses), rows.filter(loses)
    findings.equal("shipments", "balance", exact, KEYS, ("incoming", "outgoing"))
    findings.at_least("shipments", "balance where goods may be lost", lossy, KEYS, ("incoming", "outgoing"))
    closed = rows.filter(~pl.col("open"), ~pl.col("stopped"))
    findings.equal("shipments", "arrivals at closed sites", closed, KEYS, ("units", "nothing"))
    _check_closed(case, findings)


def outflows(case: Case) -> pl.DataFrame:
    """Return what leaves stock other than by waiting: `KEYS`, units (several rows a key)."""
    service, deliveries = case.frames["service"], case.frames["deliveries"]
    followed = pl.col("product").is_in(list(case.goods.followed))
    served = service.filter(~followed).select(
        pl.col("market").alias("place"), *HELD[1:], pl.col("served").alias("units")
    )
    delivered = deliveries.select(pl.col("market").alias("place"), *KEYS[1:], "units")
    moved = case.shipped.select(pl.col("origin").alias("place"), *KEYS[1:], "units")
    return pl.concat([_named(part) for part in (served, delivered, moved, used(case))])


def stock(case: Case) -> pl.DataFrame:
    """Return place, product, period, before and units (at the end) for every row of `stocks` and period."""
    sums = pl.col("opening", "before", "units").sum()
    return stock_by_provenance(case).group_by(HELD, maintain_order=True).agg(sums)


def stock_by_provenance(case: Case) -> pl.DataFrame:
    """Return `KEYS`, opening, before and units: for each row of `stocks` what is there at first, and held."""
    found = _named(case.frames["stock"].rename({"site": "place"})).group_by(KEYS).agg(pl.col("units").sum())
    opening = pl.struct("product", "provenance").map_elements(
        lambda row: case.goods.opening(row["product"], row["provenance"]), return_dtype=pl.String
    )
    rows = case.model["stocks"].select(
        pl.col("site").alias("place"), "product", opening.alias("provenance"), "opening"
    )
    others = found.join(rows, on=["place", "product"], how="semi").select(*KEYS[:3]).unique()
    others = others.join(rows, on=KEYS[:3], how="anti").with_columns(opening=pl.lit(0.0))
    return (
        pl.concat([rows, others])
        .join(case.time.select("period", "index"), how="cross")
        .join(found, on=KEYS, how="left")
        .with_columns(pl.col("units").fill_null(0.0))
        .sort(*KEYS[:3], "index")
        .with_columns(before=pl.coalesce(pl.col("units").shift(1).over(KEYS[:3]), pl.col("opening")))
        .select(*KEYS, "opening", "before", "units")
    )


def _flows(case: Case, arrived: pl.DataFrame) -> pl.DataFrame:
    """All movements into (positive) and out of (negative) a place."""
    site = pl.col("site").alias("place")
    made = case.made.select(site, *KEYS[1:], "units")
    bought = case.frames["purchases"].select(site, *KEYS[1:], "units")
    held = stock_by_provenance(case)
    out = [outflows(case), held.select(*KEYS, "units")]
    return pl.concat(
        [
            _named(made),
            _named(bought),
            arrived.select(*KEYS, "units"),
            held.select(*KEYS, pl.col("before").alias("units")),
            *(part.with_columns(-pl.col("units")) for part in out),
        ]
    )


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `KEYS` and units alone, the provenance of what isn't followed an empty text."""
    if "provenance" not in rows.columns:
        rows = rows.with_columns(provenance=pl.lit(""))
    return rows.select(*KEYS[:2], pl.col("provenance").fill_null(""), "period", "units")


def _check_closed(case: Case, findings: Findings) -> None:
    """Hold that a closed site makes, buys, ships and holds nothing."""
    closed = case.running.filter(~pl.col("open")).select("place", "period")
    for frame, place, keys in (
        ("production", "site", ("process", "period")),
        ("purchases", "site", ("site", "product", "period")),
        ("shipments", "origin", ("lane", "product", "period")),
        ("stock", "site", ("site", "product", "period")),
    ):
        rows = case.frames[frame].join(
            closed, left_on=[place, "period"], right_on=["place", "period"], how="semi"
        )
        rows = rows.with_columns(nothing=pl.lit(0.0))
        findings.equal(frame, "closed sites", rows, keys, ("units", "nothing"))
