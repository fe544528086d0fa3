"""Realisations as changes of the weekly program."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import changed, drawn, small
from tests.risk.realisations import happening, realised

from reshore.risk.changes import changes
from reshore.risk.weekly import Unmet, Weekly

WEEKS = 6


@pytest.fixture(scope="module")
def weekly():
    return Weekly.of(small(), WEEKS)


def named(weekly, values):
    names = map(weekly.program.column_name, values[0].tolist())
    return dict(zip(names, values[1].tolist(), strict=True))


def test_nothing_changes(weekly):
    """Where nothing happens, nothing changes."""
    found = changes(weekly, realised())
    assert all(getattr(found, name) is None for name in found.__slots__)


def test_limits(weekly):
    """Limits of makes, buys, moves and detours are bounds, hours and capacities those of rows."""
    found = changes(
        weekly,
        realised(
            makes={(1, 2): 3.0},
            buys={(0, 5): 0.0},
            moves={(1, 0): 7.0},
            detours={(0, 4): np.inf},
            hours={(1, 3): 10.0},
            lanes={(2, 1): 5.0},
        ),
    )
    assert named(weekly, found.upper) == {
        "make[1,2]": 3.0,
        "buy[0,5]": 0.0,
        "move[1,0]": 7.0,
        "detour[0,4]": np.inf,
    }
    rows = {
        weekly.program.row_name(row): value
        for row, value in zip(found.row_upper[0].tolist(), found.row_upper[1].tolist(), strict=True)
    }
    assert rows == {"hours[1,3]": 10.0, "lane[2,1]": 5.0}
    assert found.cost is found.lower is found.row_lower is found.entries is None


def test_demand(weekly):
    """Demand limits what is served, or is what is served and waits."""
    happens = realised(demands={(2, 1): 4.0})
    assert named(weekly, changes(weekly, happens).upper) == {"serve[2,1]": 4.0}
    backlog = Weekly.of(small(), WEEKS, Unmet.BACKLOG)
    found = changes(backlog, happens)
    assert backlog.program.row_name(found.row_upper[0][0]) == "waiting[2,1]"
    assert found.row_lower[1].tolist() == found.row_upper[1].tolist() == [4.0]
    assert found.upper is None


def test_a_fare_is_also_that_of_detours(weekly):
    """A move's new cost holds for what stands in for it, and holding on the way is paid as before."""
    (move,) = small().detours["move"]
    found = named(weekly, changes(weekly, realised(move_cost={(move, 1): 20.0}, buy_cost={(1, 0): 9.0})).cost)
    goes, round_ = f"move[{move},1]", "detour[0,1]"
    # 5 and 6 weeks on the way, of which the last week sees the end of 5 weeks alone.
    assert found == pytest.approx({goes: 20.0 + 5 * 0.2, round_: 23.0 + 5 * 0.2, "buy[1,0]": 9.0})


def test_stock_destroyed(weekly):
    """In the first week there is less at the start; later less of what was there is carried on."""
    found = changes(weekly, realised(destroyed={(0, 0): 0.4, (0, 3): 1.0}))
    usual = weekly.program.row_lower[found.row_lower[0][0]]
    assert found.row_lower[1] - usual == pytest.approx([0.4 * 25.0])
    assert found.row_upper[1].tolist() == found.row_lower[1].tolist()
    ((row,), (column,), (value,)) = found.entries
    assert weekly.program.row_name(row) == "balance[0,3]"
    assert weekly.program.column_name(column) == "stock[0,2]"
    assert value == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_each_place_changes_once(seed):
    """No cost, bound or entry is written twice, and entries are there."""
    weekly = Weekly.of(drawn(seed), WEEKS)
    found = changes(weekly, happening(drawn(seed), WEEKS, seed))
    for values in (found.cost, found.upper, found.row_lower, found.row_upper):
        assert values is None or len(np.unique(values[0])) == len(values[0]) == len(values[1])
    if found.entries is not None:
        rows, columns, _ = found.entries
        assert (weekly.program.matrix[rows, columns] == 1.0).all()


def test_a_lane_without_capacity():
    """The limit of a lane that has none is refused by the lane's name."""
    operation = changed(small(), "lanes", "capacity", {2: None})
    with pytest.raises(ValueError, match="lane P2 M1 road has no capacity"):
        changes(Weekly.of(operation, WEEKS), realised(lanes={(2, 1): 5.0}))
