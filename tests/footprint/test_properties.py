"""What holds of every network: order of rows, more room, more demand, other money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.tables import schema

if TYPE_CHECKING:
    import random

FEW = settings(max_examples=5, deadline=None, derandomize=True)


def program(model):
    return FootprintProgram.of(Network.of(model)).program


def changed(model, table, **columns):
    return model.with_frames(**{table: model[table].with_columns(**columns)})


def test_the_order_of_rows_changes_nothing(rich):
    """Any order of the rows of all tables gives the same arrays, to the last bit."""
    before = program(rich)
    for seed in range(3):
        frames = {
            table: frame.sample(fraction=1, shuffle=True, seed=seed) for table, frame in rich.frames.items()
        }
        after = program(rich.with_frames(**frames))
        assert list(after.columns) == list(before.columns)
        for name in ("cost", "lower", "upper", "row_lower", "row_upper", "integer"):
            assert np.array_equal(getattr(after, name), getattr(before, name)), name
        assert (after.matrix != before.matrix).nnz == 0
        for now, then in ((after.columns, before.columns), (after.rows, before.rows)):
            for name, block in then.items():
                assert now[name].frame.select(block.keys).equals(block.frame.select(block.keys)), name


def test_another_currency_scales_the_objective(rich, solve):
    """Every number in money times 100: the same plan at a hundred times the cost."""
    frames = {}
    for name, table in schema.tables().items():
        money = [
            column.name
            for column in table.columns
            if column.type == "number" and column.unit.startswith("currency")
        ]
        frames[name] = rich[name].with_columns(pl.col(money) * 100)
    frames["rules"] = frames["rules"].with_columns(
        limit=pl.when(pl.col("measure") == "value").then(pl.col("limit") * 100).otherwise("limit")
    )
    settings = {**rich.settings, "carbon_price": rich.settings["carbon_price"] * 100}
    scaled = type(rich)(name=rich.name, frames=frames, settings=settings)
    assert solve(scaled).objective == pytest.approx(100 * solve(rich).objective, rel=1e-7)


RELAXATIONS = {
    "more hours": ("resources", {"installed": pl.col("installed") + 1}),
    "more supply": ("supplies", {"capacity": pl.col("capacity") * 1.5}),
    "more room on lanes": ("lanes", {"capacity": pl.col("capacity") * 2}),
    "no least shipments": ("lanes", {"minimum": pl.lit(0.0)}),
    "no throughput limit": ("sites", {"throughput": pl.lit(None, dtype=pl.Float64)}),
    "more store": ("stocks", {"maximum": pl.lit(None, dtype=pl.Float64)}),
    "less cover": ("stocks", {"cover_days": pl.lit(0.0)}),
    "higher limits": (
        "rules",
        {"limit": pl.when(pl.col("sense") == "<=").then(pl.col("limit") * 1.2).otherwise("limit")},
    ),
    "one maker": (
        "rules",
        {"limit": pl.when(pl.col("rule") == "two_makers").then(1.0).otherwise("limit")},
    ),
    "no minimums": ("processes", {"minimum": pl.lit(0.0)}),
    "no take or pay": ("supplies", {"minimum": pl.lit(0.0)}),
    "looser pins": ("baseline", {"tolerance": pl.col("tolerance") * 2}),
    "many sources": ("demands", {"single_source": pl.lit(value=False)}),
}


@pytest.fixture(scope="module")
def base(rich, solve):
    return solve(rich).objective


@pytest.mark.parametrize("name", RELAXATIONS)
def test_more_room_never_costs_more(rich, solve, base, name):
    """Each bound of the rich network that is relaxed leaves the cost or lowers it."""
    table, columns = RELAXATIONS[name]
    assert solve(changed(rich, table, **columns)).objective <= base * (1 + 1e-7)


def test_more_modules_and_maxima_never_cost_more(rich, solve, base):
    """A higher maximum allows for more modules."""
    assert solve(changed(rich, "resources", maximum=pl.col("maximum") + 2)).objective <= base * (1 + 1e-7)


@FEW
@given(row=st.integers(0, 2), more=st.sampled_from([1.0, 10.0, 70.0]))
def test_more_demand_never_costs_less(rich, solve, base, row, more):
    """Shortage costs something, so a unit more is delivered or short at a cost."""
    quantity = pl.when(pl.int_range(pl.len()) == row).then(pl.col("quantity") + more).otherwise("quantity")
    assert solve(changed(rich, "demands", quantity=quantity)).objective >= base * (1 - 1e-7)


@FEW
@given(data=st.randoms(use_true_random=False))
def test_rules_taken_away_never_cost_more(rich, solve, base, data: random.Random):
    """Any part of the rules costs at most what all of them cost."""
    kept = [name for name in rich["rules"]["rule"] if data.random() < 0.5]
    model = rich.with_frames(rules=rich["rules"].filter(pl.col("rule").is_in(kept)))
    assert solve(model).objective <= base * (1 + 1e-7)
