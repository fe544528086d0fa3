"""The card of a site: what it makes, what it sends where, and its part in that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.html import Column, Markup, join, table, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.why.view import STATUSES, words
from reshore.report.words import number, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.why.view import WhyView


def section(view: WhyView) -> Section | None:
    """Return the card of the site that was asked for."""
    site = view.result.options.get("site")
    if not site:
        return None
    parts = [_cards(view, site)]
    made, sent = view["makes"], view["sends"]
    if made.height:
        parts += [tag("h3", say("What it makes")), _made(view, made)]
    if sent.height:
        parts += [tag("h3", say("For whom")), _sent(view, sent)]
    if not parts[1:]:
        parts.append(tag("p", say("The plan makes nothing there and sends nothing from there.")))
    return Section(view.key("site"), say("{site} in the plan", site=view.place(site)), join(parts))


def _cards(view: WhyView, site: str) -> Markup:
    row = view["sites"].filter(site=site).row(0, named=True)
    near = view["designs"].filter("near")
    using = near.filter(pl.col("used").list.contains(site)).height
    cards = [
        (say("In the plan"), say("yes") if row["in_plan"] else say("no")),
        (
            say("Doing without it costs") if row["forced"] != "in" else say("Using it costs"),
            _regret(view, row),
        ),
        (say("Near ties that use it"), say("{count} of {all}", count=number(using), all=number(near.height))),
        (say("Products made there"), number(view["makes"].height)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _regret(view: WhyView, row: Mapping[str, Any]) -> str:
    if row["fixed"]:
        return say("it can't be closed")
    if row["low"] is None and row["high"] is None:
        return say(STATUSES[row["found"]])
    told = words(view.money, row["low"], row["high"])
    return say("{amount}, a tie", amount=told) if row["tie"] else told


def _made(view: WhyView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Product")),
        Column(say("Units"), numeric=True),
        Column(say("Share"), say("of all made"), numeric=True),
    ]
    return table(
        columns,
        [
            [view.view.products.get(product, product), rounded(units), share(part)]
            for product, units, part in rows.iter_rows()
        ],
    )


def _sent(view: WhyView, rows: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Product")),
        Column(say("To")),
        Column(say("Units"), numeric=True),
        Column(say("Share"), say("of what goes there"), numeric=True),
    ]
    return table(
        columns,
        [
            [view.view.products.get(product, product), view.place(to), rounded(units), share(part)]
            for product, to, units, part in rows.iter_rows()
        ],
    )
