"""Moving: which lanes carry what, when goods arrive, and the limits of lanes and of what leaves a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.clock import DAYS_PER_YEAR

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "shipments"
KEYS = ("lane", "product", "provenance", "arrives", "period")
ENDS = ("origin", "destination", "mode")


def shipped(case: Case) -> pl.DataFrame:
    """Return the shipments with what the tables say of them.

    Returns
    -------
    pl.DataFrame
        lane, product, provenance, arrives, period, units; of the lane origin, destination, mode, named and
        named_family (what it names), transit (days), distance; of the product family, kg (a unit); mass and
        carbon.
    """
    lanes = case.lanes.select(
        "lane",
        *ENDS,
        pl.col("product").alias("named"),
        pl.col("family").alias("named_family"),
        "distance",
        pl.col("transit_days").alias("transit"),
    )
    products = case.model["products"].select("product", "family", pl.col("mass").alias("kg"))
    return (
        case.frames[FRAME]
        .select(*KEYS, "units")
        .join(lanes, on="lane")
        .join(products, on="product")
        .join(case.by_period("modes", ["emissions"]), on=["mode", "period"])
        .with_columns(mass=pl.col("units") * pl.col("kg"))
        .with_columns(carbon=pl.col("mass") / 1000 * pl.col("distance") * pl.col("emissions"))
    )


def arrivals(case: Case) -> pl.DataFrame:
    """Return what arrives, the opening pipeline too: place, product, provenance (now), period, units."""
    what = ("product", pl.col("arrives").alias("provenance"))
    moved = case.shipped.select("destination", *what, "period", "transit", "units")
    shares = _arrival_shares(case, moved.select("transit", "period").unique())
    landed = moved.join(shares, on=["transit", "period"]).with_columns(
        pl.col("units") * pl.col("share"), period=pl.col("arrival")
    )
    keys = ("place", "product", "provenance", "period")
    both = [
        part.rename({"destination": "place"}).select(*keys, "units")
        for part in (landed, under_way(case).rename({"arrives": "provenance"}))
    ]
    return pl.concat(both).group_by(keys).agg(pl.col("units").sum())


def under_way(case: Case) -> pl.DataFrame:
    """Return what was under way at the start.

    Returns
    -------
    pl.DataFrame
        origin, destination, product, arrives (its provenance), period (of arrival), units.
    """
    first = case.clock.ticks[0]
    share = (pl.col("transit") / first.days).clip(upper_bound=1.0)
    running = case.model["sites"].filter(pl.col("status") == "open")["site"]
    steady = case.model.settings["opening_pipeline"] == "steady"
    return case.shipped.filter(
        pl.col("period") == first.period, pl.col("origin").is_in(running.implode()), pl.lit(steady)
    ).select("origin", "destination", "product", "arrives", "period", pl.col("units") * share)


def carried(pairs: pl.DataFrame, lanes: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of lane and product in which the lane carries the product.

    A lane for the product goes before one for its family, and that before one for all.

    Parameters
    ----------
    pairs
        Origin, destination, mode, named and named_family of a lane; product and family of a product.
    lanes
        All lanes, as the table has them.
    """
    by_product = lanes.filter(pl.col("product").is_not_null()).select(*ENDS, "product").unique()
    by_family = lanes.filter(pl.col("product").is_null(), pl.col("family").is_not_null())
    by_family = by_family.select(*ENDS, "family").unique()
    marked = pairs.join(
        by_product.with_columns(special=pl.lit(True)), on=[*ENDS, "product"], how="left"
    ).join(by_family.with_columns(family_special=pl.lit(True)), on=[*ENDS, "family"], how="left")
    names_product = pl.col("named") == pl.col("product")
    names_family = pl.col("named").is_null() & (pl.col("named_family") == pl.col("family"))
    names_none = pl.col("named").is_null() & pl.col("named_family").is_null()
    free = pl.col("special").is_null()
    carries = names_product | (names_family & free) | (names_none & free & pl.col("family_special").is_null())
    return marked.filter(carries).drop("special", "family_special")


def check_moving(case: Case, findings: Findings) -> None:
    """Hold mass and carbon, that lanes carry what they move, and the limits of lanes and sites."""
    rows = case.frames[FRAME].join(case.shipped, on=KEYS, how="left", suffix=" expected", nulls_equal=True)
    for column in ("mass", "carbon"):
        findings.equal(FRAME, column, rows, KEYS, (column, f"{column} expected"))
    right = carried(case.shipped, case.lanes)
    wrong = case.shipped.join(right, on=KEYS, how="anti", nulls_equal=True)
    findings.never(FRAME, "lanes that don't carry the product", wrong, KEYS)
    _check_lanes(case, findings)
    _check_throughput(case, findings)


def _arrival_shares(case: Case, departures: pl.DataFrame) -> pl.DataFrame:
    """Share of what leaves in a period, `transit` days long under way, that arrives in each period."""
    time = case.time.select("period", "begins", "ends", "years")
    never = pl.lit(float("inf"))
    # The last period takes what would arrive after the horizon.
    until = pl.when(pl.col("period") == case.clock.last.period).then(never).otherwise(pl.col("ends"))
    landing = time.select(
        pl.col("period").alias("arrival"), pl.col("begins").alias("from"), until.alias("to")
    )
    delay = pl.col("transit") / DAYS_PER_YEAR
    overlap = pl.min_horizontal(pl.col("ends") + delay, "to") - pl.max_horizontal(
        pl.col("begins") + delay, "from"
    )
    return (
        departures.join(time, on="period")
        .join(landing, how="cross")
        .with_columns((overlap.clip(lower_bound=0.0) / pl.col("years")).alias("share"))
        .filter(pl.col("share") > 0)
        .select("transit", "period", "arrival", "share")
    )


def _check_lanes(case: Case, findings: Findings) -> None:
    varying = case.model["series"].filter(pl.col("table") == "lanes")["key"]
    limited = (
        pl.col("capacity").is_not_null() | (pl.col("minimum") > 0) | pl.col("lane").is_in(varying.implode())
    )
    limits = case.by_period("lanes", ["capacity", "minimum"], case.model["lanes"].filter(limited))
    moved = case.shipped.group_by("lane", "period").agg(pl.col("units").sum())
    rows = (
        limits.join(case.lanes.select("lane", "origin", "destination"), on="lane")
        .join(case.time.select("period", "years"), on="period")
        .join(moved, on=["lane", "period"], how="left")
        .with_columns(pl.col("units").fill_null(0.0), pl.col("capacity", "minimum") * pl.col("years"))
    )
    keys = ("lane", "period")
    bounded = rows.filter(pl.col("capacity").is_not_null())
    findings.at_most(FRAME, "lane capacity", bounded, keys, ("units", "capacity"))
    running = case.running.filter("open").select("place", "period")
    for end in ("origin", "destination"):
        rows = rows.join(running, left_on=[end, "period"], right_on=["place", "period"], how="semi")
    findings.at_least(FRAME, "lane minimum", rows, keys, ("units", "minimum"))


def _check_throughput(case: Case, findings: Findings) -> None:
    moved = case.shipped.group_by(pl.col("origin").alias("site"), "period").agg(pl.col("units").sum())
    rows = (
        case.by_period("sites", ["throughput"])
        .filter(pl.col("throughput").is_not_null())
        .join(case.time.select("period", "years"), on="period")
        .join(moved, on=["site", "period"])
        .with_columns(pl.col("throughput") * pl.col("years"))
    )
    findings.at_most(FRAME, "throughput", rows, ["site", "period"], ("units", "throughput"))
