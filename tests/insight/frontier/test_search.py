"""The search along an axis, with designs that are made up: how far it can be moved, and points between."""

from __future__ import annotations

from math import inf

import pytest

from reshore.insight.frontier.axis import Axis, Limits
from reshore.insight.frontier.search import Search
from reshore.insight.rows import Found


class Fake:
    """Stands in for rounds of designs: a plan for every limit up to one, infeasible beyond."""

    def __init__(self, can, in_time=lambda limit: True):
        self.can, self.in_time, self.asked, self.starts = can, in_time, [], []

    def run(self, variants):
        """Return rows for variants that are named by their limits."""
        self.starts += [getattr(variant, "start", None) for variant in variants]
        names = [variant.name.rpartition(" ")[2] for variant in variants]
        self.asked.append([float(name) if name != "today" else name for name in names])
        return [self._row(0.0 if name == "today" else float(name)) for name in names]

    def _row(self, limit):
        if not self.in_time(limit):
            return {"status": Found.NO_PLAN, "used": None, "objective": inf, "bound": -inf}
        if not self.can(limit):
            return {"status": Found.INFEASIBLE, "used": None, "objective": inf, "bound": inf}
        return plan(limit)


def plan(limit):
    """Return a row with a plan."""
    return {"status": Found.OPTIMAL, "used": [f"at {limit}"], "decided_sites": None, "objective": 1.0}


def search(rounds, *, start=1.0, furthest=0.0, more=False, whole=False):
    """Return a search along an axis."""
    axis = Axis("axis", "unit", more, start, furthest, lambda limit: Limits(), "axis", whole=whole)
    return Search(axis, rounds, plan(start))


def test_an_end_that_can_be_reached():
    """One design finds it, another plan beside it; then halves, each round at once."""
    rounds = Fake(lambda limit: True)
    found = search(rounds)
    (beside,) = found.furthest([type("Variant", (), {"name": "today"})])
    assert beside["used"] == ["at 0.0"]
    assert (found.end, found.missed, found.unproven) == (0.0, None, [])
    found.fill(5)
    assert rounds.asked == [[0.0, "today"], [0.5], [0.75, 0.25]]


@pytest.mark.parametrize("more", [False, True])
def test_an_end_that_has_to_be_looked_for(more):
    """It is found within a 64th of the way that can't be gone."""
    start, furthest, last = (0.0, 1.0, 0.7) if more else (1.0, 0.0, 0.3)
    found = search(
        Fake(lambda limit: limit <= last if more else limit >= last),
        start=start,
        furthest=furthest,
        more=more,
    )
    found.furthest()
    assert abs(found.end - last) <= 1 / 64
    assert abs(found.missed - found.end) <= 1 / 64
    assert (found.end <= last < found.missed) if more else (found.missed < last <= found.end)


def test_without_a_known_end():
    """The way is doubled until it can't be gone, and halved from there; it isn't doubled for ever."""
    rounds = Fake(lambda limit: limit <= 11)
    found = search(rounds, start=2.0, furthest=inf, more=True, whole=True)
    found.furthest()
    assert rounds.asked == [[4.0], [8.0], [16.0], [12.0], [10.0], [11.0]]
    assert (found.end, found.missed) == (11.0, 12.0)
    endless = Fake(lambda limit: True)
    found = search(endless, start=0.0, furthest=inf, more=True)
    found.furthest()
    assert found.end == 63.0


def test_where_nothing_moves():
    """An axis that starts at its end asks for nothing; one that can't leave its start tells why."""
    rounds = Fake(lambda limit: False)
    found = search(rounds, start=0.0)
    found.furthest()
    found.fill(8)
    assert (rounds.asked, found.end, found.missed) == ([], 0.0, None)
    found = search(Fake(lambda limit: False), start=3.0, furthest=1.0, whole=True)
    found.furthest()
    assert (found.end, found.missed) == (3.0, 2.0)


def test_what_is_not_found_in_time():
    """It counts as missed, and is told apart; between, it leaves a hole."""
    found = search(Fake(lambda limit: True, lambda limit: limit >= 0.5))
    found.furthest()
    assert found.end == 0.5
    assert found.unproven[0] == 0.0
    holes = search(Fake(lambda limit: True, lambda limit: limit != 0.5))
    holes.furthest()
    holes.fill(3)
    assert (holes.end, holes.missed, holes.unproven) == (0.0, None, [0.5])


def test_starts():
    """A limit is searched from the nearest plan that keeps it, else from the nearest of all."""
    place = {"period": "y1", "open": True, "started": False, "stopped": False}
    found = search(rounds := Fake(lambda limit: limit > 0))
    for limit in (1.0, 0.25):
        sites = [{**place, "site": f"at {limit}"}]
        found.rows[limit] = {**plan(limit), "decided_sites": sites, "decided_capacity": []}
    found.fill(4)
    assert rounds.asked == [[0.75], [0.5]]
    assert [start.used for start in rounds.starts] == [{"at 0.25"}, {"at 0.25"}]
    del found.rows[0.25], found.rows[0.5], found.rows[0.75]
    found.furthest()
    assert rounds.asked[2:4] == [[0.0], [0.5]]
    assert rounds.starts[3].used == {"at 1.0"}
