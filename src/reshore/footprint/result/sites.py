"""When sites run, and what capacity they have and use, from a solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network

KEYS = ["site", "resource", "period"]


def sites(network: Network, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame sites: every site in every period, with flags for running, starting and stopping."""
    opened = solved["open"].select("site", "country", "status", "period", open=pl.col("units") > 0.5)
    flags = opened
    for name, block in (("started", "start"), ("stopped", "stop")):
        happened = solved[block].select("site", "period", (pl.col("units") > 0.5).alias(name))
        flags = flags.join(happened, on=["site", "period"], how="left").with_columns(
            pl.col(name).fill_null(False)
        )
    return flags.pipe(_in_order, network, ["site"])


def capacity(network: Network, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame capacity: every resource in every period, hours there and hours used."""
    build, start, opened = (solved[name] for name in ("build", "start", "open"))
    added = (
        network.capacity.service.join(build.select(*KEYS, ordered="units"), on=KEYS, how="inner")
        .group_by("site", "resource", period="running")
        .agg(added=(pl.col("units") * pl.col("ordered")).sum())
    )
    ramped = (
        network.capacity.ramp.join(
            start.select("site", "period", started="units"), on=["site", "period"], how="inner"
        )
        .group_by("site", "resource", period="running")
        .agg(ramped=(pl.col("units") * pl.col("started")).sum())
    )
    used = (
        solved["make"]
        .filter(pl.col("resource").is_not_null())
        .group_by(KEYS)
        .agg(hours_used=(pl.col("hours") * pl.col("units")).sum())
    )
    candidates = network.places.sites.select("site", "candidate")
    frame = (
        network.capacity.resources.join(candidates, on="site", how="left")
        .join(opened.select("site", "period", open=pl.col("units")), on=["site", "period"], how="left")
        .join(
            build.select(*KEYS, modules_ordered=pl.col("units").round().cast(pl.Int64)), on=KEYS, how="left"
        )
        .join(added, on=KEYS, how="left")
        .join(ramped, on=KEYS, how="left")
        .join(used, on=KEYS, how="left")
    )
    installed = pl.when("candidate").then(pl.col("ramped").fill_null(0.0)).otherwise("installed")
    return (
        frame.with_columns(
            pl.col("modules_ordered").fill_null(0),
            pl.col("hours_used").fill_null(0.0),
            units_in_service=(installed + pl.col("added").fill_null(0.0)) * pl.col("open"),
        )
        .with_columns(hours_available=pl.col("units_in_service") * pl.col("hours"))
        .select(
            *("site", "country", "resource", "period", "modules_ordered"),
            *("units_in_service", "hours_available", "hours_used"),
        )
        .pipe(_in_order, network, ["site", "resource"])
    )


def _in_order(frame: pl.DataFrame, network: Network, keys: list[str]) -> pl.DataFrame:
    """Sort by keys, then in time order."""
    index = network.clock.frame.select("period", "index")
    return frame.join(index, on="period", how="left").sort(*keys, "index").drop("index")
