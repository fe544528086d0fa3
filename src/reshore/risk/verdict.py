"""The verdict of a stress test: the figures that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from reshore.risk.result import StressResult

    Row = tuple[str, float | None, str]

EXPOSURES, FIXES = 5, 3
"""How many exposures and fixes the verdict names."""


def figures(result: StressResult) -> pl.DataFrame:
    """Return the key figures: columns figure, value, unit."""
    rows = [*_losses(result), *_survival(result), *_exposures(result), *_fixes(result), *_failures(result)]
    return pl.DataFrame(
        rows, schema={"figure": pl.String, "value": pl.Float64, "unit": pl.String}, orient="row"
    )


def tightest(result: StressResult) -> dict[str, Any] | None:
    """Return the exposure whose time to survive falls furthest short of its time to recover.

    Where no time to recover is known, it is the one that survives the shortest; None where all survive any
    length.
    """
    ending = result["exposures"].drop_nulls("tts")
    known = ending.drop_nulls("ttr")
    margin = pl.col("tts") - pl.col("ttr") if known.height else pl.col("tts")
    return next((known if known.height else ending).sort(margin, "kind", "name").iter_rows(named=True), None)


def largest(exposures: pl.DataFrame, most: int = EXPOSURES) -> pl.DataFrame:
    """Return the rows of `exposures` with the largest impacts above 0."""
    hurting = exposures.filter(pl.col("impact") > 0)
    return hurting.sort("impact", "kind", "name", descending=[True, False, False]).head(most)


def best_fixes(result: StressResult, most: int = FIXES) -> pl.DataFrame:
    """Return the first rows of `fixes` that are sure to help: nothing of their interval is below 0."""
    return result["fixes"].filter(pl.col("low") > 0).head(most)


def _losses(result: StressResult) -> list[Row]:
    rows: list[Row] = []
    for label, column in (("expected loss", "expected"), ("CVaR of 95 %", "cvar95")):
        for engine, value in result["losses"].select("engine", column).iter_rows():
            rows.append((f"{label}, {engine}", value, result.currency))
    return rows


def _survival(result: StressResult) -> list[Row]:
    row = tightest(result)
    if row is None:
        return [("time to survive, shortest", None, "day")]
    where = f"{row['kind']} {row['name']}"
    rows: list[Row] = [(f"time to survive, tightest: {where}", row["tts"], "day")]
    if row["ttr"] is not None:
        rows.append((f"time to recover: {where}", row["ttr"], "day"))
    return rows


def _exposures(result: StressResult) -> list[Row]:
    rows = largest(result["exposures"]).select("kind", "name", "impact").iter_rows()
    return [
        (f"exposure {rank}: {kind} {name}", impact, result.currency)
        for rank, (kind, name, impact) in enumerate(rows, 1)
    ]


def _fixes(result: StressResult) -> list[Row]:
    rows = best_fixes(result).select("fix", "cvar_removed").iter_rows()
    return [
        (f"fix {rank}, CVaR removed: {fix}", removed, result.currency)
        for rank, (fix, removed) in enumerate(rows, 1)
    ]


def _failures(result: StressResult) -> list[Row]:
    failed = result["failures"].height
    return [("replications that failed", failed, "replication")] if failed else []
