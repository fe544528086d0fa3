"""The key figures of an explanation, each between two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.tied import Ended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.insight.result import WhyResult

    Row = tuple[str, float | None, float | None, str]

COLUMNS = {"figure": pl.String, "low": pl.Float64, "high": pl.Float64, "unit": pl.String}


def figures(result: WhyResult) -> pl.DataFrame:
    """Return figure, low, high, unit: the best cost, near ties, regrets, and the part of each driver.

    Regrets come in the order of what is proven of them; those that may be 0 are ties, and have no order.
    """
    rows = [*_best(result), *_near(result), *_regrets(result), *_drivers(result)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _best(result: WhyResult) -> Iterator[Row]:
    if "best" in result.facts:
        low, high = result.facts["best"]
        yield "cost of the best plan", low, high, result.currency


def _near(result: WhyResult) -> Iterator[Row]:
    found = result["designs"]
    if found.height:
        most = float(found.height) if result.facts["ended"] == Ended.PROVEN else None
        yield "near ties", float(found["near"].sum()), most, "designs"


def _regrets(result: WhyResult) -> Iterator[Row]:
    forced = result["sites"].drop_nulls("tie").sort("low", "site", descending=[True, False], nulls_last=True)
    words = {"out": "regret of doing without", "in": "regret of using"}
    for site, way, low, high in forced.select("site", "forced", "low", "high").iter_rows():
        yield f"{words[way]} {site}", low, high, result.currency


def _drivers(result: WhyResult) -> Iterator[Row]:
    for cause, low, high in result["drivers"].select("cause", "low", "high").iter_rows():
        yield f"part of {cause}", low, high, result.currency
