"""Checks of `costs`: every line worked out again from amounts and prices, and their present values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.balance import stock
from reshore.audit.invest import site_costs
from reshore.audit.moving import under_way
from reshore.audit.prices import (
    MAKING,
    MOVING,
    priced_buying,
    priced_making,
    priced_moving,
    priced_shortage,
)
from reshore.audit.rules import rules
from reshore.audit.selling import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "costs"
KEYS = ("cost", "place", "country", "product", "period")
LINES = (
    *("site_fixed", "site_opening", "site_closing", "salvage", "write_off", "module", "module_fixed"),
    *("production", "labour", "energy", "carbon", "purchase", "transport", "opening_pipeline"),
    *("transit_capital", "storage", "stock_capital", "shortage", "revenue", "rule_penalty"),
    *("duty", "drawback"),
)


def check_costs(case: Case, findings: Findings) -> float:
    """Hold every line of `costs`: nothing missing, nothing more, amounts and present values.

    Returns
    -------
    float
        The sum of the present values, worked out again: what the objective should be.
    """
    names = pl.col("country", "product").fill_null("")
    sums = pl.col("amount", "present_value").sum()
    found = case.frames[FRAME].with_columns(names).group_by(KEYS).agg(sums)
    expected = _expected(case).with_columns(names).group_by(KEYS).agg(sums)
    rows = expected.join(found, on=KEYS, how="full", coalesce=True, suffix=" found")
    rows = rows.with_columns(pl.col(pl.Float64).fill_null(0.0))
    for line in LINES:
        of_line = rows.filter(pl.col("cost") == line)
        for column in ("amount", "present_value"):
            findings.equal(FRAME, f"{line}, {column}", of_line, KEYS[1:], (f"{column} found", column))
    findings.never(FRAME, "no such line", found.filter(~pl.col("cost").is_in(LINES)), KEYS)
    return float(expected["present_value"].sum())


def _expected(case: Case) -> pl.DataFrame:
    """All lines, with present values: `KEYS`, amount, present_value."""
    discounts = pl.DataFrame(
        [(tick.period, tick.discount) for tick in case.clock],
        schema={"period": pl.String, "discount": pl.Float64},
        orient="row",
    )
    parts = [
        *_making(case),
        *_buying(case),
        *_moving(case),
        *_storing(case),
        *_selling(case),
        *_trade(case),
        _penalties(case),
    ]
    running = (
        pl.concat(parts)
        .join(discounts, on="period")
        .with_columns(present_value=pl.col("amount") * pl.col("discount"))
        .drop("discount")
    )
    schema = dict.fromkeys(("cost", "place", "period"), pl.String) | dict.fromkeys(
        ("amount", "present_value"), pl.Float64
    )
    sites = pl.DataFrame(list(site_costs(case)), schema=schema, orient="row")
    nothing = pl.lit(None, dtype=pl.String)
    sites = sites.with_columns(product=nothing, importer=nothing)
    both = pl.concat([running, sites.select(running.columns)])
    both = both.join(case.places.select("place", "country"), on="place", how="left")
    return both.with_columns(country=pl.coalesce("importer", "country")).select(
        *KEYS, "amount", "present_value"
    )


def _line(cost: str, rows: pl.DataFrame, place: str, amount: pl.Expr) -> pl.DataFrame:
    """Return a line; its country is the importer's where rows have one, else that of the place."""
    nothing = pl.lit(None, dtype=pl.String)
    names = [
        pl.col(name) if name in rows.columns else nothing.alias(name) for name in ("product", "importer")
    ]
    return rows.select(
        pl.lit(cost).alias("cost"),
        pl.col(place).alias("place"),
        *names,
        "period",
        amount.cast(pl.Float64).alias("amount"),
    )


def _making(case: Case) -> Iterator[pl.DataFrame]:
    rows = priced_making(case)
    for cost in MAKING:
        yield _line(cost, rows, "site", pl.col(f"{cost} cost"))


def _buying(case: Case) -> Iterator[pl.DataFrame]:
    yield _line("purchase", priced_buying(case), "site", pl.col("purchase cost"))


def _moving(case: Case) -> Iterator[pl.DataFrame]:
    rows = priced_moving(case)
    for cost in MOVING:
        yield _line(cost, rows, "origin", pl.col(f"{cost} cost"))
    earlier = under_way(case).join(case.worth, on=["product", "period"])
    yield _line("opening_pipeline", earlier, "origin", pl.col("units") * pl.col("worth"))


def _storing(case: Case) -> Iterator[pl.DataFrame]:
    costs = case.by_period("stocks", ["cost"]).rename({"site": "place"})
    rows = (
        stock(case)
        .join(costs, on=["place", "product", "period"])
        .join(case.time.select("period", "years"), on="period")
        .join(case.worth, on=["product", "period"])
    )
    unit_years = (pl.col("before") + pl.col("units")) / 2 * pl.col("years")
    yield _line("storage", rows, "place", pl.col("cost") * unit_years)
    yield _line("stock_capital", rows, "place", pl.col("holding") * pl.col("capital") * unit_years)


def _selling(case: Case) -> Iterator[pl.DataFrame]:
    keys = ["market", "product", "segment", "period"]
    served = case.frames["service"].select(*keys, "served", "short")
    rows = priced_shortage(case, asked(case).join(served, on=keys))
    yield _line("shortage", rows, "market", pl.col("shortage cost"))
    if case.model.settings["objective"] == "profit":
        yield _line("revenue", rows, "market", -pl.col("price").fill_null(0.0) * pl.col("served"))


def _trade(case: Case) -> Iterator[pl.DataFrame]:
    back = pl.col("event") == "drawback"
    yield _line("duty", case.duties.filter(~back), "place", pl.col("amount"))
    yield _line("drawback", case.duties.filter(back), "place", pl.col("amount"))


def _penalties(case: Case) -> pl.DataFrame:
    """Violations as the frame `rules` has them, which is checked apart, times their price."""
    found = {(rule, period): violation for rule, period, violation in _violations(case)}
    rows = [
        (rule.row["rule"], tick.period, price * found.get((rule.row["rule"], period), 0.0))
        for rule in rules(case)
        for period, tick, _ in rule.spans
        if (price := rule.prices[tick.period]) is not None
    ]
    schema = {"rule": pl.String, "period": pl.String, "amount": pl.Float64}
    return _line("rule_penalty", pl.DataFrame(rows, schema=schema, orient="row"), "rule", pl.col("amount"))


def _violations(case: Case) -> Iterator[tuple[str, str | None, float]]:
    yield from case.frames["rules"].select("rule", "period", "violation").iter_rows()
