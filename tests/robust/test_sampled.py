"""Futures drawn from ranges: what is drawn, who shares it, and whose luck depends on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reshore.errors import DataError, UsageError
from reshore.robust.sampled import futures_of_ranges
from reshore.tables import cross

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

    Make = Callable[..., Model]

GROWTH = {"range": "growth", "table": "demands", "column": "quantity", "value": "uniform(0.8, 1.4)"}
FREIGHT = {"range": "freight", "table": "lanes", "column": "cost_per_unit", "value": "triangular(1, 2, 9)"}


def quantities(model: Model) -> list[float]:
    """Return what markets want."""
    return model["demands"].sort("market")["quantity"].to_list()


def test_rows_share_a_draw_or_have_their_own(make: Make) -> None:
    """Without `by` one factor holds for all rows, with it one for each value."""
    together, apart = make(ranges=[GROWTH]), make(ranges=[{**GROWTH, "by": "market"}])
    (one,) = futures_of_ranges(together, 1)
    first, second = np.divide(quantities(one.model(together)), [60, 50])
    assert first == pytest.approx(second)
    assert 0.8 < first < 1.4
    (one,) = futures_of_ranges(apart, 1)
    first, second = np.divide(quantities(one.model(apart)), [60, 50])
    assert first != pytest.approx(second)


def test_luck_is_keyed(make: Make) -> None:
    """More samples, another row and another order leave a row's draws alone; another seed doesn't."""

    def drawn(rows: list[dict[str, Any]], samples: int = 3, **more: int) -> list[str]:
        futures = futures_of_ranges(make(ranges=rows), samples, **more)
        return [one.changes.filter(table="demands")["value"].item() for one in futures]

    alone = drawn([GROWTH])
    assert drawn([GROWTH], 5)[:3] == alone
    assert drawn([FREIGHT, GROWTH]) == alone
    assert drawn([GROWTH], first=1)[:2] == alone[1:]
    assert not {*drawn([GROWTH], seed=1)} & {*alone}


def test_draws_follow_their_distribution(make: Make) -> None:
    """Shares of values are those that were asked for, and probabilities add up to 1."""
    futures = futures_of_ranges(make(ranges=[{**GROWTH, "value": "discrete(1:0.25, 2:0.75)"}]), 400)
    drawn = [one.changes["value"].item() for one in futures]
    assert {*drawn} == {"1", "2"}
    assert drawn.count("1") / 400 == pytest.approx(0.25, abs=0.08)
    assert futures.names[:2] == ("draw 1", "draw 2")


def test_actions(make: Make) -> None:
    """A draw is written, added or multiplied by, in the rows that the condition selects."""
    rows = [
        {**GROWTH, "range": "a", "action": "set", "value": "7", "where": "market = 'west'"},
        {**GROWTH, "range": "b", "action": "add", "value": "1"},
    ]
    model = make(ranges=rows)
    (one,) = futures_of_ranges(model, 1)
    assert quantities(one.model(model)) == [61.0, 8.0]


def test_whole_numbers_are_set(make: Make) -> None:
    """A column of whole numbers takes a distribution of such."""
    row = {"range": "late", "table": "sites", "column": "months_to_open", "action": "set"}
    model = make(ranges=[{**row, "value": "discrete(6:0.5, 9:0.5)"}])
    assert not cross.faults(model.frames, model.settings, lambda *place: str(place))
    (one,) = futures_of_ranges(model, 1)
    assert set(one.model(model)["sites"]["months_to_open"]) <= {6, 9}


def test_series_goes_along(make: Make) -> None:
    """What changes over time is multiplied alike, and counts as a number where the table's own is empty."""
    row = {"range": "cap", "table": "lanes", "column": "capacity", "value": "2", "by": "lane"}
    later = {"table": "lanes", "key": "far-east", "column": "capacity", "period": "y1", "value": 30}
    model = make(ranges=[row], series=[later])
    (one,) = futures_of_ranges(model, 1)
    assert one.changes["where"].to_list() == ["lane = 'far-east'"]
    assert one.model(model)["series"]["value"].to_list() == [60.0]


def test_groups_are_quoted(make: Make) -> None:
    """A name with a quote, an empty cell and a condition of its own are told apart from others."""
    markets = [
        {"market": "o'ne", "country": "USA", "latitude": 0, "longitude": 0, "group": "g'1"},
        {"market": "two", "country": "USA", "latitude": 0, "longitude": 0},
    ]
    row = {"range": "m", "table": "markets", "column": "latitude", "action": "set", "value": "3"}
    model = make(markets=markets, demands=[], ranges=[{**row, "by": "group", "where": "latitude = 0"}])
    (one,) = futures_of_ranges(model, 1)
    assert one.changes["where"].to_list() == [
        "(latitude = 0) and group = 'g''1'",
        "(latitude = 0) and group is null",
    ]


def test_nothing_to_draw(make: Make) -> None:
    """No rows, no samples, no numbers and no distribution are told."""
    with pytest.raises(UsageError, match="the table ranges has no rows"):
        futures_of_ranges(make(), 3)
    with pytest.raises(UsageError, match="0 samples"):
        futures_of_ranges(make(ranges=[GROWTH]), 0)
    with pytest.raises(DataError, match="ranges growth: selects no number"):
        futures_of_ranges(make(ranges=[{**GROWTH, "where": "market = 'north'"}]), 3)
    with pytest.raises(DataError, match="ranges growth, value: 'soon' is no distribution"):
        futures_of_ranges(make(ranges=[{**GROWTH, "value": "soon"}]), 3)
