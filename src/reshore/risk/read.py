"""The operation of one period, read from a plan and the tables it was made from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.operation import Operation
from reshore.risk.reading import costs, making, moving, places
from reshore.risk.reading.moment import Moment
from reshore.tables.lanes import complete

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

    Frames = dict[str, pl.DataFrame]

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(columns.split())
        for name, columns in {
            "items": "item place product kind country family value stock holding standard",
            "sites": "site_index site country group role throughput time_to_recover",
            "resources": "resource_index site resource hours module module_cost",
            "makes": "make process site product variant item resource_index hours cost rate",
            "uses": "use make item quantity",
            "buys": "buy site product item capacity cost rate",
            "lanes": "lane_index lane origin destination origin_country destination_country mode passages"
            " capacity",
            "moves": "move lane_index product origin_item target_item days cost rate",
            "detours": "detour move passage days cost",
            "demands": "demand market country product segment item rate weight worth outlay",
        }.items()
    }
)
"""Columns of the frames of an operation, each frame's own number first."""

AT_SITE = {"site": "place", "product": "product"}

REFERENCES: Mapping[str, tuple[tuple[str, str, Mapping[str, str]], ...]] = MappingProxyType(
    {
        "makes": (
            ("item", "items", AT_SITE),
            ("resource_index", "resources", {"site": "site", "resource": "resource"}),
        ),
        "uses": (
            ("make", "makes", {"process": "process"}),
            ("item", "items", {"site": "place", "component": "product"}),
        ),
        "buys": (("item", "items", AT_SITE),),
        "moves": (
            ("lane_index", "lanes", {"lane": "lane"}),
            ("origin_item", "items", {"origin": "place", "product": "product"}),
            ("target_item", "items", {"destination": "place", "product": "product"}),
        ),
        "detours": (("move", "moves", {"lane": "lane", "product": "product"}),),
        "demands": (("item", "items", {"market": "place", "product": "product"}),),
    }
)
"""Frame -> number of a row of another frame, that frame, and the columns here that name the row there."""


def operation(plan: Plan, model: Model, at: str = "") -> Operation:
    """Return what runs in one period of a plan, week by week, and what else could; see docs/stress.md.

    Parameters
    ----------
    plan
        A plan.
    model
        The model it is a plan for, its scenario applied.
    at
        Name of the period; empty = the last.

    Raises
    ------
    UsageError
        If there is no such period, or the plan serves nothing in it.
    """
    moment = Moment.of(plan, model, at)
    frames = _numbered(_named(moment))
    return Operation(moment.period, plan.currency, moment.start.isoformat(), **frames)


def _named(moment: Moment) -> Frames:
    """Return the frames of an operation, sorted, with names where they will refer to each other by number."""
    served = places.demands(moment)
    makes, buys = making.makes(moment), making.buys(moment)
    uses = making.uses(moment, makes)
    whole = complete(moment.model)
    lanes = moving.lanes(moment, whole, places.places(moment))
    moves = moving.moves(moment, whole, lanes)
    least = costs.standard(makes, uses, buys)
    mean = costs.mean(makes, uses, buys, moves, least)
    mentioned = [
        *(frame.select("product", place="site") for frame in (makes, buys)),
        uses.select(product="component", place="site"),
        *(moves.select("product", place=end) for end in ("origin", "destination")),
        served.select("product", place="market"),
    ]
    standard = pl.col("product").replace_strict(least, default=0.0, return_dtype=pl.Float64)
    return {
        "items": places.items(moment, pl.concat(mentioned)).with_columns(standard=standard),
        "sites": places.sites(moment),
        "resources": making.resources(moment),
        "makes": makes,
        "uses": uses,
        "buys": buys,
        "lanes": lanes.join(moves, on="lane", how="semi", maintain_order="left"),
        "moves": moves,
        "detours": moving.detours(moment, moves),
        "demands": places.weighed(served, mean),
    }


def _numbered(named: Frames) -> Frames:
    """Give the rows of frames numbers, and put these in place of names where frames refer to each other."""
    numbered = {}
    for name, columns in COLUMNS.items():
        frame = named[name].with_row_index(columns[0])
        for number, other, on in REFERENCES.get(name, ()):
            known = named[other].with_row_index(number).select(number, *on.values())
            frame = frame.join(
                known,
                left_on=[*on],
                right_on=[*on.values()],
                how="left",
                validate="m:1",
                maintain_order="left",
            )
        numbered[name] = frame.select(columns).with_columns(pl.col(pl.UInt32).cast(pl.Int32))
    return numbered
