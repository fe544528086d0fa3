"""Checks of the names in each frame: known to the tables, there once, none missing; nothing negative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

KEYS: Mapping[str, tuple[str, ...]] = {
    "production": ("process", "provenance", "period"),
    "purchases": ("site", "product", "provenance", "period"),
    "shipments": ("lane", "product", "provenance", "arrives", "period"),
    "stock": ("site", "product", "provenance", "period"),
    "service": ("market", "product", "segment", "period"),
    "deliveries": ("market", "product", "provenance", "segment", "period"),
    "use": ("process", "provenance", "component", "drawn", "period"),
    "capacity": ("site", "resource", "period"),
    "sites": ("site", "period"),
}
"""Columns that together occur once in a frame."""

COMPLETE = ("service", "capacity", "sites")
"""Frames in which no row may be missing, be its amounts 0."""

SIGNED = ("value_added",)
"""Amounts of these frames that may be below 0."""


def check_names(case: Case, findings: Findings) -> None:
    """Hold the names in each row, that rows are unique and complete, and that amounts aren't negative."""
    calendar = case.model["periods"].select("period", "start", "months")
    wrong = case.frames["periods"].join(calendar, on=calendar.columns, how="anti")
    findings.never("periods", "known names", wrong, ["period"])
    findings.never(
        "periods", "complete", calendar.join(case.frames["periods"], on="period", how="anti"), ["period"]
    )
    twice = case.frames["periods"].filter(pl.col("period").is_duplicated())
    findings.never("periods", "unique", twice, ["period"])
    marginals = case.frames["marginals"].filter(pl.col("period").is_not_null())
    unknown = marginals.join(calendar, on="period", how="anti")
    findings.never("marginals", "known names", unknown, ["family", "name", "period"])
    for name, expected in _known(case).items():
        _check_frame(case, findings, name, expected)


def _check_frame(case: Case, findings: Findings, name: str, expected: pl.DataFrame) -> None:
    frame, keys = case.frames[name], list(KEYS[name])
    known = (
        expected if "period" in expected.columns else expected.join(case.time.select("period"), how="cross")
    )
    on = known.columns
    findings.never(name, "known names", frame.join(known, on=on, how="anti", nulls_equal=True), keys)
    findings.never(name, "unique", frame.filter(pl.struct(keys).is_duplicated()), keys)
    if name in COMPLETE:
        findings.never(name, "complete", known.join(frame, on=keys, how="anti"), keys)
    amounts = [
        column for column, dtype in frame.schema.items() if dtype.is_numeric() and column not in SIGNED
    ]
    if amounts:
        least = pl.min_horizontal(amounts).cast(pl.Float64)
        rows = frame.with_columns(least=least, nothing=pl.lit(0.0))
        findings.at_least(name, "not negative", rows, keys, ("least", "nothing"))


def _known(case: Case) -> Mapping[str, pl.DataFrame]:
    """Rows that each frame may have: its text columns, with or without the period."""
    model = case.model
    sites = model["sites"].select("site", "country")
    families = model["products"].select("product", "family")
    processes = model["processes"].select("process", "site", "product", "variant", "resource")
    lanes = case.lanes.select("lane", "origin", "destination", "mode")
    markets = model["markets"].select("market", "country")
    demands = case.by_period("demands", []).select(KEYS["service"]).join(markets, on="market")
    components = model["boms"].select("product", "variant", "component")
    return {
        "production": processes.join(families, on="product").join(sites, on="site"),
        "purchases": model["supplies"].select("site", "product").join(sites, on="site"),
        "shipments": lanes.join(_moved_products(case), on="lane"),
        "stock": model["stocks"].select("site", "product"),
        "service": demands,
        "deliveries": demands,
        "use": processes.join(sites, on="site")
        .join(components, on=["product", "variant"])
        .select("process", "site", "country", "product", "component"),
        "capacity": model["resources"].select("site", "resource").join(sites, on="site"),
        "sites": model["sites"].select("site", "country", "status"),
    }


def _moved_products(case: Case) -> pl.DataFrame:
    """Return the plan's pairs of lane and known product; whether lanes carry them is checked apart."""
    pairs = case.frames["shipments"].select("lane", "product").unique()
    return pairs.join(case.model["products"], on="product", how="semi")
