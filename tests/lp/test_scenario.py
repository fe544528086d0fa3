"""A scenario on its way to its optimum."""

from __future__ import annotations

import numpy as np
import pytest
from tests.lp.transport import SITES, transport

from reshore.lp.basis import Basis
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.scenario import Scenario
from reshore.lp.start import Start


@pytest.fixture(scope="module")
def start():
    """What scenarios of a transport program start from."""
    resolver = Resolver(transport(2))
    return Start.of(resolver.program, Basis.of(resolver.program, resolver.basis), resolver.base)


def at(position, value):
    """One changed value."""
    return np.array([position], np.int32), np.array([value])


def test_nothing_changes(start):
    """The unchanged program is at its optimum."""
    scenario = Scenario.of(start, Changes())
    members = scenario.members()
    assert members == pytest.approx(start.members)
    assert scenario.can_start
    assert not scenario.beyond(members).any()
    scenario.complete(members)
    assert scenario.x == pytest.approx(Resolver(start.program).base.x)


def test_members_beyond_their_bounds(start):
    """A limit below what is used makes its member infeasible, until that is taken in."""
    row = int(start.basis.rows[start.basis.rows < SITES][0])
    scenario = Scenario.of(start, Changes(row_upper=at(row, -1.0)))
    assert scenario.can_start
    beyond = scenario.beyond(scenario.members())
    place = len(start.basis.columns) + int(np.flatnonzero(start.basis.rows == row)[0])
    assert np.flatnonzero(beyond).tolist() == [place]
    scenario.take(*start.basis.hanging(beyond))
    assert scenario.within[row]
    assert not scenario.outside[place]


def test_where_the_basis_is_no_start(start):
    """Nothing rests beyond its bounds or at none, and nothing that rests would pay to move."""
    idle = int(np.flatnonzero(start.reduced > 0.5)[0])
    demand = int(np.flatnonzero(start.duals > 0.5)[0])
    for changes in (
        Changes(upper=at(idle, -1.0)),
        Changes(lower=at(idle, -np.inf)),
        Changes(cost=at(idle, -100.0)),
        Changes(row_lower=at(demand, -np.inf)),
    ):
        assert not Scenario.of(start, changes).can_start
    assert Scenario.of(start, Changes(cost=at(idle, start.program.cost[idle] + 1.0))).can_start
    assert Scenario.of(start, Changes(lower=at(idle, 1.0), upper=at(idle, 2.0))).can_start
