"""The card of a site: what it makes, what it sends where, and its part in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.section import Section
from reshore.report.why.view import words
from reshore.report.words import rounded, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView


def section(view: WhyView) -> Section | None:
    """Return the card of the site that was asked for."""
    site = view.result.options.get("site")
    if not site:
        return None
    parts = [_cards(view, site)]
    made, sent = view["makes"], view["sends"]
    if made.height:
        parts += [tag("h3", "What it makes"), _made(view, made)]
    if sent.height:
        parts += [tag("h3", "For whom"), _sent(view, sent)]
    if not parts[1:]:
        parts.append(tag("p", "The plan makes nothing there and sends nothing from there."))
    return Section(view.key("site"), f"{view.place(site)} in the plan", join(parts))


def _cards(view: WhyView, site: str) -> Markup:
    row = view["sites"].filter(site=site).row(0, named=True)
    near = view["designs"].filter("near")
    using = near.filter(pl.col("used").list.contains(site)).height
    cards = [
        ("In the plan", "yes" if row["in_plan"] else "no"),
        ("Doing without it costs" if row["forced"] != "in" else "Using it costs", _regret(view, row)),
        ("Near ties that use it", f"{using} of {near.height}"),
        ("Products made there", str(view["makes"].height)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _regret(view: WhyView, row: dict[str, float]) -> str:
    if row["fixed"]:
        return "it can't be closed"
    if row["low"] is None and row["high"] is None:
        return str(row["found"])
    told = words(view.money, row["low"], row["high"])
    return f"{told}, a tie" if row["tie"] else told


def _made(view: WhyView, rows: pl.DataFrame) -> Markup:
    columns = [Column("Product"), Column("Units", numeric=True), Column("Share", "of all made", numeric=True)]
    return table(
        columns,
        [
            [view.view.products.get(product, product), rounded(units), share(part)]
            for product, units, part in rows.iter_rows()
        ],
    )


def _sent(view: WhyView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column("Product"),
        Column("To"),
        Column("Units", numeric=True),
        Column("Share", "of what goes there", numeric=True),
    ]
    return table(
        columns,
        [
            [view.view.products.get(product, product), view.place(to), rounded(units), share(part)]
            for product, to, units, part in rows.iter_rows()
        ],
    )
