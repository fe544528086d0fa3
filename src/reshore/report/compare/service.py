"""Service of the plans side by side: what each market gets of each product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.compare.beside import Row, tables
from reshore.report.html import Column, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.words import counted, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.compare.view import CompareView

Asked = tuple[float, float]


def section(view: CompareView) -> Section | None:
    """Return the table of shares delivered; None where no plan has demand."""
    shares = view.comparison.service
    if shares.is_empty():
        return None
    demands = [_demands(view, at) for at in range(len(view.plans))]
    rows = [
        _row(view, market, product, [one.get((market, product)) for one in demands])
        for market, product in shares.select("market", "product").iter_rows()
    ]
    lead = tag(
        "p", say("Share of what each market asks for that is delivered over the horizon, and the units.")
    )
    heads = [Column(say("Market")), Column(say("Product"))]
    body = join([lead, *tables(view, heads, rows, lambda count: counted(count, "demand"))])
    return Section("service", say("Service side by side"), body)


def _demands(view: CompareView, at: int) -> Mapping[tuple[str, str], Asked]:
    """Return units asked for and delivered, by market and product."""
    service = view.plans[at]["service"]
    totals = service.group_by("market", "product").agg(pl.col("demand", "served").sum())
    asked = totals.filter(pl.col("demand") > 0)
    return {(market, product): (demand, served) for market, product, demand, served in asked.iter_rows()}


def _row(view: CompareView, market: str, product: str, asked: Sequence[Asked | None]) -> Row:
    cells = [_cell(one) for one in asked]
    heads = (view.place(market), view.products.get(product, product))
    return Row(heads, tuple(cells), len(set(cells)) > 1)


def _cell(asked: Asked | None) -> str:
    if asked is None:
        return ""
    demand, served = asked
    units = say("{served} of {demand}", served=rounded(served), demand=rounded(demand))
    return join([share(served / demand, 1), tag("span", units, class_="under")])
