"""Behind each row of a table stand rows of the operation's frames."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from tests.risk.operations import small

from reshore.risk.struck import KEYS, Effect, Part, present, struck


def entities(table, condition):
    return present(small(), table).filter(condition).sort(KEYS[table]).with_row_index("entity")


@pytest.mark.parametrize(
    ("effect", "table", "condition", "found"),
    [
        (
            Effect.CAPACITY,
            "sites",
            pl.col("site") >= "P2",
            {Part.HOURS: [(0, 1)], Part.BUYS: [(1, 0), (2, 1)]},
        ),
        (Effect.CAPACITY, "resources", True, {Part.HOURS: [(0, 0), (1, 1)]}),
        (
            Effect.LANE,
            "lanes",
            True,
            {Part.LANES: [(2, 2), (6, 6)], Part.MOVES: [(n, n) for n in (0, 1, 3, 4, 5, 7)]},
        ),
        (Effect.BAN, "lanes", pl.col("lane").str.ends_with("road"), {Part.MOVES: [(0, 2), (1, 4)]}),
        (Effect.DEMAND, "demands", pl.col("market") == "M2", {Part.DEMANDS: [(0, 2)]}),
        (Effect.STOCK, "sites", pl.col("site") == "P1", {Part.DESTROYED: [(0, 2), (0, 3)]}),
        (Effect.STOCK, "sites", False, {}),
    ],
)
def test_rows_behind_rows(effect, table, condition, found):
    """Sites have lines and supplies, lanes have moves, and places have stocks."""
    parts = struck(small(), effect, table, entities(table, condition))
    pairs = {part.part: list(zip(part.entity.tolist(), part.number.tolist(), strict=True)) for part in parts}
    assert pairs == found


def test_a_line_that_takes_no_hours_is_no_limit():
    """Such a process is limited by itself."""
    makes = small().makes.with_columns(hours=pl.lit(0.0))
    operation = replace(small(), makes=makes)
    parts = struck(operation, Effect.CAPACITY, "sites", entities("sites", pl.col("site") == "P1"))
    assert [part.part for part in parts] == [Part.MAKES, Part.HOURS]
