"""Options of an operation and what realisations change of them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import changed, small
from tests.risk.realisations import realised

from reshore.risk.options import Options


@pytest.fixture
def options() -> Options:
    """Return those of the small operation: 2 makes, 2 buys, 8 moves, 1 detour."""
    return Options.of(small())


def test_numbers(options: Options) -> None:
    """Makes, buys, moves and detours follow one another."""
    assert (options.makes, options.buys, options.moves, options.detours) == (0, 2, 4, 12)
    assert len(options.target) == len(options.transit) == len(options.rate) == 13
    assert options.around.tolist() == [options.moves + 1]


def test_a_detour_is_its_move_and_more(options: Options) -> None:
    """It goes where the move goes, later and dearer, and is shut."""
    move, detour = options.moves + 1, options.detours
    assert options.target[detour] == options.target[move]
    assert (options.transit[move], options.transit[detour]) == (5, 6)
    assert options.cost[detour] == options.cost[move] + 3
    assert (options.limit[detour], options.rate[detour]) == (0, 0)


def test_loads(options: Options) -> None:
    """Hours, lanes with a capacity and sites with a throughput are loaded."""
    rows = {(row["option"], row["pool"]): row["load"] for row in options.loads.iter_rows(named=True)}
    # Pools: 2 resources, 8 lanes, 4 sites; P2 is the second site, and its lanes are 2 and 3.
    assert rows == {(0, 0): 2, (1, 1): 2, (6, 2 + 2): 1, (10, 2 + 6): 1, (6, 10 + 1): 1, (7, 10 + 1): 1}
    assert options.most[[0, 1, 2, 3, 6, 7]].tolist() == [30, 20, 90, np.inf, 30, 50]


def test_a_use_of_nothing_is_none() -> None:
    """A component of which a unit takes nothing isn't drawn on."""
    operation = changed(small(), "uses", "quantity", {0: 0.0})
    assert len(Options.of(operation).arcs.option) == len(Options.of(small()).arcs.option) - 1


def test_changes(options: Options) -> None:
    """Each stands in the place of what it changes, in the order of weeks; fares reach detours too."""
    realisation = realised(
        hours={(1, 3): 5.0},
        lanes={(2, 1): 6.0},
        buys={(0, 1): 7.0},
        move_cost={(0, 0): 1.0, (1, 2): 20.0},
        buy_cost={(1, 0): 8.0},
        demands={(2, 4): 9.0},
        destroyed={(7, 4): 0.5},
        makes={(0, 5): 2.0},
        moves={(7, 5): 3.0},
        detours={(0, 5): 4.0},
    )
    starts, place, value = options.changes([realised(), realisation, realised(hours={(0, 2): 1.0})], 6)
    limits, pools, costs, demands, _ = options.ends
    assert starts[:7].tolist() == [0] * 7
    assert (starts[12 + 2], starts[12 + 3], starts[-1]) == (12, 13, 13)
    assert (place[12], value[12]) == (limits, 1.0)
    week = np.repeat(np.arange(6), np.diff(starts[6:13]))
    assert set(zip(week.tolist(), place.tolist(), value.tolist(), strict=False)) == {
        (3, limits + 1, 5.0),
        (1, limits + 2 + 2, 6.0),
        (1, 2, 7.0),
        (0, pools + 4, 1.0),
        (2, pools + 5, 20.0),
        (2, pools + 12, 23.0),
        (0, pools + 3, 8.0),
        (4, costs + 2, 9.0),
        (4, demands + 7, 0.5),
        (5, 0, 2.0),
        (5, 11, 3.0),
        (5, 12, 4.0),
    }


def test_what_is_usual(options: Options) -> None:
    """Parts follow one another, and end where they say."""
    limits, pools, costs, demands, destroyed = options.ends
    usual = options.usual
    assert usual[:limits].tolist() == options.limit.tolist()
    assert usual[limits:pools].tolist() == options.pools.tolist()
    assert usual[pools:costs].tolist() == options.cost.tolist()
    assert usual[costs:demands].tolist() == [20, 5, 15]
    assert usual[demands:destroyed].tolist() == [0] * 8
    assert len(usual) == destroyed
