"""Checks of `deliveries`: what is served of followed goods, free ones alone, each to its segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.audit.trade.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.faults import Fault

FRAME = "deliveries"
KEYS = ("market", "product", "segment", "period")
CHECKS = ("served though not free", "duty paid for another segment")


def check_deliveries(case: Case, findings: Findings) -> None:
    """Hold that deliveries add up to what is served, and which goods they are."""
    followed = pl.col("product").is_in(list(case.goods.followed))
    served = case.frames["service"].filter(followed).select(*KEYS, "served")
    delivered = case.frames[FRAME].group_by(KEYS).agg(delivered=pl.col("units").sum())
    rows = served.join(delivered, on=KEYS, how="full", coalesce=True)
    rows = rows.with_columns(pl.col("served", "delivered").fill_null(0.0))
    findings.equal(FRAME, "what is served", rows, KEYS, ("delivered", "served"))
    refuse(findings, FRAME, CHECKS, _faults(case), (*KEYS, "provenance"))


def _faults(case: Case) -> Iterator[Fault]:
    for row in case.frames[FRAME].iter_rows(named=True):
        goods = case.goods(row["product"], row["provenance"])
        if goods.status != "free":
            yield "served though not free", row
        if not _serves(case, row, goods.segment):
            yield "duty paid for another segment", row


def _serves(case: Case, row: dict[str, Any], paid: str) -> bool:
    """Whether goods whose duty was paid for a segment may be delivered in the row's."""
    if paid == "~":
        return row["segment"] not in case.tariff.segments(case.hs_codes[row["product"]], row["country"])
    return paid in {"", row["segment"]}
