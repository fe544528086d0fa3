"""A plan's frames have the columns and types that are promised, or the plan is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from reshore.plan.frames import FRAMES, check_frames

if TYPE_CHECKING:
    from reshore.plan.plan import Plan

DOCS = Path(__file__).parents[2] / "docs" / "semantics.md"


def test_empty_frames_are_those_of_a_plan():
    """The empty frame of every spec passes its own check."""
    check_frames({name: spec.empty() for name, spec in FRAMES.items()})


@pytest.mark.parametrize("name", [name for name in FRAMES if name != "periods"])
def test_columns_are_those_of_the_contract(name: str):
    """Columns are listed in docs/semantics.md in the same order."""
    line = next(line for line in DOCS.read_text().splitlines() if line.startswith(f"| `{name}`"))
    listed = [word.strip().split(" ")[0] for word in line.split("|")[2].split("(")[0].split(",")]
    assert listed == list(FRAMES[name].dtypes)


@pytest.mark.parametrize("name", list(FRAMES))
def test_missing_frame_is_refused(plan: Plan, name: str):
    """No frame may be left out."""
    frames = {other: frame for other, frame in plan.frames.items() if other != name}
    with pytest.raises(ValueError, match=f"needs the frames.*{name}"):
        replace(plan, frames=frames)


def test_unknown_frame_is_refused(plan: Plan):
    """No frame may be added."""
    with pytest.raises(ValueError, match=r"no frames.*weather"):
        replace(plan, frames={**plan.frames, "weather": pl.DataFrame()})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (pl.col("value").cast(pl.Int64), "value as Int64, not Float64"),
        (pl.lit(None, dtype=pl.String).alias("country"), "empty cells in country"),
        (pl.lit(float("nan")).alias("hours"), "hours that are not finite"),
        (pl.lit(1).alias("extra"), "has columns"),
    ],
)
def test_wrong_column_is_refused(plan: Plan, change: pl.Expr, message: str):
    """A wrong type, an empty cell, a NaN and a further column are each named."""
    frames = {**plan.frames, "production": plan["production"].with_columns(change)}
    with pytest.raises(ValueError, match=f"frame production.*{message}"):
        replace(plan, frames=frames)
