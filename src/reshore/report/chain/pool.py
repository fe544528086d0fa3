"""A flow of value that can be read: the smallest nodes of each stage as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.chain.flow import FIGURES, NODE, TARGET, ordered, total

if TYPE_CHECKING:
    from reshore.report.chain.flow import ValueFlow

OTHERS = "*"
"""Stands for the countries that are pooled."""

MOST_NODES, MOST_LINKS = 40, 80
"""More than these can't be told apart."""


def pooled(flow: ValueFlow, most_nodes: int = MOST_NODES, most_links: int = MOST_LINKS) -> ValueFlow:
    """Return a flow in which each stage's smallest countries are one node, as few of them as do.

    Where even one node for each stage is too much, that is what there is.
    """
    sizes = flow.nodes.select(*NODE, size=pl.max_horizontal("received", "given"))
    ranked = sizes.sort("size", descending=True, maintain_order=True).select(NODE).rows()
    for kept in range(min(len(ranked), most_nodes), -1, -1):
        smaller = ranked[kept:]
        of_stage = Counter((level, family) for level, family, _ in smaller)
        found = _with_others(flow, [node for node in smaller if of_stage[node[:2]] > 1])
        if found.nodes.height <= most_nodes and found.links.height <= most_links:
            break
    return found


def _with_others(flow: ValueFlow, small: list[tuple[int, str, str]]) -> ValueFlow:
    names = pl.DataFrame(small, schema=flow.nodes.select(NODE).schema, orient="row")
    marked = names.with_columns(other=pl.lit(OTHERS))
    nodes = _renamed(flow.nodes, marked, NODE).group_by(NODE).agg(pl.col(FIGURES).sum())
    links = _renamed(_renamed(flow.links, marked, NODE), marked, TARGET)
    return replace(flow, nodes=ordered(nodes), links=total(links))


def _renamed(rows: pl.DataFrame, marked: pl.DataFrame, columns: tuple[str, str, str]) -> pl.DataFrame:
    found = rows.join(marked, left_on=columns, right_on=NODE, how="left", maintain_order="left")
    return found.with_columns(pl.coalesce("other", columns[2]).alias(columns[2])).drop("other")
