"""The flow of value: bars for each stage of the bill of materials in each country, bands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.chain.flow import NODE, TARGET, value_flow
from reshore.report.chain.origins import START
from reshore.report.chain.pool import OTHERS, pooled
from reshore.report.chain.stages import MARKET
from reshore.report.chart import chart
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.palette import INK, OTHER
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.chain.flow import ValueFlow
    from reshore.report.chart import Chart
    from reshore.report.view import View
    from reshore.report.words import Scale

FIGURES = {
    "components": message("Components used"),
    "bought": message("Bought"),
    "value_added": message("Value added"),
    "scrapped": message("Lost in scrap"),
    "received": message("Sold"),
    "given": message("Given on"),
    "left": message("Left in stock, lost, or worth less by then"),
}
"""What is told of a node."""

HEIGHT = 620
LABEL_WIDTH = 128
"""In pixels."""
GOODS_NAMED = 6
"""Goods listed when one points at a bar."""
LEAST_LEFT = 1e-6
"""Share of what a bar gives on below which nothing is said to be left."""


def section(view: View) -> Section | None:
    """Return the section; None where nothing of value is used or sold."""
    flow = value_flow(view.plan, view.model)
    if not flow.links["value"].sum():
        return None
    drawn = _chart(view, pooled(flow))
    scale = view.money.scale(flow.links["value"])
    body = join(
        [
            tag("p", _lead()),
            tag("figure", tag("div", drawn.place(), class_="scroll broad", tabindex="0")),
            folded(say("Stages and countries as a table"), _node_table(view, flow, scale)),
            folded(say("What goes from stage to stage as a table"), _link_table(view, flow, scale)),
        ]
    )
    return Section("value", say("How value flows"), body, (drawn,))


def _lead() -> str:
    return say(
        "A bar is a stage of the bill of materials in one country, as high as the value that passes through"
        " it over the horizon; bands are goods on the way from where they are made or bought to where they"
        " are used or, at the right end, sold. What a bar takes in, with the value added there and without"
        " what is lost in scrap, is what it gives on or leaves in stock. Goods count at their"
        " values in the tables, without freight and duties. Where goods of several countries pass through one"
        " place, what leaves it is taken to be of all of them in proportion. Of each stage, the smallest"
        " countries may be drawn as one."
    )


def _chart(view: View, flow: ValueFlow) -> Chart:
    scale = view.money.scale(flow.links["value"])
    first = flow.nodes["level"][0]
    nodes = [_bar(view, flow, row, first) for row in flow.nodes.iter_rows(named=True)]
    series = {
        "type": "sankey",
        "name": say("Value"),
        "top": 4,
        "left": 4,
        "right": LABEL_WIDTH + 6,
        "bottom": 4,
        "nodeAlign": "left",
        "nodeWidth": 12,
        "nodeGap": 12,
        "draggable": False,
        "emphasis": {"focus": "adjacency"},
        "lineStyle": {"color": "source", "opacity": 0.3, "curveness": 0.5},
        "label": {
            "color": INK,
            "fontSize": 12,
            "width": LABEL_WIDTH,
            "overflow": "truncate",
            "textBorderColor": "#fff",
            "textBorderWidth": 2,
        },
        "labelLayout": {"hideOverlap": True},
        "data": nodes,
        "links": [_band(view, scale, row) for row in flow.links.iter_rows(named=True)],
    }
    label = say(
        "Flow of value between {bars} of stages and countries, from components to markets",
        bars=counted(len(nodes), "bar"),
    )
    return chart("value-flow", label, [series], (HEIGHT, HEIGHT), legend={"show": False})


def _bar(view: View, flow: ValueFlow, row: Mapping[str, Any], first: int) -> dict[str, Any]:
    node = [row[name] for name in NODE]
    shown = _country(view, row["country"]) if row["level"] == MARKET else _name(view, node)
    return {
        "name": _key(node),
        "depth": first - row["level"],
        "itemStyle": {"color": view.colours.get(row["country"], OTHER)},
        "label": {"formatter": shown.replace("{", "(").replace("}", ")")},
        "tooltip": {"formatter": _bar_tip(view, flow, row)},
    }


def _band(view: View, scale: Scale, row: Mapping[str, Any]) -> dict[str, Any]:
    ends = [row[name] for name in NODE], [row[name] for name in TARGET]
    names = " \N{RIGHTWARDS ARROW} ".join(_name(view, end) for end in ends)
    lines = [tag("b", names), join([view.money(row["value"])])]
    return {
        "source": _key(ends[0]),
        "target": _key(ends[1]),
        "value": scale.value(row["value"]),
        "tooltip": {"formatter": join(lines, tag("br"))},
    }


def _key(node: Sequence[Any]) -> str:
    return "|".join(str(part) for part in node)


def _name(view: View, node: Sequence[Any]) -> str:
    level, family, country = node
    if level == MARKET:
        return say("Market: {country}", country=_country(view, country))
    return say("{stage}, {country}", stage=_stage(view, level, family), country=_country(view, country))


def _stage(view: View, level: int, family: str) -> str:
    if level == MARKET:
        return say("Market")
    if not family:
        return say("Stage {number}", number=number(level))
    families = view.model["products"]["family"]
    return plain(family) if family in families else view.products[family]


def _country(view: View, country: str) -> str:
    special = {OTHERS: say("others"), START: say("there at the start")}
    return special.get(country) or view.countries[country]


def _bar_tip(view: View, flow: ValueFlow, row: Mapping[str, Any]) -> Markup:
    figures = _figures(row)
    lines = [
        tag("b", _name(view, [row[name] for name in NODE])),
        *(
            join([say("{what}: {amount}", what=say(what), amount=view.money(figures[name]))])
            for name, what in FIGURES.items()
            if figures[name]
        ),
        *(join([goods]) for goods in _goods(view, flow, row)),
    ]
    return join(lines, tag("br"))


def _figures(row: Mapping[str, Any]) -> dict[str, float]:
    """Return the amounts of a node that are told of it."""
    market = row["level"] == MARKET
    left = 0.0 if market or row["country"] == START else row["bought"] + row["made"] - row["given"]
    return {
        **{name: row[name] for name in FIGURES if name in row},
        "received": row["received"] if market else 0.0,
        "left": left if abs(left) > LEAST_LEFT * row["given"] else 0.0,
    }


def _goods(view: View, flow: ValueFlow, row: Mapping[str, Any]) -> list[str]:
    """Return the goods of a node's stage in one phrase; nothing for a market."""
    of_stage = (pl.col("level") == row["level"]) & (pl.col("family") == row["family"])
    names = [view.products[name] for name in flow.products.filter(of_stage)["product"]]
    return [listed(names, GOODS_NAMED)] if names else []


def _node_table(view: View, flow: ValueFlow, scale: Scale) -> Markup:
    columns = [
        Column(say("Stage")),
        Column(say("Country")),
        *(Column(say(title), scale.unit, numeric=True) for title in FIGURES.values()),
    ]
    rows = []
    for row in flow.nodes.iter_rows(named=True):
        figures = _figures(row)
        rows.append(
            [
                _stage(view, row["level"], row["family"]),
                _country(view, row["country"]),
                *(scale(figures[name]) if figures[name] else "" for name in FIGURES),
            ]
        )
    return table(columns, rows)


def _link_table(view: View, flow: ValueFlow, scale: Scale) -> Markup:
    columns = [Column(say("From")), Column(say("To")), Column(say("Value"), scale.unit, numeric=True)]
    rows = [
        [
            _name(view, [row[name] for name in NODE]),
            _name(view, [row[name] for name in TARGET]),
            scale(row["value"]),
        ]
        for row in flow.links.iter_rows(named=True)
    ]
    return table(columns, rows)
