"""Rules and bounds that can be given up where not all can be kept: names, rows and priorities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.conflict import Group
from reshore.lp.keys import POSITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.block import Block

FACT = 0
"""Priority of bounds that tables state: they are kept longer than any rule."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a family of rows that can be given up is called.

    Attributes
    ----------
    by
        Keys that make one thing to give up.
    text
        Its name, with the keys in braces.
    unit
        Unit of a violation.
    """

    by: tuple[str, ...]
    text: str
    unit: str = "units"


WORDINGS: Mapping[str, Wording] = {
    "rule": Wording(("rule",), "rule '{rule}'", ""),
    "source_count": Wording(
        ("rule", "product", "destination"), "rule '{rule}' on {product} {destination}", "sources"
    ),
    "baseline": Wording(("rule",), "the pinned baseline of {rule}"),
    "demand_minimum": Wording(
        ("market", "product", "segment"), "the minimum of demand of {market} for {product}, segment {segment}"
    ),
    "make_minimum": Wording(("process",), "the minimum of process {process}"),
    "buy_minimum": Wording(("site", "product"), "the minimum of supply of {product} from {site}"),
    "lane_minimum": Wording(("lane",), "the minimum of lane {lane}"),
    "stock_minimum": Wording(("site", "product"), "the minimum stock of {product} at {site}"),
    "stock_maximum": Wording(("site", "product"), "the maximum stock of {product} at {site}"),
    "stock_cover": Wording(("site", "product"), "the cover days of {product} at {site}"),
    "stock_closing": Wording(
        ("site", "product"), "the last stock of {product} at {site}, at least its opening stock"
    ),
    "condition": Wording(("condition",), "condition '{condition}'", "of its count"),
}
"""Family of rows -> its wording; families that are not named describe the network and can't be given up."""


PRICED = ("rule", "source_count")
"""Families whose rows may have a price for violations, and are hard only without one."""

OF_COUNT = ("source_most", "source_share", "source_least")
"""Families of rows that say what counts as a source; they go with the count."""


@dataclass(frozen=True, slots=True)
class Relaxable:
    """A rule or a bound.

    Attributes
    ----------
    group
        Its rows, its name and its priority.
    family
        Family of its rows.
    key
        What tells it from others of the family.
    """

    group: Group
    family: str
    key: Mapping[str, str]

    def rows(self, footprint: FootprintProgram) -> NDArray[np.int32]:
        """Return every row that goes when it is given up as a whole."""
        if self.family != "source_count":
            return self.group.rows
        mine = pl.all_horizontal(pl.col(name) == value for name, value in self.key.items())
        others = [footprint.program.rows[name].positions(mine) for name in OF_COUNT]
        return np.concatenate([self.group.rows, *others])


def relaxables(footprint: FootprintProgram) -> Iterator[Relaxable]:
    """Return everything that can be given up, a rule or bound each."""
    for family, wording in WORDINGS.items():
        if family not in footprint.program.rows:
            continue
        frame = _soft(footprint, family)
        if frame.is_empty():
            continue
        limit = pl.max_horizontal(
            *(
                pl.when(pl.col(side).is_finite()).then(pl.col(side).abs()).otherwise(0.0)
                for side in ("#low", "#high")
            ),
            pl.lit(1.0),
        )
        parts = frame.with_columns(limit.alias("#scale")).group_by(wording.by, maintain_order=True)
        for values, rows in parts:
            key = dict(zip(wording.by, map(str, values), strict=True))
            ranked = "priority" in rows.columns
            name = wording.text.format(**key).strip()
            group = Group(
                name=f"{name} (priority {rows['priority'][0]})" if ranked else name,
                rows=rows[POSITION].to_numpy(),
                priority=int(rows["priority"][0]) if ranked else FACT,
                scale=rows["#scale"].to_numpy(),
            )
            yield Relaxable(group, family, key)


def _soft(footprint: FootprintProgram, family: str) -> pl.DataFrame:
    """Rows of a family that are hard, with their limits."""
    block: Block = footprint.program.rows[family]
    frame = block.values(footprint.program.row_lower, "#low").with_columns(
        pl.Series("#high", footprint.program.row_upper[block.span]),
        pl.Series(POSITION, np.arange(block.offset, block.offset + block.size, dtype=np.int32)),
    )
    if family == "source_count":
        priorities = footprint.network.model["rules"].select("rule", "priority")
        frame = frame.join(priorities, on="rule", how="left", maintain_order="left").with_columns(
            pl.col("priority").fill_null(FACT)
        )
    if family == "baseline":
        frame = frame.drop("priority")
    return frame.filter(pl.col("price").is_null()) if family in PRICED else frame
