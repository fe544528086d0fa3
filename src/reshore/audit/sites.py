"""Checks of `sites`: flags that agree, and openings and closings that the tables allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.lives import Life

FRAME = "sites"
KEYS = ("site", "period")


def check_sites(case: Case, findings: Findings) -> None:
    """Hold the flags of each period, and that each opening and closing is allowed."""
    columns = ("open", "started", "stopped")
    expected = pl.DataFrame(
        list(_flags(case)),
        schema=dict.fromkeys(KEYS, pl.String) | dict.fromkeys(columns, pl.Boolean),
        orient="row",
    )
    rows = expected.join(case.frames[FRAME], on=KEYS, how="left", suffix=" found")
    for column in columns:
        wrong = rows.filter(pl.col(column).ne_missing(pl.col(f"{column} found")))
        findings.never(FRAME, f"{column} flags that disagree", wrong, KEYS)
    wrong = pl.DataFrame(
        list(_not_allowed(case)), schema=dict.fromkeys((*KEYS, "what"), pl.String), orient="row"
    )
    for what in ("runs again", "opened too early", "closed without closing_cost"):
        findings.never(FRAME, what, wrong.filter(pl.col("what") == what), KEYS)


def _flags(case: Case) -> Iterator[tuple[str, str, bool, bool, bool]]:
    for life in case.lives.values():
        for tick in case.clock:
            t = tick.index
            yield life.site, tick.period, life.runs(t), life.start == t, life.stop == t


def _not_allowed(case: Case) -> Iterator[tuple[str, str, str]]:
    order = {tick.period: tick.index for tick in case.clock}
    closing = {
        (site, period): cost for site, period, cost in case.by_period("sites", ["closing_cost"]).iter_rows()
    }
    for row in case.model["sites"].iter_rows(named=True):
        life = case.lives[row["site"]]
        earliest = order[row["first_period"]] if row["first_period"] else 0
        if life.start is not None:
            tick = case.clock.ticks[life.start]
            if tick.month < row["months_to_open"] or tick.index < earliest:
                yield life.site, tick.period, "opened too early"
        if life.stop is not None:
            tick = case.clock.ticks[life.stop]
            if closing[life.site, tick.period] is None:
                yield life.site, tick.period, "closed without closing_cost"
            yield from _reopened(case, life)


def _reopened(case: Case, life: Life) -> Iterator[tuple[str, str, str]]:
    for tick in case.clock:
        if life.stop is not None and tick.index > life.stop and life.runs(tick.index):
            yield life.site, tick.period, "runs again"
