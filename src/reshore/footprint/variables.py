"""The decisions of a plan as blocks of columns, each with its bounds and its discounted cost."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network
    from reshore.footprint.prepare.clock import Clock
    from reshore.lp.assemble import Assembler
    from reshore.lp.block import Block

COST = "cost."
"""Prefix of the columns that hold what one unit of a decision costs in its own period, one a cost line."""


COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "open": "1 if site i runs in t",
        "start": "1 if candidate i runs for the first time in t",
        "stop": "1 if site i runs no more from t on",
        "build": "modules of resource r at site i that come into service in t (whole)",
        "make": "good units of provenance g made by process k in t, at a site that started in s",
        "buy": "units of product p, with provenance g, bought from site i in t",
        "ship": "units of product p that leave on lane l in t with provenance g and arrive with h",
        "hold": "units of product p, with provenance g, in stock at place n at the end of t",
        "serve": "units of product p, with provenance g, delivered to segment z of market m in t",
        "use": "units of followed component q, with provenance h, drawn by process k for output g in t",
        "relief": "duty paid back on what output g of process k is made of in t, where that has a limit",
        "short": "units of product p not delivered to segment z of market m in t",
        "lost": "units that arrive where they can't be used any more",
        "keep": "modules of resource r at site i whose fixed cost is paid in t",
        "write_off": "share of what can be due after the horizon for site i that is paid, as it stops",
        "source": "1 if place i counts as a source of product p (for a destination) in t",
        "missing": "sources that a rule with a price misses",
        "spare": "sources beyond what a rule with a price allows",
        "over": "violation of a rule with a price, above its limit",
        "under": "violation of a rule with a price, below its limit",
    }
)
"""Block of columns -> what one of them is."""


def add_variables(assembler: Assembler, network: Network) -> dict[str, Block]:
    """Add the blocks of columns of a network and return them by name.

    Blocks: open, start, stop, build, make, buy, ship, hold, serve, short, use, relief. Families that need
    columns of their own (sources, violations of rules, modules kept, write-offs) add them.
    """
    places, clock = network.places, network.clock
    start = _charged(places.start, places.charges, ["site", "period"], clock)
    build = _charged(network.capacity.build, network.capacity.charges, ["site", "resource", "period"], clock)
    hold = _charged(network.hold, network.storing.charges, ["site", "product", "period"], clock)
    serve = network.serve.with_columns((-pl.col("price")).alias("cost.revenue"))
    relief = network.drawing.relief.with_columns(pl.lit(-1.0).alias("cost.drawback"))
    flow = ["product", "provenance", "period"]
    specs: dict[str, tuple[pl.DataFrame, list[str], float | str, float | str, bool]] = {
        "open": (_priced(places.open, clock), ["site", "period"], "lower", "upper", True),
        "start": (start, ["site", "period"], 0.0, 1.0, True),
        "stop": (_priced(places.stop, clock), ["site", "period"], 0.0, 1.0, True),
        "build": (build, ["site", "resource", "period"], 0.0, "most", True),
        "make": (
            _priced(network.making.make, clock),
            ["process", "provenance", "since", "period"],
            0.0,
            float("inf"),
            False,
        ),
        "buy": (
            _priced(network.buy, clock).with_columns(pl.col("most").fill_null(float("inf"))),
            ["site", *flow],
            0.0,
            "most",
            False,
        ),
        "ship": (
            _priced(network.moving.ship, clock),
            ["lane", "product", "provenance", "arrives", "period"],
            0.0,
            float("inf"),
            False,
        ),
        "hold": (hold, ["site", *flow], 0.0, float("inf"), False),
        "serve": (
            _priced(serve, clock),
            ["market", "product", "provenance", "segment", "period"],
            0.0,
            float("inf"),
            False,
        ),
        "short": (
            _priced(network.demand.with_columns(pl.col("shortage_cost").alias("cost.shortage")), clock),
            ["market", "product", "segment", "period"],
            0.0,
            float("inf"),
            False,
        ),
        "use": (
            _priced(network.drawing.draw, clock),
            ["process", "provenance", "component", "drawn", "period"],
            0.0,
            float("inf"),
            False,
        ),
        "relief": (_priced(relief, clock), ["process", "provenance", "period"], 0.0, float("inf"), False),
    }
    return {
        name: assembler.columns(name, frame, keys, lower=lower, upper=upper, cost="cost", integer=integer)
        for name, (frame, keys, lower, upper, integer) in specs.items()
    }


def _priced(frame: pl.DataFrame, clock: Clock) -> pl.DataFrame:
    """Add the discounted cost of a unit: the sum of its cost lines in its own period."""
    lines = [name for name in frame.columns if name.startswith(COST)]
    total = pl.sum_horizontal(lines) if lines else pl.lit(0.0)
    worth = clock.frame.select("period", "discount")
    return (
        frame.join(worth, on="period", how="left", maintain_order="left")
        .with_columns(cost=total * pl.col("discount"))
        .drop("discount")
    )


def _charged(frame: pl.DataFrame, charges: pl.DataFrame, keys: list[str], clock: Clock) -> pl.DataFrame:
    """Add the discounted cost of a unit whose charges fall in several periods."""
    worth = clock.frame.select("discount", booked="period")
    cost = (
        charges.join(worth, on="booked", how="left")
        .group_by(keys)
        .agg(cost=(pl.col("amount") * pl.col("discount")).sum())
    )
    return frame.join(cost, on=keys, how="left", maintain_order="left").with_columns(
        pl.col("cost").fill_null(0.0)
    )
