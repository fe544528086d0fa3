"""No plan keeps all rules and bounds: what to give up, in the user's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import InfeasibleError, TimeLimitError
from reshore.lp.conflict import Group, explain
from reshore.lp.keys import POSITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from threading import Event

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.block import Block
    from reshore.lp.conflict import Relaxation
    from reshore.lp.solution import Options

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
}
"""Family of rows -> its wording; families that are not named describe the network and can't be given up."""


PRICED = ("rule", "source_count")
"""Families whose rows may have a price for violations, and are hard only without one."""


def infeasibility(
    footprint: FootprintProgram, options: Options, cancel: Event | None = None
) -> InfeasibleError:
    """Return the error that says what to give up, by the user's priorities, then the fewest, then the least.

    If the time limit comes before the reason is found, it says so: that no plan exists is certain by then.

    Raises
    ------
    StoppedError
        If `cancel` or Ctrl-C came before the reason.
    """
    try:
        found = explain(footprint.program, list(_groups(footprint)), options, cancel=cancel)
    except TimeLimitError:
        return InfeasibleError(
            "no plan keeps all rules and bounds; the time limit came before it was clear what to give up"
        )
    if found is None:
        return InfeasibleError(
            "no plan exists even without rules, minimums and stock bounds: "
            "stock that is there at the start may have no way out"
        )
    if not found:
        return InfeasibleError(
            "no plan keeps all rules and bounds, though by less than the solver can tell apart: "
            "limits that exclude each other meet in the last digits; round them"
        )
    lines = [f"- {relaxed.group.name}: {_amounts(footprint, relaxed)}" for relaxed in found]
    return InfeasibleError(
        "\n".join(
            [
                "no plan keeps all rules and bounds; there is one if this is given up:",
                *lines,
                "Everything else can be kept. Change the limit, price the rule, or give it a greater "
                "priority number (1 is kept longest).",
            ]
        )
    )


def _groups(footprint: FootprintProgram) -> Iterator[Group]:
    """Everything that can be given up, one group a rule or bound."""
    for family, wording in WORDINGS.items():
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
        for key, rows in parts:
            named = dict(zip(wording.by, key, strict=True))
            yield Group(
                name=_named(wording, named, rows),
                rows=rows[POSITION].to_numpy(),
                priority=int(rows["priority"][0]) if "priority" in rows.columns else FACT,
                scale=rows["#scale"].to_numpy(),
            )


def _named(wording: Wording, key: dict[str, object], rows: pl.DataFrame) -> str:
    text = wording.text.format(**key).strip()
    return f"{text} (priority {rows['priority'][0]})" if "priority" in rows.columns else text


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


def _amounts(footprint: FootprintProgram, relaxed: Relaxation) -> str:
    """Say how far each row is violated, in its own unit."""
    parts = []
    for position, violation in zip(relaxed.group.rows, relaxed.violation, strict=True):
        if violation == 0:
            continue
        family = next(
            name
            for name, block in footprint.program.rows.items()
            if block.offset <= position < block.offset + block.size
        )
        row = footprint.program.rows[family].frame.row(
            int(position) - footprint.program.rows[family].offset, named=True
        )
        unit = WORDINGS[family].unit or _unit(footprint, str(row["rule"]))
        side = "over" if violation > 0 else "short"
        parts.append(f"{abs(violation):,.6g} {unit} {side} in {row['period']}")
    return ", ".join(parts)


def _unit(footprint: FootprintProgram, rule: str) -> str:
    """Return the unit of a rule's measure."""
    measure = next(limit.measure for limit in footprint.limits if limit.name == rule)
    currency = str(footprint.network.model.settings["currency"])
    return {
        "value": currency,
        "value_added": currency,
        "mass": "kg",
        "carbon": "kg CO2e",
        "labour": "hours",
        "hours": "hours",
    }.get(measure, measure)
